"""Snapping: the corner or border that a pointer near it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Point
from shapely.geometry.base import BaseGeometry

from gridmap.geo.partition_edges import as_lines, edges_of, to_m, to_mm, unique_edges

SNAP_PX: Final = 12.0

SnapKind = Literal["corner", "border"]


@dataclass(frozen=True, slots=True)
class Snap:
    """Where a pointer was taken to, on the raster, and what is there.

    `keys` names the shapes that have this corner or border; `edge` the two ends of the border in
    metres (equal for a corner); `distance_m` is how far the pointer was away.
    """

    x_m: float
    y_m: float
    kind: SnapKind
    keys: tuple[str, ...]
    edge: tuple[tuple[float, float], tuple[float, float]]
    distance_m: float


def tolerance_m(px: float, *, m_per_px: float) -> float:
    """Return a distance on the screen as metres on the ground."""
    return px * m_per_px


class SnapTargets:
    """Corners and borders of named shapes, prepared once for many questions."""

    def __init__(self, shapes: Mapping[str, BaseGeometry]) -> None:
        self._keys = list(shapes)
        edges, owner = edges_of(list(shapes.values()))
        self._all_edges, self._owner = edges, owner
        self._edges = unique_edges(edges)
        self._corners = np.unique(edges.reshape(-1, 2), axis=0)
        self._edge_tree = shapely.STRtree(as_lines(self._edges))
        self._corner_tree = shapely.STRtree(shapely.points(to_m(self._corners)))

    def snap(self, x_m: float, y_m: float, *, tolerance_m: float) -> Snap | None:
        """Return the nearest corner within the tolerance, else the nearest border, else None."""
        spot = Point(x_m, y_m)
        return self._corner(spot, tolerance_m) or self._border(spot, tolerance_m)

    def _corner(self, spot: Point, tolerance_m: float) -> Snap | None:
        found = _nearest(self._corner_tree, spot, tolerance_m)
        if found is None:
            return None
        index, distance_m = found
        corner = self._corners[index]
        x_m, y_m = to_m(corner).tolist()
        edges = self._all_edges
        has_it = (edges[:, :2] == corner).all(axis=1) | (edges[:, 2:] == corner).all(axis=1)
        keys = self._named(has_it)
        return Snap(x_m, y_m, "corner", keys, ((x_m, y_m), (x_m, y_m)), distance_m)

    def _border(self, spot: Point, tolerance_m: float) -> Snap | None:
        found = _nearest(self._edge_tree, spot, tolerance_m)
        if found is None:
            return None
        index, distance_m = found
        edge = self._edges[index]
        line = as_lines(edge[np.newaxis])[0]
        nearest = line.interpolate(line.project(spot))
        x_m, y_m = to_m(to_mm(np.array([nearest.x, nearest.y]))).tolist()
        ax_m, ay_m, bx_m, by_m = to_m(edge).tolist()
        keys = self._named((self._all_edges == edge).all(axis=1))
        return Snap(x_m, y_m, "border", keys, ((ax_m, ay_m), (bx_m, by_m)), distance_m)

    def _named(self, which: NDArray[np.bool_]) -> tuple[str, ...]:
        """Return the names of the shapes that have some edges, in the shapes' order."""
        return tuple(self._keys[index] for index in np.unique(self._owner[which]).tolist())


def _nearest(tree: shapely.STRtree, spot: Point, tolerance_m: float) -> tuple[int, float] | None:
    if not len(tree.geometries):
        return None
    found, distance = tree.query_nearest(
        spot, max_distance=tolerance_m, return_distance=True, all_matches=False
    )
    return (int(found[0]), float(distance[0])) if len(found) else None
