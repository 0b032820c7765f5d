"""Legends: entries at real size, each with its key and its words, set in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gridmap.layers.metrics import baseline_mm, text_width_mm
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.style import Styles
from gridmap.layers.surface import Surface, TextRun


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendItem:
    """One entry of a legend: its words, and a symbol, a line or a filled area.

    `symbol` is drawn `size_mm` wide; `path`, a key of [paths], gives a line or an area.
    """

    text: str
    symbol: str = ""
    size_mm: float = 0.0
    path: str = ""


LEGEND_ROW_MM: Final = 5.8
_KEY_MM: Final = 5.4
_LINE_KEY_MM: Final = 11.0


def legend_item_width_mm(item: LegendItem, styles: Styles) -> float:
    """Return how wide an entry is, its key and the gap to the next entry included."""
    return _key_width_mm(item) + 1.4 + text_width_mm(item.text, styles.text("legend")) + 4.0


def _key_width_mm(item: LegendItem) -> float:
    return _LINE_KEY_MM if item.path else _KEY_MM


def draw_legend_item(
    surface: Surface, item: LegendItem, x_mm: float, y_mm: float, *, styles: Styles
) -> None:
    """Draw an entry at real size, left end at `x_mm`, middle of its row at `y_mm`."""
    if item.symbol:
        surface.markers(item.symbol, np.array([(x_mm + _KEY_MM / 2, y_mm)]), size_mm=item.size_mm)
    elif item.path:
        _draw_legend_path(surface, item.path, x_mm, y_mm, styles)
    style = styles.text("legend")
    surface.text(
        [TextRun(item.text, x_mm + _key_width_mm(item) + 1.4, baseline_mm(y_mm, 0.0, style))], style
    )


def _draw_legend_path(
    surface: Surface, name: str, x_mm: float, y_mm: float, styles: Styles
) -> None:
    style = styles.path(name)
    if style.fill is not None:
        surface.paths([rectangle(x_mm, y_mm - 1.6, _LINE_KEY_MM - 3.0, 3.2)], style)
    else:
        surface.paths([segment(x_mm, y_mm, x_mm + _LINE_KEY_MM, y_mm)], style)


def draw_legend(
    surface: Surface,
    items: Sequence[LegendItem],
    x_mm: float,
    y_mm: float,
    *,
    width_mm: float,
    styles: Styles,
) -> float:
    """Draw entries in rows, left to right, from a top left corner.

    Return the height used in millimetres.
    """
    x, y = x_mm, y_mm + LEGEND_ROW_MM / 2
    for item in items:
        needed = legend_item_width_mm(item, styles)
        if x > x_mm and x + needed > x_mm + width_mm + 4.0:
            x, y = x_mm, y + LEGEND_ROW_MM
        draw_legend_item(surface, item, x, y, styles=styles)
        x += needed
    return y + LEGEND_ROW_MM / 2 - y_mm if items else 0.0


def legend_height_mm(items: Sequence[LegendItem], *, width_mm: float, styles: Styles) -> float:
    """Return the height that `draw_legend` will use."""
    rows, x = 1, 0.0
    for item in items:
        needed = legend_item_width_mm(item, styles)
        if x > 0 and x + needed > width_mm + 4.0:
            rows, x = rows + 1, 0.0
        x += needed
    return rows * LEGEND_ROW_MM if items else 0.0
