"""Which sheets the map goes on to.

For each side the nearest sheets in that direction, with the place of their tab.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from gridmap.layers.view import MapView

Side = Literal["top", "right", "bottom", "left"]
SIDES: Final[tuple[Side, ...]] = ("top", "right", "bottom", "left")
MOST_A_SIDE: Final = 2
_REACH: Final = 40.0
"""How far away a neighbour may be, in half windows of the sheet.

Hamlets lie far apart and their maps still go on.
"""


@dataclass(frozen=True, slots=True)
class Placing:
    """A sheet as its neighbours see it: its key and its view."""

    key: str
    view: MapView


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A sheet next to another.

    On which side, and where along the side (0 to 1, from the left or the top).
    """

    key: str
    side: Side
    along: float


def neighbours_of(own: Placing, others: Sequence[Placing]) -> list[Neighbour]:
    """Return the neighbours of a sheet, at most two on each side, the nearest first.

    A sheet counts for the side through which the straight line to its middle leaves the window.
    Sheets whose middle lies
    inside the window count too: they go on within it.
    """
    found: dict[Side, list[tuple[float, Neighbour]]] = {side: [] for side in SIDES}
    for other in others:
        if other.key == own.key:
            continue
        gap = _gap(own.view, other.view)
        if gap > _REACH:
            continue
        side, along = _direction(own.view, other.view)
        found[side].append((_distance(own.view, other.view), Neighbour(other.key, side, along)))
    result: list[Neighbour] = []
    for side in SIDES:
        nearest = sorted(found[side], key=lambda pair: (pair[0], pair[1].key))[:MOST_A_SIDE]
        result += [neighbour for _, neighbour in nearest]
    return result


def _half(view: MapView) -> tuple[float, float]:
    min_x, min_y, max_x, max_y = view.bounds_m
    return (max_x - min_x) / 2, (max_y - min_y) / 2


def _offset(own: MapView, other: MapView) -> tuple[float, float]:
    """Return where the other's middle lies, in half windows of the own sheet.

    X to the right, y down.
    """
    half_x, half_y = _half(own)
    return (
        (other.center_x_m - own.center_x_m) / half_x,
        (own.center_y_m - other.center_y_m) / half_y,
    )


def _distance(own: MapView, other: MapView) -> float:
    dx, dy = _offset(own, other)
    return math.hypot(dx, dy)


def _gap(own: MapView, other: MapView) -> float:
    """Return how far apart the two windows are, in half windows of the own sheet (0: they meet)."""
    dx, dy = _offset(own, other)
    half, reach = _half(own), _half(other)
    return max(abs(dx) - 1 - reach[0] / half[0], abs(dy) - 1 - reach[1] / half[1], 0.0)


def _direction(own: MapView, other: MapView) -> tuple[Side, float]:
    dx, dy = _offset(own, other)
    if abs(dx) >= abs(dy):
        side: Side = "right" if dx >= 0 else "left"
        across = dy / max(abs(dx), 1e-9)
    else:
        side = "bottom" if dy >= 0 else "top"
        across = dx / max(abs(dy), 1e-9)
    return side, (across + 1.0) / 2.0
