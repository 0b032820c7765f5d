"""Detail sheets and index rows as a reader of the finished PDF finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tests.quality.page_read import Map, PageRead, Shape, Symbol, Text

Box = tuple[float, float, float, float]

OVERVIEW_ID = "00"
FOREIGN = "household-other"
DOOR_PT, HEAD_PT = 8.0, 7.0
PLATE_MM = 4.2
"""The plate with a number that stands for several doors."""

MOVED_MM = 2.6
"""How far a house may have been moved aside so that its symbol touches no other."""

LEADER_MM = 8.0
LEADER_WIDTHS = (0.15, 0.55)
"""A leader's dark line and the white one below it."""

BOUNDARY_WIDTHS = ((0.8, 1.7), (0.6, 1.3), (0.5, 1.1), (0.45, 0.95))
"""The same of the boundaries of townships, villages, grids and groups."""

Run = tuple[tuple[float, float], ...]
_CELL = re.compile(r"[A-G][1-7]$")


@dataclass(frozen=True)
class SheetRead:
    """A page with a detail sheet: its id and what lies on its map."""

    page: PageRead
    sheet_id: str
    map: Map

    @cached_property
    def houses(self) -> list[Symbol]:
        """The own houses on the map."""
        return [
            symbol
            for symbol in self.page.symbols
            if symbol.name.startswith("household-")
            and symbol.name != FOREIGN
            and self.map.holds(symbol.x_mm, symbol.y_mm)
        ]

    @cached_property
    def plates(self) -> list[Shape]:
        """The numbered plates on the map."""
        return [
            shape
            for shape in self.page.shapes
            if shape.is_filled
            and shape.corners == 4
            and max(map(float, shape.fill.split())) < 0.35
            and all(abs(side - PLATE_MM) < 0.05 for side in shape.size)
            and self.map.holds(*_middle(shape.box))
        ]

    @cached_property
    def labels(self) -> list[Text]:
        """The texts of the map proper: what has a halo, but for the words of insets and boxes."""
        return [
            text
            for text in self.page.texts
            if text.has_halo
            and not text.is_imprint
            and self.map.holds(*_middle(text.box))
            and not any(_inside(text.box, box) for box in self.boxes)
        ]

    @cached_property
    def doors(self) -> list[Text]:
        """The door numbers beside the houses."""
        return [text for text in self.labels if text.is_bold and abs(text.size_pt - DOOR_PT) < 0.01]

    @cached_property
    def leaders(self) -> list[Run]:
        """The lines on the map that lead from a symbol to what belongs to it."""
        return [run for run in self._twice_drawn(LEADER_WIDTHS) if len(run) == 2]

    @cached_property
    def boundaries(self) -> list[Run]:
        """The lines between areas, on the map and its insets."""
        return [run for widths in BOUNDARY_WIDTHS for run in self._twice_drawn(widths)]

    def _twice_drawn(self, widths: tuple[float, float]) -> list[Run]:
        """Return the lines of the first width that were drawn in the second width before."""
        wide: set[Run] = set()
        found = []
        for shape in self.page.shapes:
            if abs(shape.width_mm - widths[1]) < 0.004:
                wide.update(shape.runs)
            elif abs(shape.width_mm - widths[0]) < 0.004:
                found += [run for run in shape.runs if run in wide]
        return found

    @cached_property
    def boxes(self) -> list[Box]:
        """The white boxes that lie on the map: locator, side list."""
        return [
            shape.box
            for shape in self.page.shapes
            if shape.paint == "B*" and shape.corners == 4 and shape.fill == "1 1 1"
            and min(shape.size) > 9.0
            and self.map.holds(*_middle(shape.box))
            and shape.size[0] < 0.9 * (self.map.box[2] - self.map.box[0])
        ]  # fmt: skip

    @cached_property
    def listed(self) -> list[Text]:
        """The texts in the boxes on the map."""
        return [
            text
            for text in self.page.texts
            if any(_inside(text.box, box) for box in self.boxes) and not text.is_imprint
        ]

    @cached_property
    def columns(self) -> str:
        """The letters along the upper edge of the map, in order."""
        left, top, right, _ = self.map.box
        band = [t for t in self._marks_of_frame if top - 4.5 < t.y_mm < top and t.words.isalpha()]
        inside = sorted((t.x_mm, t.words) for t in band if left < t.x_mm < right)
        return "".join(letter for _, letter in inside)

    @cached_property
    def rows(self) -> int:
        """How many digits stand along the left edge of the map."""
        left, top, _, bottom = self.map.box
        band = [t for t in self._marks_of_frame if left - 4.5 < t.x_mm < left]
        return len([t for t in band if t.words.isdigit() and top < t.y_mm < bottom])

    @property
    def _marks_of_frame(self) -> list[Text]:
        return [
            text
            for text in self.page.texts
            if len(text.words) == 1 and text.is_bold and not text.has_halo and not text.angle_deg
        ]

    def cell(self, x_mm: float, y_mm: float) -> str:
        """Return the reference cell of a point, by the letters and digits of the frame."""
        left, top, right, bottom = self.map.box
        count = len(self.columns)
        column = int(np.clip((x_mm - left) / (right - left) * count, 0, count - 1))
        row = int(np.clip((y_mm - top) / (bottom - top) * self.rows, 0, self.rows - 1))
        return f"{self.columns[column]}{row + 1}"

    def cell_box(self, cell: str) -> Box:
        """Return where a reference cell lies."""
        left, top, right, bottom = self.map.box
        wide, high = (right - left) / len(self.columns), (bottom - top) / self.rows
        x, y = left + self.columns.index(cell[0]) * wide, top + (int(cell[1:]) - 1) * high
        return x, y, x + wide, y + high

    def map_at(self, x_mm: float, y_mm: float) -> Map:
        """Return the map that shows a point of the page: an inset where it lies on one."""
        return [there for there in self.page.maps if there.holds(x_mm, y_mm)][-1]

    def marks_near(self, there: Map, x_mm: float, y_mm: float) -> list[tuple[float, float]]:
        """Return the houses and plates of a map that may be something with this true place."""
        points = [(house.x_mm, house.y_mm) for house in self.houses]
        points += [_middle(plate.box) for plate in self.plates]
        return [
            at
            for at in points
            if max(abs(at[0] - x_mm), abs(at[1] - y_mm)) <= MOVED_MM and self.map_at(*at) is there
        ]


