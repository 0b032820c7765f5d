"""The blank update sheet: a sheet's map in grey, to draw on, with a table to write on below it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from gridmap.export.arrange import HOUSE_MM
from gridmap.export.fit_text import fit, fit_lines
from gridmap.export.frames import Rect, sheet_cells
from gridmap.export.inset_drawing import draw_inset_frames, draw_inset_grounds
from gridmap.export.map_layers import MapLayers
from gridmap.export.page import PageCanvas, draw_header
from gridmap.export.page_foot import draw_footer
from gridmap.export.sheet_furniture import draw_scale
from gridmap.export.sheet_layout import SheetLayout
from gridmap.export.sheet_page import draw_symbols
from gridmap.export.sheets import Sheet
from gridmap.i18n import tr
from gridmap.layers.frame import ReferenceFrame, draw_frame
from gridmap.layers.furniture import draw_north
from gridmap.layers.households import FOREIGN
from gridmap.layers.metrics import baseline_mm
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.style import greyed
from gridmap.layers.surface import TextRun

_SCALE_MM: Final = 40.0
_ROW_MM: Final = 7.0
_HEAD_MM: Final = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatePage:
    """A sheet once more, in grey and without symbols of people."""

    sheet: Sheet
    title: str
    subtitle: str
    layers: MapLayers

    def draw(self, canvas: PageCanvas) -> None:
        """Draw all of the page."""
        draw_header(canvas, self.title, self.subtitle, sheet_id=self.sheet.sheet_id)
        self._draw_map(canvas)
        frame, content = self.sheet.frame, canvas.content
        below = Rect(
            0, frame.outer.bottom_mm + 2.0, frame.outer.width_mm,
            frame.legend.bottom_mm - frame.outer.bottom_mm - 2.0,
        ).moved(content.x_mm, content.y_mm)  # fmt: skip
        room = below.width_mm - _SCALE_MM - 2.0
        draw_scale(canvas, below.right_mm - _SCALE_MM + 2.0, below.y_mm, self.sheet.scale)
        used_mm = self._draw_how(canvas, replace(below, width_mm=room))
        draw_table(
            canvas,
            Rect(below.x_mm, below.y_mm + used_mm, room, below.height_mm - used_mm),
        )
        draw_footer(canvas)

    def _draw_map(self, canvas: PageCanvas) -> None:
        surface = canvas.surface
        booklet = replace(canvas.booklet, styles=greyed(canvas.styles))
        pale = replace(canvas, booklet=booklet)
        styles = pale.styles
        window = self.sheet.frame.window.moved(canvas.content.x_mm, canvas.content.y_mm)
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

    def _draw_how(self, canvas: PageCanvas, rect: Rect) -> float:
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


def draw_table(canvas: PageCanvas, rect: Rect) -> None:
    """Draw an empty table as tall as the room is."""
    surface, styles = canvas.surface, canvas.styles
    titles = (
        (tr("No."), 0.06),
        (tr("Cell"), 0.07),
        (tr("Door"), 0.13),
        (tr("Head"), 0.16),
        (tr("What has changed"), 0.36),
        (tr("Who saw it"), 0.12),
        (tr("Date"), 0.10),
    )
    left, edges = rect.x_mm, [rect.x_mm]
    for title, share in titles:
        width = rect.width_mm * share
        shown, style = fit(title, styles.text("table-head"), width - 1.8)
        surface.text([TextRun(shown, left + 1.0, baseline_mm(rect.y_mm, _HEAD_MM, style))], style)
        left += width
        edges.append(left)
    count = max(2, int((rect.height_mm - _HEAD_MM) / _ROW_MM))
    each = (rect.height_mm - _HEAD_MM) / count
    rows = [rect.y_mm, *(rect.y_mm + _HEAD_MM + each * at for at in range(count + 1))]
    lines = [segment(rect.x_mm, y_mm, rect.right_mm, y_mm) for y_mm in rows]
    lines += [segment(x_mm, rect.y_mm, x_mm, rect.bottom_mm) for x_mm in edges]
    surface.paths(lines, styles.path("tick-box"))
