"""Tables as items of a flow: heads, bands and rows; headings and texts are in text_items.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

import numpy as np

from gridmap.export.fit_text import fit_lines
from gridmap.export.frames import Rect
from gridmap.export.text_items import Heading, PlainItem
from gridmap.layers.metrics import baseline_mm, line_height_mm, text_width_mm, wrapped
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.style import Styles, load_styles
from gridmap.layers.surface import Align, Link, Surface, TextRun, TextStyle

ROW_MM: Final = 5.7
PAD_MM: Final = 1.2


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; without a `style` it is set as its column. `target` is where its row leads."""

    text: str
    style: str = ""
    target: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its share of the width, how it is aligned and set."""

    title: str
    share: float
    align: Align = "left"
    style: str = "body"


@dataclass(frozen=True, slots=True)
class TableHead(PlainItem):
    """The head of a table, on pale grey between two lines.

    `again` is the heading above it where the table goes on in another column; empty: none.
    """

    columns: tuple[Column, ...]
    is_plain: bool = False
    height_mm: float = 6.0
    again: str = ""

    @property
    def keeps_with_next(self) -> bool:
        """It heads the rows."""
        return True

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw the titles."""
        if not self.is_plain:
            box = rectangle(rect.x_mm, rect.y_mm, rect.width_mm, rect.height_mm)
            surface.paths([box], styles.path("box-head"))
            surface.paths(
                [segment(rect.x_mm, rect.y_mm, rect.right_mm, rect.y_mm)], styles.path("rule-dark")
            )
        else:
            surface.paths(
                [segment(rect.x_mm, rect.bottom_mm, rect.right_mm, rect.bottom_mm)],
                styles.path("frame-inner"),
            )
        style = styles.text("table-head")
        for column, (left, right) in zip(self.columns, _spans(self.columns, rect), strict=True):
            lines, fitting = fit_lines(column.title, style, right - left)
            each = rect.height_mm / len(lines)
            surface.text(
                [
                    _run(
                        line,
                        column.align,
                        (left, right),
                        baseline_mm(rect.y_mm + at * each, each, fitting),
                    )
                    for at, line in enumerate(lines)
                ],
                fitting,
            )


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row under a head; its cells are already broken into lines.

    `is_total` draws a dark line above it; `keeps_with_next`: the next row belongs to it.
    """

    head: TableHead
    cells: tuple[Cell, ...]
    lines: tuple[tuple[str, ...], ...]
    row_mm: float = ROW_MM
    is_total: bool = False
    band: Band | None = None
    keeps_with_next: bool = False
    height_mm: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        """Measure the tallest cell."""
        most = max((len(lines) for lines in self.lines), default=1)
        height = self.row_mm + max(0, most - 1) * _line_mm()
        object.__setattr__(self, "height_mm", height)

    @property
    def header(self) -> TableHead | HeadAndBand | HeadingAndHead:
        """The head, and the band its rows stand under, repeated in every column."""
        if self.band is not None:
            return HeadAndBand(self.head, self.band)
        return HeadingAndHead(Heading(self.head.again), self.head) if self.head.again else self.head

    def split(self, height_mm: float) -> tuple[TableRow, TableRow] | None:
        """Return two parts between two lines."""
        count = int((height_mm - self.row_mm) / _line_mm()) + 1
        if count < 1 or count >= max(len(lines) for lines in self.lines):
            return None
        upper = tuple(lines[:count] for lines in self.lines)
        lower = tuple(lines[count:] for lines in self.lines)
        return replace(self, lines=upper, keeps_with_next=False), replace(self, lines=lower)

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw the cells and the line below."""
        for cell, lines, column, span in zip(
            self.cells, self.lines, self.head.columns, _spans(self.head.columns, rect), strict=True
        ):
            self._draw_cell(surface, cell, lines, column, span, rect, styles)
        target = next((cell.target for cell in self.cells if cell.target), "")
        if target:
            surface.link(Link(target, rect.x_mm, rect.y_mm, rect.width_mm, rect.height_mm))
        rule = "rule-dark" if self.is_total else "rule"
        if self.is_total:
            surface.paths(
                [segment(rect.x_mm, rect.y_mm, rect.right_mm, rect.y_mm)],
                styles.path("frame-inner"),
            )
        surface.paths(
            [segment(rect.x_mm, rect.bottom_mm, rect.right_mm, rect.bottom_mm)], styles.path(rule)
        )

    def _draw_cell(
        self,
        surface: Surface,
        cell: Cell,
        lines: tuple[str, ...],
        column: Column,
        span: tuple[float, float],
        rect: Rect,
        styles: Styles,
    ) -> None:
        left, right = span
        if cell.symbol and lines:
            at = np.array([(left + 2.2, rect.y_mm + self.row_mm / 2)])
            surface.markers(cell.symbol, at, size_mm=4.2)
            left += 5.2
        style = styles.text(cell.style or column.style)
        first = baseline_mm(rect.y_mm, self.row_mm, style)
        surface.text(
            [
                _run(line, column.align, (left, right), first + i * _line_mm())
                for i, line in enumerate(lines)
            ],
            style,
        )


