"""Cutting a settlement into sheets along the gaps between its clusters of houses.

A leaf's name is its path of cuts (a: west or north, b: east or south). Gaps are seen on a raster
of 25 m: a cut depends on which cells of the raster hold houses, so a house that comes or goes
beside others moves no cut and renames no sheet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Cells = NDArray[np.int64]
Masks = NDArray[np.bool_]

CELL_M: Final = 25.0
_FULL_SHARE: Final = 0.3
"""A part with this share of the settlement is large enough; more balance is worth nothing."""

_WIDE_CELLS: Final = 4.0
"""A gap of so many cells is wide; more is worth nothing, so that one house decides nothing."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of a unit: its path of cuts (empty: the whole unit) and the indexes of its points."""

    path: str
    indexes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """What one sheet holds: windows in metres (upright, lying), and how many points at most."""

    windows_m: tuple[tuple[float, float], ...]
    most: int

    def sheets(self, width_m: float, height_m: float, count: int) -> int:
        """Return how many sheets a box with so many points needs at least."""
        by_size = min(
            _times(width_m, width) * _times(height_m, height) for width, height in self.windows_m
        )
        return max(1, by_size, math.ceil(count / self.most))


def _times(length_m: float, window_m: float) -> int:
    """Return how many windows it takes to cover a length."""
    return max(1, math.ceil(length_m / window_m - 1e-9))


def cut_into_tiles(points_m: Points, room: Room) -> list[Tile]:
    """Return tiles that each fit one sheet.

    Every point is in exactly one tile, in the order west to east and north to south. Points that
    share one place cannot be cut apart and may be too many together.
    """
    found: list[Tile] = []
    waiting = [Tile("", tuple(range(len(points_m))))] if len(points_m) else []
    while waiting:
        tile = waiting.pop()
        width, height = np.ptp(points_m[list(tile.indexes)], axis=0).tolist()
        fits = room.sheets(width, height, len(tile.indexes)) == 1
        parts = [tile] if fits else split(points_m, tile, room)
        if len(parts) == 1:
            found.append(tile)
        else:
            waiting += reversed(parts)
    return found


def split(points_m: Points, tile: Tile, room: Room) -> list[Tile]:
    """Return the two parts of a tile on both sides of its best gap; one where nothing can be cut.

    The best gap costs the fewest sheets, is wide, and leaves no small rest.
    """
    indexes = np.array(tile.indexes)
    cells, owner = np.unique(
        np.floor(points_m[indexes] / CELL_M).astype(np.int64), axis=0, return_inverse=True
    )
    owner = owner.reshape(-1)
    masks, gaps = _candidates(cells)
    if not len(masks):
        return _halves(points_m, tile)
    counts = np.bincount(owner, minlength=len(cells))
    best = _best(cells, counts, masks, gaps, room)
    first = masks[best][owner]
    return [
        Tile(tile.path + name, tuple(indexes[mask].tolist()))
        for name, mask in (("a", first), ("b", ~first))
    ]


def _best(cells: Cells, counts: Cells, masks: Masks, gaps: Points, room: Room) -> int:
    """Return the number of the best of some cuts."""
    sheets = [
        sum(_sheets(cells[side], int(counts[side].sum()), room) for side in (mask, ~mask))
        for mask in masks
    ]
    share = np.minimum(masks.sum(axis=1), (~masks).sum(axis=1)) / len(cells)
    balance = np.round(np.minimum(share / _FULL_SHARE, 1.0), 1)
    worth = balance**1.5 * (0.8 + np.minimum(gaps, _WIDE_CELLS) / _WIDE_CELLS)
    order = np.lexsort((-np.round(share, 1), -worth, np.array(sheets)))
    return int(order[0])


def _sheets(cells: Cells, count: int, room: Room) -> int:
    """Return how many sheets the cells of one side need; houses rarely stand at a cell's edge."""
    width, height = ((np.ptp(cells, axis=0) + 0.5) * CELL_M).tolist()
    return room.sheets(width, height, count)


