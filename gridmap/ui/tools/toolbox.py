"""The tools by name: what a button, a menu entry or a key takes in hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from gridmap.session import Session
from gridmap.ui.tools.draw_grid import DrawGridTool
from gridmap.ui.tools.draw_group import DrawGroupTool
from gridmap.ui.tools.draw_line import DrawLineTool
from gridmap.ui.tools.draw_village import DrawVillageTool
from gridmap.ui.tools.edit_vertices import EditVerticesTool
from gridmap.ui.tools.fill_land import FillLandTool
from gridmap.ui.tools.measure import MeasureTool
from gridmap.ui.tools.merge_grids import MergeGridsTool
from gridmap.ui.tools.note import NoteTool
from gridmap.ui.tools.pan import PanTool
from gridmap.ui.tools.place_place import PlacePlaceTool
from gridmap.ui.tools.reshape_border import ReshapeBorderTool
from gridmap.ui.tools.split_grid import SplitGridTool
from gridmap.ui.tools.tool import CanvasHost, MapTool

Maker = Callable[[Session, CanvasHost], MapTool]

_MAKERS: Final[dict[str, Maker]] = {
    "pan": lambda _session, _host: PanTool(),
    "measure": lambda _session, host: MeasureTool(host),
    "draw_grid": DrawGridTool,
    "draw_group": DrawGroupTool,
    "draw_line": DrawLineTool,
    "draw_village": DrawVillageTool,
    "edit_vertices": EditVerticesTool,
    "fill_land": FillLandTool,
    "merge_grids": MergeGridsTool,
    "note": NoteTool,
    "place_place": PlacePlaceTool,
    "reshape_border": ReshapeBorderTool,
    "split_grid": SplitGridTool,
}


def make_tool(name: str, session: Session, host: CanvasHost) -> MapTool | None:
    """Return a tool by name, None for the select tool."""
    make = _MAKERS.get(name)
    return make(session, host) if make is not None else None
