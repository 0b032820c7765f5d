"""On which side of its house a row of care symbols stands, so that it hides no other thing."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.layers.label_conflicts import overlapping_pairs, pairs_between
from gridmap.layers.label_types import Boxes
from gridmap.layers.style import Styles
from gridmap.layers.surface import Coordinates

Ints = NDArray[np.intp]

SIDES: Final = 4
"""Above, right, left, below: the first that hides nothing is taken."""


def row_middles(
    homes_mm: Coordinates, counts: NDArray[np.intp], houses_mm: Coordinates, styles: Styles
) -> Coordinates:
    """Return how far the middle of each home's row is from the home, in mm (y down), (n, 2).

    `homes_mm` are the houses with `counts` symbols each, `houses_mm` all houses around. A row
    hides no house and no other row where one of its sides is free; where none is, the side that
    hides the fewest. The result does not depend on what is far away.
    """
    # In the order of the ground, whatever order they come in.
    order = np.lexsort((homes_mm[:, 0], homes_mm[:, 1]))
    offsets, halves = _choices(counts[order], styles)
    boxes = _boxes(homes_mm[order][:, None, :] + offsets, halves)
    hidden = _hidden_houses(boxes, houses_mm, styles)
    sides = hidden.argmin(axis=1)
    _part_rows(boxes, hidden, sides)
    found = np.empty((len(order), 2), dtype=np.float64)
    found[order] = offsets[np.arange(len(order)), sides]
    return found


def row_width_mm(counts: NDArray[np.intp], styles: Styles) -> NDArray[np.float64]:
    """Return how long rows of so many symbols are."""
    step = styles.size_mm("care") + styles.size_mm("symbol-gap")
    return styles.size_mm("care-triangle") + (counts - 1).astype(np.float64) * step


def _choices(
    counts: NDArray[np.intp], styles: Styles
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the middles of the four sides (n, 4, 2) and half the rows' sizes (n, 1, 2)."""
    wide, high = row_width_mm(counts, styles) / 2, styles.size_mm("care-triangle") / 2
    edge = styles.size_mm("household") / 2 + styles.size_mm("symbol-gap")
    none, up, aside = np.zeros(len(counts)), np.full(len(counts), edge + high), edge + wide
    sides = [(none, -up), (aside, none), (-aside, none), (none, up)]
    offsets = np.stack([np.column_stack(side) for side in sides], axis=1)
    return offsets, np.column_stack([wide, np.full(len(counts), high)])[:, None, :]


def _boxes(middles: NDArray[np.float64], halves: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([middles - halves, middles + halves], axis=2)


def _hidden_houses(boxes: NDArray[np.float64], houses_mm: Coordinates, styles: Styles) -> Ints:
    """Return how many houses each side of each row would hide, (n, 4)."""
    half = styles.size_mm("household") / 2
    squares: Boxes = np.concatenate([houses_mm - half, houses_mm + half], axis=1)
    counts = np.zeros(len(boxes) * SIDES, dtype=np.intp)
    if len(squares) and len(boxes):
        rows, _ = pairs_between(boxes.reshape(-1, 4), squares)
        counts = np.bincount(rows, minlength=len(counts)).astype(np.intp)
    return counts.reshape(-1, SIDES)


def _part_rows(boxes: NDArray[np.float64], hidden: Ints, sides: Ints) -> None:
    """Let the later of two rows that meet take a side that meets none, in place."""
    if len(boxes) < 2:
        return
    taken = boxes[np.arange(len(boxes)), sides]
    first = taken.copy()
    left, right = overlapping_pairs(taken)
    for row in np.unique(np.maximum(left, right)).tolist():
        others = np.delete(first, row, axis=0)
        free = [side for side in range(SIDES) if hidden[row, side] == hidden[row].min()]
        meets = [_meets(boxes[row, side], others) for side in free]
        sides[row] = free[int(np.argmin(meets))]
        first[row] = boxes[row, sides[row]]


def _meets(box: NDArray[np.float64], others: NDArray[np.float64]) -> int:
    apart = (
        (others[:, 0] >= box[2])
        | (others[:, 2] <= box[0])
        | (others[:, 1] >= box[3])
        | (others[:, 3] <= box[1])
    )
    return int((~apart).sum())
