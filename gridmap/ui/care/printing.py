"""Lists of visits and the papers of a handover: where to, written in a job, opened after."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Officer
from gridmap.progress import Job
from gridmap.ui.locking import offer_password, with_password
from gridmap.ui.outside import last_folder
from gridmap.ui.printing.ready import say_ready

if TYPE_CHECKING:
    from gridmap.actions.handover import PassedOn
    from gridmap.model.document import Snapshot
    from gridmap.ui.care.page import CarePage
    from gridmap.ui.workspace import Workspace


def print_visits(
    workspace: Workspace, officer: FeatureId, paper: str, is_locked: bool = False
) -> None:
    """Ask for a file, and for a password to lock it; write an officer's due visits into it."""
    held = workspace.session.document.find(officer, Officer)
    name = tr("Visits {name}", name=held.name if held is not None else "")
    start = last_folder(workspace) / f"{name} {date.today().isoformat()}.pdf"
    path, _ = QFileDialog.getSaveFileName(
        workspace, tr("Print the list of visits"), str(start), tr("PDF files (*.pdf)")
    )
    if not path:
        return
    out = Path(path if path.endswith(".pdf") else f"{path}.pdf")

    def write(password: str) -> None:
        job = _visits_job(workspace.session.document.snapshot(), officer, out, paper, password)
        run_writing(workspace, tr("Writing the list of visits…"), job, out)

    with_password(workspace, workspace.theme, write, is_locked=is_locked)


def print_handover(workspace: Workspace, passed: PassedOn) -> None:
    """Ask for a folder and write the paper to sign and each taker's list into it.

    The lists can be locked; whether is asked, for nothing says so before.
    """
    held = workspace.session.document.find(passed.leaver, Officer)
    folder = QFileDialog.getExistingDirectory(
        workspace, tr("Folder for the papers of the handover"), str(last_folder(workspace))
    )
    if not folder:
        return
    name = tr("Handover of {name}", name=held.name if held is not None else "")
    out = Path(folder) / f"{name} {passed.last_day.isoformat()}"

    def write(password: str) -> None:
        job = _handover_job(workspace.session.document.snapshot(), passed, out, password)
        run_writing(workspace, tr("Writing the papers of the handover…"), job, out)

    offer_password(workspace, workspace.theme, write)


def after_handover(workspace: Workspace, page: CarePage, passed: PassedOn) -> None:
    """Offer to print the papers of a handover and work out which sheets it makes out of date."""
    workspace.toast.success(
        tr("Handed over. Print the sign-off and the lists of visits?"),
        tr("Print…"),
        lambda: print_handover(workspace, passed),
    )

    def done(sheets: Any) -> None:
        if page.handover is not None:
            page.handover.show_sheets(sheets)

    job = _sheets_job(workspace.session.document.snapshot(), passed.last_day)
    workspace.runner.run(tr("Looking for sheets to print again…"), job, done, workspace.toast.error)


def _sheets_job(snapshot: Snapshot, last_day: date) -> Job[Any]:
    from gridmap.export.changed_sheets import changed_sheets

    first_day = last_day + timedelta(days=1)
    found = yield from changed_sheets(snapshot, before=last_day, after=first_day)
    return found


def _visits_job(
    snapshot: Snapshot, officer: FeatureId, out: Path, paper: str, password: str
) -> Job[Any]:
    """Import the PDF writer inside the thread: it is slow to load."""
    from gridmap.export.lists.day_sheet import export_day_sheet

    job = export_day_sheet(snapshot, officer, out, on=date.today(), paper=paper, password=password)
    return (yield from job)


def _handover_job(snapshot: Snapshot, passed: PassedOn, folder: Path, password: str) -> Job[Any]:
    from gridmap.export.lists.handover_sheet import export_handover

    job = export_handover(snapshot, passed, folder, on=date.today(), password=password)
    return (yield from job)


def run_writing(workspace: Workspace, title: str, job: Job[Any], out: Path) -> None:
    """Write a file beside the window and say when it is ready."""

    def done(_result: Any) -> None:
        say_ready(workspace, out)

    workspace.runner.run(title, job, done, workspace.toast.error, makes_something=True)
