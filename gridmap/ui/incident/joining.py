"""How the page of an incident is joined with the rest of the window."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from gridmap.i18n import tr
from gridmap.model.editions import Edition
from gridmap.model.features import FeatureId, Incident
from gridmap.progress import Job
from gridmap.ui.care.printing import run_writing
from gridmap.ui.locking import with_password
from gridmap.ui.modes import INCIDENT
from gridmap.ui.outside import last_folder

if TYPE_CHECKING:
    from gridmap.model.changes import Changeset
    from gridmap.model.document import Snapshot
    from gridmap.ui.incident.page import IncidentPage
    from gridmap.ui.workspace import Workspace


def make_incident_page(workspace: Workspace) -> IncidentPage:
    """Return the page, kept up to date with acts and digest."""
    from gridmap.ui.incident.page import IncidentPage

    page = IncidentPage(workspace.session, workspace.theme, workspace.runner)
    page.applied.connect(lambda title: workspace.toast.success(title, tr("Undo"), workspace.undo))
    page.failed.connect(workspace.toast.error)
    page.place_wanted.connect(workspace.go_to)
    page.draw_wanted.connect(lambda: _draw(workspace, page))
    page.area_changed.connect(workspace.canvas.show_hatched)
    page.sheets_wanted.connect(partial(_print_sheets, workspace))
    page.booklet_wanted.connect(partial(_print_booklet, workspace))
    workspace.closing.connect(page.let_go)
    workspace.briefing.digest_ready.connect(page.show_digest)
    stop = workspace.session.changed.connect(lambda changeset: _refresh(page, changeset))
    workspace.closing.connect(stop)
    if workspace.briefing.digest is not None:
        page.show_digest(workspace.briefing.digest)
    return page


def enter_incident(workspace: Workspace) -> None:
    """Show the right panel, in which the page stands."""
    workspace.show_panel("right")


def show_incident(workspace: Workspace) -> None:
    """Show the page of the incident."""
    workspace.show_mode(INCIDENT)


def _draw(workspace: Workspace, page: IncidentPage) -> None:
    from gridmap.ui.tools.draw_incident import DrawIncidentTool

    tool = DrawIncidentTool(workspace.session, workspace.canvas)
    tool.incident = page.incident.id if page.incident is not None else None
    workspace.canvas.set_tool(tool)
    workspace.canvas.setFocus()


def _refresh(page: IncidentPage, changeset: Changeset) -> None:
    """Show at once what concerns the incident itself; the rest comes with the digest."""
    if any(isinstance(change.feature, Incident) for change in changeset):
        page.refresh()


def _print_sheets(workspace: Workspace, incident: FeatureId, is_locked: bool) -> None:
    out = _ask_for_file(workspace, incident, tr("Call sheets {name}"))
    if out is None:
        return

    def write(password: str) -> None:
        job = _sheets_job(workspace.session.document.snapshot(), incident, out, password)
        run_writing(workspace, tr("Writing the call sheets…"), job, out)

    with_password(workspace, workspace.theme, write, is_locked=is_locked)


def _print_booklet(workspace: Workspace, incident: FeatureId, is_locked: bool) -> None:
    out = _ask_for_file(workspace, incident, tr("Evacuation {name}"))
    if out is None:
        return

    def write(password: str) -> None:
        job = _booklet_job(workspace.session.document.snapshot(), incident, out, password)
        run_writing(workspace, tr("Writing maps and call sheets…"), job, out)

    with_password(workspace, workspace.theme, write, is_locked=is_locked)


def _ask_for_file(workspace: Workspace, incident: FeatureId, words: str) -> Path | None:
    held = workspace.session.document.find(incident, Incident)
    name = words.replace("{name}", held.name if held is not None else "")
    start = last_folder(workspace) / f"{name}.pdf"
    path, _ = QFileDialog.getSaveFileName(
        workspace, tr("Print the papers of the incident"), str(start), tr("PDF files (*.pdf)")
    )
    if not path:
        return None
    return Path(path if path.endswith(".pdf") else f"{path}.pdf")


def _sheets_job(snapshot: Snapshot, incident: FeatureId, out: Path, password: str) -> Job[Any]:
    """Import the PDF writer inside the thread: it is slow to load."""
    from gridmap.export.lists.call_list import export_call_sheets

    job = export_call_sheets(snapshot, incident, out, on=date.today(), password=password)
    return (yield from job)


def _booklet_job(snapshot: Snapshot, incident: FeatureId, out: Path, password: str) -> Job[Any]:
    from gridmap.export.atlas import export_atlas
    from gridmap.export.spec import AtlasSpec

    spec = AtlasSpec(edition=Edition.EVACUATION, on=date.today(), incident=incident)
    report = yield from export_atlas(snapshot, spec, out, password=password)
    return report
