"""A part of a unit that may become a sheet: its spots, its view, and the code of its path."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import shapely

from gridmap.export.frames import SheetFrame
from gridmap.export.ground import Ground
from gridmap.export.spots import Spot, spot_points
from gridmap.export.tiling import Points
from gridmap.export.units import Unit
from gridmap.layers.view import MapView
from gridmap.model.features import FeatureId, Household, Place

OVERLAP_MM: Final = 15.0
EDGE_MM: Final = OVERLAP_MM + 3.0
"""Room kept free around the houses of a sheet.

Half for the overlap with the next sheet, the rest for labels.
"""

WHOLE: Final = "01"
_LONGEST_PATH: Final = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A unit or a tile of one: its spots and its path of cuts. `frames` are those made so far."""

    unit: Unit
    spots: tuple[Spot, ...]
    path: str
    frames: dict[bool, SheetFrame] = field(default_factory=dict)

    @property
    def points(self) -> Points:
        """Where its spots are."""
        return spot_points(self.spots)

    @property
    def span_m(self) -> tuple[float, float]:
        """Width and height of the box around its spots."""
        width, height = np.ptp(self.points, axis=0).tolist()
        return width, height

    @property
    def members(self) -> list[Household]:
        """Its households."""
        return [member for spot in self.spots for member in spot.members]

    @property
    def own(self) -> frozenset[FeatureId]:
        """The ids of its households."""
        return frozenset(member.id for member in self.members)

    def places(self, ground: Ground) -> list[Place]:
        """Return the places in and around it: for a whole unit those of its polygon."""
        if not self.path:
            return ground.places_near(self.unit.extent)
        return ground.places_near(shapely.MultiPoint(self.points).convex_hull)


def with_area(points: Points, unit: Unit) -> tuple[Points, Points]:
    """Return the corners of the box around a unit's polygon and its houses."""
    assert unit.area is not None
    bounds = np.array(unit.area.bounds).reshape(2, 2)
    return np.minimum(bounds[0], points.min(axis=0)), np.maximum(bounds[1], points.max(axis=0))


def view_of_part(part: Part, frame: SheetFrame, scale: int, *, is_low: bool = False) -> MapView:
    """Return a sheet's view.

    Centred on the unit's polygon where all of it fits, else on the houses.
    """
    window, points = frame.window, part.points
    centre = (points.min(axis=0) + points.max(axis=0)) / 2
    if not part.path and part.unit.area is not None:
        low, high = with_area(points, part.unit)
        size_mm = (high - low) * 1000.0 / scale
        if size_mm[0] <= window.width_mm - 6 and size_mm[1] <= window.height_mm - 6:
            centre = (low + high) / 2
    # The centre stands on a whole millimetre of paper, so that a house more does not move the
    # sheet.
    step = scale / 1000.0
    if is_low:
        room_m = (window.height_mm - EDGE_MM) * step
        centre = points.min(axis=0) + np.array([part.span_m[0], room_m]) / 2
    return MapView(
        center_x_m=round(float(centre[0]) / step) * step,
        center_y_m=round(float(centre[1]) / step) * step,
        scale_denominator=scale,
        width_mm=window.width_mm,
        height_mm=window.height_mm,
    )


def tile_code(path: str) -> str:
    """Return the part of a sheet id that names a tile: its path of cuts, long ones shortened.

    The whole unit is 01. Up to four cuts are letters (a: west or north, b: east or south); of
    more, every two become a digit, so that the code of a tile never changes with the others.
    """
    if not path:
        return WHOLE
    if len(path) <= _LONGEST_PATH:
        return path
    pairs = {"aa": "1", "ab": "2", "ba": "3", "bb": "4"}
    even = len(path) // 2 * 2
    return "".join(pairs[path[i : i + 2]] for i in range(0, even, 2)) + path[even:]
