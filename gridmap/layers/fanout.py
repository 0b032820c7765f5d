"""Moving symbols apart that would touch: several households in one building fan out around it."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.layers.label_conflicts import EPSILON_MM, overlapping_pairs
from gridmap.layers.surface import Coordinates

_ROUNDS: Final = 40
_SLACK_MM: Final = 1e-3
_SAME: Final = 0.15
"""Points nearer than this share of a step count as one place."""

Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]


def spread(points_mm: Coordinates, size_mm: float, gap_mm: float) -> Coordinates:
    """Return the points moved so that squares of `size_mm` on them are at least `gap_mm` apart.

    Points that touch nothing stay exactly where they are. The others move little: near ones are
    nudged apart, coinciding ones stand in a small block around their point. Shape (n, 2), in
    millimetres; the input is not changed. The result depends on the input alone. The work is
    bounded and the result always apart; where hundreds of symbols coincide the shift is large: see
    `greatest_shift_mm`.
    """
    step = size_mm + gap_mm
    result = np.array(points_mm, dtype=np.float64).reshape(-1, 2)
    left, right = _too_near(result, step - 1e-9)
    if not len(left):
        return result
    pinned = np.ones(len(result), dtype=np.bool_)
    pinned[left] = pinned[right] = False
    _fan_out(result, step)
    for _ in range(_ROUNDS):
        left, right = _too_near(result, step, pinned)
        if not len(left):
            return result
        _push(result, (left, right), pinned, step)
    _seat(result, pinned, step)
    return result


def greatest_shift_mm(before_mm: Coordinates, after_mm: Coordinates) -> float:
    """Return how far the point moved that moved most (0 where there are none)."""
    moved = after_mm - before_mm
    return float(np.hypot(moved[:, 0], moved[:, 1]).max(initial=0.0))


def _too_near(points: Coordinates, step: float, pinned: Bools | None = None) -> tuple[Ints, Ints]:
    """Return the pairs of points less than a step apart, but for pairs of pinned ones."""
    half = (step + EPSILON_MM) / 2
    left, right = overlapping_pairs(np.concatenate([points - half, points + half], axis=1))
    if pinned is None:
        return left, right
    movable = ~(pinned[left] & pinned[right])
    return left[movable], right[movable]


def _fan_out(points: Coordinates, step: float) -> None:
    """Set points that nearly coincide in a block of rows around their middle, in place."""
    group = _groups(points, _SAME * step)
    sizes = np.bincount(group)
    for number in np.flatnonzero(sizes > 1).tolist():
        members = np.flatnonzero(group == number)
        count = len(members)
        columns = int(np.ceil(np.sqrt(count)))
        row, column = np.divmod(np.arange(count), columns)
        rows = int(row[-1]) + 1
        in_row = np.where(row == rows - 1, count - (rows - 1) * columns, columns)
        away = np.stack([column - (in_row - 1) / 2, row - (rows - 1) / 2], axis=1)
        points[members] = points[members].mean(axis=0) + away * (step + _SLACK_MM)


def _groups(points: Coordinates, near: float) -> Ints:
    """Return a number for each point that is the same for points joined by short steps."""
    left, right = _too_near(points, near)
    group = np.arange(len(points))
    while (group[left] != group[right]).any():
        least = np.minimum(group[left], group[right])
        np.minimum.at(group, left, least)
        np.minimum.at(group, right, least)
    return group


def _push(points: Coordinates, pairs: tuple[Ints, Ints], pinned: Bools, step: float) -> None:
    """Move each pair apart along the axis that needs less, in place; pinned points stay."""
    left, right = pairs
    apart = points[right] - points[left]
    axis = np.abs(apart).argmax(axis=1)
    along = apart[np.arange(len(left)), axis]
    need = step + _SLACK_MM - np.abs(along)
    shift = np.where(along < 0, -need, need)
    count = np.bincount(np.concatenate([left, right]), minlength=len(points))
    share = np.where(pinned[left] | pinned[right], 1.0, 0.5) * shift
    np.add.at(points, (right, axis), np.where(pinned[right], 0.0, share / np.sqrt(count[right])))
    np.add.at(points, (left, axis), np.where(pinned[left], 0.0, -share / np.sqrt(count[left])))


def _seat(points: Coordinates, pinned: Bools, step: float) -> None:
    """Move each point that is still too near to the nearest free place, one by one, in place."""
    left, right = _too_near(points, step, pinned)
    moving = np.zeros(len(points), dtype=np.bool_)
    moving[np.where(pinned[right], left, right)] = True
    seated = ~moving
    for index in np.flatnonzero(moving).tolist():
        points[index] = _nearest_free(points[index], points[seated], step)
        seated[index] = True


def _nearest_free(
    point: NDArray[np.float64], others: Coordinates, step: float
) -> NDArray[np.float64]:
    """Return the place nearest to a point that is a step away from all others.

    Such a place is among those that are exactly a step away from one other along x and from one
    other along y, or beside the point itself: the corners of the free area.
    """
    reach = 2.0 * step
    while True:
        near = others[np.abs(others - point).max(axis=1, initial=0.0) < reach + 2 * step]
        places = _corners(point, near, step + _SLACK_MM)
        far = np.hypot(places[:, 0] - point[0], places[:, 1] - point[1])
        places = places[far <= reach]
        for other in near:
            places = places[np.abs(places - other).max(axis=1) >= step + EPSILON_MM]
        if len(places):
            far = np.hypot(places[:, 0] - point[0], places[:, 1] - point[1])
            return np.asarray(places[far.argmin()])
        reach *= 2.0


def _corners(point: NDArray[np.float64], others: Coordinates, away: float) -> Coordinates:
    """Return all crossings of the lines that run `away` from the others and through the point."""
    xs = np.unique(np.concatenate([[point[0]], others[:, 0] - away, others[:, 0] + away]))
    ys = np.unique(np.concatenate([[point[1]], others[:, 1] - away, others[:, 1] + away]))
    return np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
