"""Corners of different shapes that are meant to be one: found, and brought together.

A corner is loose where a border of its shape is matched by nobody. Loose corners of different
shapes within the tolerance are joined, nearest pairs first. Corners of one shape are never joined,
so no shape loses detail; corners of the first shape (the village's outline) and corners that fit
already stay where they are. Where an edge runs along the outline, its corners go to the outline.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.partition_corners import Corner, Cuts, rings_mapped, with_cuts
from gridmap.geo.partition_edges import (
    PER_METRE,
    Edges,
    Surface,
    as_lines,
    edges_of,
    lengths_m,
    to_m,
)

Corners = NDArray[np.int64]
Origins: TypeAlias = dict[Corner, Corner]
_ALONG: Final = 0.7
"""An edge runs along the outline if it covers this share of its length there."""


def matched(shapes: Sequence[Surface], tolerance_m: float) -> list[Surface]:
    """Return shapes with loose corners brought together; the first shape keeps all of its own.

    Then corners of one shape that lie within the tolerance of a loose edge of another become
    corners of that edge. No corner, old or new, is further than the tolerance from where its border
    was. Shapes may come back invalid.
    """
    joined, origins = _corners_joined(shapes, tolerance_m)
    return _edges_drawn(joined, origins, tolerance_m)


def _loose(edges: Edges, owner: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each edge belongs to one shape only."""
    order = np.lexsort(edges.T[::-1])
    ranked = edges[order]
    same = (ranked[1:] == ranked[:-1]).all(axis=1) & (owner[order][1:] != owner[order][:-1])
    loose = np.ones(len(edges), dtype=bool)
    loose[order[1:][same]] = False
    loose[order[:-1][same]] = False
    return loose


def _corners_joined(
    shapes: Sequence[Surface], tolerance_m: float
) -> tuple[list[Surface], list[Origins]]:
    """Return the shapes with corners joined, and where the moved corners of each came from."""
    edges, owner = edges_of(list(shapes))
    loose = _loose(edges, owner)
    ends = np.concatenate([edges[:, :2], edges[:, 2:]])
    rows = np.column_stack([np.concatenate([owner, owner]), ends])
    order = np.lexsort(rows.T[::-1])
    first = np.ones(len(rows), dtype=bool)
    first[1:] = (rows[order][1:] != rows[order][:-1]).any(axis=1)
    corners = rows[order][first]
    of_row = np.cumsum(first) - 1
    fits = np.bincount(of_row, weights=np.concatenate([loose, loose])[order]) == 0
    fixed = fits | (corners[:, 0] == 0)
    clusters = _Clusters(corners, fixed, tolerance_m)
    places = clusters.drawn_to(_Rim(shapes[0], edges[loose & (owner != 0)], tolerance_m))
    by_shape: list[dict[tuple[int, int], tuple[int, int]]] = [{} for _ in shapes]
    changed = np.flatnonzero((places != corners[:, 1:]).any(axis=1))
    for (shape, x, y), place in zip(
        corners[changed].tolist(), places[changed].tolist(), strict=True
    ):
        by_shape[shape][x, y] = (place[0], place[1])
    moved = [
        rings_mapped(shape, moves) if moves else shape
        for shape, moves in zip(shapes, by_shape, strict=True)
    ]
    return moved, [{new: old for old, new in moves.items()} for moves in by_shape]


class _Rim:
    """The village's outline, and the loose corners whose edges run along it."""

    def __init__(self, outline: Surface, edges: Edges, tolerance_m: float) -> None:
        self._most_m = tolerance_m
        rim = as_lines(edges_of([outline])[0])
        self._lines, self._tree = rim, shapely.STRtree(rim)
        ends = to_m(np.concatenate([edges[:, :2], edges[:, 2:]]))
        away = np.full(len(ends), np.nan)
        at = np.column_stack([away, away])
        near, on_rim = self.nearest(ends)
        at[near] = on_rim
        ways = at[len(edges) :] - at[: len(edges)]
        along = np.hypot(*ways.T) >= _ALONG * lengths_m(edges)
        self.corners = _running(edges[along], ways[along])

    def nearest(self, points_m: NDArray[np.float64]) -> tuple[Corners, NDArray[np.float64]]:
        """Return which points have the outline within the tolerance, and its nearest places."""
        points = np.asarray(shapely.points(points_m), dtype=object)
        near, edge = self._tree.query_nearest(points, max_distance=self._most_m, all_matches=False)
        along = shapely.line_locate_point(self._lines[edge], points[near])
        on_rim = shapely.line_interpolate_point(self._lines[edge], along)
        return near, shapely.get_coordinates(on_rim)


