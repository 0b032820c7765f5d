"""Legends: entries at real size, each with its key and its words, set in rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from gridmap.layers.metrics import baseline_mm, text_width_mm
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.style import Styles
from gridmap.layers.surface import Surface, TextRun


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendItem:
    """One entry of a legend: its words, and a symbol, a line or a filled area.

    `symbol` is drawn `size_mm` wide; `path`, a key of [paths], gives a line or an area, an area
    with `plate` written on it.
    """

    text: str
    symbol: str = ""
    size_mm: float = 0.0
    path: str = ""
    plate: str = ""


LEGEND_ROW_MM: Final = 5.8
_KEY_MM: Final = 5.4
_LINE_KEY_MM: Final = 11.0
_KEY_HATCH_MM: Final = 1.8
"""A key is small: its hatching must be close to be known as one."""
_GAP_MM: Final = 4.0
_COLUMNS: Final = (5, 6, 7, 8, 9)
"""How many columns entries are tried in, the widest first."""


def legend_item_width_mm(item: LegendItem, styles: Styles) -> float:
    """Return how wide an entry is, its key and the gap to the next entry included."""
    return _key_width_mm(item) + 1.4 + text_width_mm(item.text, styles.text("legend")) + _GAP_MM


def _key_width_mm(item: LegendItem) -> float:
    return _LINE_KEY_MM if item.path else _KEY_MM


def draw_legend_item(
    surface: Surface, item: LegendItem, x_mm: float, y_mm: float, *, styles: Styles
) -> None:
    """Draw an entry at real size, left end at `x_mm`, middle of its row at `y_mm`."""
    if item.symbol:
        surface.markers(item.symbol, np.array([(x_mm + _KEY_MM / 2, y_mm)]), size_mm=item.size_mm)
    elif item.path:
        _draw_legend_path(surface, item, x_mm, y_mm, styles)
    style = styles.text("legend")
    surface.text(
        [TextRun(item.text, x_mm + _key_width_mm(item) + 1.4, baseline_mm(y_mm, 0.0, style))], style
    )


def _draw_legend_path(
    surface: Surface, item: LegendItem, x_mm: float, y_mm: float, styles: Styles
) -> None:
    style = styles.path(item.path)
    if style.fill is not None:
        width_mm, text = _LINE_KEY_MM - 3.0, styles.text("plate-number")
        if style.hatch_mm is not None:
            style = replace(style, hatch_mm=min(style.hatch_mm, _KEY_HATCH_MM))
        surface.paths([rectangle(x_mm, y_mm - 1.6, width_mm, 3.2)], style)
        if item.plate:
            base = baseline_mm(y_mm, 0.0, text)
            surface.text([TextRun(item.plate, x_mm + width_mm / 2, base, "center")], text)
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
    """Draw entries in rows, left to right, from a top left corner, in columns where they fit.

    Return the height used in millimetres.
    """
    places = _places(items, width_mm, styles)
    for item, (left, row) in zip(items, places, strict=True):
        middle = y_mm + (row + 0.5) * LEGEND_ROW_MM
        draw_legend_item(surface, item, x_mm + left, middle, styles=styles)
    return (places[-1][1] + 1) * LEGEND_ROW_MM if places else 0.0


def legend_height_mm(items: Sequence[LegendItem], *, width_mm: float, styles: Styles) -> float:
    """Return the height that `draw_legend` will use."""
    places = _places(items, width_mm, styles)
    return (places[-1][1] + 1) * LEGEND_ROW_MM if places else 0.0


def _places(
    items: Sequence[LegendItem], width_mm: float, styles: Styles
) -> list[tuple[float, int]]:
    """Return left end and row of each entry: in columns where that takes no more rows.

    In equal columns, else in columns each as wide as its widest entry, else close together.
    """
    needed = [legend_item_width_mm(item, styles) for item in items]
    close = _in_rows(needed, width_mm, 0.0)
    if not close or close[-1][1] == 0:
        return close
    for columns in _COLUMNS:
        spread = _in_rows(needed, width_mm, (width_mm + _GAP_MM) / columns)
        if spread[-1][1] <= close[-1][1]:
            return spread
    return _in_columns(needed, width_mm, close[-1][1] + 1) or close


def _in_columns(
    needed: Sequence[float], width_mm: float, rows: int
) -> list[tuple[float, int]] | None:
    """Return left end and row of entries in unequal columns; None: they need more rows or width.

    What room is left is shared between the columns.
    """
    columns = math.ceil(len(needed) / rows)
    widths = [max(needed[at::columns]) for at in range(columns)]
    spare = width_mm + _GAP_MM - sum(widths)
    if spare < -1e-6:
        return None
    gap = min(spare / max(columns - 1, 1), _GAP_MM)
    lefts = [sum(widths[:at]) + gap * at for at in range(columns)]
    return [(lefts[at % columns], at // columns) for at in range(len(needed))]


def _in_rows(needed: Sequence[float], width_mm: float, pitch_mm: float) -> list[tuple[float, int]]:
    """Return left end and row of entries of such widths, each begun at a multiple of the pitch.

    Pitch 0: each right after the one before it.
    """
    found: list[tuple[float, int]] = []
    x_mm, row = 0.0, 0
    for width in needed:
        step = math.ceil(width / pitch_mm - 1e-6) * pitch_mm if pitch_mm else width
        if x_mm > 0 and x_mm + width > width_mm + _GAP_MM:
            x_mm, row = 0.0, row + 1
        found.append((x_mm, row))
        x_mm += step
    return found
