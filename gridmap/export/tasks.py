"""The tasks of an atlas run, as values that any member of a crew can do (crew.py).

A folder's booklets are made whole, each by one member. A volume's villages are planned by whoever
is free, and paged and drawn by the member that planned them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from gridmap.export.booklet_file import write_booklet
from gridmap.export.cards import VillageCard
from gridmap.export.front import back_pages, front_pages
from gridmap.export.page import Page, PageHead, PageNumbers
from gridmap.export.pagination import paginate
from gridmap.export.plan import Stage
from gridmap.export.runs.marks import booklet_mark, find_digest, page_marks
from gridmap.export.seen import seen_by, view_of_spec
from gridmap.export.spec import AtlasSpec
from gridmap.export.village_work import DrawnVillage, VillageWork, draw_page
from gridmap.i18n import tr
from gridmap.model.document import Snapshot
from gridmap.model.editions import EditionView
from gridmap.model.features import FeatureId, Village
from gridmap.progress import Job, Progress

R = TypeVar("R")

_STAGES: Final = "stages"
_BOOKLET: Final = "booklet"
CARDS: Final = "cards"
"""Where `HeadsTask` finds the cards of all villages of the volume on the desk."""

NUMBERS: Final = "numbers"
"""Where `HeadsTask` and `DrawTask` find the page numbers on the desk."""


class Stages:
    """A snapshot and the stage of the last spec that somebody wanted.

    Sent to another process it takes the snapshot along and leaves the stage behind.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._stage: Stage | None = None
        self._digest: tuple[EditionView, str] | None = None

    def __getstate__(self) -> Snapshot:
        """Return what is sent."""
        return self._snapshot

    def __setstate__(self, snapshot: Snapshot) -> None:
        """Begin with what was sent."""
        self._snapshot, self._stage, self._digest = snapshot, None, None

    def stage(self, spec: AtlasSpec) -> Stage:
        """Return the stage of a spec. Raises: PrivacyError, UsageError as `edition_view`."""
        wanted = seen_by(spec)
        stage = self._stage
        if stage is not None and stage.spec == spec:
            return stage
        if stage is not None and seen_by(stage.spec) == wanted:
            view = stage.view
        else:
            view = view_of_spec(self._snapshot, spec)
        self._stage = Stage(view, spec, like=stage)
        return self._stage

    def digest(self, spec: AtlasSpec) -> Job[str]:
        """Return the digest of the data that an edition shows; the last one is kept."""
        view = self.stage(spec).view
        if self._digest is None or self._digest[0] is not view:
            self._digest = view, (yield from find_digest(view))
        return self._digest[1]


def new_desk(stages: Stages) -> dict[str, Any]:
    """Return the desk of a crew whose members work on this snapshot."""
    return {_STAGES: stages}


def _stage(desk: dict[str, Any], spec: AtlasSpec) -> Stage:
    stages: Stages = desk[_STAGES]
    return stages.stage(spec)


def _village(stage: Stage, key: FeatureId | None) -> Village | None:
    return stage.view.features.find(key, Village)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletTask:
    """Make the booklet of one village (None: of the households in no village) and write it.

    `staged` is where it is written to, `file` what the report calls it, `password` locks it.
    """

    spec: AtlasSpec
    village: FeatureId | None
    staged: Path
    file: str
    weight: float
    password: str = field(default="", repr=False)

    def run(self, desk: dict[str, Any]) -> Job[DrawnVillage]:
        """Return what was drawn, without the pages: those are in the file."""
        stage = _stage(desk, self.spec)
        work = VillageWork(stage, _village(stage, self.village))
        card = yield from _half(work.plan(), 0.0)
        booklet = stage.booklet(card.name)

        def inner(numbers: PageNumbers) -> Job[Sequence[Sequence[PageHead]]]:
            yield from ()
            return [work.heads(booklet, [card], numbers)]

        def front(heads: Sequence[Sequence[PageHead]], numbers: PageNumbers) -> list[Page]:
            return front_pages(booklet, [card], heads, numbers)

        pages = yield from paginate(front, inner, back_pages(booklet, [card]))
        before, behind = (
            [draw_page(booklet, page, pages.numbers[page.name]) for page in part]
            for part in (pages.front, pages.back)
        )
        drawn = yield from _half(work.draw(pages.numbers, file=self.file), 0.5)
        ends = [[page for page, _ in part] for part in (before, behind)]
        pages_drawn = [*ends[0], *drawn.pages, *ends[1]]
        writing = write_booklet(self.staged, booklet, pages, pages_drawn, password=self.password)
        yield from _quietly(writing)
        around = [[page.digest for page in part] for part in ends]
        stages: Stages = desk[_STAGES]
        mark = booklet_mark(
            stage,
            Path(self.file),
            title=card.name,
            cards=[(self.village, card)],
            pages=page_marks(pages.heads, pages.numbers, [*around[0], *drawn.digests, *around[1]]),
            digest=(yield from _quietly(stages.digest(self.spec))),
        )
        return drawn.in_file([problem for _, problem in (*before, *behind)], mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTask:
    """Plan a village of a volume and keep the plan on the desk."""

    spec: AtlasSpec
    village: FeatureId | None
    weight: float

    def run(self, desk: dict[str, Any]) -> Job[VillageCard]:
        """Return the village's card."""
        stage = _stage(desk, self.spec)
        work = VillageWork(stage, _village(stage, self.village))
        desk[f"{_BOOKLET}/{self.village}"] = work
        return (yield from work.plan())


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestTask:
    """Find the digest of the data that an edition shows."""

    spec: AtlasSpec
    weight: float

    def run(self, desk: dict[str, Any]) -> Job[str]:
        """Return the digest."""
        stages: Stages = desk[_STAGES]
        return (yield from stages.digest(self.spec))


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadsTask:
    """Make the pages of a village that this member planned.

    The cards of all villages and the page numbers are on the desk, where `CARDS` and `NUMBERS` say.
    """

    spec: AtlasSpec
    village: FeatureId | None
    title: str
    keeps_pages: bool = True
    weight: float = 1.0

    def run(self, desk: dict[str, Any]) -> Job[list[PageHead]]:
        """Return the heads of the pages."""
        yield Progress(0, 1, tr("Numbering the pages …"))
        work: VillageWork = desk[f"{_BOOKLET}/{self.village}"]
        booklet = _stage(desk, self.spec).booklet(self.title)
        cards: Sequence[VillageCard] = desk[CARDS]
        return work.heads(booklet, cards, desk[NUMBERS], keeps_pages=self.keeps_pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawTask:
    """Draw the pages of a village that this member paged last; their numbers are on the desk."""

    village: FeatureId | None
    file: str
    weight: float

    def run(self, desk: dict[str, Any]) -> Job[DrawnVillage]:
        """Return the drawn pages; the plan leaves the desk."""
        work: VillageWork = desk.pop(f"{_BOOKLET}/{self.village}")
        return (yield from work.draw(desk[NUMBERS], file=self.file))


def _quietly(job: Job[R]) -> Job[R]:
    """Do a job at the end of a task; its progress is not counted, but it can be cancelled."""
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: R = stop.value
            return result
        yield Progress(1000, 1000)


def _half(job: Job[R], start: float) -> Job[R]:
    """Pass a job's progress on as one half of the whole."""
    while True:
        try:
            step = next(job)
        except StopIteration as stop:
            result: R = stop.value
            return result
        share = step.done / step.total if step.total else 0.0
        yield Progress(int(1000 * (start + share / 2)), 1000, step.message)
