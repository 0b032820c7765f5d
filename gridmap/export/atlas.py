"""Making an atlas: plan, draw, write; one volume, or a folder with a booklet for each village."""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeVar

from gridmap.errors import ExportError, NotFoundError
from gridmap.export.booklet_file import write_booklet
from gridmap.export.booklet_files import (
    Staging,
    booklet_name,
    check_target,
    folder_names,
    peak_memory_mb,
)
from gridmap.export.cards import VillageCard
from gridmap.export.crew import HERE, RARELY, Crew, Task, crew, useful_helpers
from gridmap.export.front import back_pages, front_pages
from gridmap.export.page import Booklet, Heads, Page, PageNumbers
from gridmap.export.pagination import Pagination, paginate
from gridmap.export.pdf.drawn_page import DrawnPage
from gridmap.export.pdf.locking import check_password
from gridmap.export.plan import (
    Stage,
    village_key,
    village_name,
)
from gridmap.export.report import AtlasReport, PageProblem, VillageReport
from gridmap.export.runs.marks import booklet_mark, page_marks
from gridmap.export.spec import AtlasSpec
from gridmap.export.spool import Spool, spool_for
from gridmap.export.tasks import (
    CARDS,
    NUMBERS,
    BookletTask,
    DigestTask,
    DrawTask,
    EndsTask,
    HeadsTask,
    PlanTask,
    Stages,
    new_desk,
)
from gridmap.export.village_work import DrawnVillage
from gridmap.export.wanted import is_one_each, officers_booklets, wanted_villages
from gridmap.i18n import tr
from gridmap.model.document import Snapshot
from gridmap.model.editions import EditionView
from gridmap.model.features import FeatureId, Household, Village
from gridmap.model.runs import BookletMark
from gridmap.model.surnames import load_readings
from gridmap.progress import Job, Progress, aside

T = TypeVar("T")

STEPS: Final = 1000
"""The total of the progress that an export reports: thousandths of the whole."""

_MANY: Final = 20_000
"""Households from which on a volume's tables are made twice rather than kept in memory."""

_DIGEST_SHARE: Final = 0.02
"""What the digest of the data is of the work of drawing."""

_PAGE_WEIGHT: Final = 5.0
"""How much work a page before or behind the villages is, in households."""

_DRAWN: Final = 0.97
"""How much of the work is done when all pages are drawn."""

WORTH_HELP: Final = 400
"""Households from which on a run is shared with helper processes: they take time to start."""


@dataclass(slots=True)
class _Run:
    """What a run has made so far."""

    spec: AtlasSpec
    stages: Stages
    started: float = field(default_factory=time.perf_counter)
    pages: int = 0
    files: list[Path] = field(default_factory=list)
    villages: list[VillageReport] = field(default_factory=list)
    problems: list[PageProblem] = field(default_factory=list)
    drawn: set[FeatureId] = field(default_factory=set)
    booklets: list[BookletMark] = field(default_factory=list)
    staging: Staging = field(default_factory=Staging)
    password: str = field(default="", repr=False)

    def take(self, made: DrawnVillage) -> None:
        self.pages += made.report.pages + made.further_pages
        self.villages.append(made.report)
        self.problems += made.problems
        self.drawn |= made.households
        self.booklets += [made.mark] if made.mark is not None else []

    def report(self) -> AtlasReport:
        return AtlasReport(
            edition=self.spec.edition.value,
            pages=self.pages,
            sheets=sum(len(village.sheets) for village in self.villages),
            seconds=time.perf_counter() - self.started,
            peak_memory_mb=peak_memory_mb(),
            files=tuple(self.files),
            villages=tuple(self.villages),
            problems=tuple(self.problems),
            households_drawn=len(self.drawn),
            booklets=tuple(self.booklets),
        )


def export_atlas(
    snapshot: Snapshot,
    spec: AtlasSpec,
    out: Path,
    *,
    helpers: int | None = None,
    password: str = "",
) -> Job[AtlasReport]:
    """Write the atlas of a snapshot.

    A name that ends in .pdf makes one volume, any other a folder of booklets. A P3 without an
    officer makes a booklet for each officer who has people of their own, and needs a folder.
    A page that cannot be made is reported and the others are kept. Cancelled or failed, nothing
    new stays behind. `helpers` is the number of further processes; None: what the machine and the
    work are worth. `password` locks every file (AES-256); it is kept nowhere.

    Raises: ExportError (disk, empty project), PrivacyError, NotFoundError (village), UsageError.
    """
    _check_villages(snapshot, spec)
    check_target(out)
    if password:
        check_password(password)
    run = _Run(spec=spec, stages=Stages(snapshot), password=password)
    if helpers is None:
        is_much = snapshot.count(Household) >= WORTH_HELP and spec.edition.shows_households
        helpers = useful_helpers() if is_much else 0
    is_done = False
    with _little_garbage():
        try:
            if is_one_each(spec):
                yield from _officers_booklets(snapshot, spec, out, run, helpers)
            else:
                yield from _one_edition(spec, out, run, helpers)
            run.staging.commit()
            is_done = True
        finally:
            if not is_done:
                run.staging.discard()
    return run.report()


