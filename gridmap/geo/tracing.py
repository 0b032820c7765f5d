"""Following borders: the way along a border from one point to another, both ways round."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from gridmap.geo.partition import Partition, arrange
from gridmap.geo.partition_edges import Edges, as_lines, lengths_m, to_m, to_mm

Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Trace:
    """A way along borders, from the start to the end, and its length."""

    line: LineString
    length_m: float


class BorderTracer:
    """The borders of a village, prepared once for many traces while a pointer moves."""

    def __init__(self, partition: Partition) -> None:
        arrangement = arrange(partition)
        free: Iterable[BaseGeometry] = arrangement.faces[arrangement.of(None)]
        shapes = np.array([*free, *partition.grids.values(), partition.outline], dtype=object)
        self._rings = shapely.get_rings(shapely.get_parts(shapes))
        self._edges = partition.edges()

    def ways(self, start: Point, end: Point, *, tolerance_m: float) -> tuple[Trace, ...]:
        """Return the ways along borders between two points near a border, the shorter one first.

        Where both points lie on one ring (the rim of free land, of a grid, or of the village) there
        are two ways round, past as many neighbours as there are; else the shortest way over all
        borders. Empty where a point is further than `tolerance_m` from every border, or no way
        leads there.
        """
        near = shapely.dwithin(self._rings, start, tolerance_m)
        near &= shapely.dwithin(self._rings, end, tolerance_m)
        ways = [way for ring in self._rings[near] if (way := _both_ways(ring, start, end))]
        if ways:
            return min(ways, key=lambda way: way[0].length_m)
        return _over_all_borders(self._edges, (start, end), tolerance_m)


def trace(
    partition: Partition, start: Point, end: Point, *, tolerance_m: float
) -> tuple[Trace, ...]:
    """Return the ways along a village's borders between two points; see `BorderTracer.ways`."""
    return BorderTracer(partition).ways(start, end, tolerance_m=tolerance_m)


def shortest_way(edges: Edges, start: Corner, end: Corner) -> tuple[list[Corner], float] | None:
    """Return the corners (millimetres) of the shortest way over edges and its length in metres.

    None where no way leads from start to end.
    """
    links: dict[Corner, list[tuple[Corner, float]]] = {}
    for (ax, ay, bx, by), length in zip(edges.tolist(), lengths_m(edges).tolist(), strict=True):
        links.setdefault((ax, ay), []).append(((bx, by), length))
        links.setdefault((bx, by), []).append(((ax, ay), length))
    best: dict[Corner, float] = {start: 0.0}
    came: dict[Corner, Corner] = {}
    queue: list[tuple[float, Corner]] = [(0.0, start)]
    while queue:
        gone, corner = heapq.heappop(queue)
        if corner == end:
            return _walked_back(came, start, end), gone
        if gone > best[corner]:
            continue
        for other, length in links.get(corner, ()):
            if gone + length < best.get(other, np.inf):
                best[other], came[other] = gone + length, corner
                heapq.heappush(queue, (gone + length, other))
    return None


def _walked_back(came: dict[Corner, Corner], start: Corner, end: Corner) -> list[Corner]:
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]


def _both_ways(ring: LineString, start: Point, end: Point) -> tuple[Trace, ...]:
    """Return the two ways round a closed ring; none where the points fall together."""
    total = ring.length
    here, there = ring.project(start), ring.project(end)
    forward = (there - here) % total
    if forward in (0.0, total):
        return ()
    points = shapely.get_coordinates(ring)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    first = _cut(ring, points[:-1], (along[:-1] - here) % total, (here, there, forward))
    second = _cut(
        ring, points[:-1][::-1], (here - along[:-1][::-1]) % total, (here, there, total - forward)
    )
    found = [way for way in (first, second) if way is not None]
    return tuple(sorted(found, key=lambda way: way.length_m))


def _cut(
    ring: LineString,
    corners: NDArray[np.float64],
    away: NDArray[np.float64],
    ends: tuple[float, float, float],
) -> Trace | None:
    """Return the way from one place on a ring to another past the corners between."""
    here, there, length = ends
    between = (away > 0.0) & (away < length)
    order = np.argsort(away[between], kind="stable")
    rim = shapely.line_interpolate_point(ring, [here, there])
    coordinates = np.concatenate(
        [
            shapely.get_coordinates(rim[0]),
            corners[between][order],
            shapely.get_coordinates(rim[1]),
        ]
    )
    return _trace_of(to_mm(coordinates))


def _over_all_borders(
    edges: Edges, points: tuple[Point, Point], tolerance_m: float
) -> tuple[Trace, ...]:
    ends: list[Corner] = []
    for point in points:
        nearest = shapely.STRtree(as_lines(edges)).query_nearest(
            point, max_distance=tolerance_m, all_matches=False
        )
        if not len(nearest):
            return ()
        edges, corner = _with_corner(edges, int(nearest[0]), point)
        ends.append(corner)
    found = shortest_way(edges, ends[0], ends[1])
    way = _trace_of(np.array(found[0], dtype=np.int64)) if found is not None else None
    return (way,) if way is not None else ()


def _with_corner(edges: Edges, index: int, point: Point) -> tuple[Edges, Corner]:
    """Return edges, one of them cut at the place nearest to a point, and that place."""
    line = as_lines(edges[index : index + 1])[0]
    rim = line.interpolate(line.project(point))
    x_mm, y_mm = to_mm(np.array([rim.x, rim.y])).tolist()
    start, end = edges[index, :2].tolist(), edges[index, 2:].tolist()
    halves = np.array([[*start, x_mm, y_mm], [x_mm, y_mm, *end]], dtype=np.int64)
    return np.concatenate([np.delete(edges, index, axis=0), halves]), (x_mm, y_mm)


def _trace_of(corners: NDArray[np.int64]) -> Trace | None:
    fresh = np.ones(len(corners), dtype=bool)
    fresh[1:] = (corners[1:] != corners[:-1]).any(axis=1)
    if fresh.sum() < 2:
        return None
    line = LineString(to_m(corners[fresh]))
    return Trace(line, line.length)
