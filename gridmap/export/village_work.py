"""The work on one village, in the three steps of a file: plan it, page it, draw it."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from shapely import GEOSException

from gridmap.errors import GridMapError
from gridmap.export.cards import VillageCard, card_of
from gridmap.export.page import Booklet, Page, PageCanvas, PageHead, PageNumbers
from gridmap.export.pdf.drawn_page import DrawnPage
from gridmap.export.pdf.surface import PdfSurface
from gridmap.export.plan import Stage, VillagePlan, plan_village
from gridmap.export.report import PageProblem, VillageReport, report_village
from gridmap.export.spool import Spool
from gridmap.export.stamp import draw_watermark, page_code
from gridmap.export.village_pages import VillagePages
from gridmap.model.features import FeatureId, Village
from gridmap.model.page_numbers import PageNumber
from gridmap.model.runs import BookletMark
from gridmap.progress import Job, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnVillage:
    """A village's pages, its lines of the report, what went wrong, and who is drawn on them.

    `digests` are those of the pages, kept when these are in their file, `packed`, or in a spool at
    `place`.
    `further_pages` counts pages of its file that are no village's, `mark` is what the record of the
    run keeps of that file.
    """

    pages: tuple[DrawnPage, ...]
    digests: tuple[str, ...]
    report: VillageReport
    problems: tuple[PageProblem, ...]
    households: frozenset[FeatureId]
    further_pages: int = 0
    mark: BookletMark | None = None
    packed: bytes = field(default=b"", repr=False)
    place: tuple[int, int] | None = None

    def with_packed_pages(self) -> DrawnVillage:
        """Return it with its pages as one row of bytes: a fifth of the memory, quickly sent."""
        return replace(self, pages=(), packed=pickle.dumps(self.pages, protocol=5))

    def spooled(self, spool: Spool) -> DrawnVillage:
        """Return it with its packed pages put into a spool. Raises: ExportError (disk)."""
        return replace(self, packed=b"", place=spool.put(self.packed))

    def pages_from(self, spool: Spool) -> tuple[DrawnPage, ...]:
        """Return the pages that were put into a spool. Raises: ExportError (disk)."""
        assert self.place is not None
        pages: tuple[DrawnPage, ...] = pickle.loads(spool.get(self.place))
        return pages

    def in_file(self, front: Sequence[PageProblem | None], mark: BookletMark) -> DrawnVillage:
        """Return it without its pages, which are in a file that begins with these further pages."""
        found = tuple(problem for problem in front if problem is not None)
        return replace(
            self,
            pages=(),
            further_pages=len(front),
            problems=(*found, *self.problems),
            mark=mark,
        )


class VillageWork:
    """Plans, pages and draws one village; the steps have to be taken in this order."""

    def __init__(self, stage: Stage, village: Village | None) -> None:
        self._stage, self._village = stage, village
        self._plan: VillagePlan | None = None
        self._card: VillageCard | None = None
        self._maker: VillagePages | None = None
        self._pages: list[Page] = []
        self._booklet: Booklet | None = None

    def plan(self) -> Job[VillageCard]:
        """Lay out its sheets."""
        self._plan = yield from plan_village(self._stage, self._village)
        self._card = card_of(self._plan)
        return self._card

    def heads(
        self,
        booklet: Booklet,
        cards: Sequence[VillageCard],
        numbers: PageNumbers,
        *,
        keeps_pages: bool = True,
    ) -> list[PageHead]:
        """Return its pages for these numbers; `cards` are those of all villages in the file.

        The tables of a county's villages fill the memory: where they are not kept, `draw` makes
        them once more.
        """
        assert self._plan is not None
        assert self._card is not None
        if self._maker is None:
            self._booklet = booklet
            self._maker = VillagePages(self._plan, booklet, self._card, cards)
        pages = list(self._maker.pages(numbers))
        self._pages = pages if keeps_pages else []
        return [page.head for page in pages]

    def draw(self, numbers: PageNumbers, *, file: str) -> Job[DrawnVillage]:
        """Draw the pages that `heads` returned last; `file` is for the report."""
        assert self._plan is not None
        assert self._booklet is not None
        assert self._maker is not None
        pages = self._pages or list(self._maker.pages(numbers))
        made = yield from draw_pages(self._booklet, pages, numbers)
        drawn = tuple(page for page, _ in made)
        return DrawnVillage(
            pages=drawn,
            digests=tuple(page.digest for page in drawn),
            report=report_village(self._plan, file=file, pages=len(drawn)),
            problems=tuple(problem for _, problem in made if problem is not None),
            households=frozenset(
                key for item in self._plan.sheets for key in item.sheet.layout.cells
            ),
        )


def draw_pages(
    booklet: Booklet, pages: Sequence[Page], numbers: PageNumbers
) -> Job[list[tuple[DrawnPage, PageProblem | None]]]:
    """Draw pages one by one; see `draw_page`."""
    made = []
    for index, page in enumerate(pages):
        yield Progress(index, len(pages), page.title or booklet.title)
        made.append(draw_page(booklet, page, numbers[page.name]))
    return made


def draw_page(
    booklet: Booklet, page: Page, number: PageNumber
) -> tuple[DrawnPage, PageProblem | None]:
    """Return a page as drawn.

    What the world made impossible on it is reported and the page stays with what it has.
    """
    surface = PdfSurface(*booklet.page_mm(is_lying=page.is_lying), name=page.name)
    problem = None
    canvas = PageCanvas(
        surface=surface,
        booklet=booklet,
        number=number,
        imprint=surface.imprint,
        code=page_code(booklet, page, number),
    )
    try:
        page.content.draw(canvas)
        draw_watermark(canvas)
    except (GridMapError, GEOSException) as error:
        problem = PageProblem(village=booklet.title, page=page.title, message=str(error))
    return surface.drawn(canvas.grounds), problem