@contextmanager
def _little_garbage() -> Iterator[None]:
    thresholds = gc.get_threshold()
    gc.set_threshold(RARELY, *thresholds[1:])
    try:
        yield
    finally:
        # all that the run has made counts as old now, or it would be searched at once
        gc.freeze()
        gc.unfreeze()
        gc.set_threshold(*thresholds)


def _one_edition(spec: AtlasSpec, out: Path, run: _Run, helpers: int) -> Job[None]:
    """Make the volume or the booklets of one edition view."""
    yield Progress(0, 0, tr("Reading the project …"))
    stage = yield from run.stages.in_steps(spec)
    villages = wanted_villages(stage)
    helpers = min(helpers, len(villages) - 1)
    if helpers and spec.edition.shows_households:
        yield from aside(load_readings, tr("Reading the project …"))
    if out.suffix.casefold() == ".pdf":
        yield from _volume(stage, villages, out, run, helpers)
        return
    tasks = [
        _booklet_task(spec, village, out, run, weight=_weight(stage.view, village))
        for village in villages
    ]
    with crew(new_desk(run.stages), helpers=helpers) as members:
        yield from _booklets(tasks, run, members)


def _booklet_task(
    spec: AtlasSpec,
    village: Village | None,
    folder: Path,
    run: _Run,
    *,
    weight: float,
    prefix: str = "",
) -> BookletTask:
    target = folder / booklet_name(village_key(village), village_name(village), spec, prefix)
    run.files.append(target)
    return BookletTask(
        spec=spec,
        village=village.id if village is not None else None,
        staged=run.staging.path_for(target),
        password=run.password,
        file=str(target),
        weight=weight,
    )


def _weight(view: EditionView, village: Village | None) -> float:
    """Return how much work a village is, in households."""
    key = village.id if village is not None else None
    return 10.0 + len(view.relations.households_in_village.get(key, ()))


