"""A page that is larger than the paper, in pieces: how many, what each shows, marks to glue them.

Pages of GridMap's own leave white on all sides. Where cutting that off saves paper it is cut off:
an A3 page goes onto two sheets of A4 then, not onto four. The marks stand inside what is printed,
for there is no room beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gridmap.export.frames import Rect
from gridmap.export.parts.wall import WallSheet, draw_wall_sheet, overlap_mm, sheets_on
from gridmap.i18n import tr
from gridmap.layers.shapes import segment
from gridmap.layers.style import Styles
from gridmap.layers.surface import Surface, TextRun

TIGHT_EDGE_MM: Final = 4.3
"""What an office printer leaves white at the least (a sixth of an inch)."""

WHITE_LONG_MM: Final = 11.5
WHITE_SHORT_MM: Final = 9.0
"""What GridMap's pages leave white at the ends of their long and of their short sides."""

_LEAST_OVERLAP_MM: Final = 5.0
_TICK_MM: Final = 4.0


def pieces_of(
    size_mm: tuple[float, float], paper_mm: tuple[float, float], *, is_own: bool
) -> list[WallSheet]:
    """Return the sheets for a page on upright paper; `is_own`: its margins are known to be white.

    Row by row, upright or lying, whichever are fewer.
    """
    usual = sheets_on(size_mm, paper_mm)
    if not is_own:
        return usual
    short, long = paper_mm
    both = (_tight(size_mm, (short, long)), _tight(size_mm, (long, short)))
    tight = min(both, key=len)
    return tight if len(tight) < len(usual) else usual


def _tight(size_mm: tuple[float, float], paper_mm: tuple[float, float]) -> list[WallSheet]:
    is_lying = size_mm[0] > size_mm[1]
    whites = (WHITE_LONG_MM, WHITE_SHORT_MM) if is_lying else (WHITE_SHORT_MM, WHITE_LONG_MM)
    axes = [
        _parts(whole, part, white)
        for whole, part, white in zip(size_mm, paper_mm, whites, strict=True)
    ]
    (lefts, width), (tops, height) = axes
    return [
        WallSheet(
            row=row,
            column=column,
            rows=len(tops),
            columns=len(lefts),
            paper_mm=paper_mm,
            x_mm=TIGHT_EDGE_MM - left,
            y_mm=TIGHT_EDGE_MM - top,
            window=Rect(TIGHT_EDGE_MM, TIGHT_EDGE_MM, width, height),
            is_tight=True,
        )
        for row, top in enumerate(tops)
        for column, left in enumerate(lefts)
    ]


def _parts(whole_mm: float, part_mm: float, white_mm: float) -> tuple[list[float], float]:
    """Return where the parts of a side begin, evenly spread over its inked part, and their length.

    Where one part is enough it shows the middle of the side.
    """
    room = part_mm - 2 * TIGHT_EDGE_MM
    inked = whole_mm - 2 * white_mm
    if inked <= room:
        shown = min(room, whole_mm)
        return [(whole_mm - shown) / 2], shown
    count = 2
    while count * room - (count - 1) * _LEAST_OVERLAP_MM < inked:
        count += 1
    step = (inked - room) / (count - 1)
    return [white_mm + step * number for number in range(count)], room


def draw_piece(
    surface: Surface, piece: WallSheet, pieces: Sequence[WallSheet], styles: Styles
) -> None:
    """Draw what is needed to cut and glue a piece."""
    if not piece.is_tight:
        draw_wall_sheet(surface, piece, pieces, styles)
        return
    window = piece.window
    beside_mm, below_mm = overlap_mm(pieces)
    across = [window.y_mm] if piece.row else []
    down = [window.x_mm] if piece.column else []
    if piece.row + 1 < piece.rows:
        across.append(window.bottom_mm - below_mm)
    if piece.column + 1 < piece.columns:
        down.append(window.right_mm - beside_mm)
    ticks = [
        segment(x_mm, y_mm, x_mm + _TICK_MM, y_mm)
        for y_mm in across
        for x_mm in (window.x_mm, window.right_mm - _TICK_MM)
    ] + [
        segment(x_mm, y_mm, x_mm, y_mm + _TICK_MM)
        for x_mm in down
        for y_mm in (window.y_mm, window.bottom_mm - _TICK_MM)
    ]
    surface.paths(ticks, styles.path("frame-outer"))
    # The words lie on the strips that the next sheets cover.
    words, style = tr("{name}: glue here", name=piece.name), styles.text("small")
    if piece.row + 1 < piece.rows:
        surface.text([TextRun(words, window.x_mm + 1.0, window.bottom_mm - 1.2)], style)
    if piece.column + 1 < piece.columns:
        at = (window.right_mm - 1.2, window.bottom_mm - 1.0)
        surface.text([TextRun(words, *at, angle_deg=90.0)], style)
