"""The commands on papers beside the atlas: poster, wall map, safety cards, day sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from gridmap.i18n import tr
from gridmap.ui.extras.kinds import cards_extra, day_sheet_extra, poster_extra, wall_extra
from gridmap.ui.operations import Operation, by_name

if TYPE_CHECKING:
    from gridmap.ui.extras.extra import Extra
    from gridmap.ui.workspace import Workspace


def extras_operations(workspace: Workspace) -> dict[str, Operation]:
    """Return the commands, by name."""
    makers: tuple[Callable[[], Extra], ...] = (
        poster_extra, wall_extra, cards_extra, day_sheet_extra,
    )  # fmt: skip
    emergency = Operation(
        name="emergency_numbers",
        title=tr("Emergency numbers…"),
        hint=tr("Which numbers booklets and safety cards print, and what they are for."),
        run=lambda: _show_emergency(workspace),
    )
    return by_name((*(_operation(workspace, make()) for make in makers), emergency))


def _show_emergency(workspace: Workspace) -> None:
    from gridmap.ui.extras.emergency_dialog import EmergencyDialog

    dialog = EmergencyDialog(workspace, workspace.session, workspace.theme)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()


def _operation(workspace: Workspace, extra: Extra) -> Operation:
    return Operation(
        name=extra.name,
        title=tr("{title}…", title=extra.title),
        hint=extra.about,
        run=lambda: show_extra(workspace, extra),
    )


def show_extra(workspace: Workspace, extra: Extra) -> None:
    """Show the dialog of an extra beside the map; a selected village or officer is chosen in it."""
    from gridmap.ui.extras.dialog import ExtraDialog

    dialog = ExtraDialog(
        workspace,
        extra,
        workspace.session,
        workspace.settings,
        workspace.runner,
        workspace.theme,
    )
    for name in dialog.boxes:
        for chosen in workspace.session.selection:
            dialog.choose(name, str(chosen))
    dialog.print_wanted.connect(lambda path: print_file(workspace, path))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()


def print_file(workspace: Workspace, path: Path) -> None:
    """Open the print desk for a finished file."""
    from gridmap.ui.printing.joining import open_print_desk

    open_print_desk(workspace, path)
