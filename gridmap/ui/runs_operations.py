"""The commands on what was printed: the list of print runs and the register of copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from gridmap.i18n import tr
from gridmap.ui.extras_operations import print_file
from gridmap.ui.operations import Operation, by_name

if TYPE_CHECKING:
    from gridmap.ui.workspace import Workspace


def runs_operations(workspace: Workspace) -> dict[str, Operation]:
    """Return the commands, by name."""
    found = (
        Operation(
            name="print_runs",
            title=tr("Print runs and changed sheets…"),
            hint=tr("What was printed when, what changed since, and only the changed sheets."),
            run=lambda: _show_runs(workspace),
        ),
        Operation(
            name="copy_register",
            title=tr("Copy register…"),
            hint=tr("Who holds which printed copy, and which should have come back."),
            run=lambda: _show_copies(workspace),
        ),
    )
    return by_name(found)


def _show_runs(workspace: Workspace) -> None:
    from gridmap.ui.atlas.runs_list import RunsDialog

    dialog = RunsDialog(workspace, workspace.session, workspace.runner, workspace.theme)
    dialog.runs.print_wanted.connect(lambda path: print_file(workspace, path))
    _open(dialog)


def _show_copies(workspace: Workspace) -> None:
    from gridmap.ui.atlas.copies_dialog import CopiesDialog

    dialog = CopiesDialog(workspace, workspace.session, workspace.theme, workspace.runner)
    dialog.made.print_wanted.connect(lambda path: print_file(workspace, path))
    _open(dialog)


def _open(dialog: QDialog) -> None:
    """Show a dialog beside which the map can still be used."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
