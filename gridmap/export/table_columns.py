"""Widths of a table's columns by the words that stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from gridmap.export.tables import PAD_MM, Cell, Column
from gridmap.layers.metrics import text_width_mm
from gridmap.layers.style import load_styles
from gridmap.layers.surface import TextStyle

_WIDE: Final = 0x2E80
"""The first code point of Chinese, Japanese and Korean signs."""


def sized(
    columns: Sequence[Column],
    width_mm: float,
    rows: Sequence[Sequence[Cell]] = (),
    *,
    is_whole: bool = False,
) -> tuple[Column, ...]:
    """Return columns of which each is wide enough for its longest word, where the width allows.

    `is_whole`: for its longest text, so that nothing breaks. What a narrow column needs more is
    taken from those that have more than they need.
    """
    styles = load_styles()
    total = sum(column.share for column in columns)
    widths = [width_mm * column.share / total for column in columns]
    head = styles.text("table-head")
    needed = []
    for at, column in enumerate(columns):
        need = _longest_word_mm(column.title, head)
        for row in rows:
            cell = row[at]
            extra = 5.2 if cell.symbol else 0.0
            style = styles.text(cell.style or column.style)
            width = text_width_mm if is_whole else _longest_word_mm
            need = max(need, width(cell.text, style) + extra)
        needed.append(need + PAD_MM + (1.2 if column.align == "right" else 0.5))
    lacking = sum(max(0.0, need - width) for need, width in zip(needed, widths, strict=True))
    spare = sum(max(0.0, width - need) for need, width in zip(needed, widths, strict=True))
    if lacking <= 0.0 or spare <= 0.0:
        return tuple(columns)
    given = min(1.0, lacking / spare)
    return tuple(
        replace(column, share=width - (width - need) * given if width > need else
                width + (need - width) * min(1.0, spare / lacking))
        for column, width, need in zip(columns, widths, needed, strict=True)
    )  # fmt: skip


def _longest_word_mm(text: str, style: TextStyle) -> float:
    """Return the width of the longest word; Chinese may break, but for its first four signs."""
    words = (word[:4] if ord(word[0]) >= _WIDE else word for word in text.split())
    return max((text_width_mm(word, style) for word in words), default=0.0)