def _booklets(tasks: Sequence[BookletTask], run: _Run, members: Crew) -> Job[None]:
    shift = yield from members.run(tasks)
    for made in shift.results:
        run.take(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Volume:
    """A volume that is drawn: its villages, the pages around them, the digest of the data."""

    booklet: Booklet
    keys: Sequence[FeatureId | None]
    cards: Sequence[VillageCard]
    pages: Pagination
    villages: Sequence[DrawnVillage]
    around: Sequence[tuple[DrawnPage, PageProblem | None]]
    digest: str


def _volume(
    stage: Stage, villages: Sequence[Village | None], out: Path, run: _Run, helpers: int
) -> Job[None]:
    """Make one file: all members plan, page and draw its villages, this process writes it.

    The helpers have ended then, for what they hold is no longer wanted.
    """
    staged = run.staging.path_for(out)
    with spool_for(out, is_secret=bool(run.password)) as spool:
        with crew(new_desk(run.stages), helpers=helpers) as members:
            volume = yield from _drawn(stage, villages, out, members, spool)
        run.files.append(out)
        for made in volume.villages:
            run.take(made)
        digests = yield from _bound(volume, spool, staged, run)
    pages = volume.pages
    run.booklets.append(
        booklet_mark(
            stage,
            out,
            title=volume.booklet.title,
            cards=list(zip(volume.keys, volume.cards, strict=True)),
            pages=page_marks(pages.heads, pages.numbers, digests),
            digest=volume.digest,
        )
    )


def _drawn(
    stage: Stage, villages: Sequence[Village | None], out: Path, members: Crew, spool: Spool
) -> Job[_Volume]:
    """Plan, page and draw the villages of a volume; their pages are in the spool."""
    spec = stage.spec
    keys = [village.id if village is not None else None for village in villages]
    weights = [_weight(stage.view, village) for village in villages]
    plans = [PlanTask(spec=spec, village=k, weight=w) for k, w in zip(keys, weights, strict=True)]
    shift = yield from _within(members.run(plans), 0.0, 0.45)
    cards = tuple(shift.results)
    title = cards[0].name if len(cards) == 1 else stage.view.features.project.name
    booklet = stage.booklet(title)
    pages = yield from _numbered(booklet, cards, keys, members, shift.members)
    inner = [
        DrawTask(village=key, file=str(out), weight=weight)
        for key, weight in zip(keys, weights, strict=True)
    ]
    count = len(pages.front) + len(pages.back)
    ends = EndsTask(booklet=booklet, pages=pages, weight=_PAGE_WEIGHT * count)
    digest = DigestTask(spec=spec, weight=_DIGEST_SHARE * sum(weights))
    # who has drawn what it planned does what is left over
    tasks: list[Task[Any]] = [*inner, ends, digest]
    owners = [*shift.members, HERE, None]
    drawing = members.run(tasks, owners=owners, keep=lambda made: _spooled(made, spool))
    drawn = yield from _within(drawing, 0.45, _DRAWN)
    *made, around, data_digest = drawn.results
    return _Volume(
        booklet=booklet,
        keys=keys,
        cards=cards,
        pages=pages,
        villages=made,
        around=around,
        digest=str(data_digest),
    )


def _spooled(made: Any, spool: Spool) -> Any:
    return made.spooled(spool) if isinstance(made, DrawnVillage) else made


def _numbered(
    booklet: Booklet,
    cards: Sequence[VillageCard],
    keys: Sequence[FeatureId | None],
    members: Crew,
    owners: Sequence[int],
) -> Job[Pagination]:
    """Number the pages of planned villages; all members know the numbers then."""
    members.share(**{CARDS: cards})
    spec, title = booklet.spec, booklet.title
    keeps_pages = booklet.view.features.count(Household) < _MANY

    def inner(numbers: PageNumbers) -> Job[Heads]:
        members.share(**{NUMBERS: numbers})
        heads = [
            HeadsTask(spec=spec, village=key, title=title, keeps_pages=keeps_pages) for key in keys
        ]
        done = yield from _within(members.run(heads, owners=owners), 0.45, 0.45)
        return done.results

    def front(heads: Heads, numbers: PageNumbers) -> Job[Sequence[Page]]:
        return _within(front_pages(booklet, cards, heads, numbers), 0.45, 0.45)

    pages = yield from paginate(front, inner, back_pages(booklet, cards))
    members.share(**{NUMBERS: pages.numbers})
    return pages


def _bound(volume: _Volume, spool: Spool, staged: Path, run: _Run) -> Job[list[str]]:
    """Write a volume with its first and last pages; return the digests of all its pages."""
    booklet, pages, villages = volume.booklet, volume.pages, volume.villages
    run.pages += len(volume.around)
    run.problems += [problem for _, problem in volume.around if problem is not None]
    drawn = [page for page, _ in volume.around]
    first, last = drawn[: len(pages.front)], drawn[len(pages.front) :]
    inside = (page for made in villages for page in made.pages_from(spool))
    every = chain(first, inside, last)
    writing = write_booklet(staged, booklet, pages, every, password=run.password)
    yield from _within(writing, _DRAWN, 1.0)
    digests = [digest for made in villages for digest in made.digests]
    return [*(page.digest for page in first), *digests, *(page.digest for page in last)]


def _officers_booklets(
    snapshot: Snapshot, spec: AtlasSpec, out: Path, run: _Run, helpers: int
) -> Job[None]:
    if out.suffix.casefold() == ".pdf":
        raise ExportError(
            tr("The officer's edition (P3) makes a booklet for each officer."),
            hint=tr("Name a folder, or name the officer."),
        )
    booklets = list(officers_booklets(snapshot, spec))
    names = folder_names({item.officer.id: item.officer.name for item in booklets})
    sizes = Counter(item.village for item in snapshot.all(Household))
    tasks = [
        _booklet_task(
            item.spec, item.village, out / names[item.officer.id], run,
            weight=10.0 + sizes[item.village.id], prefix=names[item.officer.id],
        )
        for item in booklets
    ]  # fmt: skip
    with crew(new_desk(run.stages), helpers=min(helpers, len(tasks) - 1)) as members:
        yield from _booklets(tasks, run, members)


def _within(job: Job[T], first: float, last: float) -> Job[T]:
    """Pass a job's progress on as a part of the whole, from one share to another."""
    while True:
        try:
            step = next(job)
        except StopIteration as stop:
            result: T = stop.value
            return result
        share = step.done / step.total if step.total else 0.0
        done = int(STEPS * (first + (last - first) * min(share, 1.0)))
        yield Progress(done, STEPS, step.message)


def _check_villages(snapshot: Snapshot, spec: AtlasSpec) -> None:
    named = [village for village in spec.villages if village is not None]
    if any(snapshot.find(village, Village) is None for village in named):
        raise NotFoundError(
            tr("A village to print is not in the project."), hint=tr("Choose the villages again.")
        )
