"""A person in the care table: who, need and helper, measures, next visit, boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gridmap.export.fit_text import fit
from gridmap.export.frames import Rect
from gridmap.export.tables import Column, TableHead
from gridmap.i18n import tr
from gridmap.layers.metrics import baseline_mm, text_width_mm
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.style import Styles
from gridmap.layers.surface import Link, Surface, TextRun

BLOCK_MM: Final = 19.6
_LINE_MM: Final = 4.6
_TICK_MM: Final = 3.4
_TICKS_AT_MM: Final = (1.2, 12.0, 25.0)
_TICK_WORDS_MM: Final = (6.4, 8.4, 6.6)
_SHARES: Final = (34.0, 41.0, 40.0, 18.5, 36.5)


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text in a line: words and the name of their style."""

    text: str
    style: str = "body"


Line = tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CareBlock:
    """One record: who, need and helper, measures, next visit; and the boxes to tick."""

    head: TableHead
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
        return CareBlock(
            head=self.head,
            symbol=self.symbol,
            size_mm=self.size_mm,
            columns=columns,
            target=self.target,
            is_rest=is_rest,
        )

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw the block and the line below it."""
        spans = column_spans(rect.x_mm, rect.width_mm)
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
            _draw_ticks(surface, spans[4][0], rect.y_mm, styles)
        left = spans[4][0]
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


def column_spans(left_mm: float, width_mm: float) -> list[tuple[float, float]]:
    """Return where the columns of a table begin and end."""
    spans, left = [], left_mm
    for share in _SHARES:
        width = width_mm * share / sum(_SHARES)
        spans.append((left, left + width))
        left += width
    return spans


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


def _draw_ticks(surface: Surface, left_mm: float, top_mm: float, styles: Styles) -> None:
    words = (
        (tr("met"), tr("call"), tr("absent")),
        (tr("well"), tr("adjust"), tr("refer")),
    )
    small = styles.text("tick")
    boxes = []
    for row, names in enumerate(words):
        for column, name in enumerate(names):
            x_mm, y_mm = left_mm + _TICKS_AT_MM[column], top_mm + 2.0 + row * 5.2
            boxes.append(rectangle(x_mm, y_mm, _TICK_MM, _TICK_MM))
            text, style = fit(name, small, _TICK_WORDS_MM[column])
            at_mm = x_mm + _TICK_MM + 0.6
            surface.text([TextRun(text, at_mm, baseline_mm(y_mm, _TICK_MM, small))], style)
    surface.paths(boxes, styles.path("tick-box"))
    y_mm = top_mm + 16.2
    lines = []
    for word, start, end in ((tr("Date"), 1.2, 16.5), (tr("Signed"), 18.0, 34.5)):
        surface.text([TextRun(word, left_mm + start, y_mm)], small)
        after = left_mm + start + text_width_mm(word, small) + 0.8
        lines.append(segment(after, y_mm + 0.3, left_mm + end, y_mm + 0.3))
    surface.paths(lines, styles.path("tick-box"))
