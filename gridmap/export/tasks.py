"""The tasks of an atlas run, as values that any member of a crew can do (crew.py).

A folder's booklets are made whole, each by one member. A volume's villages are planned by whoever
is free, and paged and drawn by the member that planned them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from gridmap.export.booklet_file import write_booklet
from gridmap.export.cards import VillageCard
from gridmap.export.front import back_pages, front_pages
from gridmap.export.page import Booklet, Page, PageHead, PageNumbers
from gridmap.export.pagination import Pagination, paginate
from gridmap.export.pdf.drawn_page import DrawnPage
from gridmap.export.plan import Stage
from gridmap.export.report import PageProblem
from gridmap.export.runs.marks import booklet_mark, find_digest, page_marks
from gridmap.export.seen import seen_by, view_of_spec_in_steps
from gridmap.export.spec import AtlasSpec
from gridmap.export.village_work import DrawnVillage, VillageWork, draw_pages
from gridmap.i18n import tr
from gridmap.model.document import Snapshot
from gridmap.model.editions import EditionView
from gridmap.model.features import KINDS, Feature, FeatureId, Village
from gridmap.progress import Job, Progress, aside, run_job

R = TypeVar("R")

_STAGES: Final = "stages"
_BOOKLET: Final = "booklet"
_AT_ONCE: Final = 2000
"""Features sent to another process at once."""

CARDS: Final = "cards"
"""Where `HeadsTask` finds the cards of all villages of the volume on the desk."""

NUMBERS: Final = "numbers"
"""Where `HeadsTask` and `DrawTask` find the page numbers on the desk."""


class Stages:
    """A snapshot and the stage of the last spec that somebody wanted.

    To another process the snapshot is sent in parts (crew.InParts); the stage is left behind.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._sent: list[Feature] = []
        self._stage: Stage | None = None
        self._digest: tuple[EditionView, str] | None = None

    def __reduce__(self) -> tuple[type[Stages], tuple[Snapshot]]:
        """Begin empty in another process."""
        return Stages, (Snapshot.of(()),)

    def parts(self) -> Iterator[list[Feature]]:
        """Yield the snapshot's features, some at a time."""
        for kind in KINDS:
            features = list(self._snapshot.all(kind))
            for first in range(0, len(features), _AT_ONCE):
                yield features[first : first + _AT_ONCE]

    def take(self, part: list[Feature]) -> None:
        """Put in features that were sent."""
        self._sent += part

    def stage(self, spec: AtlasSpec) -> Stage:
        """Return the stage of a spec. Raises: PrivacyError, UsageError as `edition_view`."""
        return run_job(self.in_steps(spec))

    def in_steps(self, spec: AtlasSpec) -> Job[Stage]:
        """Return what `stage` returns, in short steps."""
        if self._sent:
            self._snapshot, self._sent = Snapshot.of(self._sent), []
        wanted = seen_by(spec)
        stage = self._stage
        if stage is not None and stage.spec == spec:
            return stage
        if stage is not None and seen_by(stage.spec) == wanted:
            view = stage.view
        else:
            view = yield from _reading(view_of_spec_in_steps(self._snapshot, spec))
        self._stage = yield from _reading(Stage.in_steps(view, spec, like=stage))
        return self._stage

    def digest(self, spec: AtlasSpec) -> Job[str]:
        """Return the digest of the data that an edition shows; the last one is kept."""
        view = (yield from self.in_steps(spec)).view
        if self._digest is None or self._digest[0] is not view:
            self._digest = view, (yield from find_digest(view))
        return self._digest[1]


def _reading(job: Job[R]) -> Job[R]:
    """Do a job whose steps all say the same."""
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: R = stop.value
            return result
        yield Progress(0, 0, tr("Reading the project …"))


def new_desk(stages: Stages) -> dict[str, Any]:
    """Return the desk of a crew whose members work on this snapshot."""
    return {_STAGES: stages}


def _stage(desk: dict[str, Any], spec: AtlasSpec) -> Job[Stage]:
    stages: Stages = desk[_STAGES]
    return stages.in_steps(spec)


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
        stage = yield from _stage(desk, self.spec)
        work = VillageWork(stage, _village(stage, self.village))
        card = yield from _half(work.plan(), 0.0)
        booklet = stage.booklet(card.name)

        def inner(numbers: PageNumbers) -> Job[Sequence[Sequence[PageHead]]]:
            heads = aside(lambda: work.heads(booklet, [card], numbers))
            return [(yield from _quietly(heads, done=500))]

        def front(heads: Sequence[Sequence[PageHead]], numbers: PageNumbers) -> Job[Sequence[Page]]:
            return _quietly(front_pages(booklet, [card], heads, numbers), done=500)

        pages = yield from paginate(front, inner, back_pages(booklet, [card]))
        ends = draw_pages(booklet, [*pages.front, *pages.back], pages.numbers)
        around = yield from _quietly(ends, done=500)
        before, behind = around[: len(pages.front)], around[len(pages.front) :]
        drawn = yield from _half(work.draw(pages.numbers, file=self.file), 0.5)
        pages_drawn = [*(one for one, _ in before), *drawn.pages, *(one for one, _ in behind)]
        writing = write_booklet(self.staged, booklet, pages, pages_drawn, password=self.password)
        yield from _quietly(writing)
        digests = [[page.digest for page, _ in part] for part in (before, behind)]
        stages: Stages = desk[_STAGES]
        mark = booklet_mark(
            stage,
            Path(self.file),
            title=card.name,
            cards=[(self.village, card)],
            pages=page_marks(
                pages.heads, pages.numbers, [*digests[0], *drawn.digests, *digests[1]]
            ),
            digest=(yield from _quietly(stages.digest(self.spec))),
        )
        return drawn.in_file([problem for _, problem in around], mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTask:
    """Plan a village of a volume and keep the plan on the desk."""

    spec: AtlasSpec
    village: FeatureId | None
    weight: float

    def run(self, desk: dict[str, Any]) -> Job[VillageCard]:
        """Return the village's card."""
        stage = yield from _stage(desk, self.spec)
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
        booklet = (yield from _stage(desk, self.spec)).booklet(self.title)
        cards: Sequence[VillageCard] = desk[CARDS]
        numbers: PageNumbers = desk[NUMBERS]
        return (
            yield from aside(
                lambda: work.heads(booklet, cards, numbers, keeps_pages=self.keeps_pages),
                tr("Numbering the pages …"),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawTask:
    """Draw the pages of a village that this member paged last; their numbers are on the desk."""

    village: FeatureId | None
    file: str
    weight: float

    def run(self, desk: dict[str, Any]) -> Job[DrawnVillage]:
        """Return the drawn pages, packed; the plan leaves the desk."""
        work: VillageWork = desk.pop(f"{_BOOKLET}/{self.village}")
        made = yield from work.draw(desk[NUMBERS], file=self.file)
        return made.with_packed_pages()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndsTask:
    """Draw a volume's pages before and behind its villages.

    For this process alone, which has them: the others draw villages meanwhile.
    """

    booklet: Booklet
    pages: Pagination
    weight: float

    def run(self, desk: dict[str, Any]) -> Job[list[tuple[DrawnPage, PageProblem | None]]]:
        """Return the pages as drawn, those before the villages first."""
        pages = [*self.pages.front, *self.pages.back]
        return (yield from draw_pages(self.booklet, pages, self.pages.numbers))


def _quietly(job: Job[R], *, done: int = 1000) -> Job[R]:
    """Do a job that counts for nothing while so many thousandths of a task are done."""
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: R = stop.value
            return result
        yield Progress(done, 1000)


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
