"""Cutting a settlement into sheets.

Along its widest gaps, so that no house is cut and no sheet is empty.

A leaf's name is its path of cuts (a: west or north, b: east or south). Cuts depend on the outline
of the houses and the
widest gap, never on their number, so a house added inside one sheet renames no other sheet.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

_MIDDLE: Final = (0.3, 0.7)


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of a unit: its path of cuts (empty: the whole unit) and the indexes of its points."""

    path: str
    indexes: tuple[int, ...]


def cut_into_tiles(
    points_m: Points, *, width_m: float, height_m: float, max_points: int
) -> list[Tile]:
    """Return tiles of at most `max_points` points that span at most `width_m` x `height_m`.

    Every point is in exactly one tile, in the order north to south and west to east. Points that
    share one place cannot
    be cut apart and may exceed `max_points` together.
    """
    whole = tuple(range(len(points_m)))
    return _cut(points_m, Tile("", whole), (width_m, height_m), max_points) if whole else []


def halve(points_m: Points, indexes: Sequence[int], *, path: str) -> list[Tile]:
    """Return two tiles of one, cut in the wider direction.

    One tile where all points share a place.
    """
    subset = points_m[list(indexes)]
    spans = np.ptp(subset, axis=0)
    if float(spans.max()) <= 0.0:
        return [Tile(path, tuple(indexes))]
    axis = int(spans[1] > spans[0])
    low, high = float(subset[:, axis].min()), float(subset[:, axis].max())
    share = (low + (high - low) * _MIDDLE[0], low + (high - low) * _MIDDLE[1])
    return _split(points_m, Tile(path, tuple(indexes)), axis, share)


def _cut(points_m: Points, tile: Tile, size_m: tuple[float, float], max_points: int) -> list[Tile]:
    subset = points_m[list(tile.indexes)]
    spans = np.ptp(subset, axis=0)
    needed = [max(1, math.ceil(spans[axis] / size_m[axis] - 1e-9)) for axis in (0, 1)]
    if max(needed) == 1 and len(subset) <= max_points:
        return [tile]
    if max(needed) == 1:
        parts = halve(points_m, tile.indexes, path=tile.path)
    else:
        axis = 0 if spans[0] / size_m[0] >= spans[1] / size_m[1] else 1
        band = _band(subset[:, axis], size_m[axis], needed[axis])
        band = _towards_middle(band, subset[:, axis])
        parts = _split(points_m, tile, axis, band)
    if len(parts) == 1:
        return parts
    return [leaf for part in parts for leaf in _cut(points_m, part, size_m, max_points)]


def _band(values: Points, window_m: float, needed: int) -> tuple[float, float]:
    """Return where a cut costs no extra sheet: both sides still fit their share of the windows."""
    low, high = float(values.min()), float(values.max())
    before = max(needed // 2, 1)
    return max(low, high - (needed - before) * window_m), min(high, low + before * window_m)


def _towards_middle(band: tuple[float, float], values: Points) -> tuple[float, float]:
    """Return the part of a band in the middle of the values, the band if none.

    A cut there leaves no sheet with only a few houses.
    """
    low, high = float(values.min()), float(values.max())
    start = max(band[0], low + (high - low) * _MIDDLE[0])
    end = min(band[1], low + (high - low) * _MIDDLE[1])
    return (start, end) if start < end else band


def _split(points_m: Points, tile: Tile, axis: int, band: tuple[float, float]) -> list[Tile]:
    """Cut at the middle of the widest gap that begins or ends in the band."""
    indexes = np.array(tile.indexes)
    values = points_m[indexes, axis]
    ordered = np.unique(values)
    if len(ordered) < 2:
        return [tile]
    starts, ends = ordered[:-1], ordered[1:]
    inside = np.minimum(ends, band[1]) - np.maximum(starts, band[0])
    if float(inside.max()) < 0.0:
        inside = -np.abs((starts + ends) / 2 - sum(band) / 2)
    best = int(np.argmax(np.round(inside, 6)))
    at = (starts[best] + ends[best]) / 2
    if inside[best] > 0.0:
        at = (max(starts[best], band[0]) + min(ends[best], band[1])) / 2
    lower = values < at if starts[best] < at else values <= starts[best]
    first, second = (lower, ~lower) if axis == 0 else (~lower, lower)
    return [
        Tile(tile.path + name, tuple(indexes[mask].tolist()))
        for name, mask in (("a", first), ("b", second))
    ]