def _running(edges: Edges, ways: NDArray[np.float64]) -> set[Corner]:
    """Return the corners of edges that run along the outline, by their ways on it.

    Where a border turns back it only comes near the outline: its edges there do not count.
    """
    leaving: dict[Corner, list[tuple[int, float, float]]] = {}
    rows = zip(edges.tolist(), ways.tolist(), strict=True)
    for index, ((ax, ay, bx, by), (x_m, y_m)) in enumerate(rows):
        leaving.setdefault((ax, ay), []).append((index, x_m, y_m))
        leaving.setdefault((bx, by), []).append((index, -x_m, -y_m))
    turning: set[int] = set()
    for found in leaving.values():
        if len(found) == 2:
            (one, x_m, y_m), (other, to_x_m, to_y_m) = found
            if x_m * to_x_m + y_m * to_y_m > 0.0:
                turning |= {one, other}
    return {
        corner
        for corner, found in leaving.items()
        if any(index not in turning for index, _, _ in found)
    }


class _Clusters:
    """Corners of different shapes joined into clusters, nearest pairs first.

    Plain numbers: there are tens of thousands of clusters of two or three.
    """

    def __init__(self, corners: Corners, fixed: NDArray[np.bool_], tolerance_m: float) -> None:
        self._corners = corners
        self._shape: list[int] = corners[:, 0].tolist()
        self._at: list[tuple[int, int]] = [(x, y) for x, y in corners[:, 1:].tolist()]
        self._most_mm = tolerance_m * PER_METRE
        self._members: dict[int, list[int]] = {index: [index] for index in range(len(corners))}
        self._root = list(range(len(corners)))
        self._fixed: list[bool] = fixed.tolist()
        for one, other in self._pairs(fixed, tolerance_m):
            self._join(self._root[one], self._root[other])

    def drawn_to(self, rim: _Rim) -> Corners:
        """Return where every corner belongs, in millimetres: clusters along the outline, on it."""
        places = list(self._at)
        for members in self._members.values():
            if len(members) > 1:
                self._put(places, members, self._place(members))
        roots = {self._root[at] for at, corner in enumerate(self._at) if corner in rim.corners}
        clusters = [self._members[root] for root in sorted(roots)]
        clusters = [found for found in clusters if not any(self._fixed[at] for at in found)]
        if clusters:
            near, on_rim = rim.nearest(to_m(np.array([self._place(found) for found in clusters])))
            for at, place in zip(near.tolist(), (on_rim * PER_METRE).tolist(), strict=True):
                if self._reach(clusters[at], place):
                    self._put(places, clusters[at], place)
        return np.array(places, dtype=np.int64).reshape(-1, 2)

    def _reach(self, members: list[int], place: Sequence[float]) -> bool:
        """Whether all corners of a cluster may move to a place."""
        return all(math.dist(self._at[index], place) <= self._most_mm for index in members)

    @staticmethod
    def _put(places: list[tuple[int, int]], members: list[int], place: Sequence[float]) -> None:
        for index in members:
            places[index] = round(place[0]), round(place[1])

    def _pairs(self, fixed: NDArray[np.bool_], tolerance_m: float) -> list[list[int]]:
        points = shapely.points(to_m(self._corners[:, 1:]))
        asked = np.flatnonzero(~fixed)
        first, second = shapely.STRtree(points).query(
            points[asked], predicate="dwithin", distance=tolerance_m
        )
        one = asked[first]
        wanted = self._corners[one, 0] != self._corners[second, 0]
        wanted &= fixed[second] | (one < second)
        one, second = one[wanted], second[wanted]
        away = self._corners[one, 1:] - self._corners[second, 1:]
        order = np.argsort((away * away).sum(axis=1), kind="stable")
        pairs: list[list[int]] = np.column_stack([one, second])[order].tolist()
        return pairs

    def _join(self, one: int, other: int) -> None:
        if one == other:
            return
        together = self._members[one] + self._members[other]
        if len(together) > 2 and not self._fit(together):
            return
        self._members[one] = together
        for index in self._members.pop(other):
            self._root[index] = one

    def _fit(self, together: list[int]) -> bool:
        """Whether clusters may become one; two corners within the tolerance always may."""
        if len({self._shape[index] for index in together}) < len(together):
            return False
        if len({self._at[index] for index in together if self._fixed[index]}) > 1:
            return False
        return self._reach(together, self._place(together))

    def _place(self, members: list[int]) -> tuple[float, float]:
        """Return where a cluster lies: at a fixed corner, else in the middle."""
        x = y = 0
        for index in members:
            at = self._at[index]
            if self._fixed[index]:
                return at
            x, y = x + at[0], y + at[1]
        return x / len(members), y / len(members)


