"""Corners of shared borders: move, insert and delete one, for everybody who has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Point
from shapely.geometry.base import BaseGeometry

from gridmap.errors import GeometryError
from gridmap.geo.partition import Partition, flaws
from gridmap.geo.partition_edges import (
    Edges,
    Surface,
    as_lines,
    edges_of,
    lesser_first,
    to_m,
    to_mm,
)
from gridmap.i18n import tr

Corner: TypeAlias = tuple[int, int]
Corners: TypeAlias = NDArray[np.int64]
Cuts: TypeAlias = Mapping[tuple[int, int, int, int], Sequence[Corner]]

_ON_EDGE_M: Final = 0.00075
"""A corner put on an edge and then on the raster is at most 0.71 mm away from it."""


def move_corner(
    partition: Partition,
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    with_outline: bool = False,
) -> Partition:
    """Return the partition with a corner moved for all grids that have it; points in metres.

    The village's own outline keeps the corner unless `with_outline`. A corner set down on another
    border becomes a corner of that border too.
    Raises: GeometryError if there is no such corner, if a border would cross another, or if a grid
    would leave the village or claim a neighbour's land.
    """
    old, new = _on_raster(start), _on_raster(end)
    if not _has_corner(partition, old):
        raise _no_corner()
    moved = _changed(partition, lambda shape: moved_corner(shape, old, new), with_outline)
    return _sound(_noded(moved, new))


def insert_corner(partition: Partition, x_m: float, y_m: float, *, tolerance_m: float) -> Partition:
    """Return the partition with one more corner on the border nearest to a point.

    Raises: GeometryError if no border lies within the tolerance.
    """
    edges = partition.edges()
    tree = shapely.STRtree(as_lines(edges))
    spot = Point(x_m, y_m)
    found = tree.query_nearest(spot, max_distance=tolerance_m, all_matches=False)
    if not len(found):
        raise GeometryError(tr("There is no border here."), hint=tr("Point at a border."))
    line = as_lines(edges[found])[0]
    nearest = line.interpolate(line.project(spot))
    return _sound(_noded(partition, _on_raster((nearest.x, nearest.y))))


def delete_corner(
    partition: Partition, x_m: float, y_m: float, *, with_outline: bool = False
) -> Partition:
    """Return the partition without a corner, for all that have it.

    Raises: GeometryError where borders meet in the corner, where the village's outline needs it
    (unless `with_outline`), or where the straight line would cross something.
    """
    corner = _on_raster((x_m, y_m))
    if not _has_corner(partition, corner):
        raise _no_corner()
    edges = partition.edges()
    ends = (edges[:, :2] == corner).all(axis=1) | (edges[:, 2:] == corner).all(axis=1)
    if ends.sum() > 2:
        raise GeometryError(
            tr("Several borders meet in this corner."), hint=tr("Move it, or merge the grids.")
        )
    if has_corner(partition.outline, corner) and not with_outline:
        raise GeometryError(
            tr("This corner belongs to the village's outline."),
            hint=tr("Change the village's outline instead."),
        )
    return _sound(_changed(partition, lambda shape: deleted_corner(shape, corner), True))


def moved_corner(shape: Surface, old: Corner, new: Corner) -> Surface:
    """Return a shape with one corner (millimetres) elsewhere; itself where it has no such one."""
    if not has_corner(shape, old):
        return shape

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        there = (to_mm(points) == old).all(axis=1)
        points = points.copy()
        points[there] = to_m(np.array(new))
        return points

    moved: Surface = shapely.remove_repeated_points(shapely.transform(shape, move))
    return moved


def deleted_corner(shape: Surface, corner: Corner) -> Surface:
    """Return a surface without a corner (millimetres); itself where it has no such one.

    Raises: GeometryError if a triangle would lose a corner.
    """
    if not has_corner(shape, corner):
        return shape
    return _rings_rewritten(shape, lambda ring: _ring_without(ring, corner))


def rings_mapped(shape: Surface, moves: Mapping[Corner, Corner]) -> Surface:
    """Return a surface with some corners elsewhere; `moves` maps millimetres to millimetres."""

    def moved(points: NDArray[np.float64]) -> NDArray[np.float64]:
        corners = [moves.get((x, y), (x, y)) for x, y in to_mm(points).tolist()]
        return to_m(np.array(corners, dtype=np.int64))

    mapped: Surface = shapely.remove_repeated_points(shapely.transform(shape, moved))
    return mapped


def with_cuts(shape: Surface, cuts: Cuts) -> Surface:
    """Return a surface with more corners on some of its edges; itself where it has none of these.

    `cuts` maps an edge (lesser end first, millimetres) to the corners between, from its lesser end.
    """
    edges, _ = edges_of([shape])
    if not any(_is_edge(edges, edge).any() for edge in cuts):
        return shape
    return _rings_rewritten(shape, lambda ring: _ring_with(ring, cuts))


def corners_gained(old: Surface, new: Surface) -> Corners:
    """Return the corners (millimetres) that a surface has and had not before."""
    known = {tuple(corner) for corner in edges_of([old])[0].reshape(-1, 2).tolist()}
    after = np.unique(edges_of([new])[0].reshape(-1, 2), axis=0).tolist()
    fresh = [corner for corner in after if tuple(corner) not in known]
    return np.array(fresh, dtype=np.int64).reshape(-1, 2)


def with_corners(shape: Surface, corners: Corners) -> Surface:
    """Return a surface whose edges have the corners that lie on them; itself if there are none.

    An edge counts as running through a corner within the raster and bends by less than 1 mm.
    """
    if not len(corners) or not _runs_near(shape, corners):
        return shape
    return with_cuts(shape, _cuts_at(edges_of([shape])[0], corners))


def _runs_near(shape: Surface, corners: Corners) -> bool:
    """Whether a border comes so near to a corner that an edge may run through it: a quick no."""
    points = shapely.multipoints(to_m(corners))
    return bool(shapely.dwithin(shapely.boundary(shape), points, 2 * _ON_EDGE_M))


def has_corner(shape: BaseGeometry, corner: Corner) -> bool:
    """Whether a shape has a corner at a place in millimetres."""
    return bool((to_mm(shapely.get_coordinates(shape)) == corner).all(axis=1).any())


def _cuts_at(edges: Edges, corners: Corners) -> Cuts:
    edges = _near(edges, corners)
    tree = shapely.STRtree(as_lines(edges))
    at, hit = tree.query(shapely.points(to_m(corners)), predicate="dwithin", distance=_ON_EDGE_M)
    cuts: dict[tuple[int, int, int, int], list[Corner]] = {}
    for corner, edge in zip(corners[at].tolist(), edges[hit].tolist(), strict=True):
        ends = (tuple(edge[:2]), tuple(edge[2:]))
        if tuple(corner) not in ends:
            cuts.setdefault(tuple(edge), []).append(tuple(corner))
    for edge_key, between in cuts.items():
        start = np.array(edge_key[:2])
        between.sort(key=lambda corner: float(np.hypot(*(np.array(corner) - start))))
    return cuts


def _near(edges: Edges, corners: Corners) -> Edges:
    """Return the edges whose boxes meet the box round all corners."""
    low, high = corners.min(axis=0) - 2, corners.max(axis=0) + 2
    lows, highs = np.minimum(edges[:, :2], edges[:, 2:]), np.maximum(edges[:, :2], edges[:, 2:])
    near = ((lows <= high) & (highs >= low)).all(axis=1)
    return np.asarray(edges[near])


def _noded(partition: Partition, corner: Corner) -> Partition:
    """Return the partition in which every edge that runs through a corner has it."""
    cuts = _cuts_at(partition.edges(), np.array([corner], dtype=np.int64))
    return _changed(partition, lambda shape: with_cuts(shape, cuts), True)


def _changed(
    partition: Partition, change: Callable[[Surface], Surface], with_outline: bool
) -> Partition:
    outline = change(partition.outline) if with_outline else partition.outline
    return Partition(outline, {key: change(shape) for key, shape in partition.grids.items()})


def _sound(partition: Partition) -> Partition:
    if flaws(partition):
        raise GeometryError(
            tr("Borders would cross, or a grid would leave the village."),
            hint=tr("Set the corner down nearer to where it was."),
        )
    return partition


def _rings_rewritten(
    shape: Surface, rewrite: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> Surface:
    parts = []
    for part in shapely.get_parts(shape):
        rings = [rewrite(shapely.get_coordinates(ring)) for ring in shapely.get_rings(part)]
        parts.append(shapely.Polygon(rings[0], rings[1:]))
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _ring_without(ring: NDArray[np.float64], corner: Corner) -> NDArray[np.float64]:
    open_ring = ring[:-1]
    kept = open_ring[~(to_mm(open_ring) == corner).all(axis=1)]
    if len(kept) < 3:
        raise GeometryError(
            tr("A piece of land needs at least three corners."),
            hint=tr("Remove or merge the grid instead."),
        )
    return np.concatenate([kept, kept[:1]])


def _ring_with(ring: NDArray[np.float64], cuts: Cuts) -> NDArray[np.float64]:
    corners = to_mm(ring)
    edges = lesser_first(np.hstack([corners[:-1], corners[1:]]))
    after: list[int] = []
    between: list[Corner] = []
    for edge, cut in cuts.items():
        for row in np.flatnonzero(_is_edge(edges, edge)).tolist():
            is_forward = tuple(corners[row].tolist()) == edge[:2]
            after += [row + 1] * len(cut)
            between += cut if is_forward else reversed(cut)
    return np.insert(ring, after, to_m(np.array(between).reshape(-1, 2)), axis=0)


def _is_edge(edges: Edges, edge: tuple[int, int, int, int]) -> NDArray[np.bool_]:
    return np.asarray((edges == edge).all(axis=1))


def _has_corner(partition: Partition, corner: Corner) -> bool:
    return any(has_corner(shape, corner) for shape in partition.shapes)


def _on_raster(point: tuple[float, float]) -> Corner:
    x_mm, y_mm = to_mm(np.array(point)).tolist()
    return x_mm, y_mm


def _no_corner() -> GeometryError:
    return GeometryError(tr("There is no corner here."), hint=tr("Point at a corner of a border."))
