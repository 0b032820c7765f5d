"""Booklets laid out to be looked at: any page drawn as the file has it, one at a time.

Planning, paging and drawing are those of a file (tasks.py), so that a page that is looked at and
the page of the file have one digest.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from gridmap.export.cards import VillageCard, card_of
from gridmap.export.finding import PageFound, find_all
from gridmap.export.front import back_pages, front_pages
from gridmap.export.near import near_snapshot
from gridmap.export.page import Booklet, Heads, Page, PageKind, PageNumbers
from gridmap.export.pagination import paginate
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.pdf.drawn_page import DrawnPage
from gridmap.export.plan import Stage, VillagePlan, plan_village, village_name, village_order
from gridmap.export.report import PageProblem
from gridmap.export.seen import seen_by
from gridmap.export.spec import AtlasSpec
from gridmap.export.tasks import Stages
from gridmap.export.village_pages import VillagePages
from gridmap.export.village_work import draw_page
from gridmap.export.wanted import (
    VOLUME,
    BookletChoice,
    booklets_of,
    booklets_of_officers,
    is_one_each,
)
from gridmap.i18n import tr
from gridmap.model.document import Snapshot
from gridmap.model.features import FeatureId, Household, Village
from gridmap.progress import Job, Progress

_LARGE: Final = 6_000
"""Households from which on reading the whole project takes longer than people wait gladly."""

_ONLY_DRAWN: Final[dict[str, Any]] = {
    "villages": (), "printed": None, "period": "", "purpose": "", "recipient": "",
    "valid_until": None, "drawer": "", "checker": "", "base_map": "", "copy": 1, "copies": 1,
    "revision": "", "watermark": True, "parts": frozenset(), "emergency": (), "changes": None,
}  # fmt: skip
"""What of a spec changes pages, but not how the sheets are laid out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """A page of the list: `village` is whose it is, where the booklet has several villages.

    `sheet_id` is that of a detail sheet, empty for other pages.
    """

    name: str
    kind: PageKind
    title: str
    number: int
    size_mm: tuple[float, float]
    sheet_id: str = ""
    village: str = ""


class LaidOutBooklet:
    """A booklet with numbered pages; `draw` draws one of them, while nobody else has `lock`.

    `is_final` False: numbers and neighbours may still change, for not everything is laid out.
    """

    def __init__(
        self,
        choice: BookletChoice,
        booklet: Booklet,
        plans: Sequence[VillagePlan],
        pages: Sequence[Page],
        lock: threading.Lock,
    ) -> None:
        self.choice, self.lock = choice, lock
        self.is_final = True
        self._booklet, self._plans = booklet, plans
        self._pages = {page.name: page for page in pages}
        self._numbers = {page.name: number for number, page in enumerate(pages, start=1)}
        self.pages = tuple(_listed(booklet, pages, plans))

    @property
    def sheet_count(self) -> int:
        """How many detail sheets it has."""
        return sum(len(plan.sheets) for plan in self._plans)

    @property
    def unplaced_count(self) -> int:
        """How many households of its villages have no place yet: they are only listed."""
        return sum(len(unit.unplaced) for plan in self._plans for unit in plan.units)

    def draw(self, name: str) -> tuple[DrawnPage, PageProblem | None]:
        """Return a page as the file has it, and what could not be made on it."""
        return draw_page(self._booklet, self._pages[name], self._numbers[name])

    def find_all(self, text: str) -> tuple[PageFound, ...]:
        """Return where a sheet id, a door, a head or a title stands, in the booklet's order."""
        return find_all(text, self.pages, self._plans)


