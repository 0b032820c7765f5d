"""Contour lines: which of them are drawn thicker and carry their height as a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.model.features import CONTOUR, Line

CONTOUR_KINDS: Final = (CONTOUR, "contour-index")
"""How contour lines are drawn: thin ones, and every fifth."""

EVERY: Final = 5
FARTHEST: Final = 12_000
"""At a smaller scale only every fifth contour line is drawn."""


def height_of(line: Line) -> float:
    """Return the height that a contour line's name tells, in metres; nan where it tells none."""
    try:
        return float(line.name)
    except ValueError:
        return float("nan")


def are_index(lines: Sequence[Line]) -> NDArray[np.bool_]:
    """Return which lines are contours at every fifth of the steps between their heights."""
    heights = np.array([height_of(item) if item.line_kind == CONTOUR else np.nan for item in lines])
    known = np.unique(heights[np.isfinite(heights)].round(2))
    if len(known) < 2:
        return np.zeros(len(lines), dtype=np.bool_)
    step = float(np.diff(known).min()) * EVERY
    away = np.abs(heights - np.round(heights / step) * step)
    return np.asarray(away < step / (10 * EVERY))


def named_on_maps(lines: Sequence[Line]) -> list[Line]:
    """Return the lines whose names stand on maps: of contour lines only every fifth."""
    index = are_index(lines)
    return [
        item
        for item, is_index in zip(lines, index.tolist(), strict=True)
        if item.name and (item.line_kind != CONTOUR or is_index)
    ]
