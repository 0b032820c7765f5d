"""Dotted lines as stamps: Qt's own dashes of round dots take twenty times as long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from gridmap.layers.surface import Coordinates, PathStyle

LONGEST_DOT_MM: Final = 0.05
PHASES: Final = 4
"""Dots are drawn at quarters of a pixel, each way."""


def is_dotted(style: PathStyle) -> bool:
    """Whether a style is a row of round dots: dashes of no length with round ends."""
    dash = style.dash_mm
    return style.round_ends and len(dash) == 2 and dash[0] <= LONGEST_DOT_MM


def dots_along(runs: Sequence[Coordinates], spacing: float) -> Coordinates:
    """Return points along lines at a spacing, the first at each line's begin, shape (n, 2)."""
    parts = [np.empty((0, 2))]
    for run in runs:
        steps = np.hypot(*np.diff(run, axis=0).T)
        along = np.concatenate([[0.0], np.cumsum(steps)])
        at = np.arange(0.0, along[-1] + 1e-9, spacing)
        parts.append(
            np.column_stack([np.interp(at, along, run[:, 0]), np.interp(at, along, run[:, 1])])
        )
    return np.concatenate(parts)


def by_phase(points_px: Coordinates) -> Sequence[tuple[tuple[int, int], Coordinates]]:
    """Return points dealt by the quarter pixel they lie on, each with its whole pixels."""
    quarters = np.floor(points_px * PHASES + 0.5).astype(np.int64)
    whole, phase = np.divmod(quarters, PHASES)
    number = phase[:, 0] * PHASES + phase[:, 1]
    return [
        (divmod(int(each), PHASES), whole[number == each].astype(np.float64))
        for each in np.unique(number)
    ]
