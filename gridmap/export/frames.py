"""Where things stand on a page, in millimetres from the top left corner.

Rectangles, margins, the map's frame and its cells.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

from gridmap.layers.labels import Box
from gridmap.model.page_numbers import PageNumber, is_front

MARGIN_MM: Final = 12.0
BAND_MM: Final = 4.0
TITLE_MM: Final = 16.2
OFFICER_ROW_MM: Final = 17.2
LEGEND_MM: Final = 17.5
FOOTER_MM: Final = 14.8
GAP_MM: Final = 2.6
COLUMNS: Final = "ABCDE"
ROWS: Final = 7
LOCATOR_MM: Final = 35.0
_OFFICERS_SHARE: Final = 0.54
_BETWEEN_MM: Final = 5.0


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in millimetres, y down."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float

    @property
    def right_mm(self) -> float:
        """The right edge."""
        return self.x_mm + self.width_mm

    @property
    def bottom_mm(self) -> float:
        """The lower edge."""
        return self.y_mm + self.height_mm

    @property
    def box(self) -> Box:
        """Left, top, right, bottom, as the label engine takes it."""
        return (self.x_mm, self.y_mm, self.right_mm, self.bottom_mm)

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.x_mm + self.width_mm / 2, self.y_mm + self.height_mm / 2

    def inset(self, by_mm: float) -> Rect:
        """Return the rectangle made smaller on every side."""
        return Rect(
            self.x_mm + by_mm,
            self.y_mm + by_mm,
            self.width_mm - 2 * by_mm,
            self.height_mm - 2 * by_mm,
        )

    def moved(self, dx_mm: float, dy_mm: float) -> Rect:
        """Return the rectangle elsewhere."""
        return Rect(self.x_mm + dx_mm, self.y_mm + dy_mm, self.width_mm, self.height_mm)

    def touches(self, other: Rect, gap_mm: float = 0.0) -> bool:
        """Whether two rectangles come nearer to each other than a gap."""
        return (
            self.x_mm < other.right_mm + gap_mm
            and other.x_mm < self.right_mm + gap_mm
            and self.y_mm < other.bottom_mm + gap_mm
            and other.y_mm < self.bottom_mm + gap_mm
        )

    def contains(self, x_mm: float, y_mm: float) -> bool:
        """Whether a point lies inside or on the edge."""
        return self.x_mm <= x_mm <= self.right_mm and self.y_mm <= y_mm <= self.bottom_mm


def content_rect(size_mm: tuple[float, float], *, page: PageNumber, binding_mm: float) -> Rect:
    """Return the printable part of a page.

    Odd pages are bound on the left, even ones on the right. A page that lies is turned so that its
    top comes to the left: odd ones are bound at the top, even ones at the bottom.
    """
    width, height = size_mm
    if width > height:
        top = binding_mm if is_front(page) else MARGIN_MM
        return Rect(MARGIN_MM, top, width - 2 * MARGIN_MM, height - binding_mm - MARGIN_MM)
    left = binding_mm if is_front(page) else MARGIN_MM
    return Rect(left, MARGIN_MM, width - binding_mm - MARGIN_MM, height - 2 * MARGIN_MM)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFrame:
    """The parts of a map page, relative to the content's top left corner.

    `window` is the map inside the reference band. `beside` is where the locator stands when no
    corner of the map is free
    for it (None: it stands in the map). `is_lying`: on a page wider than high.
    """

    outer: Rect
    officers: Rect
    legend: Rect
    footer: Rect
    beside: Rect | None = None
    is_lying: bool = False

    @property
    def window(self) -> Rect:
        """The map itself."""
        return self.outer.inset(BAND_MM)


def sheet_frame(
    size_mm: tuple[float, float],
    *,
    binding_mm: float,
    officer_rows: int = 1,
    legend_mm: float = LEGEND_MM,
    is_square_below: bool = False,
    map_mm: float | None = None,
) -> SheetFrame:
    """Return the parts of a detail sheet.

    `is_square_below` leaves the lower third free for tables (overview); `map_mm` is then the height
    of the map with its band, None for the usual one.
    """
    content = content_rect(size_mm, page=1, binding_mm=binding_mm)
    width, height = content.width_mm, content.height_mm
    footer = Rect(0, height - FOOTER_MM, width, FOOTER_MM)
    if is_square_below:
        usual = min(width * 0.862, height * 0.55)
        outer = Rect(0, TITLE_MM, width, usual if map_mm is None else map_mm)
        rest = Rect(0, outer.bottom_mm, width, footer.y_mm - outer.bottom_mm)
        return SheetFrame(outer=outer, officers=rest, legend=rest, footer=footer)
    legend_height = max(legend_mm, LEGEND_MM)
    if width > height:
        return _lying_frame(content, footer, OFFICER_ROW_MM * max(officer_rows, 1), legend_height)
    legend = Rect(0, footer.y_mm - 3.6 - legend_height, width, legend_height)
    officers_height = OFFICER_ROW_MM * max(officer_rows, 1)
    officers = Rect(0, legend.y_mm - 3.2 - officers_height, width, officers_height)
    outer = Rect(0, TITLE_MM, width, officers.y_mm - GAP_MM - TITLE_MM)
    return SheetFrame(
        outer=outer,
        officers=officers,
        legend=legend,
        footer=footer,
    )


def _lying_frame(content: Rect, footer: Rect, officers_mm: float, legend_mm: float) -> SheetFrame:
    """Return the parts of a lying page: officers and legend stand beside each other."""
    row_mm = max(officers_mm, legend_mm)
    top = footer.y_mm - 3.6 - row_mm
    officers = Rect(0, top, content.width_mm * _OFFICERS_SHARE, officers_mm)
    left = officers.right_mm + _BETWEEN_MM
    return SheetFrame(
        outer=Rect(0, TITLE_MM, content.width_mm, top - GAP_MM - TITLE_MM),
        officers=officers,
        legend=Rect(left, top, content.width_mm - left, row_mm),
        footer=footer,
        is_lying=True,
    )


def with_locator_beside(frame: SheetFrame) -> SheetFrame:
    """Return a frame with the locator beside officers and legend, which become narrower."""
    narrow = frame.officers.width_mm - LOCATOR_MM - 4.0
    return replace(
        frame,
        officers=replace(frame.officers, width_mm=narrow),
        legend=replace(frame.legend, width_mm=narrow),
        beside=Rect(narrow + 4.0, frame.officers.y_mm, LOCATOR_MM, LOCATOR_MM),
    )


@dataclass(frozen=True, slots=True)
class Cells:
    """The reference cells of a map window: the letters of its columns, how many rows it has."""

    columns: str = COLUMNS
    rows: int = ROWS

    def size_mm(self, window: Rect) -> tuple[float, float]:
        """Return the width and height of one cell."""
        return window.width_mm / len(self.columns), window.height_mm / self.rows

    def rect(self, window: Rect, cell: str) -> Rect:
        """Return where a cell lies."""
        width, height = self.size_mm(window)
        column, row = self.columns.index(cell[0]), int(cell[1:]) - 1
        return Rect(window.x_mm + column * width, window.y_mm + row * height, width, height)


UPRIGHT: Final = Cells()
LYING: Final = Cells("ABCDEFG", 4)
_LYING_FROM: Final = 1.6


def sheet_cells(window: Rect) -> Cells:
    """Return the cells of a detail sheet's map: more columns than rows where it lies."""
    return LYING if window.width_mm > _LYING_FROM * window.height_mm else UPRIGHT


def cell_at(window: Rect, x_mm: float, y_mm: float, cells: Cells = UPRIGHT) -> str:
    """Return the reference cell (A1 to E7) of a point of the map window.

    Points outside take the nearest cell.
    """
    width, height = cells.size_mm(window)
    column = math.floor((x_mm - window.x_mm) / width)
    row = math.floor((y_mm - window.y_mm) / height)
    column = min(max(column, 0), len(cells.columns) - 1)
    return f"{cells.columns[column]}{min(max(row, 0), cells.rows - 1) + 1}"
