"""Corners of different shapes that are meant to be one: found, and brought together.

A corner is loose where a border of its shape is matched by nobody. Loose corners of different
shapes within the tolerance are joined, nearest pairs first. Corners of one shape are never joined,
so no shape loses detail; corners of the first shape (the village's outline) and corners that fit
already stay where they are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.partition_corners import Cuts, rings_mapped, with_cuts
from gridmap.geo.partition_edges import PER_METRE, Edges, Surface, as_lines, edges_of, to_m

Corners = NDArray[np.int64]


def matched(shapes: Sequence[Surface], tolerance_m: float) -> list[Surface]:
    """Return shapes with loose corners brought together; the first shape keeps all of its own.

    Then corners of one shape that lie within the tolerance of a loose edge of another become
    corners of that edge. No corner moves further than the tolerance. Shapes may come back invalid.
    """
    joined = _corners_joined(shapes, tolerance_m)
    return _edges_drawn(joined, tolerance_m)


def _loose(edges: Edges, owner: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each edge belongs to one shape only."""
    order = np.lexsort(edges.T[::-1])
    ranked = edges[order]
    same = (ranked[1:] == ranked[:-1]).all(axis=1) & (owner[order][1:] != owner[order][:-1])
    loose = np.ones(len(edges), dtype=bool)
    loose[order[1:][same]] = False
    loose[order[:-1][same]] = False
    return loose


def _corners_joined(shapes: Sequence[Surface], tolerance_m: float) -> list[Surface]:
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
    places = _Clusters(corners, fixed, tolerance_m).places()
    by_shape: list[dict[tuple[int, int], tuple[int, int]]] = [{} for _ in shapes]
    changed = np.flatnonzero((places != corners[:, 1:]).any(axis=1))
    for (shape, x, y), place in zip(
        corners[changed].tolist(), places[changed].tolist(), strict=True
    ):
        by_shape[shape][x, y] = (place[0], place[1])
    return [
        rings_mapped(shape, moves) if moves else shape
        for shape, moves in zip(shapes, by_shape, strict=True)
    ]


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

    def places(self) -> Corners:
        """Return where every corner belongs, in millimetres."""
        places = list(self._at)
        for members in self._members.values():
            if len(members) > 1:
                x, y = self._place(members)
                place = round(x), round(y)
                for index in members:
                    places[index] = place
        return np.array(places, dtype=np.int64).reshape(-1, 2)

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
        if len({self._shape[index] for index in together}) < len(together):
            return
        if len({self._at[index] for index in together if self._fixed[index]}) > 1:
            return
        x, y = self._place(together)
        for index in together:
            at = self._at[index]
            if math.hypot(at[0] - x, at[1] - y) > self._most_mm:
                return
        self._members[one] = together
        for index in self._members.pop(other):
            self._root[index] = one

    def _place(self, members: list[int]) -> tuple[float, float]:
        """Return where a cluster lies: at a fixed corner, else in the middle."""
        x = y = 0
        for index in members:
            at = self._at[index]
            if self._fixed[index]:
                return at
            x, y = x + at[0], y + at[1]
        return x / len(members), y / len(members)


def _edges_drawn(shapes: Sequence[Surface], tolerance_m: float) -> list[Surface]:
    """Return shapes whose loose edges run through the loose corners of others beside them."""
    edges, owner = edges_of(list(shapes))
    loose = _loose(edges, owner)
    takers = np.flatnonzero(loose & (owner != 0))
    ends = np.concatenate([edges[loose][:, :2], edges[loose][:, 2:]])
    corners = np.unique(ends, axis=0)
    if not len(takers) or not len(corners):
        return list(shapes)
    lines = as_lines(edges[takers])
    at, hit = shapely.STRtree(lines).query(
        shapely.points(to_m(corners)), predicate="dwithin", distance=tolerance_m
    )
    along = shapely.line_locate_point(lines[hit], shapely.points(to_m(corners[at])))
    between = (along > 0.0) & (along < shapely.length(lines[hit]))
    own = _corner_sets(edges, owner, len(shapes))
    cuts: list[dict[tuple[int, ...], list[tuple[float, tuple[int, int]]]]] = [{} for _ in shapes]
    rows = zip(
        at[between].tolist(), takers[hit[between]].tolist(), along[between].tolist(), strict=True
    )
    for corner, edge, way in rows:
        place = (int(corners[corner][0]), int(corners[corner][1]))
        shape = int(owner[edge])
        if place not in own[shape]:
            cuts[shape].setdefault(tuple(edges[edge].tolist()), []).append((way, place))
    return [
        with_cuts(shape, _in_order(found)) if found else shape
        for shape, found in zip(shapes, cuts, strict=True)
    ]


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
