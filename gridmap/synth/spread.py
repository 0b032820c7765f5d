"""Spreading over a raster from sources.

Least-cost regions, road trees and drainage are one algorithm (Dijkstra).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Final

import numpy as np
import numpy.typing as npt

from gridmap.synth.terrain import Cell, Floats

Ints = npt.NDArray[np.int64]

_RISE_PER_STEP: Final = 1e-4


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Spread:
    """Where each cell was reached from.

    `label` is the source's label (-1: never reached), `parent` a flat cell index (-1: a source or
    never reached), `order` the flat cell indexes in the order they were reached.
    """

    label: Ints
    parent: Ints
    order: Ints

    def accumulated(self, amounts: Floats) -> Floats:
        """Return for each cell its own amount plus that of all cells reached through it."""
        total = amounts.ravel().tolist()
        parent = self.parent.ravel().tolist()
        for cell in reversed(self.order.tolist()):
            above = parent[cell]
            if above >= 0:
                total[above] += total[cell]
        return np.array(total).reshape(amounts.shape)


def spread(
    cost: Floats,
    sources: Iterable[tuple[Cell, int]],
    *,
    diagonal: bool = False,
    by_height: bool = False,
    climb: Floats | None = None,
) -> Spread:
    """Reach every cell from the sources (cell and label) in order of least cost.

    Infinite cost is a wall.

    With `by_height`, `cost` is a height and cells are reached in the order a rising flood would
    reach them, so that parents are the way water runs off (priority flood, Barnes and others 2014).
    With `climb` (heights in units of cell side times the grade that doubles the cost) each step
    costs more the steeper it goes up or down.
    """
    rows, cols = cost.shape
    width = cols + 2
    padded = np.full((rows + 2, width), np.inf)
    padded[1:-1, 1:-1] = cost
    label, parent, order = _reach(
        padded.ravel().tolist(),
        [((cell[0] + 1) * width + cell[1] + 1, name) for cell, name in sources],
        _steps(width, diagonal),
        by_height,
        np.pad(climb if climb is not None else np.zeros(cost.shape), 1).ravel().tolist(),
    )
    inner = np.array(parent).reshape(rows + 2, width)[1:-1, 1:-1]
    flat = (inner // width - 1) * cols + inner % width - 1
    reached = np.array(order)
    return Spread(
        label=np.array(label).reshape(rows + 2, width)[1:-1, 1:-1].copy(),
        parent=np.where(inner >= 0, flat, -1),
        order=(reached // width - 1) * cols + reached % width - 1,
    )


def _steps(width: int, diagonal: bool) -> list[tuple[int, float]]:
    straight = [(step, 1.0) for step in (1, -1, width, -width)]
    slanted = [(step, 2.0**0.5) for step in (width + 1, width - 1, 1 - width, -width - 1)]
    return straight + slanted if diagonal else straight


def _reach(
    weight: list[float],
    sources: list[tuple[int, int]],
    steps: list[tuple[int, float]],
    by_height: bool,
    climb: list[float],
) -> tuple[list[int], list[int], list[int]]:
    best = [np.inf] * len(weight)
    label, parent = [-1] * len(weight), [-1] * len(weight)
    order: list[int] = []
    heap = []
    for cell, name in sources:
        best[cell] = weight[cell] if by_height else 0.0
        label[cell] = name
        heap.append((best[cell], cell))
    heapify(heap)
    while heap:
        reached, cell = heappop(heap)
        if reached > best[cell]:
            continue
        order.append(cell)
        name, here = label[cell], climb[cell]
        for step, length in steps:
            other = cell + step
            if by_height:
                total = max(reached + _RISE_PER_STEP * length, weight[other])
            else:
                rise = (climb[other] - here) / length
                total = reached + weight[other] * length * (1.0 + rise * rise)
            if total < best[other]:
                best[other] = total
                label[other] = name
                parent[other] = cell
                heappush(heap, (total, other))
    return label, parent, order
