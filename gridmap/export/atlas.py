"""Making an atlas: plan, draw, write; one volume, or a folder with a booklet for each village."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeVar

from gridmap.errors import ExportError, GridMapError, NotFoundError
from gridmap.export.booklet_files import (
    Staging,
    booklet_name,
    check_target,
    folder_names,
    peak_memory_mb,
)
from gridmap.export.front import front_pages
from gridmap.export.page import Booklet, Page, PageCanvas, paginate
from gridmap.export.pdf_surface import PdfDocument
from gridmap.export.plan import (
    Stage,
    VillagePlan,
    plan_village,
    villages_of_recipient,
    villages_to_print,
)
from gridmap.export.report import AtlasReport, PageProblem, VillageReport, report_village
from gridmap.export.spec import AtlasSpec
from gridmap.export.village_pages import VillagePages
from gridmap.i18n import language, tr
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, EditionView, edition_view, officers_with_people
from gridmap.model.features import FeatureId, Officer, Village
from gridmap.progress import Job, Progress

T = TypeVar("T")

_RARELY: Final = 100_000
"""Objects made between two searches for garbage: a run makes many and almost no cycles."""

STEPS: Final = 1000
"""The total of the progress that an export reports: thousandths of the whole."""


@dataclass(slots=True)
class _Run:
    """What a run has made so far."""

    spec: AtlasSpec
    started: float = field(default_factory=time.perf_counter)
    pages: int = 0
    files: list[Path] = field(default_factory=list)
    villages: list[VillageReport] = field(default_factory=list)
    problems: list[PageProblem] = field(default_factory=list)
    drawn: set[FeatureId] = field(default_factory=set)
    staging: Staging = field(default_factory=Staging)

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
        )


def export_atlas(snapshot: Snapshot, spec: AtlasSpec, out: Path) -> Job[AtlasReport]:
    """Write the atlas of a snapshot.

    A name that ends in .pdf makes one volume, any other a folder of booklets.

    A P3 without an officer makes a booklet for each officer who has people of their own, and needs
    a folder. A page that
    cannot be made is reported and the others are kept. Cancelled or failed, nothing new stays
    behind.

    Raises: ExportError (disk, empty project), PrivacyError, NotFoundError (village), UsageError.
    """
    _check_villages(snapshot, spec)
    check_target(out)
    run = _Run(spec=spec)
    is_done = False
    thresholds = gc.get_threshold()
    gc.set_threshold(_RARELY, *thresholds[1:])
    try:
        if spec.edition is Edition.OFFICER and spec.officer is None:
            yield from _officers_booklets(snapshot, spec, out, run)
        else:
            yield from _one_edition(snapshot, spec, out, run, prefix="")
        run.staging.commit()
        is_done = True
    finally:
        gc.set_threshold(*thresholds)
        if not is_done:
            run.staging.discard()
    return run.report()


def _one_edition(
    snapshot: Snapshot, spec: AtlasSpec, out: Path, run: _Run, *, prefix: str
) -> Job[None]:
    """Make the volume or the booklets of one edition view."""
    yield Progress(0, 0, tr("Reading the project …"))
    view = edition_view(
        snapshot,
        spec.edition,
        on=spec.on,
        recipient=spec.officer,
        surname_only=spec.surname_only,
    )
    stage = Stage(view, spec)
    wanted = spec.villages
    if spec.edition is Edition.OFFICER and not wanted:
        wanted = tuple(villages_of_recipient(view))
        if not wanted:
            raise ExportError(
                tr("{officer} has no people and no post in any village.", officer=_recipient(view)),
                hint=tr("Choose another officer, or name the village."),
            )
    villages = villages_to_print(view, wanted)
    if not villages:
        raise ExportError(
            tr("The project has no villages and no households to print."),
            hint=tr("Draw or import villages first."),
        )
    if out.suffix.casefold() == ".pdf":
        yield from _volume(stage, villages, out, run)
        return
    step = 1.0 / len(villages)
    for index, village in enumerate(villages):
        start = index * step
        plan = yield from _within(plan_village(stage, village), start, start + step / 2)
        target = out / booklet_name(plan.key, plan.name, spec, prefix)
        writing = _write(stage, [plan], target, run, title=plan.name)
        yield from _within(writing, start + step / 2, start + step)


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


def _recipient(view: EditionView) -> str:
    return view.recipient.name if view.recipient is not None else ""


def _volume(stage: Stage, villages: Sequence[Village | None], out: Path, run: _Run) -> Job[None]:
    plans = []
    step = 0.5 / len(villages)
    for index, village in enumerate(villages):
        planning = plan_village(stage, village)
        plans.append((yield from _within(planning, index * step, (index + 1) * step)))
    project = stage.view.features.project
    title = plans[0].name if len(plans) == 1 else project.name
    yield from _within(_write(stage, plans, out, run, title=title), 0.5, 1.0)


def _write(
    stage: Stage, plans: Sequence[VillagePlan], target: Path, run: _Run, *, title: str
) -> Job[None]:
    """Draw the pages of some villages into one file."""
    booklet = stage.booklet(title)
    villages = [VillagePages(plan, booklet, plans) for plan in plans]

    pages, numbers = paginate(
        lambda inner, numbers: front_pages(booklet, villages, inner, numbers),
        lambda numbers: [page for village in villages for page in village.pages(numbers)],
    )
    document = PdfDocument(
        run.staging.path_for(target),
        title=f"{title} {booklet.edition.label}",
        language="zh-CN" if language() == "zh_CN" else "en",
        subject=booklet.edition.value,
        author=stage.view.features.project.issuer,
    )
    for index, page in enumerate(pages):
        yield Progress(index, len(pages), page.title)
        _draw(document, booklet, page, numbers[page.name], run)
    document.save()
    run.files.append(target)
    run.pages += len(pages)
    for plan in plans:
        own = sum(name.startswith(f"{plan.key}/") for name in numbers)
        run.villages.append(report_village(plan, file=str(target), pages=own))
        run.drawn.update(key for item in plan.sheets for key in item.sheet.layout.cells)


def _draw(document: PdfDocument, booklet: Booklet, page: Page, number: int, run: _Run) -> None:
    """Draw one page.

    What the world made impossible on it is reported and the page stays with what it has.
    """
    width, height = booklet.spec.size_mm
    with document.page(width, height, name=page.name, label=str(number)) as surface:
        if page.title:
            document.outline(page.title, page.name, page.level - 1)
        try:
            page.content.draw(PageCanvas(surface=surface, booklet=booklet, number=number))
        except GridMapError as error:
            run.problems.append(
                PageProblem(village=booklet.title, page=page.title, message=str(error))
            )


def _officers_booklets(snapshot: Snapshot, spec: AtlasSpec, out: Path, run: _Run) -> Job[None]:
    if out.suffix.casefold() == ".pdf":
        raise ExportError(
            tr("The officer's edition (P3) makes a booklet for each officer."),
            hint=tr("Name a folder, or name the officer."),
        )
    people = officers_with_people(snapshot, on=spec.on)
    wanted = set(spec.villages)
    names = folder_names({key: snapshot.get(key, Officer).name for key in people})
    for number, (officer_id, villages) in enumerate(people.items()):
        own = tuple(village for village in villages if not wanted or village in wanted)
        if not own:
            continue
        job = _one_edition(
            snapshot,
            replace(spec, officer=officer_id, villages=own),
            out / names[officer_id],
            run,
            prefix=names[officer_id],
        )
        yield from _within(job, number / len(people), (number + 1) / len(people))
    if not run.files:
        raise ExportError(
            tr("No officer has people of their own to visit."),
            hint=tr("Enter care records and responsible officers first."),
        )


def _check_villages(snapshot: Snapshot, spec: AtlasSpec) -> None:
    unknown: list[FeatureId] = [
        village for village in spec.villages if snapshot.find(village, Village) is None
    ]
    if unknown:
        raise NotFoundError(
            tr("A village to print is not in the project."), hint=tr("Choose the villages again.")
        )
