"""The order in which somebody on foot would pass some points: along a lane, or by a short walk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString

Distances = NDArray[np.float64]

MOST_POINTS: Final = 400
"""2-opt over more would hold up the window; they stay in the order of the nearest neighbour."""

LEAST_GAIN_M: Final = 1e-6
"""Every turn shortens the walk by more than this, so that the turning ends."""


def walking_order(
    points_m: Sequence[tuple[float, float]], *, start_m: tuple[float, float]
) -> list[int]:
    """Return the indexes of the points in the order of a short walk that begins near `start_m`.

    The nearest point to the start is first, each next one the nearest that is left; then crossing
    legs are undone (2-opt) with the first point fixed and the end open.
    """
    if not points_m:
        return []
    places = np.array(points_m, dtype=np.float64)
    apart = np.hypot(*(places[:, None, :] - places[None, :, :]).transpose(2, 0, 1))
    return short_walk(apart, first=int(np.argmin(np.hypot(*(places - np.array(start_m)).T))))


def short_walk(apart: Distances, *, first: int) -> list[int]:
    """Return an order of points, whose distances are given as (n, n), that makes a short walk.

    It begins at `first` and ends where it ends; the nearest left is next, then 2-opt.
    """
    order = _nearest_neighbours(apart, first)
    return _uncrossed(order, apart) if len(order) <= MOST_POINTS else order


def order_along(points_m: Sequence[tuple[float, float]], line: LineString) -> list[int]:
    """Return the indexes of the points in the order in which one passes them along a line.

    Points at the same place of the line: the nearer to it comes first.
    """
    if not points_m:
        return []
    places = shapely.points(np.array(points_m, dtype=np.float64))
    along_m = shapely.line_locate_point(line, places)
    away_m = shapely.distance(line, places)
    keys = zip(along_m.round(3).tolist(), away_m.tolist(), strict=True)
    return [index for _, index in sorted((key, index) for index, key in enumerate(keys))]


def walk_length_m(points_m: Sequence[tuple[float, float]], order: Sequence[int]) -> float:
    """Return the length in metres of the straight legs from point to point."""
    places = np.array(points_m, dtype=np.float64).reshape(-1, 2)[list(order)]
    return float(np.hypot(*np.diff(places, axis=0).T).sum())


def _nearest_neighbours(apart: Distances, first: int) -> list[int]:
    left = np.ones(len(apart), dtype=bool)
    order = [first]
    left[first] = False
    while left.any():
        distances = np.where(left, apart[order[-1]], np.inf)
        order.append(int(np.argmin(distances)))
        left[order[-1]] = False
    return order


def _uncrossed(order: list[int], apart: Distances) -> list[int]:
    """Turn round the piece of the walk that shortens it most, until none does."""
    path = np.array(order)
    gain, i, j = _best_turn(path, apart)
    while gain > LEAST_GAIN_M:
        path[i : j + 1] = path[i : j + 1][::-1]
        gain, i, j = _best_turn(path, apart)
    return [int(index) for index in path]


def _best_turn(path: NDArray[np.int_], apart: Distances) -> tuple[float, int, int]:
    """Return what turning path[i..j] round saves, for the best i >= 1 and j; the end is open."""
    count = len(path)
    if count < 3:
        return 0.0, 0, 0
    legs = apart[path[:-1], path[1:]]
    before, inner = path[:-2], path[1:-1]
    after_leg = np.append(legs, 0.0)
    new_in = apart[before[:, None], path[None, :]]
    following = np.append(path[1:], path[-1])
    new_out = apart[inner[:, None], following[None, :]].copy()
    new_out[:, -1] = 0.0
    saved = legs[:-1][:, None] + after_leg[None, :] - new_in - new_out
    i, j = np.meshgrid(np.arange(1, count - 1), np.arange(count), indexing="ij")
    saved[j <= i] = -np.inf
    best = int(np.argmax(saved))
    row, column = divmod(best, count)
    return float(saved[row, column]), row + 1, column
