"""The tools by name: what a button, a menu entry or a key takes in hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from gridmap.session import Session
from gridmap.ui.tools.draw_grid import DrawGridTool
from gridmap.ui.tools.measure import MeasureTool
from gridmap.ui.tools.pan import PanTool
from gridmap.ui.tools.tool import CanvasHost, MapTool

Maker = Callable[[Session, CanvasHost], MapTool]

_MAKERS: Final[dict[str, Maker]] = {
    "pan": lambda _session, _host: PanTool(),
    "measure": lambda _session, host: MeasureTool(host),
    "draw_grid": DrawGridTool,
}


def make_tool(name: str, session: Session, host: CanvasHost) -> MapTool | None:
    """Return a tool by name, None for the select tool."""
    make = _MAKERS.get(name)
    return make(session, host) if make is not None else None