def sheets_in(pages: Iterable[PageRead]) -> list[SheetRead]:
    """Return the detail sheets among the pages: a map, and a sheet id in white on a dark plate."""
    found = []
    for page in pages:
        sheet_id = sheet_id_of(page)
        if page.maps and sheet_id and sheet_id != OVERVIEW_ID:
            found.append(SheetRead(page, sheet_id, page.maps[0]))
    return found


def sheet_id_of(page: PageRead) -> str:
    """Return the id on the dark plate of a page's head; empty where there is none."""
    for text in page.texts:
        if text.is_bold and text.color == "1 1 1" and text.y_mm < 46.0 and text.size_pt > 8.0:
            return text.words
    return ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an index: whom it names, on which page and in which cell, where its link leads."""

    door: str
    head: str
    page: str
    cell: str
    target: int
    order: str


def index_rows(pages: Sequence[PageRead], *, door_word: str, head_word: str) -> Iterator[Row]:
    """Yield the rows of the indexes by door and by head; the words are those of their columns."""
    for page in pages:
        heads = [t for t in page.texts if t.is_bold and t.words in (door_word, head_word)]
        for box, target in page.links:
            inside = sorted(
                (t for t in page.texts if _inside(t.box, box) and not t.is_imprint),
                key=lambda text: (round(text.x_mm, 1), text.y_mm),
            )
            if len(inside) < 3 or not _CELL.match(inside[-1].words):
                continue
            above = [
                text for text in heads
                if abs(text.x_mm - inside[0].x_mm) < 0.5 and text.y_mm < inside[0].y_mm
            ]  # fmt: skip
            if above:
                last = max(above, key=lambda text: text.y_mm)
                order = "door" if last.words == door_word else "head"
                number, cell = inside[-2].words, inside[-1].words
                yield _row(inside[:-2], order, number, cell, target)


def _row(words: Sequence[Text], order: str, number: str, cell: str, target: int) -> Row:
    """Return a row from its words, left to right; the first column may stand on several lines."""
    edge = words[0].x_mm + 0.5
    first = "".join(text.words for text in words if text.x_mm <= edge)
    second = "".join(text.words for text in words if text.x_mm > edge)
    door, head = (first, second) if order == "door" else (second, first)
    return Row(door, head, number, cell, target, order)


def gap_mm(one: Box, other: Box) -> float:
    """Return how far two boxes are apart, 0 where they touch."""
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    down = max(one[1] - other[3], other[1] - one[3], 0.0)
    return float(np.hypot(across, down))


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _inside(box: Box, outer: Box) -> bool:
    x, y = _middle(box)
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]
