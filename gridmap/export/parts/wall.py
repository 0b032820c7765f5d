"""A large page cut into sheets that an office printer can print, with what is needed to glue them.

Each sheet overlaps the next one by a strip that is glued under it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gridmap.export.frames import Rect
from gridmap.i18n import tr
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.style import Styles
from gridmap.layers.surface import Path, Surface, TextRun

WALL_PAPERS: Final = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
EDGE_MM: Final = 10.0
"""What a printer leaves white, and where the marks stand."""

OVERLAP_MM: Final = 12.0
_MARK_MM: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WallSheet:
    """One sheet: its row and column (from 0), and of how many.

    `x_mm, y_mm` is where the large page's corner lies on it, `window` what is printed of it.
    `is_tight`: it has no edge wide enough for marks.
    """

    row: int
    column: int
    rows: int
    columns: int
    paper_mm: tuple[float, float]
    x_mm: float
    y_mm: float
    window: Rect
    is_tight: bool = False

    @property
    def name(self) -> str:
        """A letter for the row and a figure for the column."""
        return f"{chr(ord('A') + self.row)}{self.column + 1}"


def wall_sheets(size_mm: tuple[float, float], paper: str) -> list[WallSheet]:
    """Return the sheets for a page, row by row, upright or lying, whichever are fewer."""
    return sheets_on(size_mm, WALL_PAPERS[paper])


def sheets_on(size_mm: tuple[float, float], upright: tuple[float, float]) -> list[WallSheet]:
    """Return the sheets for a page on paper of a size in millimetres, as `wall_sheets` does."""
    both = [_sheets(size_mm, upright), _sheets(size_mm, (upright[1], upright[0]))]
    return min(both, key=len)


def _sheets(size_mm: tuple[float, float], paper_mm: tuple[float, float]) -> list[WallSheet]:
    counts, steps = [], []
    for whole, part in zip(size_mm, paper_mm, strict=True):
        room = part - 2 * EDGE_MM
        count = max(1, math.ceil((whole - OVERLAP_MM) / (room - OVERLAP_MM)))
        counts.append(count)
        steps.append((whole - room) / (count - 1) if count > 1 else 0.0)
    sheets = []
    for row in range(counts[1]):
        for column in range(counts[0]):
            left, top = column * steps[0], row * steps[1]
            width = min(paper_mm[0] - 2 * EDGE_MM, size_mm[0] - left)
            height = min(paper_mm[1] - 2 * EDGE_MM, size_mm[1] - top)
            sheets.append(
                WallSheet(
                    row=row, column=column, rows=counts[1], columns=counts[0],
                    paper_mm=paper_mm, x_mm=EDGE_MM - left, y_mm=EDGE_MM - top,
                    window=Rect(EDGE_MM, EDGE_MM, width, height),
                )
            )  # fmt: skip
    return sheets


def overlap_mm(sheets: Sequence[WallSheet]) -> tuple[float, float]:
    """Return how wide the strips are that neighbours share, beside and below each other."""
    first = sheets[0]
    beside = next((sheet for sheet in sheets if (sheet.row, sheet.column) == (0, 1)), None)
    below = next((sheet for sheet in sheets if (sheet.row, sheet.column) == (1, 0)), None)
    return (
        first.window.width_mm - (first.x_mm - beside.x_mm) if beside is not None else 0.0,
        first.window.height_mm - (first.y_mm - below.y_mm) if below is not None else 0.0,
    )


def draw_wall_sheet(
    surface: Surface, sheet: WallSheet, sheets: Sequence[WallSheet], styles: Styles
) -> None:
    """Draw cutting lines, glue strips and the sheet's name into the white edge."""
    window = sheet.window
    beside_mm, below_mm = overlap_mm(sheets)
    lines = []
    if sheet.column + 1 < sheet.columns:
        x_mm = window.right_mm - beside_mm
        lines += _marks_down(x_mm, window)
        strip = Rect(x_mm, window.bottom_mm + 1.0, beside_mm, EDGE_MM - 4.0)
        _draw_strip(surface, strip, styles)
    if sheet.row + 1 < sheet.rows:
        y_mm = window.bottom_mm - below_mm
        lines += _marks_across(y_mm, window)
        strip = Rect(window.right_mm + 1.0, y_mm, EDGE_MM - 4.0, below_mm)
        _draw_strip(surface, strip, styles)
    if sheet.column:
        lines += _marks_down(window.x_mm, window)
    if sheet.row:
        lines += _marks_across(window.y_mm, window)
    if lines:
        surface.paths(lines, styles.path("frame-outer"))
    text = tr(
        "Sheet {name}, row {row} of {rows}, {column} of {columns}. Cut at the marks on the left "
        "and at the top, glue onto the grey strips.",
        name=sheet.name,
        row=sheet.row + 1,
        rows=sheet.rows,
        column=sheet.column + 1,
        columns=sheet.columns,
    )
    surface.text([TextRun(text, window.x_mm + 8.0, window.y_mm - 4.4)], styles.text("small"))


def _draw_strip(surface: Surface, rect: Rect, styles: Styles) -> None:
    surface.paths(
        [rectangle(rect.x_mm, rect.y_mm, rect.width_mm, rect.height_mm)], styles.path("glue")
    )


def _marks_down(x_mm: float, window: Rect) -> list[Path]:
    top, bottom = window.y_mm, window.bottom_mm
    return [
        segment(x_mm, top - _MARK_MM - 1.0, x_mm, top - 1.0),
        segment(x_mm, bottom + 1.0, x_mm, bottom + 1.0 + _MARK_MM),
    ]


def _marks_across(y_mm: float, window: Rect) -> list[Path]:
    left, right = window.x_mm, window.right_mm
    return [
        segment(left - _MARK_MM - 1.0, y_mm, left - 1.0, y_mm),
        segment(right + 1.0, y_mm, right + 1.0 + _MARK_MM, y_mm),
    ]
