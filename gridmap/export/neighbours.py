"""Which sheets the map goes on to, in eight directions, with the place of their tabs.

In each direction the nearest sheet counts; one behind another is reached through that.
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

_LEAST_DEG: Final = 14.0
_MOST_DEG: Final = 34.0
_EIGHTH_DEG: Final = 45.0


@dataclass(frozen=True, slots=True)
class Placing:
    """A sheet as its neighbours see it: its key and its view, or the view of one of its insets."""

    key: str
    view: MapView
    is_inset: bool = False


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A sheet next to another.

    On which side, and where along the side (0 to 1, from the left or the top). `angle_deg` is
    where the arrow to it points, in eighths of a circle clockwise from the top; one to a corner
    may stand on the `other_side` of it too.
    """

    key: str
    side: Side
    along: float
    angle_deg: float
    other_side: Side | None = None


def neighbours_of(own: Placing, others: Sequence[Placing]) -> list[Neighbour]:
    """Return the neighbours of a sheet: two on each side and one at each corner at most.

    The nearest come first on each side. A sheet counts for the direction in which its middle lies
    as seen from the middle of the window, a corner being an eighth of the circle as a side is.
    Sheets whose middle lies inside the window count too: they go on within it. A sheet that is
    shown in several windows counts with the nearest.
    """
    found: list[Neighbour] = []
    covered: list[tuple[float, float]] = []
    room = dict.fromkeys(range(8), 1) | {0: MOST_A_SIDE, 2: MOST_A_SIDE, 4: MOST_A_SIDE, 6: 2}
    seen = {own.key}
    near = [item for item in others if _gap(own.view, item.view) <= _REACH]
    near.sort(key=lambda item: (_distance(own.view, item.view), item.key))
    for other in near:
        bearing = _bearing(own.view, other.view)
        eighth = round(bearing / _EIGHTH_DEG) % 8
        is_behind = any(_turn(bearing, middle) < reach for middle, reach in covered)
        if other.key in seen or is_behind or not room[eighth]:
            continue
        seen.add(other.key)
        room[eighth] -= 1
        covered.append((bearing, _reach_deg(own.view, other.view)))
        found.append(_neighbour(other.key, bearing, eighth))
    return sorted(found, key=lambda item: SIDES.index(item.side))


def _neighbour(key: str, bearing: float, eighth: int) -> Neighbour:
    """Return a neighbour in a direction: at the point where it leaves the window."""
    east, south = math.sin(math.radians(bearing)), -math.cos(math.radians(bearing))
    side: Side
    if abs(east) >= abs(south):
        side, across = ("right" if east >= 0 else "left"), south / abs(east)
        beyond: Side = "bottom" if south >= 0 else "top"
    else:
        side, across = ("bottom" if south >= 0 else "top"), east / abs(south)
        beyond = "right" if east >= 0 else "left"
    other_side = beyond if eighth % 2 else None
    return Neighbour(key, side, (across + 1.0) / 2.0, eighth * _EIGHTH_DEG, other_side)


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


def _bearing(own: MapView, other: MapView) -> float:
    """Return the direction of the other's middle in degrees, clockwise from the top.

    In a window drawn as a square, so that its corners lie at 45 degrees.
    """
    dx, dy = _offset(own, other)
    return math.degrees(math.atan2(dx, -dy)) % 360.0


def _turn(first_deg: float, second_deg: float) -> float:
    """Return the angle between two directions."""
    return abs((first_deg - second_deg + 180.0) % 360.0 - 180.0)


def _reach_deg(own: MapView, other: MapView) -> float:
    """Return how far to each side of its middle a window hides what lies behind it."""
    half, reach = _half(own), _half(other)
    size = max(reach[0] / half[0], reach[1] / half[1])
    seen = math.degrees(math.atan2(size, max(_distance(own, other), 1e-9))) * 0.8
    return min(max(seen, _LEAST_DEG), _MOST_DEG)
