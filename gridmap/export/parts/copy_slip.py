"""The copy register slip: who took this copy and when it came back; the office keeps one half."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gridmap.export.fit_text import fit_lines
from gridmap.export.frames import FOOTER_MM, Rect
from gridmap.export.page import TABLE_TOP_MM, PageCanvas, draw_header
from gridmap.export.page_foot import draw_footer, imprint_columns
from gridmap.i18n import tr
from gridmap.layers.metrics import baseline_mm
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.surface import TextRun

_ROW_MM: Final = 9.6
_LABEL_MM: Final = 46.0
_GAP_MM: Final = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySlipPage:
    """Two slips with the same words: one is cut off and kept by the office."""

    title: str
    subtitle: str
    booklet_title: str
    edition: str
    sheets: int

    def draw(self, canvas: PageCanvas) -> None:
        """Draw all of the page."""
        draw_header(canvas, self.title, self.subtitle)
        rect = canvas.content
        top = rect.y_mm + TABLE_TOP_MM
        room = rect.height_mm - TABLE_TOP_MM - FOOTER_MM - 3.0
        half = (room - _GAP_MM) / 2
        upper = Rect(rect.x_mm, top, rect.width_mm, half)
        lower = Rect(rect.x_mm, top + half + _GAP_MM, rect.width_mm, half)
        self._draw_slip(canvas, upper, tr("For the office: cut off and file"))
        self._draw_cut(canvas, top + half + _GAP_MM / 2)
        self._draw_slip(canvas, lower, tr("Stays in the booklet"))
        draw_footer(canvas)

    def _draw_cut(self, canvas: PageCanvas, y_mm: float) -> None:
        surface, styles, rect = canvas.surface, canvas.styles, canvas.content
        surface.paths([segment(rect.x_mm, y_mm, rect.right_mm, y_mm)], styles.path("fold"))
        style = styles.text("small")
        surface.text(
            [TextRun(tr("cut here"), rect.x_mm + rect.width_mm / 2, y_mm - 1.2, "center")], style
        )

    def _draw_slip(self, canvas: PageCanvas, rect: Rect, about: str) -> None:
        surface, styles = canvas.surface, canvas.styles
        surface.paths(
            [rectangle(rect.x_mm, rect.y_mm, rect.width_mm, rect.height_mm)],
            styles.path("box-strong"),
        )
        left, width = rect.x_mm + 4.0, rect.width_mm - 8.0
        lines, style = fit_lines(
            f"{self.booklet_title} · {self.edition}", styles.text("heading"), width
        )
        canvas.foot.text(
            [TextRun(line, left, rect.y_mm + 7.5 + 5.0 * at) for at, line in enumerate(lines)],
            style,
        )
        top = rect.y_mm + 9.5 + 5.0 * (len(lines) - 1)
        quiet = styles.text("body-quiet")
        surface.text([TextRun(about, left, top + 4.0)], quiet)
        rows = self._rows(canvas)
        row_mm = min(_ROW_MM, (rect.bottom_mm - top - 9.0) / len(rows))
        for index, (name, text) in enumerate(rows):
            y_mm = top + 6.0 + index * row_mm
            self._draw_row(canvas, Rect(left, y_mm, width, row_mm), name, text)

    def _rows(self, canvas: PageCanvas) -> list[tuple[str, str]]:
        first = dict(imprint_columns(canvas.booklet)[0])
        return [
            (tr("Recipient"), first.get(tr("Recipient"), "")),
            (tr("Copy"), first.get(tr("Copy"), "")),
            (tr("Map sheets"), str(self.sheets)),
            (tr("Valid until"), first.get(tr("Valid until"), "")),
            (tr("Received on, signature"), ""),
            (tr("Handed out by"), ""),
            (tr("To be returned by"), first.get(tr("Valid until"), "")),
            (tr("Returned on, signature"), ""),
            (tr("Destroyed on, by whom"), ""),
        ]

    def _draw_row(self, canvas: PageCanvas, rect: Rect, name: str, text: str) -> None:
        surface, styles = canvas.surface, canvas.styles
        label, value = styles.text("body"), styles.text("body-bold")
        names, label = fit_lines(name, label, _LABEL_MM - 2.0)
        each = rect.height_mm / len(names)
        surface.text(
            [
                TextRun(line, rect.x_mm, baseline_mm(rect.y_mm + at * each, each, label))
                for at, line in enumerate(names)
            ],
            label,
        )
        x_mm = rect.x_mm + _LABEL_MM
        if text:
            lines, value = fit_lines(text, value, rect.width_mm - _LABEL_MM)
            each = rect.height_mm / len(lines)
            canvas.foot.text(
                [
                    TextRun(line, x_mm, baseline_mm(rect.y_mm + at * each, each, value))
                    for at, line in enumerate(lines)
                ],
                value,
            )
        y_mm = rect.bottom_mm - 0.6
        surface.paths([segment(x_mm, y_mm, rect.right_mm, y_mm)], styles.path("tick-box"))
