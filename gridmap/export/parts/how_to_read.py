"""How to read this atlas: one household found step by step, the legend, how to report an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from gridmap.export.fit_text import fit, fit_lines
from gridmap.export.flow import FlowPage, Item, draw_flow, flow
from gridmap.export.frames import Rect, sheet_cells
from gridmap.export.legend_table import Legend
from gridmap.export.map_layers import MapLayers
from gridmap.export.page import PageCanvas, draw_header
from gridmap.export.page_foot import draw_footer
from gridmap.export.parts.example import Example, cell_rect
from gridmap.export.sheet_page import draw_symbols
from gridmap.export.text_items import Heading, Paragraph, PlainItem, Space
from gridmap.i18n import tr
from gridmap.layers.legend import LegendItem
from gridmap.layers.metrics import baseline_mm, wrapped
from gridmap.layers.shapes import circle, rectangle, segment
from gridmap.layers.style import Styles
from gridmap.layers.surface import Link, Surface, TextRun
from gridmap.model.editions import Edition
from gridmap.model.page_numbers import PageNumber

FIGURE_MM: Final = 68.0
_STEP_MM: Final = 46.0
_CAPTION_LINES: Final = 3
_LINE_MM: Final = 9.7
_REPORT_HEAD_MM: Final = 7.0
_REPORTS: Final = (3, 12)
"""Lines to report errors on: the fewest, and the most where the page has room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """The page; without an example (no household drawn) it begins with the legend."""

    title: str
    subtitle: str
    example: Example | None
    page: PageNumber
    layers: MapLayers
    tables: FlowPage
    figure: Rect

    def draw(self, canvas: PageCanvas) -> None:
        """Draw all of the page."""
        draw_header(canvas, self.title, self.subtitle)
        if self.example is not None:
            move = (canvas.content.x_mm, canvas.content.y_mm)
            draw_example(canvas, self.figure.moved(*move), self.example, self.page, self.layers)
        draw_flow(canvas.surface, self.tables, canvas.content, canvas.styles)
        draw_footer(canvas)


def reading_pages(
    area: Rect, legend: Sequence[LegendItem], help_texts: Sequence[str], *, has_example: bool
) -> tuple[Rect, list[FlowPage]]:
    """Return where the example stands on the first page, and the running pages below it."""
    figure = Rect(area.x_mm, area.y_mm, area.width_mm, FIGURE_MM if has_example else 0.0)
    below = Rect(
        area.x_mm, figure.bottom_mm, area.width_mm, area.height_mm - figure.height_mm
    )  # fmt: skip
    width = area.width_mm
    items: list[Item] = []
    if legend:
        items += [Heading(tr("Legend, at real size")), Legend.of(legend, width), Space(2.0)]
    items += [Heading(tr("Good to know"))]
    items += [Paragraph.of(text, width) for text in help_texts]
    items += [
        Space(2.0),
        Heading(tr("Something is wrong on the map?")),
        Paragraph.of(
            tr(
                "Note page and cell and what is wrong; write it on the page too. Hand the slip to "
                "the grid head, who mends the map; the next edition lists it on the change page."
            ),
            width,
        ),
        Space(1.0),
    ]
    spare_mm = below.height_mm - sum(item.height_mm for item in items) - _REPORT_HEAD_MM
    least, most = _REPORTS
    form = ReportForm(min(most, max(least, int(spare_mm / _LINE_MM))))
    return figure, flow([*items, form], [below], [area])