def _edges_drawn(
    shapes: Sequence[Surface], origins: Sequence[Origins], tolerance_m: float
) -> list[Surface]:
    """Return shapes whose loose edges run through the loose corners of others beside them."""
    edges, owner = edges_of(list(shapes))
    loose = _loose(edges, owner)
    takers = np.flatnonzero(loose & (owner != 0))
    ends = np.concatenate([edges[loose][:, :2], edges[loose][:, 2:]])
    corners = np.unique(ends, axis=0)
    if not len(takers) or not len(corners):
        return list(shapes)
    lines, points = as_lines(edges[takers]), shapely.points(to_m(corners))
    at, hit = shapely.STRtree(lines).query(points, predicate="dwithin", distance=tolerance_m)
    along = shapely.line_locate_point(lines[hit], points[at])
    between = (along > 0.0) & (along < shapely.length(lines[hit]))
    at, taker, along = at[between], takers[hit[between]], along[between]
    near = shapely.dwithin(_before(edges, owner, taker, origins), points[at], tolerance_m)
    own = _corner_sets(edges, owner, len(shapes))
    cuts: list[dict[tuple[int, ...], list[tuple[float, tuple[int, int]]]]] = [{} for _ in shapes]
    rows = zip(at[near].tolist(), taker[near].tolist(), along[near].tolist(), strict=True)
    for corner, edge, way in rows:
        place = (int(corners[corner][0]), int(corners[corner][1]))
        shape = int(owner[edge])
        if place not in own[shape]:
            cuts[shape].setdefault(tuple(edges[edge].tolist()), []).append((way, place))
    return [
        with_cuts(shape, _in_order(found)) if found else shape
        for shape, found in zip(shapes, cuts, strict=True)
    ]


def _before(
    edges: Edges, owner: NDArray[np.int64], wanted: Corners, origins: Sequence[Origins]
) -> NDArray[np.object_]:
    """Return the wanted edges as lines, where they were before corners were joined."""
    rows = []
    for shape, (ax, ay, bx, by) in zip(owner[wanted].tolist(), edges[wanted].tolist(), strict=True):
        came = origins[shape]
        rows.append((*came.get((ax, ay), (ax, ay)), *came.get((bx, by), (bx, by))))
    return as_lines(np.array(rows, dtype=np.int64).reshape(-1, 4))


def _corner_sets(edges: Edges, owner: NDArray[np.int64], count: int) -> list[set[tuple[int, int]]]:
    own: list[set[tuple[int, int]]] = [set() for _ in range(count)]
    for (ax, ay, bx, by), shape in zip(edges.tolist(), owner.tolist(), strict=True):
        own[shape] |= {(ax, ay), (bx, by)}
    return own


def _in_order(found: dict[tuple[int, ...], list[tuple[float, tuple[int, int]]]]) -> Cuts:
    return {
        (edge[0], edge[1], edge[2], edge[3]): [place for _, place in sorted(between)]
        for edge, between in found.items()
    }
