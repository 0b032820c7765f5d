"""What a map has no room for, in a white box on it: places by their badges, doors and heads.

Where the doors have no room there either, they stand on a page after the sheet; the places then
keep a box of their own as long as there is room for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gridmap.export.arrange import Occupied, free_corner
from gridmap.export.frames import Rect
from gridmap.export.house_labels import door_text, number_text
from gridmap.export.page import PageCanvas
from gridmap.export.sheet_furniture import taken_boxes
from gridmap.export.sheet_layout import PlaceEntry, SheetLayout, SideEntry
from gridmap.i18n import tr
from gridmap.layers.metrics import text_width_mm, wrapped
from gridmap.layers.shapes import rectangle
from gridmap.layers.style import load_styles
from gridmap.layers.surface import TextRun

_ROW_MM: Final = 3.7
_ROWS: Final = 16
_MOST_COLUMNS: Final = 4
_DOOR_MM: Final = 10.5
_HEAD_MM: Final = 13.5
_WIDTH_MM: Final = 38.0
_BADGE_MM: Final = 3.2
_NAME_MM: Final = 25.0


@dataclass(frozen=True, slots=True)
class SideBox:
    """A box on the map, in millimetres of its window, with what is listed in it."""

    rect: Rect
    places: tuple[PlaceEntry, ...]
    doors: tuple[SideEntry, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the box: a door, or a line of a place's name, the first with badge and cell."""

    door: SideEntry | None = None
    place: PlaceEntry | None = None
    text: str = ""


def side_box(layout: SheetLayout, window: Rect) -> SideBox | None:
    """Return the box that stands in the map without hiding anything; None where there is none."""
    occupied = Occupied(taken_boxes(layout))
    doors = layout.side_list if all(map(_fits, layout.side_list)) else ()
    for listed in (doors, ()) if doors else ((),):
        lines = _lines(layout.unnamed, listed)
        if 0 < len(lines) <= _MOST_COLUMNS * _ROWS:
            rect = free_corner(window, _size_mm(len(lines)), occupied, first="bl")
            if rect is not None:
                return SideBox(rect, layout.unnamed, listed)
    return None


def not_in_the_map(
    layout: SheetLayout, box: SideBox | None
) -> tuple[tuple[SideEntry, ...], tuple[PlaceEntry, ...]]:
    """Return the doors and the places that are left for a page of their own."""
    if box is None:
        return layout.side_list, layout.unnamed
    return () if box.doors else layout.side_list, ()


def draw_side_box(canvas: PageCanvas, box: SideBox, origin: tuple[float, float]) -> None:
    """Draw the box into a map whose window begins at `origin`."""
    surface, styles = canvas.surface, canvas.styles
    rect = box.rect.moved(*origin)
    surface.paths(
        [rectangle(rect.x_mm, rect.y_mm, rect.width_mm, rect.height_mm)], styles.path("locator")
    )
    title = styles.text("small-bold")
    surface.text([TextRun(tr("Not named on the map"), rect.x_mm + 1.5, rect.y_mm + 4.0)], title)
    lines = _lines(box.places, box.doors)
    columns = max(1, int(rect.width_mm // _WIDTH_MM))
    rows = -(-len(lines) // columns)
    for index, line in enumerate(lines):
        left = rect.x_mm + 1.5 + (index // rows) * _WIDTH_MM
        _draw_line(canvas, line, left, rect.y_mm + 7.6 + (index % rows) * _ROW_MM)


def _draw_line(canvas: PageCanvas, line: _Line, left: float, y_mm: float) -> None:
    surface, styles = canvas.surface, canvas.styles
    bold, plain = styles.text("small-bold"), styles.text("small")
    cell, right = "", left + _WIDTH_MM - 2.0
    if line.door is not None:
        cell = line.door.cell
        if line.door.number:
            surface.text([TextRun(number_text(line.door.number), left, y_mm)], bold)
        surface.text([TextRun(door_text(line.door.household), left + 6.0, y_mm)], bold)
        surface.text([TextRun(line.door.household.head, left + 17.0, y_mm)], plain)
    elif line.place is not None:
        cell = line.place.cell
        middle = np.array([(left + _BADGE_MM / 2, y_mm - 1.0)])
        surface.markers(line.place.symbol, middle, size_mm=_BADGE_MM)
    if cell:
        surface.text([TextRun(cell, right, y_mm, "right")], plain)
    if line.text:
        surface.text([TextRun(line.text, left + 5.0, y_mm)], plain)


def _lines(places: Sequence[PlaceEntry], doors: Sequence[SideEntry]) -> list[_Line]:
    """Return the lines of a box, a long name of a place on several."""
    plain = load_styles().text("small")
    lines = []
    for place in places:
        first, *more = wrapped(place.text, plain, _NAME_MM)
        lines += [_Line(place=place, text=first), *(_Line(text=text) for text in more)]
    return [*lines, *(_Line(door=door) for door in doors)]


def _size_mm(lines: int) -> tuple[float, float]:
    columns = -(-lines // _ROWS)
    rows = -(-lines // columns)
    return columns * _WIDTH_MM + 2.0, rows * _ROW_MM + 7.0


def _fits(entry: SideEntry) -> bool:
    """Whether door and head have room in the list's narrow columns; nothing is cut there."""
    styles = load_styles()
    door_mm = text_width_mm(door_text(entry.household), styles.text("small-bold"))
    return (
        door_mm <= _DOOR_MM
        and text_width_mm(entry.household.head, styles.text("small")) <= _HEAD_MM
    )
