"""A person in a table to take along: who, what is needed, what is done, boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from gridmap.export.fit_text import fit
from gridmap.export.frames import Rect
from gridmap.export.tables import Column, TableHead
from gridmap.i18n import tr
from gridmap.layers.metrics import baseline_mm, text_width_mm, wrapped
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.style import Styles, load_styles
from gridmap.layers.surface import Link, Surface, TextRun

BLOCK_MM: Final = 19.6
_LINE_MM: Final = 4.6
_SHARES: Final = (34.0, 41.0, 40.0, 18.5, 36.5)


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text in a line: words and the name of their style."""

    text: str
    style: str = "body"


Line = tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TickForm:
    """What is filled in by hand: rows of boxes with their words, and lines to write on below.

    `at_mm` is where the boxes of a row stand in their column and `words_mm` the room for the words
    behind them; where there are `ends_mm`, a line to write on goes on to there, the last of a row
    to the last of them. `blanks` are words with the beginning and the end of their line,
    `blank_mm` how far below the top they stand.
    """

    words: tuple[tuple[str, ...], ...]
    at_mm: tuple[float, ...]
    words_mm: tuple[float, ...]
    box_mm: float = 3.4
    step_mm: float = 5.2
    ends_mm: tuple[float, ...] = ()
    blanks: tuple[tuple[str, float, float], ...] = ()
    blank_mm: float = 16.2

    def draw(self, surface: Surface, left_mm: float, top_mm: float, styles: Styles) -> None:
        """Draw the boxes with their words and the lines."""
        small = styles.text("tick")
        lines = []
        for row, names in enumerate(self.words):
            for at, name in enumerate(names):
                x_mm, y_mm = left_mm + self.at_mm[at], top_mm + 2.0 + row * self.step_mm
                lines.append(rectangle(x_mm, y_mm, self.box_mm, self.box_mm))
                text, style = fit(name, small, self.words_mm[at])
                x_mm, base = x_mm + self.box_mm + 0.6, baseline_mm(y_mm, self.box_mm, small)
                surface.text([TextRun(text, x_mm, base)], style)
                if self.ends_mm:
                    x_mm += text_width_mm(text, style) + 0.8
                    end = self.ends_mm[-1 if at == len(names) - 1 else at]
                    lines.append(segment(x_mm, base + 0.3, left_mm + end, base + 0.3))
        y_mm = top_mm + self.blank_mm
        for word, start, end in self.blanks:
            surface.text([TextRun(word, left_mm + start, y_mm)], small)
            after = left_mm + start + text_width_mm(word, small) + 0.8
            lines.append(segment(after, y_mm + 0.3, left_mm + end, y_mm + 0.3))
        surface.paths(lines, styles.path("tick-box"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CareBlock:
    """One person: the columns of text, the first with a symbol; and in the last the boxes."""

    head: TableHead
    form: TickForm
    symbol: str
    size_mm: float
    columns: tuple[tuple[Line, ...], ...]
    target: str
    is_rest: bool = False
    keeps_with_next: bool = False
    """Whether the next block is of the same household."""

    @property
    def header(self) -> TableHead:
        """The head, repeated on every page."""
        return self.head

    @property
    def height_mm(self) -> float:
        """At least room for the tick boxes, more where the text is long."""
        most = max(len(lines) for lines in self.columns)
        least = 0.0 if self.is_rest else BLOCK_MM
        return max(least, most * _LINE_MM + 3.4)

    def split(self, height_mm: float) -> tuple[CareBlock, CareBlock] | None:
        """Return two parts between two lines; only blocks longer than half a page are split."""
        count = int((height_mm - 3.4) / _LINE_MM)
        most = max(len(lines) for lines in self.columns)
        if self.height_mm < 120 or not 4 <= count < most:
            return None
        return (
            self._part(tuple(lines[:count] for lines in self.columns), is_rest=self.is_rest),
            self._part(tuple(lines[count:] for lines in self.columns), is_rest=True),
        )

    def _part(self, columns: tuple[tuple[Line, ...], ...], *, is_rest: bool) -> CareBlock:
        return replace(self, columns=columns, is_rest=is_rest, keeps_with_next=False)

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw the block and the line below it."""
        spans = column_spans(self.head, rect.x_mm, rect.width_mm)
        for index, (lines, (left, right)) in enumerate(zip(self.columns, spans, strict=False)):
            indent = 6.6 if index == 0 else 1.3
            _draw_lines(surface, lines, left + indent, rect.y_mm + 1.6, styles)
            if index:
                surface.paths([segment(left, rect.y_mm, left, rect.bottom_mm)], styles.path("rule"))
            if index == 0 and self.target:
                surface.link(Link(self.target, left, rect.y_mm, right - left, rect.height_mm))
        if not self.is_rest:
            at = np.array([(spans[0][0] + 3.2, rect.y_mm + 4.4)])
            surface.markers(self.symbol, at, size_mm=self.size_mm)
            self.form.draw(surface, spans[-1][0], rect.y_mm, styles)
        left = spans[-1][0]
        surface.paths([segment(left, rect.y_mm, left, rect.bottom_mm)], styles.path("rule"))
        surface.paths(
            [segment(rect.x_mm, rect.bottom_mm, rect.right_mm, rect.bottom_mm)],
            styles.path("frame-tick"),
        )


def care_head() -> TableHead:
    """Return the head of the table."""
    titles = (
        tr("Person"),
        tr("Need and helper"),
        tr("Measures (who · when)"),
        tr("Next visit"),
        tr("Visit record"),
    )
    return TableHead(
        tuple(Column(title, share) for title, share in zip(titles, _SHARES, strict=True))
    )


def care_form() -> TickForm:
    """Return what is ticked and written at a visit."""
    return TickForm(
        words=((tr("met"), tr("call"), tr("absent")), (tr("well"), tr("adjust"), tr("refer"))),
        at_mm=(1.2, 12.0, 25.0),
        words_mm=(6.4, 8.4, 6.6),
        blanks=((tr("Date"), 1.2, 16.5), (tr("Signed"), 18.0, 34.5)),
    )


def column_spans(head: TableHead, left_mm: float, width_mm: float) -> list[tuple[float, float]]:
    """Return where the columns of a table begin and end."""
    total = sum(column.share for column in head.columns)
    spans, left = [], left_mm
    for column in head.columns:
        width = width_mm * column.share / total
        spans.append((left, left + width))
        left += width
    return spans


def broken(text: str, style: str, width_mm: float) -> list[str]:
    """Return a text in the lines it needs in a width."""
    return wrapped(text, load_styles().text(style), width_mm)


def broken_words(text: str, style: str, width_mm: float) -> list[str]:
    """Return a text broken at its spaces, so that names stay whole where they fit."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width_mm(longer, load_styles().text(style)) <= width_mm:
            lines[-1] = longer
        else:
            lines += broken(word, style, width_mm)
    return lines


def line_width_mm(line: Line) -> float:
    """Return the width of a line."""
    styles = load_styles()
    return sum(text_width_mm(part.text, styles.text(part.style)) for part in line)


def place_lines(door: str, where: str, width_mm: float) -> list[Line]:
    """Return a door and the page and cell of its house, in one line where there is room."""
    joined = (Text(door + "  ", "body-bold"), Text(where, "reference-plain"))
    if where and line_width_mm(joined) <= width_mm:
        return [joined]
    lines: list[Line] = [(Text(part, "body-bold"),) for part in broken(door, "body-bold", width_mm)]
    return [*lines, (Text(where, "reference-plain"),)] if where else lines


def _draw_lines(
    surface: Surface, lines: Sequence[Line], x_mm: float, y_mm: float, styles: Styles
) -> None:
    for index, line in enumerate(lines):
        left = x_mm
        for part in line:
            style = styles.text(part.style)
            y = y_mm + index * _LINE_MM + baseline_mm(0.0, _LINE_MM, styles.text("body"))
            surface.text([TextRun(part.text, left, y)], style)
            left += text_width_mm(part.text, style)