class PreviewDesk:
    """Lays out the booklets of a project as it is in one snapshot; keeps what it may need again.

    Its jobs may take their steps in turns, but no two at a time: `lock` sees to it.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.lock = threading.Lock()
        self._stages = Stages(snapshot)
        self._known: tuple[object, ...] | None = None
        self._plans: dict[FeatureId | None, tuple[VillagePlan, VillageCard]] = {}

    def lay_out_soon(
        self, spec: AtlasSpec, *, is_volume: bool, booklet: str
    ) -> Job[LaidOutBooklet | None]:
        """Lay out one village where the whole that was asked for takes long; None: it does not.

        A large project is read only around the village; a volume is not laid out to its end. What
        is returned is not final. `booklet` is the key of the file that is wanted.
        """
        yield Progress(0, 0, tr("Reading the project …"))
        is_read = self._known == seen_by(spec)
        is_large = self.snapshot.count(Household) >= _LARGE and not is_read
        first = _first_village(self.snapshot, spec, booklet)
        if first is None or not (is_large or is_volume) or is_one_each(spec):
            return None
        source = near_snapshot(self.snapshot, first.id) if is_large else self.snapshot
        stages = Stages(source) if is_large else self._stages
        choice = BookletChoice(
            key=VOLUME if is_volume else f"{spec.officer or ''}/{first.id}",
            title=self.snapshot.project.name if is_volume else village_name(first),
            spec=spec,
            villages=(first.id,),
        )
        stage = yield from stages.in_steps(spec)
        yield Progress(0, 0, tr("Laying out the sheets …"))
        village = stage.view.features.find(first.id, Village)
        plan = yield from plan_village(stage, village)
        lock = threading.Lock() if is_large else self.lock
        made = yield from _paged(stage, choice, [(plan, card_of(plan))], lock)
        made.is_final = False
        return made

    def choices(self, spec: AtlasSpec, *, is_volume: bool) -> Job[list[BookletChoice]]:
        """Return the files that a spec makes.

        Raises: ExportError where there is nothing to print, PrivacyError as `edition_view`.
        """
        yield Progress(0, 0, tr("Reading the project …"))
        if is_one_each(spec):
            return booklets_of_officers(self.snapshot, spec)
        return booklets_of((yield from self._staged(spec)), is_volume=is_volume)

    def lay_out(self, choice: BookletChoice) -> Job[LaidOutBooklet]:
        """Lay out a file. Raises: PrivacyError as `edition_view`."""
        yield Progress(0, 0, tr("Reading the project …"))
        stage = yield from self._staged(choice.spec)
        planned = []
        for at, key in enumerate(choice.villages):
            yield Progress(at, len(choice.villages), tr("Laying out the sheets …"))
            planned.append((yield from self._planned(stage, key)))
        return (yield from _paged(stage, choice, planned, self.lock))

    def _staged(self, spec: AtlasSpec) -> Job[Stage]:
        stage = yield from self._stages.in_steps(spec)
        self._known = seen_by(spec)
        return stage

    def _planned(self, stage: Stage, key: FeatureId | None) -> Job[tuple[VillagePlan, VillageCard]]:
        kept = self._plans.get(key)
        if kept is not None and _plans_alike(kept[0].stage, stage):
            return kept
        plan = yield from plan_village(stage, stage.view.features.find(key, Village))
        made = self._plans[key] = plan, card_of(plan)
        return made


def _first_village(snapshot: Snapshot, spec: AtlasSpec, booklet: str) -> Village | None:
    """Return a village that is surely in the run, the wanted one if that can be told."""
    if spec.incident is not None or (spec.officer is not None and not spec.villages):
        return None
    known = spec.villages or tuple(item.id for item in snapshot.all(Village))
    wanted = booklet.rpartition("/")[2]
    found = [item for item in (snapshot.find(key, Village) for key in known) if item is not None]
    own = [item for item in found if item.id == wanted]
    return own[0] if own else min(found, key=village_order, default=None)


def one_page_pdf(page: DrawnPage, *, language: str = "zh-CN") -> bytes:
    """Return a PDF file with just this page, without its links to others."""
    document = PdfDocument(Path("page.pdf"), title=page.name, language=language)
    document.add(replace(page, links=()))
    return document.data()


def _plans_alike(first: Stage, second: Stage) -> bool:
    return first.view is second.view and (
        replace(first.spec, **_ONLY_DRAWN) == replace(second.spec, **_ONLY_DRAWN)
    )


def _paged(
    stage: Stage,
    choice: BookletChoice,
    planned: Sequence[tuple[VillagePlan, VillageCard]],
    lock: threading.Lock,
) -> Job[LaidOutBooklet]:
    """Number the pages of planned villages as a file does."""
    cards = [card for _, card in planned]
    is_volume = choice.key == VOLUME
    booklet = stage.booklet(choice.title if is_volume else cards[0].name)
    makers = [VillagePages(plan, booklet, card, cards) for plan, card in planned]
    made: list[list[Page]] = []

    def inner(numbers: PageNumbers) -> Job[Heads]:
        made.clear()
        for maker in makers:
            yield Progress(0, 0, tr("Numbering the pages …"))
            made.append(list(maker.pages(numbers)))
        return [[page.head for page in pages] for pages in made]

    def front(heads: Heads, numbers: PageNumbers) -> Job[Sequence[Page]]:
        return front_pages(booklet, cards, heads, numbers)

    pages = yield from paginate(front, inner, back_pages(booklet, cards))
    everything = [*pages.front, *(page for own in made for page in own), *pages.back]
    plans = [plan for plan, _ in planned]
    return LaidOutBooklet(choice, booklet, plans, everything, lock)


def _listed(
    booklet: Booklet, pages: Iterable[Page], plans: Sequence[VillagePlan]
) -> Iterable[PreviewPage]:
    sheets = {item.name: item.sheet.sheet_id for plan in plans for item in plan.sheets}
    names = {plan.key: plan.name for plan in plans} if len(plans) > 1 else {}
    for number, page in enumerate(pages, start=1):
        key, _, rest = page.name.partition("/")
        sheet = sheets.get(page.name) or sheets.get(page.name.rpartition("/")[0], "")
        yield PreviewPage(
            name=page.name,
            kind=page.kind,
            title=page.title,
            number=number,
            size_mm=booklet.page_mm(is_lying=page.is_lying),
            sheet_id=sheet,
            village=names.get(key, "") if rest else "",
        )