@dataclass(frozen=True, slots=True)
class ReportForm(PlainItem):
    """Lines to report errors on."""

    count: int

    @property
    def height_mm(self) -> float:
        """The titles, the lines and a little below."""
        return _REPORT_HEAD_MM + self.count * _LINE_MM

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw the titles and the lines."""
        titles = (
            (tr("Page"), 0.1),
            (tr("Cell"), 0.1),
            (tr("What is wrong, what is right"), 0.5),
            (tr("Who saw it"), 0.16),
            (tr("Date"), 0.14),
        )
        left = rect.x_mm
        edges = [left]
        for title, share in titles:
            width = rect.width_mm * share
            shown, style = fit(title, styles.text("table-head"), width - 2.0)
            base = baseline_mm(rect.y_mm, 6.0, style)
            surface.text([TextRun(shown, left + 1.2, base)], style)
            left += width
            edges.append(left)
        top, bottom = rect.y_mm, rect.bottom_mm - 1.0
        rows = [top, top + 6.0]
        rows += [top + 6.0 + (bottom - top - 6.0) * at / self.count
                 for at in range(1, self.count + 1)]  # fmt: skip
        lines = [segment(rect.x_mm, y_mm, rect.right_mm, y_mm) for y_mm in rows]
        lines += [segment(x_mm, top, x_mm, bottom) for x_mm in edges]
        surface.paths(lines, styles.path("tick-box"))


def draw_example(
    canvas: PageCanvas, rect: Rect, example: Example, page: PageNumber, layers: MapLayers
) -> None:
    """Draw the four steps from the name in the index to the house on the map."""
    surface, styles = canvas.surface, canvas.styles
    heading, style = fit(
        tr("An example: find door {door}, {head}", door=example.door, head=example.head),
        styles.text("heading"), rect.width_mm,
    )  # fmt: skip
    surface.text([TextRun(heading, rect.x_mm, rect.y_mm + 5.0)], style)
    shares = (0.23, 0.13, 0.27, 0.37)
    texts = (
        tr("Look up the person on the call sheet.")
        if canvas.booklet.edition is Edition.EVACUATION
        else tr("Look up the door or the head in the index."),
        tr("Turn to the page."),
        tr("Go to the cell: the letter across, the digit down."),
        tr("There is the house, as it stands on the sheet."),
    )
    left, top = rect.x_mm, rect.y_mm + 8.0
    for number, (share, text) in enumerate(zip(shares, texts, strict=True), start=1):
        box = Rect(left, top, rect.width_mm * share - 3.0, rect.height_mm - 12.0)
        _draw_caption(canvas, box, number, text)
        inner = Rect(box.x_mm, box.y_mm + 12.5, box.width_mm, _STEP_MM)
        if number == 1:
            _draw_index(canvas, inner, example, page)
        elif number == 2:
            _draw_page(canvas, inner, example, page)
        elif number == 3:
            _draw_cells(canvas, inner, example)
        else:
            _draw_house(canvas, inner, example, layers)
        left += rect.width_mm * share


def _draw_caption(canvas: PageCanvas, box: Rect, number: int, text: str) -> None:
    surface, styles = canvas.surface, canvas.styles
    surface.paths([rectangle(box.x_mm, box.y_mm + 0.6, 5.0, 5.0)], styles.path("plate-accent"))
    figure = styles.text("overview-page")
    base = baseline_mm(box.y_mm + 0.6, 5.0, figure)
    surface.text([TextRun(str(number), box.x_mm + 2.5, base, "center")], figure)
    style = styles.text("body")
    lines = wrapped(text, style, box.width_mm - 7.0)
    if len(lines) > _CAPTION_LINES:
        lines, style = fit_lines(text, style, box.width_mm - 7.0, most=_CAPTION_LINES)
    surface.text(
        [
            TextRun(line, box.x_mm + 6.6, baseline_mm(box.y_mm + 3.8 * at, 4.6, style))
            for at, line in enumerate(lines)
        ],
        style,
    )


def _draw_index(canvas: PageCanvas, rect: Rect, example: Example, page: PageNumber) -> None:
    """Draw the household's lines as they stand in the two indexes, or on the call sheet."""
    surface, styles = canvas.surface, canvas.styles
    rows: tuple[tuple[str, str], ...] = (
        (tr("By door"), example.door), (tr("By head"), example.head),
    )  # fmt: skip
    if canvas.booklet.edition is Edition.EVACUATION:
        rows = ((tr("Call sheet"), example.head),)
    for index, (title, text) in enumerate(rows):
        y_mm = rect.y_mm + index * 20.0
        quiet = styles.text("small")
        surface.text([TextRun(title, rect.x_mm, y_mm + 3.6)], quiet)
        box = Rect(rect.x_mm, y_mm + 5.0, rect.width_mm, 8.0)
        surface.paths(
            [rectangle(box.x_mm, box.y_mm, box.width_mm, box.height_mm)], styles.path("box")
        )
        bold, blue = styles.text("body-bold"), styles.text("reference")
        lines, bold = fit_lines(text, bold, box.width_mm - 17.0)
        each = box.height_mm / len(lines)
        surface.text(
            [
                TextRun(line, box.x_mm + 1.4, baseline_mm(box.y_mm + at * each, each, bold))
                for at, line in enumerate(lines)
            ],
            bold,
        )
        base = baseline_mm(box.y_mm, box.height_mm, blue)
        surface.text(
            [
                TextRun(str(page), box.right_mm - 8.0, base, "right"),
                TextRun(example.cell, box.right_mm - 1.4, base, "right"),
            ],
            blue,
        )
        surface.link(Link(example.page, box.x_mm, box.y_mm, box.width_mm, box.height_mm))


