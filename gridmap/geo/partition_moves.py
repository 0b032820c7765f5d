"""Where a repair moved borders: from every old corner, and to every new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from gridmap.geo.partition_edges import Shapes, Surface

_MOVED_M: Final = 0.0015
"""Corners that only went to the raster, or lie on an edge that did, do not count as moved."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A place where a repair moved a grid's border: where it was, where it now is, in metres.

    One for every corner that is no longer on the border, and for every new corner away from these
    that was not on it before.
    """

    key: str
    x_m: float
    y_m: float
    to_x_m: float
    to_y_m: float
    distance_m: float


def moves(key: str, old: Surface, new: Surface, tolerance_m: float) -> list[Moved]:
    """Return where the border of a grid moved.

    New corners within the tolerance of an old corner that moved are not listed a second time.
    """
    if old is new:
        return []
    left = _ways(_away(_corners(old), new), new)
    fresh = _corners(new)
    if len(left):
        tree = shapely.STRtree(shapely.get_point(left, 0))
        known = tree.query(fresh, predicate="dwithin", distance=tolerance_m)[0]
        fresh = np.delete(fresh, known)
    fresh = _ways(_away(fresh, old), old)
    ways = np.concatenate([left, shapely.reverse(fresh)])
    rows = shapely.get_coordinates(ways).reshape(-1, 4).tolist()
    lengths = shapely.length(ways).tolist()
    return [
        Moved(key, x_m, y_m, to_x_m, to_y_m, away)
        for (x_m, y_m, to_x_m, to_y_m), away in zip(rows, lengths, strict=True)
    ]


def furthest_m(moved: Sequence[Moved]) -> float:
    """Return the largest of some moves in metres, 0 if there are none."""
    return max((item.distance_m for item in moved), default=0.0)


def _corners(shape: Surface) -> Shapes:
    points, ring = shapely.get_coordinates(shapely.get_rings(shape), return_index=True)
    # The first corner of every ring comes again as its last one.
    is_new = np.zeros(len(points), dtype=bool)
    is_new[1:] = ring[1:] == ring[:-1]
    return np.asarray(shapely.points(points[is_new]), dtype=object)


def _away(corners: Shapes, other: Surface) -> Shapes:
    """Return the points that do not lie on the rim of a surface."""
    rim = other.boundary
    shapely.prepare(rim)
    return np.asarray(corners[~shapely.dwithin(rim, corners, _MOVED_M)], dtype=object)


def _ways(corners: Shapes, other: Surface) -> Shapes:
    """Return the shortest lines from points to the rim of a surface."""
    return np.asarray(shapely.shortest_line(corners, other.boundary), dtype=object)
