"""A village without grids on the map canvas, drawn on by hand; what tests of the tools share.

Offsets are metres from the tiny township's south-west corner. The village v2 spans 400 to 800 m
east and 0 to 400 m north, v1 lies west of it with two grids.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from shapely.geometry.base import BaseGeometry

from gridmap.actions.land import partition_of_village
from gridmap.geo.partition import flaws
from gridmap.model.features import Feature, FeatureId, Grid, geometry_of
from gridmap.ui.tools.toolbox import make_tool
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M
from tests.helpers.map_window import MapWindow

F = TypeVar("F", bound=Feature)

Offset = tuple[float, float]
VILLAGE = FeatureId("v2")
ALT = Qt.KeyboardModifier.AltModifier


class Hand:
    """Draws on a map window with a tool, by offsets in metres."""

    def __init__(self, window: MapWindow, tool: str) -> None:
        self.window = window
        self.session = window.session
        tool_made = make_tool(tool, window.session, window.canvas)
        assert tool_made is not None
        self.tool = tool_made
        window.canvas.set_tool(tool_made)

    def pixel(self, offset: Offset) -> QPoint:
        """Return the pixel of an offset."""
        return self.window.pixel_at(ORIGIN_X_M + offset[0], ORIGIN_Y_M + offset[1])

    def point_to(self, offset: Offset, *, with_alt: bool = False) -> None:
        """Move the pointer."""
        self.window.point_to(
            self.pixel(offset), ALT if with_alt else Qt.KeyboardModifier.NoModifier
        )

    def click(self, *offsets: Offset, with_alt: bool = False) -> None:
        """Move to each place and click."""
        for offset in offsets:
            self.point_to(offset, with_alt=with_alt)
            self.window.click(
                self.pixel(offset), ALT if with_alt else Qt.KeyboardModifier.NoModifier
            )

    def drag(self, start: Offset, end: Offset) -> None:
        """Press, move and release."""
        self.window.drag(self.pixel(start), self.pixel(end))

    def draw(self, *offsets: Offset) -> None:
        """Click corners and press Enter."""
        self.click(*offsets)
        self.key(Qt.Key.Key_Return)

    def key(self, key: Qt.Key) -> None:
        """Press a key."""
        self.window.key(key)

    @property
    def error(self) -> str:
        """The sentence in the bar below the map."""
        guide = self.tool.guide()
        return guide.error if guide is not None else ""

    def all(self, kind: type[F]) -> Sequence[F]:
        """Return the features of a kind."""
        return list(self.session.document.all(kind))

    def grids(self, village: FeatureId = VILLAGE) -> list[Grid]:
        """Return the grids of a village in the order they were drawn."""
        return [grid for grid in self.all(Grid) if grid.village == village]

    def flaws(self, village: FeatureId = VILLAGE) -> list[str]:
        """Return what breaks the partition of a village."""
        return flaws(partition_of_village(self.session.document, village))


def shape_of(feature: Feature) -> BaseGeometry:
    """Return a feature's shape, which must be there."""
    shape = geometry_of(feature)
    assert shape is not None
    return shape
