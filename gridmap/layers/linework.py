"""The border lines of many areas: each stretch once, as long unbroken lines, fast for a county.

Areas that share a border usually share its corners. Corners of one area that lie on another's edge
are put into that edge first; then equal edges are found by their ends.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.layers.surface import Coordinates

SNAP_M: Final = 0.01
ON_EDGE_M: Final = 0.02
SAME_LINE_M: Final = 0.3
"""Borders closer than this are one line on the ground (a tenth of a millimetre at 1:3000)."""

Edges = NDArray[np.int64]
"""Ends of straight edges in hundredths of a metre, shape (n, 4), the lesser end first."""


def border_lines(
    areas: NDArray[np.object_], hidden: Edges | None = None
) -> tuple[NDArray[np.object_], Edges]:
    """Return the border lines of areas in metres, and their edges.

    `hidden` are edges of higher rank: what runs along them is left out of the lines, not of the
    edges.
    """
    corners, ring = _with_corners_on_edges(*_corners(areas))
    edges = _edges(corners)
    real = np.flatnonzero(_is_real(edges, ring))
    keys = _keys(edges)
    first = np.sort(real[np.unique(keys[real], return_index=True)[1]])
    shown = first
    if hidden is not None and len(hidden):
        shown = _not_hidden(edges, keys, first, hidden)
    return _lines(corners, shown), edges[first]


def _not_hidden(
    edges: Edges, keys: NDArray[np.uint64], own: NDArray[np.intp], hidden: Edges
) -> NDArray[np.intp]:
    """Return which of the own edges do not run along hidden ones.

    Equal edges are found by their keys. Only hidden edges that no own edge equals are then looked
    for close by: in tidy data there are none.
    """
    hidden_keys = _keys(hidden)
    left = own[~np.isin(keys[own], hidden_keys)]
    others = hidden[~np.isin(hidden_keys, keys[own])]
    if not len(others) or not len(left):
        return left
    return left[~_runs_along(edges[left], others)]


def _is_real(edges: Edges, ring: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return which edges join two different corners of one ring."""
    return np.asarray((ring[1:] == ring[:-1]) & (edges[:, :2] != edges[:, 2:]).any(axis=1))


def _corners(areas: NDArray[np.object_]) -> tuple[Coordinates, NDArray[np.intp]]:
    """Return the corners of all rings, rounded to the snapping distance, and each one's ring."""
    rings = shapely.get_rings(shapely.get_parts(areas))
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    return np.round(corners / SNAP_M) * SNAP_M, ring


def _edges(corners: Coordinates) -> Edges:
    """Return the edges from each corner to the next, the lesser end first."""
    units = np.round(corners / SNAP_M).astype(np.int64)
    start, end = units[:-1], units[1:]
    swap = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    return np.where(swap[:, None], np.hstack([end, start]), np.hstack([start, end]))


def _keys(edges: Edges) -> NDArray[np.uint64]:
    """Return each edge as one number.

    An end is exact in 64 bits (32 for each coordinate); two ends are mixed by odd factors, so that
    different edges of a county share a number with a chance below one in ten million.
    """
    with np.errstate(over="ignore"):
        units = edges.astype(np.uint64)
        start = (units[:, 0] << np.uint64(32)) + units[:, 1]
        end = (units[:, 2] << np.uint64(32)) + units[:, 3]
        keys: NDArray[np.uint64] = start * _MIX[0] + end * _MIX[1]
        return keys ^ (keys >> np.uint64(29))


_MIX: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))


def _segments(edges: Edges) -> NDArray[np.object_]:
    lines: NDArray[np.object_] = shapely.linestrings((edges * SNAP_M).reshape(-1, 2, 2))
    return lines


def _with_corners_on_edges(
    corners: Coordinates, ring: NDArray[np.intp]
) -> tuple[Coordinates, NDArray[np.intp]]:
    """Return the rings with every corner of others that lies on an edge put into that edge."""
    edges = _edges(corners)
    real = np.flatnonzero(_is_real(edges, ring))
    lonely = real[_occurs_once(_keys(edges)[real])]
    if not len(lonely):
        return corners, ring
    points = np.unique(np.vstack([corners[lonely], corners[lonely + 1]]), axis=0)
    segments = shapely.linestrings(np.stack([corners[lonely], corners[lonely + 1]], axis=1))
    found, edge = shapely.STRtree(segments).query(
        shapely.points(points), predicate="dwithin", distance=ON_EDGE_M
    )
    at, point = lonely[edge], points[found]
    away = ~(_same(point, corners[at]) | _same(point, corners[at + 1]))
    at, point = at[away], point[away]
    share = np.hypot(*(point - corners[at]).T)
    order = np.lexsort((share, at))
    where = at[order] + 1
    return np.insert(corners, where, point[order], axis=0), np.insert(ring, where, ring[at[order]])


def _occurs_once(keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which edges belong to one ring only: the outer ones, and those a corner interrupts."""
    _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return np.asarray(counts[inverse] == 1)


def _same(one: Coordinates, other: Coordinates) -> NDArray[np.bool_]:
    return np.asarray((np.abs(one - other) < ON_EDGE_M).all(axis=1), dtype=np.bool_)


def _runs_along(edges: Edges, others: Edges) -> NDArray[np.bool_]:
    """Return which edges have both ends and the middle close to the others."""
    near = np.ones(len(edges), dtype=bool)
    tree = shapely.STRtree(_segments(others))
    ends = edges * SNAP_M
    for points in ((ends[:, :2] + ends[:, 2:]) / 2, ends[:, :2], ends[:, 2:]):
        tried = np.flatnonzero(near)
        hits = tree.query(shapely.points(points[tried]), predicate="dwithin", distance=SAME_LINE_M)[
            0
        ]
        near[:] = False
        near[tried[np.unique(hits)]] = True
    return near


def _lines(corners: Coordinates, shown: NDArray[np.intp]) -> NDArray[np.object_]:
    """Return lines of the shown edges; edges that follow each other make one line."""
    if not len(shown):
        return np.empty(0, dtype=object)
    begins = np.diff(shown, prepend=-2) != 1
    line = np.cumsum(begins) - 1
    lasts = np.append(np.flatnonzero(begins)[1:] - 1, len(shown) - 1)
    position = np.concatenate([shown, shown[lasts] + 1])
    number = np.concatenate([line, line[lasts]])
    order = np.lexsort((position, number))
    lines: NDArray[np.object_] = shapely.linestrings(
        corners[position[order]], indices=number[order]
    )
    return lines
