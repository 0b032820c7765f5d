"""Where the names of roads and waters may stand: along the longest straight stretch in sight."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from gridmap.geo.clipping import clip_to_box
from gridmap.layers.layer import visible_shapes
from gridmap.layers.lines import LineLayer
from gridmap.layers.view import MapView
from gridmap.model.features import Line

WATER_KINDS: Final = frozenset({"river", "stream", "ditch"})
STRAIGHT_MM: Final = 0.8
"""Bends flatter than this still count as straight."""

_SHARES: Final = (0.5, 0.35, 0.65, 0.2, 0.8)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A straight stretch of a line in millimetres of the view; it runs from left to right."""

    line: Line
    start: Point
    end: Point

    @property
    def length_mm(self) -> float:
        """How long it is."""
        return math.hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])

    @property
    def angle_deg(self) -> float:
        """How far text along it is turned, counter-clockwise, between -90 and 90."""
        return math.degrees(math.atan2(self.start[1] - self.end[1], self.end[0] - self.start[0]))

    @property
    def centers(self) -> tuple[Point, ...]:
        """Where the middle of a name may stand: the middle of the stretch first."""
        (x1, y1), (x2, y2) = self.start, self.end
        return tuple((x1 + (x2 - x1) * share, y1 + (y2 - y1) * share) for share in _SHARES)


def stretches(lines: Sequence[Line], layer: LineLayer, view: MapView) -> Iterable[Stretch]:
    """Return one stretch for each name: the longest that the view shows.

    `lines` are those of the layer, in its order.
    """
    rows = [row for row in visible_shapes(layer.bounds_m, view).tolist() if lines[row].name]
    if not rows:
        return []
    cut = clip_to_box(layer.shapes[rows], view.bounds_m)
    straight = shapely.simplify(cut, STRAIGHT_MM / view.mm_per_m)
    parts, row_of = shapely.get_parts(straight, return_index=True)
    points, part_of = shapely.get_coordinates(parts, return_index=True)
    if len(points) < 2:
        return []
    mm = view.to_mm(points)
    lengths = np.hypot(*(mm[1:] - mm[:-1]).T) * (part_of[1:] == part_of[:-1])
    longest: dict[str, Stretch] = {}
    for piece in np.argsort(lengths, kind="stable").tolist():
        line = lines[rows[row_of[part_of[piece]]]]
        ends = sorted((tuple(mm[piece].tolist()), tuple(mm[piece + 1].tolist())))
        if lengths[piece] > 0:
            longest[line.name] = Stretch(line, ends[0], ends[1])
    return longest.values()
