"""Draft: the corners clicked so far and the way from each to the next. No Qt, no document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from gridmap.layers.surface import Coordinates
from gridmap.ui.tools.tool import Spot

_STRAIGHT_COSTS: Final = 0.15
"""A border is followed unless the pointer strayed from it by more than this share of the leg."""

_SAMPLES: Final = 16


@dataclass(frozen=True, slots=True)
class Leg:
    """The way to a corner: `path_m` (n, 2) leads from the corner before to `end`.

    `is_followed`: it runs along a border. `on_border`: its end lies on one.
    """

    end: Spot
    path_m: Coordinates
    is_followed: bool = False
    on_border: bool = False


class Draft:
    """Legs in their order; the first is the first corner alone."""

    def __init__(self) -> None:
        self.legs: list[Leg] = []

    def __len__(self) -> int:
        """The number of corners clicked."""
        return len(self.legs)

    @property
    def first(self) -> Leg:
        """The first corner."""
        return self.legs[0]

    @property
    def last(self) -> Leg:
        """The last corner."""
        return self.legs[-1]

    def corners_m(self) -> Coordinates:
        """Return the corners clicked, shape (n, 2)."""
        return np.array([leg.end for leg in self.legs], dtype=np.float64).reshape(-1, 2)

    def points_m(self, *more: Coordinates) -> Coordinates:
        """Return the whole way, with more pieces after it, no point twice in a row."""
        parts = [*(leg.path_m for leg in self.legs), *more]
        return without_repeats(np.concatenate(parts)) if parts else np.empty((0, 2))


def start_leg(spot: Spot, *, on_border: bool) -> Leg:
    """Return the leg of a first corner."""
    return Leg(spot, np.array([spot], dtype=np.float64), on_border=on_border)


def straight(start: Spot, end: Spot) -> Coordinates:
    """Return the straight way between two points."""
    return np.array([start, end], dtype=np.float64)


def without_repeats(points_m: Coordinates) -> Coordinates:
    """Return points without those that equal the one before."""
    if len(points_m) < 2:
        return points_m
    fresh = np.ones(len(points_m), dtype=bool)
    fresh[1:] = (points_m[1:] != points_m[:-1]).any(axis=1)
    return points_m[fresh]


def best_way(ways: Sequence[Coordinates], track_m: Sequence[Spot], start: Spot, end: Spot) -> int:
    """Return the index of the way that a pointer's track means, -1 for the straight one.

    The track is what the pointer passed between both ends. The mean distance between it and each
    way decides, in favour of following a border.
    """
    track = shapely.LineString([start, *track_m, end])
    direct = straight(start, end)
    costs = [_apart_m(shapely.LineString(way), track) for way in ways]
    if not costs:
        return -1
    best = int(np.argmin(costs))
    allowed = _apart_m(shapely.LineString(direct), track)
    allowed += _STRAIGHT_COSTS * float(np.hypot(*(direct[1] - direct[0])))
    return best if costs[best] <= allowed else -1


def _apart_m(first: shapely.LineString, second: shapely.LineString) -> float:
    """Return the mean distance between two lines, from whichever side it is larger."""
    shares = np.linspace(0.0, 1.0, _SAMPLES)
    there = shapely.line_interpolate_point(first, shares, normalized=True)
    back = shapely.line_interpolate_point(second, shares, normalized=True)
    return float(max(shapely.distance(there, second).mean(), shapely.distance(back, first).mean()))