@dataclass(frozen=True, slots=True)
class Band:
    """A letter or a group's name on a pale blue band; it stays with the row below."""

    text: str
    head: TableHead
    height_mm: float = 5.4

    @classmethod
    def of(cls, text: str, head: TableHead, width_mm: float) -> Band:
        """Return a band high enough for a text in a width."""
        style = load_styles().text("letter")
        lines, style = fit_lines(text, style, width_mm - 2 * PAD_MM, most=1)
        return cls(text, head, max(5.4, len(lines) * line_height_mm(style) + 0.8))

    @property
    def header(self) -> TableHead:
        """The head of its table."""
        return self.head

    @property
    def keeps_with_next(self) -> bool:
        """It heads the rows."""
        return True

    def split(self, height_mm: float) -> None:
        """It is never split."""
        return None

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw the band."""
        surface.paths(
            [rectangle(rect.x_mm, rect.y_mm + 0.3, rect.width_mm, rect.height_mm - 0.6)],
            styles.path("plate-pale"),
        )
        lines, style = fit_lines(
            self.text, styles.text("letter"), rect.width_mm - 2 * PAD_MM, most=1
        )
        each = rect.height_mm / len(lines)
        surface.text(
            [
                TextRun(line, rect.x_mm + PAD_MM, baseline_mm(rect.y_mm + at * each, each, style))
                for at, line in enumerate(lines)
            ],
            style,
        )


@dataclass(frozen=True, slots=True)
class HeadAndBand(PlainItem):
    """A table's head with the band of the rows that go on below it."""

    head: TableHead
    band: Band

    @property
    def height_mm(self) -> float:
        """Both heights."""
        return self.head.height_mm + self.band.height_mm

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw the head and the band below it."""
        top = Rect(rect.x_mm, rect.y_mm, rect.width_mm, self.head.height_mm)
        self.head.draw(surface, top, styles)
        below = Rect(rect.x_mm, top.bottom_mm, rect.width_mm, self.band.height_mm)
        self.band.draw(surface, below, styles)


@dataclass(frozen=True, slots=True)
class HeadingAndHead(PlainItem):
    """The heading of a table that goes on, and its head."""

    heading: Heading
    head: TableHead

    @property
    def height_mm(self) -> float:
        """Both heights."""
        return self.heading.height_mm + self.head.height_mm

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw the heading and the head below it."""
        top = Rect(rect.x_mm, rect.y_mm, rect.width_mm, self.heading.height_mm)
        self.heading.draw(surface, top, styles)
        below = Rect(rect.x_mm, top.bottom_mm, rect.width_mm, self.head.height_mm)
        self.head.draw(surface, below, styles)


def table_rows(
    head: TableHead,
    rows: Sequence[Sequence[Cell]],
    width_mm: float,
    *,
    row_mm: float = ROW_MM,
    total: int | None = None,
    band: Band | None = None,
) -> list[TableRow]:
    """Return the rows of a table broken for a width.

    The row with the index `total` stands below a dark line and stays with the row before it.
    `band` is what they stand under.
    """
    styles = load_styles()
    spans = _spans(head.columns, Rect(0.0, 0.0, width_mm, 0.0))
    columns = [(column.style, right - left) for column, (left, right) in
               zip(head.columns, spans, strict=True)]  # fmt: skip
    result = []
    for index, cells in enumerate(rows):
        broken = tuple(
            _lines_of(cell, styles.text(cell.style or style), room)
            for cell, (style, room) in zip(cells, columns, strict=True)
        )
        stays = total is not None and index == total - 1
        result.append(TableRow(head, tuple(cells), broken, row_mm, index == total, band, stays))
    return result


def _lines_of(cell: Cell, style: TextStyle, room_mm: float) -> tuple[str, ...]:
    """Return the lines of a cell in a column with so much room."""
    text = cell.text
    if cell.symbol:
        room_mm -= 5.2
    if text_width_mm(text, style) <= room_mm and "\n" not in text:
        return (text,)
    return tuple(wrapped(text, style, room_mm))


@cache
def _line_mm() -> float:
    return line_height_mm(load_styles().text("body")) * 0.93


def _spans(columns: Sequence[Column], rect: Rect) -> list[tuple[float, float]]:
    total = sum(column.share for column in columns)
    spans, left = [], rect.x_mm
    for column in columns:
        width = rect.width_mm * column.share / total
        spans.append((left + PAD_MM, left + width - 0.4))
        left += width
    return spans


def _run(text: str, align: Align, span: tuple[float, float], y_mm: float) -> TextRun:
    left, right = span
    x_mm = {"left": left, "center": (left + right) / 2, "right": right - 0.8}[align]
    return TextRun(text, x_mm, y_mm, align)


def text_mm(text: str, style: str) -> float:
    """Return the width of a text in a named style, in millimetres."""
    return text_width_mm(text, load_styles().text(style))
