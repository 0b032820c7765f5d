"""Distances on foot along drawn lanes, and straight ones where no lane leads."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Distances = NDArray[np.float64]

DETOUR: Final = 1.3
"""A walk is this many times the straight line where no lane is drawn (domain.md section 7)."""

REACH_M: Final = 150.0
"""A house further from every lane than this is not taken to be on the lanes."""

_CELL_M: Final = 0.05
"""Ends of lanes closer than this are one crossing."""


@dataclass(frozen=True, slots=True)
class Walks:
    """Distances in metres between all pairs of points, (n, n), and which of them follow lanes."""

    metres: Distances
    by_lane: NDArray[np.bool_]


class LaneNetwork:
    """Lanes as a network: crossings and the stretches between them."""

    def __init__(self, lines: Sequence[BaseGeometry]) -> None:
        self._edges = _stretches(lines)
        ends = np.array(
            [[line.coords[0], line.coords[-1]] for line in self._edges], dtype=np.float64
        ).reshape(-1, 2, 2)
        keys = np.rint(ends / _CELL_M).astype(np.int64).reshape(-1, 2)
        found = np.unique(keys, axis=0, return_inverse=True)[1] if len(keys) else keys
        self._ends = found.reshape(-1, 2)
        self._lengths = shapely.length(self._edges)
        self._links: dict[int, list[tuple[int, float]]] = {}
        for (start, end), length in zip(self._ends.tolist(), self._lengths.tolist(), strict=True):
            self._links.setdefault(start, []).append((end, length))
            self._links.setdefault(end, []).append((start, length))
        self._tree = shapely.STRtree(self._edges)

    def walks(self, points_m: Sequence[tuple[float, float]]) -> Walks:
        """Return the distances between points; straight ones times 1.3 where no lane leads."""
        places = np.array(points_m, dtype=np.float64).reshape(-1, 2)
        count = len(places)
        straight = np.hypot(*(places[:, None, :] - places[None, :, :]).transpose(2, 0, 1))
        metres = straight * DETOUR
        by_lane = np.zeros((count, count), dtype=bool)
        spots = shapely.points(places)
        edges, away = self._nearest(spots)
        along = np.zeros(count)
        on_lane = edges >= 0
        along[on_lane] = shapely.line_locate_point(self._edges[edges[on_lane]], spots[on_lane])
        for start in np.flatnonzero(on_lane).tolist():
            reached = self._from(int(edges[start]), float(along[start]))
            for goal in np.flatnonzero(on_lane).tolist():
                on_lanes = self._to(reached, (edges, along), start, goal)
                if on_lanes < np.inf and goal != start:
                    metres[start, goal] = on_lanes + away[start] + away[goal]
                    by_lane[start, goal] = True
        return Walks(np.minimum(metres, metres.T), by_lane & by_lane.T)

    def _nearest(self, spots: NDArray[np.object_]) -> tuple[NDArray[np.int64], Distances]:
        """Return the stretch nearest to each point (-1: none in reach) and the way to it."""
        edges = np.full(len(spots), -1, dtype=np.int64)
        away = np.zeros(len(spots))
        if len(self._edges) and len(spots):
            (at, found), metres = self._tree.query_nearest(
                spots, max_distance=REACH_M, return_distance=True, all_matches=False
            )
            edges[at] = found
            away[at] = metres
        return edges, away

    def _from(self, edge: int, along: float) -> dict[int, float]:
        """Return the shortest ways in metres from a point of a stretch to all crossings."""
        start, end = self._ends[edge].tolist()
        queue = [(along, start), (float(self._lengths[edge]) - along, end)]
        heapq.heapify(queue)
        reached: dict[int, float] = {}
        while queue:
            so_far, node = heapq.heappop(queue)
            if node in reached:
                continue
            reached[node] = so_far
            for neighbour, length in self._links[node]:
                if neighbour not in reached:
                    heapq.heappush(queue, (so_far + length, neighbour))
        return reached

    def _to(
        self,
        reached: dict[int, float],
        where: tuple[NDArray[np.int64], Distances],
        start: int,
        goal: int,
    ) -> float:
        edges, along = where
        edge = int(edges[goal])
        first, last = self._ends[edge].tolist()
        rest = float(self._lengths[edge]) - float(along[goal])
        best = min(
            reached.get(first, np.inf) + float(along[goal]), reached.get(last, np.inf) + rest
        )
        if edges[start] == edge:
            best = min(best, abs(float(along[start] - along[goal])))
        return best


def _stretches(lines: Sequence[BaseGeometry]) -> NDArray[np.object_]:
    """Return the lines cut at all their crossings."""
    drawn = [line for line in lines if not line.is_empty]
    if not drawn:
        return np.empty(0, dtype=object)
    noded = shapely.node(shapely.multilinestrings([*shapely.get_parts(drawn)]))
    return np.array([part for part in shapely.get_parts(noded) if part.length > 0], dtype=object)
