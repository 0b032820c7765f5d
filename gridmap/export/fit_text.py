"""Text that must fit a width: set smaller first, then on several lines; words are never cut."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gridmap.layers.metrics import text_width_mm, wrapped
from gridmap.layers.surface import TextStyle

SMALLEST_PT: Final = 6.5
"""No text on paper is smaller (design: atlas.md)."""

_ONE_LINE: Final = 0.8
"""A text is set on one line as long as it need not become smaller than this share of its size."""


def fit(text: str, style: TextStyle, width_mm: float) -> tuple[str, TextStyle]:
    """Return a text and a style so that it is no wider than a width in millimetres.

    Never smaller than the smallest legible size: what is still too wide then is for the caller to
    set on several lines (`fit_lines`) or to leave out (`fits`).
    """
    needed = text_width_mm(text, style)
    if needed <= width_mm:
        return text, style
    size_pt = max(SMALLEST_PT, int(style.size_pt * width_mm / needed * 10) / 10)
    return text, replace(style, size_pt=min(size_pt, style.size_pt))


def fits(text: str, style: TextStyle, width_mm: float) -> bool:
    """Whether a text fits a width in millimetres at the smallest legible size."""
    size_pt = min(SMALLEST_PT, style.size_pt)
    return text_width_mm(text, replace(style, size_pt=size_pt)) <= width_mm


def fit_lines(
    text: str, style: TextStyle, width_mm: float, *, most: int = 2
) -> tuple[list[str], TextStyle]:
    """Return a text as lines no wider than a width in millimetres, and the style they are set in.

    One line where it need not shrink much, else at most `most` at the largest size that does;
    more only where even the smallest legible size needs them.
    """
    _, smaller = fit(text, style, width_mm)
    is_wide = text_width_mm(text, smaller) > width_mm
    if not is_wide and smaller.size_pt >= min(style.size_pt, _ONE_LINE * style.size_pt):
        return [text], smaller
    size_pt = style.size_pt
    while True:
        chosen = replace(style, size_pt=min(size_pt, style.size_pt))
        lines = wrapped(text, chosen, width_mm)
        if len(lines) <= most or size_pt <= SMALLEST_PT:
            return lines, chosen
        size_pt = max(SMALLEST_PT, size_pt - 0.5)
