"""Borders as edges on the raster: whole millimetres, so that every question has an exact answer.

Edges are int64 arrays of shape (n, 4): x and y of both ends in millimetres from the plane's origin,
the lesser end first. Crossing tests are worked out in whole numbers and never round.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from gridmap.errors import GeometryError
from gridmap.i18n import tr

Edges: TypeAlias = NDArray[np.int64]
Surface: TypeAlias = Polygon | MultiPolygon
Shapes: TypeAlias = NDArray[np.object_]

RASTER_M: Final = 0.001
PER_METRE: Final = 1000
_NEAR_M: Final = 0.004
_MOST_ROUNDS: Final = 12


def to_mm(coordinates_m: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return coordinates in metres as the nearest whole millimetres."""
    return np.rint(np.asarray(coordinates_m) * PER_METRE).astype(np.int64)


def to_m(coordinates_mm: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return whole millimetres as metres: the number nearest to each, always the same one."""
    return np.asarray(coordinates_mm / PER_METRE, dtype=np.float64)


def on_raster(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape with every corner moved to the raster; corners that fall together stay."""
    return shapely.transform(shape, lambda points: to_m(to_mm(points)))


def edges_of(shapes: Sequence[BaseGeometry] | Shapes) -> tuple[Edges, NDArray[np.int64]]:
    """Return the edges of shapes and for each the index of its shape.

    Edges that two shapes share come twice; edges without length are left out.
    """
    parts, part_owner = shapely.get_parts(np.asarray(shapes, dtype=object), return_index=True)
    is_area = shapely.get_dimensions(parts) == 2
    rings, ring_of = shapely.get_rings(parts[is_area], return_index=True)
    lines = np.concatenate([rings, parts[~is_area]])
    owner = np.concatenate([part_owner[is_area][ring_of], part_owner[~is_area]])
    points, line_of = shapely.get_coordinates(lines, return_index=True)
    if not len(points):
        return np.empty((0, 4), dtype=np.int64), np.empty(0, dtype=np.int64)
    corners = to_mm(points)
    joined = line_of[1:] == line_of[:-1]
    ends = np.hstack([corners[:-1], corners[1:]])[joined]
    owners = owner[line_of[1:]][joined]
    real = (ends[:, :2] != ends[:, 2:]).any(axis=1)
    return lesser_first(ends[real]), owners[real]


def unique_edges(*groups: Edges) -> Edges:
    """Return the different edges among several arrays of them, in a fixed order."""
    edges = np.concatenate(groups)
    if not len(edges):
        return edges
    edges = edges[np.lexsort(edges.T[::-1])]
    fresh = np.ones(len(edges), dtype=bool)
    fresh[1:] = (edges[1:] != edges[:-1]).any(axis=1)
    return edges[fresh]


def as_lines(edges: Edges) -> Shapes:
    """Return each edge as a line in metres."""
    return np.asarray(shapely.linestrings(to_m(edges).reshape(-1, 2, 2)), dtype=object)


def lengths_m(edges: Edges) -> NDArray[np.float64]:
    """Return the length of each edge in metres."""
    along = (edges[:, 2:] - edges[:, :2]).astype(np.float64)
    return np.asarray(np.hypot(along[:, 0], along[:, 1]) / PER_METRE)


def conflicts(edges: Edges, changed: Edges | None = None) -> Edges:
    """Return the edges that meet another anywhere but at a common end; exact.

    With `changed` only meetings in which one of these takes part are looked for.
    """
    tree = shapely.STRtree(as_lines(edges))
    asked = edges if changed is None else changed
    if not len(edges) or not len(asked):
        return edges[:0]
    first, second = tree.query(as_lines(asked))
    left, right = asked[first], edges[second]
    different = (left != right).any(axis=1)
    left, right = left[different], right[different]
    bad = _meet(left, right)
    return unique_edges(left[bad], right[bad])


def node_into(edges: Edges, lines: Edges) -> Edges:
    """Return edges and lines together, cut where they meet, every cut on the raster.

    Edges further than a few millimetres from the lines come back as they were. An edge that is cut
    bends by less than a millimetre, for all that share it.
    Raises: GeometryError if no clean result is found (a tangle of corners closer than the raster).
    """
    near = _near(edges, lines)
    fresh = _snap_round(np.concatenate([edges[near], lines]))
    kept = edges[~near]
    for _ in range(_MOST_ROUNDS):
        together = unique_edges(kept, fresh)
        bad = conflicts(together, fresh)
        if not len(bad):
            return together
        fresh = _snap_round(unique_edges(fresh, bad))
        kept = _without(kept, bad)
    raise GeometryError(
        tr("The borders here lie too close together to be told apart."),
        hint=tr("Draw a little further away from them."),
    )


def drawn_to_corners(drawn: Edges, edges: Edges) -> Edges:
    """Return drawn edges whose ends within a few millimetres of a corner of others are there.

    Without this a line that means a corner could end a millimetre beside it.
    """
    corners = np.unique(edges.reshape(-1, 2), axis=0)
    ends = drawn.reshape(-1, 2).copy()
    if not len(corners) or not len(ends):
        return drawn
    tree = shapely.STRtree(shapely.points(to_m(corners)))
    end, corner = tree.query_nearest(
        shapely.points(to_m(ends)), max_distance=_NEAR_M, all_matches=False
    )
    ends[end] = corners[corner]
    moved = ends.reshape(-1, 4)
    return lesser_first(moved[(moved[:, :2] != moved[:, 2:]).any(axis=1)])


def faces_of(edges: Edges) -> Shapes:
    """Return the pieces of land that the edges enclose. Edges must meet only at their ends."""
    faces = shapely.get_parts(shapely.polygonize(as_lines(edges)))
    return np.asarray(faces, dtype=object)


def twice_area_mm2(shape: BaseGeometry) -> int:
    """Return twice the area of a surface in square millimetres, exactly."""
    total = 0
    for part in shapely.get_parts(shape):
        rings = [part.exterior, *part.interiors]
        areas = [abs(_twice_ring_mm2(to_mm(shapely.get_coordinates(ring)))) for ring in rings]
        total += areas[0] - sum(areas[1:])
    return total


def _twice_ring_mm2(corners: NDArray[np.int64]) -> int:
    local = corners - corners[0]
    return int(np.sum(local[:-1, 0] * local[1:, 1] - local[1:, 0] * local[:-1, 1]))


def _near(edges: Edges, lines: Edges) -> NDArray[np.bool_]:
    near = np.zeros(len(edges), dtype=bool)
    if len(edges) and len(lines):
        tree = shapely.STRtree(as_lines(edges))
        near[tree.query(as_lines(lines), predicate="dwithin", distance=_NEAR_M)[1]] = True
    return near


def _snap_round(edges: Edges) -> Edges:
    """Return edges cut at every meeting, ends on the raster (GEOS snap rounding)."""
    noded = shapely.union_all(as_lines(edges), grid_size=RASTER_M)
    return unique_edges(edges_of([noded])[0])


def _without(edges: Edges, gone: Edges) -> Edges:
    doomed = {tuple(row) for row in gone.tolist()}
    kept = [row for row in edges.tolist() if tuple(row) not in doomed]
    return np.array(kept, dtype=np.int64).reshape(-1, 4)


def lesser_first(ends: Edges) -> Edges:
    """Return edges with the lesser end first; the array is turned in place."""
    turned = (ends[:, 0] > ends[:, 2]) | ((ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3]))
    ends[turned] = ends[turned][:, [2, 3, 0, 1]]
    return ends


