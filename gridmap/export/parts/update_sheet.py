"""The blank update sheet: a sheet's map in grey, to draw on, with a wide margin and lines to write.

Where the map cannot be made smaller without losing a name it stays as it is, and the lines stand on
a page of their own behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from gridmap.export.arrange import HOUSE_MM
from gridmap.export.fit_text import fit, fit_lines
from gridmap.export.frames import BAND_MM, FOOTER_MM, Rect, sheet_cells
from gridmap.export.inset_drawing import draw_inset_frames, draw_inset_grounds
from gridmap.export.map_layers import MapLayers
from gridmap.export.page import TABLE_TOP_MM, PageCanvas, draw_header
from gridmap.export.page_foot import draw_footer
from gridmap.export.sheet_furniture import draw_scale
from gridmap.export.sheet_layout import SheetLayout
from gridmap.export.sheet_page import draw_symbols
from gridmap.export.sheets import Sheet
from gridmap.export.tables import Column
from gridmap.i18n import tr
from gridmap.layers.frame import ReferenceFrame, draw_frame
from gridmap.layers.furniture import draw_north
from gridmap.layers.households import FOREIGN
from gridmap.layers.metrics import baseline_mm
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.style import greyed
from gridmap.layers.surface import TextRun
from gridmap.model.page_numbers import is_front

_SCALE_MM: Final = 40.0
_SCALE_HIGH_MM: Final = 20.0
_BESIDE_MM: Final = 3.0
_ROW_MM: Final = 7.5
_HEAD_MM: Final = 6.0
_LINE_MM: Final = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatePage:
    """A sheet once more, in grey and without symbols of people.

    `columns` are those of its table. A map narrower than the page stands at the bound edge.
    """

    sheet: Sheet
    title: str
    subtitle: str
    layers: MapLayers
    columns: tuple[Column, ...]

    def draw(self, canvas: PageCanvas) -> None:
        """Draw all of the page."""
        draw_header(canvas, self.title, self.subtitle, sheet_id=self.sheet.sheet_id)
        outer = self._outer(canvas)
        self._draw_map(canvas, outer.inset(BAND_MM))
        content = canvas.content
        bottom_mm = content.y_mm + self.sheet.frame.legend.bottom_mm
        top_mm = outer.bottom_mm + 2.0
        below = Rect(content.x_mm, top_mm, content.width_mm, bottom_mm - top_mm)
        margin_mm = content.width_mm - outer.width_mm - _BESIDE_MM
        if margin_mm > 0.0:
            left = content.x_mm if outer.x_mm > content.x_mm else outer.right_mm + _BESIDE_MM
            self._draw_margin(canvas, Rect(left, outer.y_mm, margin_mm, outer.height_mm))
        else:
            draw_scale(canvas, below.right_mm - _SCALE_MM + 2.0, below.y_mm, self.sheet.scale)
            below = replace(below, width_mm=below.width_mm - _SCALE_MM - 2.0)
        used_mm = draw_how(canvas, below)
        draw_table(
            canvas,
            Rect(below.x_mm, below.y_mm + used_mm, below.width_mm, below.height_mm - used_mm),
            self.columns,
        )
        draw_footer(canvas)

    def _outer(self, canvas: PageCanvas) -> Rect:
        """Return where the map with its band stands: at the bound edge of an upright page."""
        content = canvas.content
        outer = self.sheet.frame.outer.moved(content.x_mm, content.y_mm)
        if canvas.is_lying or is_front(canvas.number):
            return outer
        return outer.moved(content.width_mm - outer.width_mm, 0.0)

    def _draw_margin(self, canvas: PageCanvas, rect: Rect) -> None:
        """Draw the scale and, below it, lines for what has no room on the map."""
        surface, styles = canvas.surface, canvas.styles
        draw_scale(canvas, rect.x_mm, rect.y_mm, self.sheet.scale, width_mm=rect.width_mm)
        top_mm = rect.y_mm + _SCALE_HIGH_MM
        title, style = fit(tr("Notes and sketches"), styles.text("table-head"), rect.width_mm)
        surface.text([TextRun(title, rect.x_mm, baseline_mm(top_mm, _HEAD_MM, style))], style)
        count = int((rect.bottom_mm - top_mm - _HEAD_MM) / _LINE_MM)
        heights = [rect.bottom_mm - _LINE_MM * at for at in range(count)]
        lines = [segment(rect.x_mm, y_mm, rect.right_mm, y_mm) for y_mm in heights]
        surface.paths(lines, styles.path("tick-box"))

    def _draw_map(self, canvas: PageCanvas, window: Rect) -> None:
        surface = canvas.surface
        booklet = replace(canvas.booklet, styles=greyed(canvas.styles))
        pale = replace(canvas, booklet=booklet)
        styles = pale.styles
        view = replace(self.sheet.view, x_mm=window.x_mm, y_mm=window.y_mm)
        canvas.grounds.append(view)
        layers = replace(self.layers, underlay=None)
        with surface.clip(window.x_mm, window.y_mm, window.width_mm, window.height_mm):
            layers.draw_ground(surface, view, styles)
            self.layers.draw_boundaries(surface, view, styles, own=None)
            draw_inset_grounds(
                surface, self.sheet.layout.insets, (window.x_mm, window.y_mm),
                layers=self.layers, own=None, styles=styles,
            )  # fmt: skip
            self._draw_symbols(pale, (window.x_mm, window.y_mm))
        cells = sheet_cells(window)
        frame = ReferenceFrame(
            x_mm=window.x_mm, y_mm=window.y_mm, width_mm=window.width_mm,
            height_mm=window.height_mm, columns=len(cells.columns), rows=cells.rows,
        )  # fmt: skip
        draw_frame(surface, frame, styles=canvas.styles, with_crosses=False)
        draw_inset_frames(
            surface, self.sheet.layout.insets, (window.x_mm, window.y_mm), styles=canvas.styles
        )
        north = self.sheet.layout.north
        if north is not None:
            middle = north.x_mm + north.width_mm / 2 + window.x_mm
            draw_north(surface, middle, north.y_mm + window.y_mm + 0.6, styles=styles, word=tr("N"))

    def _draw_symbols(self, canvas: PageCanvas, origin: tuple[float, float]) -> None:
        """Draw houses, badges as plain squares, and all names."""
        layout = self.sheet.layout
        surface, shift = canvas.surface, np.array(origin)
        points = [(mark.x_mm, mark.y_mm) for mark in layout.houses]
        if points:
            surface.markers(FOREIGN, np.array(points) + shift, size_mm=HOUSE_MM)
        boxes = [badge.rect.moved(*origin) for badge in layout.badges]
        if boxes:
            surface.paths(
                [rectangle(b.x_mm, b.y_mm, b.width_mm, b.height_mm) for b in boxes],
                canvas.styles.path("plate-accent"),
            )
        draw_symbols(canvas, _without_symbols(layout), origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesPage:
    """The page behind an update sheet whose map fills its own: lines alone."""

    sheet_id: str
    title: str
    subtitle: str
    columns: tuple[Column, ...]

    def draw(self, canvas: PageCanvas) -> None:
        """Draw all of the page."""
        draw_header(canvas, self.title, self.subtitle, sheet_id=self.sheet_id)
        content = canvas.content
        height_mm = content.height_mm - TABLE_TOP_MM - FOOTER_MM - 3.0
        rect = Rect(content.x_mm, content.y_mm + TABLE_TOP_MM, content.width_mm, height_mm)
        draw_table(canvas, rect, self.columns)
        draw_footer(canvas)


def update_columns(*, has_households: bool) -> tuple[Column, ...]:
    """Return the columns of the table: door and head only where the map shows houses."""
    homes = (Column(tr("Door"), 0.13), Column(tr("Head"), 0.16)) if has_households else ()
    return (
        Column(tr("No."), 0.06),
        Column(tr("Cell"), 0.07),
        *homes,
        Column(tr("What has changed"), 0.36),
        Column(tr("Who saw it"), 0.12),
        Column(tr("Date"), 0.10),
    )


def draw_how(canvas: PageCanvas, rect: Rect) -> float:
    """Draw how to use the sheet; return the height it takes in millimetres."""
    surface, styles = canvas.surface, canvas.styles
    text = tr(
        "Draw what has changed and number it: a square for a new house, a cross over one that "
        "is gone, an arrow where one was moved. Then write it below."
    )
    lines, style = fit_lines(text, styles.text("body"), rect.width_mm, most=2)
    surface.text(
        [
            TextRun(line, rect.x_mm, baseline_mm(rect.y_mm + 4.6 * at, 5.0, style))
            for at, line in enumerate(lines)
        ],
        style,
    )
    return 4.6 * len(lines) + 1.4


def _without_symbols(layout: SheetLayout) -> SheetLayout:
    return replace(layout, houses=(), badges=(), care=())


def draw_table(canvas: PageCanvas, rect: Rect, columns: Sequence[Column]) -> None:
    """Draw an empty table as tall as the room is."""
    surface, styles = canvas.surface, canvas.styles
    total = sum(column.share for column in columns)
    left, edges = rect.x_mm, [rect.x_mm]
    for column in columns:
        width = rect.width_mm * column.share / total
        shown, style = fit(column.title, styles.text("table-head"), width - 1.8)
        surface.text([TextRun(shown, left + 1.0, baseline_mm(rect.y_mm, _HEAD_MM, style))], style)
        left += width
        edges.append(left)
    count = max(2, int((rect.height_mm - _HEAD_MM) / _ROW_MM))
    each = (rect.height_mm - _HEAD_MM) / count
    rows = [rect.y_mm, *(rect.y_mm + _HEAD_MM + each * at for at in range(count + 1))]
    lines = [segment(rect.x_mm, y_mm, rect.right_mm, y_mm) for y_mm in rows]
    lines += [segment(x_mm, rect.y_mm, x_mm, rect.bottom_mm) for x_mm in edges]
    surface.paths(lines, styles.path("tick-box"))
