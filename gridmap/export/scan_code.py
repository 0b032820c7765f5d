"""A QR code as bars on a surface."""

from __future__ import annotations

from typing import Final

import numpy as np
import segno
from numpy.typing import NDArray

from gridmap.export.frames import Rect
from gridmap.layers.shapes import rectangle
from gridmap.layers.surface import Path, PathStyle, Surface

QUIET: Final = 2
"""Modules kept white around a code; the page is white further on."""

_MASK: Final = 2
"""One of the eight masks, always the same: trying all of them takes most of the time."""


def draw_code(surface: Surface, text: str, room: Rect) -> None:
    """Draw a QR code on white, as large as a room's shorter side, at its top right."""
    code = segno.make(text, error="l", micro=False, mask=_MASK)
    side_mm = min(room.width_mm, room.height_mm)
    step = side_mm / (len(code.matrix) + 2 * QUIET)
    left, top = room.right_mm - side_mm, room.y_mm
    surface.paths([rectangle(left, top, side_mm, side_mm)], PathStyle(fill="#FFFFFF"))
    bars = _bars(np.array([list(row) for row in code.matrix], dtype=np.int8))
    placed = (bars + QUIET) * step + (left, top)
    surface.paths([Path(tuple(placed))], PathStyle(stroke="#000000", width_mm=step))


def _bars(modules: NDArray[np.int8]) -> NDArray[np.float64]:
    """Return the middle lines of the dark bars of all rows, in modules, shape (n, 2, 2)."""
    edges = np.diff(modules, axis=1, prepend=0, append=0)
    row, begin = np.nonzero(edges == 1)
    _, end = np.nonzero(edges == -1)
    middle = row + 0.5
    return np.stack([np.stack([begin, middle], axis=1), np.stack([end, middle], axis=1)], axis=1)
