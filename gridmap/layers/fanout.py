"""Moving symbols apart that would touch: several households in one building fan out around it."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.layers.label_conflicts import overlapping_pairs
from gridmap.layers.surface import Coordinates

_ROUNDS: Final = 60
_SLACK_MM: Final = 1e-6
_GOLDEN_ANGLE: Final = 2.399963229728653


def spread(points_mm: Coordinates, size_mm: float, gap_mm: float) -> Coordinates:
    """Return the points moved so that squares of `size_mm` on them are at least `gap_mm` apart.

    Points that touch nothing stay exactly where they are; the others move as little as possible:
    near ones are nudged apart, coinciding ones fan out in a tight cluster. Shape (n, 2), in
    millimetres; the input is not changed. The result depends on the input alone. The work is
    bounded and the result always apart; where hundreds of symbols coincide the greatest shift is
    large, see `greatest_shift_mm`.
    """
    step = size_mm + gap_mm
    result = np.array(points_mm, dtype=np.float64).reshape(-1, 2)
    for _ in range(_ROUNDS):
        left, right = _too_near(result, step)
        if not len(left):
            return result
        _push(result, left, right, step)
    return _seated(result, step)


def greatest_shift_mm(before_mm: Coordinates, after_mm: Coordinates) -> float:
    """Return how far the point moved that moved most (0 where there are none)."""
    moved = after_mm - before_mm
    return float(np.hypot(moved[:, 0], moved[:, 1]).max(initial=0.0))


def _too_near(points: Coordinates, step: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs of points whose squares are less than the gap apart."""
    half = step / 2
    return overlapping_pairs(np.concatenate([points - half, points + half], axis=1))


def _push(
    points: Coordinates, left: NDArray[np.intp], right: NDArray[np.intp], step: float
) -> None:
    """Move each pair apart along the axis that needs less, each point by half; in place."""
    apart = points[right] - points[left]
    same = np.abs(apart).max(axis=1) < step * 1e-3
    turn = (left + 7 * right)[same] * _GOLDEN_ANGLE
    apart[same] = np.stack([np.cos(turn), np.sin(turn)], axis=1) * step * 1e-3
    axis = np.abs(apart).argmax(axis=1)
    rows = np.arange(len(left))
    along = apart[rows, axis]
    need = (step + 2 * _SLACK_MM - np.abs(along)) / 2
    shift = np.where(along < 0, -need, need)
    count = np.bincount(np.concatenate([left, right]), minlength=len(points))
    np.add.at(points, (right, axis), shift / np.sqrt(count[right]))
    np.add.at(points, (left, axis), -shift / np.sqrt(count[left]))


def _seated(points: Coordinates, step: float) -> Coordinates:
    """Return the points with those still too near moved to the nearest free place, one by one."""
    left, right = _too_near(points, step)
    moving = np.zeros(len(points), dtype=np.bool_)
    moving[right] = True
    result = points.copy()
    reach = int(np.ceil(np.sqrt(len(points)))) + 2
    steps = np.arange(-2 * reach, 2 * reach + 1) * (step / 2 + _SLACK_MM)
    grid = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    grid = grid[np.argsort(np.hypot(grid[:, 0], grid[:, 1]), kind="stable")]
    seated = ~moving
    for index in np.flatnonzero(moving).tolist():
        others = result[seated]
        for place in points[index] + grid:
            if (np.abs(others - place).max(axis=1, initial=step) >= step - _SLACK_MM).all():
                result[index] = place
                break
        seated[index] = True
    return result