def _draw_page(canvas: PageCanvas, rect: Rect, example: Example, page: PageNumber) -> None:
    """Draw the plates that stand in the upper corner of the page."""
    surface, styles = canvas.surface, canvas.styles
    width = min(rect.width_mm, 18.0)
    plates = (
        ("plate-dark", "sheet-id", "plate-caption-dark", example.sheet_id, tr("sheet")),
        ("plate-light", "page-number", "plate-caption", str(page), tr("page")),
    )
    for index, (path, text_style, small, text, word) in enumerate(plates):
        box = Rect(rect.x_mm, rect.y_mm + 5.0 + index * 13.2, width, 13.2)
        surface.paths(
            [rectangle(box.x_mm, box.y_mm, box.width_mm, box.height_mm)], styles.path(path)
        )
        middle = box.x_mm + width / 2
        shown, style = fit(text, styles.text(text_style), width - 2.0)
        surface.text([TextRun(shown, middle, box.y_mm + 7.0, "center")], style)
        surface.text([TextRun(word, middle, box.y_mm + 11.4, "center")], styles.text(small))


def _draw_cells(canvas: PageCanvas, rect: Rect, example: Example) -> None:
    """Draw the sheet small: its cells, the one to go to filled, its houses as dots."""
    surface, styles = canvas.surface, canvas.styles
    view = example.view
    band = 4.0
    factor = min(
        (rect.width_mm - 2 * band) / view.width_mm, (rect.height_mm - 2 * band) / view.height_mm
    )
    window = Rect(
        rect.x_mm + band, rect.y_mm + band, view.width_mm * factor, view.height_mm * factor
    )
    surface.paths(
        [rectangle(window.x_mm, window.y_mm, window.width_mm, window.height_mm)],
        styles.path("frame-outer"),
    )
    cell = _scaled(cell_rect(view, example.cell), factor, window)
    surface.paths(
        [rectangle(cell.x_mm, cell.y_mm, cell.width_mm, cell.height_mm)],
        styles.path("sheet-rectangle"),
    )
    lines = []
    cells = sheet_cells(window)
    wide, high = cells.size_mm(window)
    for at in range(1, len(cells.columns)):
        x_mm = window.x_mm + at * wide
        lines.append(segment(x_mm, window.y_mm, x_mm, window.bottom_mm))
    for at in range(1, cells.rows):
        y_mm = window.y_mm + at * high
        lines.append(segment(window.x_mm, y_mm, window.right_mm, y_mm))
    surface.paths(lines, styles.path("rule"))
    _draw_letters(canvas, window, band, example.cell)
    corner = np.array([(window.x_mm, window.y_mm)])
    surface.markers("household-occupied", example.houses_mm * factor + corner, size_mm=0.8)


def _draw_letters(canvas: PageCanvas, window: Rect, band: float, cell: str) -> None:
    bold, quiet = canvas.styles.text("reference"), canvas.styles.text("small")
    cells = sheet_cells(window)
    width, height = cells.size_mm(window)
    for at, letter in enumerate(cells.columns):
        style = bold if letter == cell[0] else quiet
        x_mm = window.x_mm + (at + 0.5) * width
        base = baseline_mm(window.y_mm - band, band, style)
        canvas.surface.text([TextRun(letter, x_mm, base, "center")], style)
    for at in range(cells.rows):
        style = bold if str(at + 1) == cell[1:] else quiet
        base = baseline_mm(window.y_mm + at * height, height, style)
        canvas.surface.text([TextRun(str(at + 1), window.x_mm - band / 2, base, "center")], style)


def _scaled(rect: Rect, factor: float, origin: Rect) -> Rect:
    return Rect(
        rect.x_mm * factor + origin.x_mm, rect.y_mm * factor + origin.y_mm,
        rect.width_mm * factor, rect.height_mm * factor,
    )  # fmt: skip


def _draw_house(canvas: PageCanvas, rect: Rect, example: Example, layers: MapLayers) -> None:
    """Draw the part of the sheet around the cell at real size, the house ringed."""
    surface, styles = canvas.surface, canvas.styles
    part = example.window
    width, height = min(rect.width_mm, part.width_mm), min(rect.height_mm, part.height_mm)
    x_mm, y_mm = example.house
    left = min(max(x_mm - width / 2, part.x_mm), part.right_mm - width)
    upper = min(max(y_mm - height / 2, part.y_mm), part.bottom_mm - height)
    shift = (rect.x_mm - left, rect.y_mm - upper)
    view = replace(example.view, x_mm=shift[0], y_mm=shift[1])
    with surface.clip(rect.x_mm, rect.y_mm, width, height):
        surface.paths([rectangle(rect.x_mm, rect.y_mm, width, height)], styles.path("paper"))
        layers.draw_ground(surface, view, styles)
        layers.draw_boundaries(surface, view, styles, own=None)
        cell = cell_rect(example.view, example.cell).moved(*shift)
        surface.paths(
            [rectangle(cell.x_mm, cell.y_mm, cell.width_mm, cell.height_mm)],
            styles.path("sheet-rectangle"),
        )
        ring = circle(x_mm + shift[0], y_mm + shift[1], 2.4)
        surface.paths([ring], styles.path("ring-strong"))
        draw_symbols(canvas, example.part, shift)
    surface.paths([rectangle(rect.x_mm, rect.y_mm, width, height)], styles.path("frame-outer"))
