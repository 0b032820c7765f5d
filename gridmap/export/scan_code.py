"""A QR code as bars on a surface."""

from __future__ import annotations

from itertools import groupby
from typing import Final

import segno

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
    bars: list[Path] = []
    for row, modules in enumerate(code.matrix):
        at = 0
        for is_dark, run in groupby(modules):
            length = len(list(run))
            if is_dark:
                x_mm, y_mm = left + (QUIET + at) * step, top + (QUIET + row) * step
                bars.append(rectangle(x_mm, y_mm, length * step, step))
            at += length
    surface.paths(bars, PathStyle(fill="#000000"))
