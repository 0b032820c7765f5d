"""Spots for points that stand close together: in one building, or in a row along a line.

Plane metres; knows no household.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final, Literal

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon

Spot = tuple[float, float]
Side = Literal["left", "right", "both", "on"]
SIDES: Final[tuple[Side, ...]] = ("both", "left", "right", "on")

RING_M: Final = 2.5
"""Radius of the first ring about a taken spot: its six neighbours stand 2.5 m from each other."""

APART_M: Final = 2.0
"""Nearer than this two points would be taken for one drawn twice (checks/houses_too_close.py)."""

_RINGS: Final = 40
_RINGS_INSIDE: Final = 4
"""So many rings are searched for a spot inside a footprint before one outside it will do."""


def middle_of(footprint: Polygon | MultiPolygon) -> Spot:
    """Return the centre of gravity of a footprint, or a point inside where that lies outside."""
    centre = footprint.centroid
    inside = centre if footprint.covers(centre) else footprint.representative_point()
    return float(inside.x), float(inside.y)


def free_spot(
    x_m: float,
    y_m: float,
    taken: Sequence[Spot],
    *,
    footprint: Polygon | MultiPolygon | None = None,
) -> Spot:
    """Return the point itself, or the nearest spot of the rings about it that is free.

    A spot is free APART_M from all that is taken; spots inside the footprint come first.
    """
    others = np.array(taken, dtype=np.float64).reshape(-1, 2)
    outside: Spot | None = None
    for ring, spot in _ring_spots(x_m, y_m):
        if len(others) and float(np.hypot(*(others - spot).T).min()) < APART_M:
            continue
        if footprint is None or shapely.covers(footprint, Point(spot)):
            return spot
        outside = outside or spot
        if ring >= _RINGS_INSIDE:
            break
    return outside or (x_m, y_m)


def _ring_spots(x_m: float, y_m: float) -> Iterator[tuple[int, Spot]]:
    """Yield the centre, then the spots of ever larger rings, each begun in the north."""
    yield 0, (x_m, y_m)
    for ring in range(1, _RINGS):
        for step in range(6 * ring):
            angle = math.tau * step / (6 * ring)
            radius_m = ring * RING_M
            yield ring, (x_m + radius_m * math.sin(angle), y_m + radius_m * math.cos(angle))


def spots_along(
    line: LineString, count: int, *, spacing_m: float, side: Side, offset_m: float
) -> list[Spot]:
    """Return at most `count` spots beside a line, in its direction, as many as it is long for.

    `side` "both" sets two at a time, left before right; "on" sets them on the line itself.
    """
    if spacing_m <= 0 or line.length <= 0:
        raise ValueError((spacing_m, line.length))
    offsets = {"left": (offset_m,), "right": (-offset_m,), "on": (0.0,)}.get(
        side, (offset_m, -offset_m)
    )
    stations = int(line.length / spacing_m + 1e-9) + 1
    spots: list[Spot] = []
    for station in range(stations):
        for offset in offsets:
            if len(spots) == count:
                return spots
            spots.append(_beside(line, station * spacing_m, offset))
    return spots


def _beside(line: LineString, along_m: float, left_m: float) -> Spot:
    """Return the point at a distance along a line, moved to the left of its direction there."""
    along_m = min(along_m, line.length)
    before = line.interpolate(max(0.0, along_m - 0.5))
    after = line.interpolate(min(line.length, along_m + 0.5))
    at = line.interpolate(along_m)
    dx, dy = after.x - before.x, after.y - before.y
    length = math.hypot(dx, dy) or 1.0
    return float(at.x - dy / length * left_m), float(at.y + dx / length * left_m)
