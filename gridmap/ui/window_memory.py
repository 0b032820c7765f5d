"""What the window remembers of a project: the mode, the table below the map and the place shown.

Sizes and hidden panels are remembered by the workspace itself, for all projects alike.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gridmap.settings import RECENT_KEPT

if TYPE_CHECKING:
    from gridmap.ui.workspace import Workspace

_KEY: Final = "project_views"


def remember_view(workspace: Workspace, path: Path | None) -> None:
    """Keep mode, table and place of a project, the one used last at the end."""
    if path is None:
        return
    known: dict[str, Any] = workspace.settings.ui.setdefault(_KEY, {})
    view = workspace.canvas.view
    known.pop(str(path), None)
    known[str(path)] = {
        "mode": workspace.mode,
        "table": workspace.bottom.tabs.current(),
        "center_m": [round(view.center_x_m, 1), round(view.center_y_m, 1)],
        "scale": round(workspace.canvas.scale_denominator, 1),
    }
    for stale in list(known)[:-RECENT_KEPT]:
        del known[stale]


def recall_view(workspace: Workspace, path: Path | None) -> None:
    """Show a project as it was left; what is not known or not there any more stays as it is."""
    known = workspace.settings.ui.get(_KEY, {}).get(str(path))
    if not isinstance(known, dict):
        return
    if workspace.book.knows(known.get("mode", "")):
        workspace.show_mode(known["mode"])
    if known.get("table") in workspace.bottom.names:
        workspace.bottom.tabs.choose(known["table"])
        if not workspace.bottom.isHidden():
            workspace.bottom.wake()
    match known:
        case {"center_m": [float() as x_m, float() as y_m], "scale": float() as scale} if scale > 0:
            workspace.canvas.center_on(x_m, y_m)
            workspace.canvas.set_scale(scale)