def _meet(left: Edges, right: Edges) -> NDArray[np.bool_]:
    """Whether each pair of edges crosses, overlaps, or has an end of one inside the other."""
    # Differences of corners keep the products far below the 63 bits there are: edges of up to
    # 1,000 km.
    a, b, c, d = left[:, :2], left[:, 2:], right[:, :2], right[:, 2:]
    abc, abd = _turn(a, b, c), _turn(a, b, d)
    cda, cdb = _turn(c, d, a), _turn(c, d, b)
    crosses = (abc * abd < 0) & (cda * cdb < 0)
    touches = _inside(a, b, c, abc) | _inside(a, b, d, abd)
    touches |= _inside(c, d, a, cda) | _inside(c, d, b, cdb)
    return crosses | touches


def _turn(
    start: NDArray[np.int64], end: NDArray[np.int64], point: NDArray[np.int64]
) -> NDArray[np.int64]:
    along, away = end - start, point - start
    return np.asarray(np.sign(along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0]))


def _inside(
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    point: NDArray[np.int64],
    turn: NDArray[np.int64],
) -> NDArray[np.bool_]:
    within = (np.minimum(start, end) <= point) & (point <= np.maximum(start, end))
    is_end = (point == start).all(axis=1) | (point == end).all(axis=1)
    return np.asarray((turn == 0) & within.all(axis=1) & ~is_end)
