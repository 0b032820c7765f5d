"""How the review mode is joined with the rest of the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.features import CareRecord, Duty, FeatureId, Grid, Household, VillagerGroup
from gridmap.progress import Job
from gridmap.review.gap import Verb
from gridmap.ui.modes import CARE, DRAW
from gridmap.ui.printing.ready import say_ready
from gridmap.ui.review.page import ReviewPage

if TYPE_CHECKING:
    from gridmap.model.document import Snapshot
    from gridmap.review.whatif import WhatIf
    from gridmap.ui.review.figures import GapRow
    from gridmap.ui.review.scope import Scope
    from gridmap.ui.workspace import Workspace


def make_review_page(workspace: Workspace) -> ReviewPage:
    """Return the page of the review mode."""
    page = ReviewPage(workspace.session, workspace.runner, workspace.theme)
    page.accepted.connect(lambda result: _accept(workspace, page, result))
    page.big_map_wanted.connect(lambda row: _show(workspace, row))
    page.mend_wanted.connect(lambda row: _mend(workspace, row))
    page.print_wanted.connect(lambda scope: print_summary(workspace, page, scope))
    page.duties_wanted.connect(lambda _scope: print_duties(workspace, page))
    page.told.connect(workspace.status.show_page)
    page.failed.connect(workspace.toast.error)
    workspace.closing.connect(page.release)
    return page


def print_duties(workspace: Workspace, page: ReviewPage) -> None:
    """Ask for a file and write the duties in the villages of the scope, as pages or as a table."""
    out = _ask(workspace, tr("List of duties"), tr("PDF files (*.pdf);;Excel tables (*.xlsx)"))
    if out is None or page.figures is None:
        return
    snapshot = workspace.session.document.snapshot()
    villages = frozenset(_villages(page))
    _run(workspace, tr("Writing the list of duties…"), _duties_job(snapshot, villages, out), out)


def print_summary(workspace: Workspace, page: ReviewPage, scope: Scope) -> None:
    """Ask for a file and make the summary edition of the villages of the scope."""
    from gridmap.export.spec import AtlasSpec
    from gridmap.model.editions import Edition

    out = _ask(workspace, tr("Summary"), tr("PDF files (*.pdf)"))
    if out is None:
        return
    villages = tuple(_villages(page)) if scope.level != "project" else ()
    spec = AtlasSpec(edition=Edition.SUMMARY, on=date.today(), villages=villages)
    workspace.atlas_wanted.emit(spec, out, "")


def _accept(workspace: Workspace, page: ReviewPage, result: WhatIf) -> None:
    """Carry a transfer out; its figures are then those that were tried."""
    try:
        workspace.session.apply(result.changeset)
    except GridMapError as error:
        workspace.toast.error(error)
        return
    page.whatif.drop_trial()
    workspace.toast.success(result.changeset.title, tr("Undo"), workspace.undo)


def _show(workspace: Workspace, row: GapRow) -> None:
    gap = row.gaps.gaps[0]
    workspace.show_on_map(gap.ids, gap.bounds_m)


def _mend(workspace: Workspace, row: GapRow) -> None:
    """Open what mends the first gap of a list."""
    gap = row.gaps.gaps[0]
    verb = row.verb
    target = _target(workspace, gap.ids)
    if row.gaps.is_care and isinstance(target, CareRecord):
        from gridmap.ui.care.joining import care_page

        care_page(workspace).open_record(target.id)
        return
    if verb is Verb.VISIT:
        from gridmap.ui.care.joining import care_page

        care_page(workspace).show_today()
        return
    if verb is Verb.ASSIGN and target is not None:
        workspace.session.select((target.id,))
        workspace.show_mode(CARE)
        return
    if verb is Verb.PLACE and isinstance(target, Household):
        workspace.show_mode(DRAW)
        workspace.show_panel("left")
        workspace.use_tool("place_household")
        return
    workspace.show_on_map(gap.ids, gap.bounds_m)


def _target(workspace: Workspace, ids: Sequence[FeatureId]) -> Any:
    """Return what to open for a gap: for a duty, what the duty is for."""
    document = workspace.session.document
    feature = document.find_any(ids[0]) if ids else None
    return document.find_any(feature.scope) if isinstance(feature, Duty) else feature


def _villages(page: ReviewPage) -> list[FeatureId]:
    from gridmap.ui.review.scope import inside

    if page.figures is None:
        return []
    return list(inside(page.figures.review, page.figures.scope).villages)


def _ask(workspace: Workspace, name: str, kinds: str) -> Path | None:
    known = str(workspace.settings.ui.get("last_folder", ""))
    folder = Path(known) if known and Path(known).is_dir() else Path.home()
    start = folder / f"{name} {date.today().isoformat()}.pdf"
    path, _ = QFileDialog.getSaveFileName(workspace, name, str(start), kinds)
    if not path:
        return None
    out = Path(path)
    return out if out.suffix else out.with_suffix(".pdf")


def _duties_job(snapshot: Snapshot, villages: frozenset[FeatureId], out: Path) -> Job[Path]:
    """Import the writers inside the thread: they are slow to load."""
    from gridmap.export.lists.files import write_lists
    from gridmap.export.lists.out import list_table
    from gridmap.export.lists.pdf import write_list_pdf
    from gridmap.model.editions import Edition, edition_view

    view = edition_view(snapshot, Edition.SUMMARY, on=date.today())
    ids = [
        duty.id for duty in view.features.all(Duty) if _is_of(view.features, duty.scope, villages)
    ]
    table = list_table(view, "duties", ids)
    if out.suffix.casefold() == ".pdf":
        yield from write_list_pdf(view, [table], out, title=table.title)
    else:
        yield from write_lists([table], out)
    return out


def _is_of(features: Snapshot, scope: FeatureId, villages: frozenset[FeatureId]) -> bool:
    area = features.find(scope, Grid) or features.find(scope, VillagerGroup)
    return scope in villages or (area is not None and area.village in villages)


def _run(workspace: Workspace, title: str, job: Job[Any], out: Path) -> None:
    def done(_result: Any) -> None:
        say_ready(workspace, out)

    workspace.runner.run(title, job, done, workspace.toast.error, makes_something=True)
