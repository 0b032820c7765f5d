"""Text that must fit a width: set smaller first, and cut only below the smallest legible size."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gridmap.layers.metrics import fitted, text_width_mm
from gridmap.layers.surface import TextStyle

SMALLEST_PT: Final = 6.5
"""No text on paper is smaller (design: atlas.md)."""


def fit(text: str, style: TextStyle, width_mm: float) -> tuple[str, TextStyle]:
    """Return a text and its style so that it is no wider than a width in millimetres."""
    needed = text_width_mm(text, style)
    if needed <= width_mm:
        return text, style
    size_pt = max(SMALLEST_PT, int(style.size_pt * width_mm / needed * 10) / 10)
    smaller = replace(style, size_pt=min(size_pt, style.size_pt))
    return fitted(text, smaller, width_mm), smaller