def _candidates(cells: Cells) -> tuple[Masks, Points]:
    """Return the possible cuts: which cells lie on the first side, and how many cells wide each is.

    Straight ones between columns or rows of cells, and those around a cluster that stands apart.
    """
    masks, gaps = [], []
    for axis in (0, 1):
        values = np.unique(cells[:, axis])
        for low, high in zip(values[:-1].tolist(), values[1:].tolist(), strict=True):
            lower = cells[:, axis] <= low
            masks.append(lower if axis == 0 else ~lower)
            gaps.append(high - low - 1.0)
    for mask, gap in apart(cells.astype(np.float64)):
        if gap >= 2.0:
            masks.append(_first(cells, mask))
            gaps.append(gap - 1.0)
    return np.array(masks, dtype=bool).reshape(-1, len(cells)), np.array(gaps)


def _first(cells: Cells, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the mask or its opposite: that of the western or northern part."""
    dx, dy = (cells[mask].mean(axis=0) - cells[~mask].mean(axis=0)).tolist()
    is_first = dx < 0 if abs(dx) >= abs(dy) else dy > 0
    return mask if is_first else ~mask


def apart(points: Points) -> list[tuple[NDArray[np.bool_], float]]:
    """Return the ways to part points between neighbours of the shortest tree that joins them all.

    Each with how far the two parts are from each other, the furthest first.
    """
    parent, length = _shortest_tree(points)
    order = np.argsort(-length[1:], kind="stable") + 1
    below = _below(parent)
    return [(below[at], float(length[at])) for at in order.tolist()]


def _shortest_tree(points: Points) -> tuple[NDArray[np.intp], Points]:
    """Return for each point the one it hangs on, and how far that is; point 0 is the root."""
    count = len(points)
    parent = np.zeros(count, dtype=np.intp)
    length = np.zeros(count)
    away = np.hypot(*(points - points[0]).T)
    nearest = np.zeros(count, dtype=np.intp)
    away[0] = np.inf
    is_out = np.ones(count, dtype=bool)
    is_out[0] = False
    for _ in range(count - 1):
        at = int(np.argmin(away))
        parent[at], length[at] = nearest[at], away[at]
        is_out[at] = False
        away[at] = np.inf
        further = np.hypot(*(points - points[at]).T)
        closer = is_out & (further < away)
        away[closer], nearest[closer] = further[closer], at
    return parent, length


def _below(parent: NDArray[np.intp]) -> Masks:
    """Return for each point which points hang on it, itself among them."""
    count = len(parent)
    below = np.eye(count, dtype=bool)
    children: dict[int, list[int]] = {}
    for child, owner in enumerate(parent.tolist()):
        if child:
            children.setdefault(owner, []).append(child)
    order, stack = [], [0]
    while stack:
        at = stack.pop()
        order.append(at)
        stack += children.get(at, ())
    for at in reversed(order[1:]):
        below[parent[at]] |= below[at]
    return below


def _halves(points_m: Points, tile: Tile) -> list[Tile]:
    """Return the parts beside the widest gap within one cell; the tile where points share a place.

    The gap is looked for in the middle of the wider direction.
    """
    indexes = np.array(tile.indexes)
    subset = points_m[indexes]
    axis = int(np.ptp(subset, axis=0).argmax())
    ordered = np.unique(subset[:, axis])
    if len(ordered) < 2:
        return [tile]
    inner = ordered[len(ordered) // 4 : max(len(ordered) * 3 // 4, len(ordered) // 4 + 1) + 1]
    at = int(np.argmax(np.diff(inner))) if len(inner) > 1 else 0
    lower = subset[:, axis] <= (inner[at] if len(inner) > 1 else ordered[0])
    first = lower if axis == 0 else ~lower
    return [
        Tile(tile.path + name, tuple(indexes[mask].tolist()))
        for name, mask in (("a", first), ("b", ~first))
    ]
