"""Making a booklet again for what may have changed; all else is known from its run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gridmap.export.cards import VillageCard, are_near
from gridmap.export.front import back_pages, front_pages
from gridmap.export.page import Booklet, Heads, Page, PageNumbers
from gridmap.export.page_numbering import numbered_like
from gridmap.export.pagination import Pagination, paginate
from gridmap.export.pdf.drawn_page import DrawnPage
from gridmap.export.plan import Stage, VillagePlan
from gridmap.export.report import PageProblem
from gridmap.export.runs.marks import card_from_plain, heads_of, sheet_to_plain, windows_of
from gridmap.export.village_work import VillageWork, draw_page
from gridmap.model.features import FeatureId, Village
from gridmap.model.page_numbers import PageNumber
from gridmap.model.runs import BookletMark, PageMark, Plain
from gridmap.progress import Job, Progress

VillageKey = FeatureId | None
"""A village's id; None: the households that are in no village."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """A booklet as it is now: the marks of all its pages in order, and those that were drawn."""

    booklet: Booklet
    pages: tuple[PageMark, ...]
    drawn: Mapping[str, DrawnPage]
    problems: tuple[PageProblem, ...] = ()


@dataclass(slots=True)
class _Part:
    """One village of the booklet: laid out again where there is `work`, else as its run has it."""

    village: Village | None
    raw: Plain | None
    card: VillageCard | None = None
    work: VillageWork | None = None

    @property
    def key(self) -> VillageKey:
        return self.village.id if self.village is not None else None

    @property
    def known(self) -> VillageCard:
        assert self.card is not None
        return self.card


@dataclass(slots=True)
class Rebuilder:
    """Makes one booklet again. `mark` is what its run kept of it, `touched` what to lay out."""

    stage: Stage
    title: str
    villages: Sequence[Village | None]
    mark: BookletMark
    touched: set[VillageKey]
    _parts: list[_Part] = field(default_factory=list)
    _problems: list[PageProblem] = field(default_factory=list)

    def run(self) -> Job[Rebuilt]:
        """Lay out, number and draw; villages that turn out to be touched too are added."""
        yield from self._begin()
        booklet = self.stage.booklet(self.title or self._parts[0].known.name)
        while True:
            yield from self._plan_all()
            pages = yield from self._numbered(booklet)
            further = self._further(pages.numbers)
            if not further:
                break
            self.touched |= further
        drawn = yield from self._drawn(booklet, pages)
        old = {page.name: page for page in self.mark.pages}
        marks = tuple(
            PageMark(
                name=head.name,
                number=pages.numbers[head.name],
                digest=drawn[head.name].digest if head.name in drawn else old[head.name].digest,
                kind=head.kind.value,
                title=head.title,
                level=head.level,
                ground_m=head.ground_m,
            )
            for head in pages.heads
        )
        return Rebuilt(booklet=booklet, pages=marks, drawn=drawn, problems=tuple(self._problems))

    def _begin(self) -> Job[None]:
        raws = dict(zip(self.mark.villages, self.mark.cards, strict=True))
        for village in self.villages:
            part = _Part(village, raws.get(village.id if village is not None else None))
            if part.raw is None or part.key in self.touched:
                self.touched.add(part.key)
            else:
                part.card = card_from_plain(part.raw, VillagePlan(self.stage, village))
            self._parts.append(part)
        yield from self._plan_all()
        self._touch_example()

    def _touch_example(self) -> None:
        """Lay out the village of which the worked example shows a household: no run keeps that."""
        for part in self._parts:
            if part.known.example is not None:
                return
            if part.work is None and part.raw is not None and part.raw["has_example"]:
                self.touched.add(part.key)
                return

    def _plan_all(self) -> Job[None]:
        for part in self._parts:
            if part.key in self.touched and part.work is None:
                part.work = VillageWork(self.stage, part.village)
                part.card = yield from part.work.plan()

    def _numbered(self, booklet: Booklet) -> Job[Pagination]:
        cards = [part.known for part in self._parts]

        def inner(numbers: PageNumbers) -> Job[Heads]:
            yield from ()
            return [
                part.work.heads(booklet, cards, numbers)
                if part.work is not None
                else heads_of(self.mark.pages, part.known.key)
                for part in self._parts
            ]

        def front(heads: Heads, numbers: PageNumbers) -> Job[Sequence[Page]]:
            return front_pages(booklet, cards, heads, numbers)

        def number(names: Sequence[str]) -> dict[str, PageNumber]:
            return numbered_like(names, {page.name: page.number for page in self.mark.pages})

        return (yield from paginate(front, inner, back_pages(booklet, cards), number=number))

    def _further(self, numbers: PageNumbers) -> set[VillageKey]:
        """Return the villages that were not laid out and whose pages are others all the same.

        Their page numbers have moved, or a sheet near by that they point to.
        """
        old = {page.name: page.number for page in self.mark.pages}
        moved = [
            part for part in self._parts
            if part.work is not None and self._is_moved(part, old, numbers)
        ]  # fmt: skip
        found: set[VillageKey] = set()
        for part in self._parts:
            if part.work is not None:
                continue
            own = (head.name for head in heads_of(self.mark.pages, part.known.key))
            if any(old[name] != numbers.get(name) for name in own) or any(
                are_near(part.known, other.known) or _was_near(part.known, other.raw)
                for other in moved
            ):
                found.add(part.key)
        return found

    def _is_moved(self, part: _Part, old: PageNumbers, numbers: PageNumbers) -> bool:
        """Whether what the neighbours say of a village's sheets is no longer true."""
        if part.raw is None or part.raw["name"] != part.known.name:
            return True
        before = [
            (sheet["name"], sheet["unit"], sheet["unit_name"], windows_of(sheet))
            for sheet in part.raw["sheets"]
        ]
        after = [
            (sheet.name, sheet.unit, sheet.unit_name, windows_of(sheet_to_plain(sheet)))
            for sheet in part.known.sheets
        ]
        return before != after or any(old.get(name) != numbers.get(name) for name, *_ in after)

    def _drawn(self, booklet: Booklet, pages: Pagination) -> Job[dict[str, DrawnPage]]:
        drawn: dict[str, DrawnPage] = {}
        ends = [*pages.front, *pages.back]
        for index, page in enumerate(ends):
            yield Progress(index, len(ends), page.title)
            drawn[page.name], problem = draw_page(booklet, page, pages.numbers[page.name])
            self._problems += [problem] if problem is not None else []
        for part in self._parts:
            if part.work is not None:
                made = yield from part.work.draw(pages.numbers, file=self.mark.file)
                drawn |= {page.name: page for page in made.pages}
                self._problems += made.problems
        return drawn


def _was_near(card: VillageCard, raw: Plain | None) -> bool:
    """Whether a village was near to another one as its run has it."""
    if raw is None or raw["bounds_m"] is None:
        return False
    before = VillageCard(
        key=raw["key"], name=raw["name"], bounds_m=tuple(raw["bounds_m"]), shape=None, units=(),
        sheets=(),
    )  # fmt: skip
    return are_near(card, before)


def differing(old: Iterable[PageMark], new: Iterable[PageMark]) -> list[PageMark]:
    """Return the pages of `new` that are not in `old` as they are, in their order."""
    before = {page.name: page.digest for page in old}
    return [page for page in new if before.get(page.name) != page.digest]


def gone(old: Iterable[PageMark], new: Iterable[PageMark]) -> list[PageMark]:
    """Return the pages of `old` that `new` no longer has."""
    names = {page.name for page in new}
    return [page for page in old if page.name not in names]
