"""The map of responsibility with its legend."""

from __future__ import annotations

from html import escape
from typing import Final

from PySide6.QtCore import Qt

from gridmap.i18n import tr
from gridmap.ui.review.card import Card, label, unbroken
from gridmap.ui.review.cover_map import CoverMap
from gridmap.ui.review.figures import ReviewFigures
from gridmap.ui.review.map_model import ColorBy
from gridmap.ui.review.palette import land_color
from gridmap.ui.theme import Theme

_MOST: Final = 5
"""Names in the legend; the map names all."""


class MapCard(Card):
    """Who covers where."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Who answers where"), "", theme)
        self.map = CoverMap(theme)
        self.legend = label("", "legendWord", wraps=True)
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.note.hide()
        self.head.addWidget(self.legend, 3)
        self.body.addWidget(self.map, 1)
        self._by = ColorBy.OFFICER
        self._figures: ReviewFigures | None = None

    def show_figures(self, figures: ReviewFigures) -> None:
        """Show another state."""
        self._figures = figures
        self.map.show_model(figures.map)
        self._show_legend()

    def color_by(self, by: ColorBy) -> None:
        """Let the colours say something else."""
        self._by = by
        self.map.color_by(by)
        self._show_legend()

    def _show_legend(self) -> None:
        if self._figures is None:
            return
        entries = self._figures.map.legends[self._by]
        words = [(entry.words, land_color(self._by, entry.number)) for entry in entries[:_MOST]]
        parts = [_entry("\u25a0", text, color) for text, color in words]
        names = [text for text, _ in words]
        if len(entries) > _MOST:
            more = tr("and {count} others", count=len(entries) - _MOST)
            parts.append(escape(unbroken(more)))
            names.append(more)
        if any(piece.is_open for piece in self._figures.map.pieces):
            parts.append(_entry("\u25a8", tr("Nobody answers"), "#6B7280"))
            names.append(tr("Nobody answers"))
        if any(piece.is_headless for piece in self._figures.map.pieces):
            parts.append(_entry("\u25a7", tr("No grid head"), "#6B7280"))
            names.append(tr("No grid head"))
        self.legend.setText(" &nbsp; ".join(parts))
        self.legend.setAccessibleName("; ".join(names))


def _entry(sign: str, words: str, color: str) -> str:
    """Return a line of the legend: a patch of colour and its words, kept together."""
    patch = f'<span style="color:{color}; font-size:x-large;">{sign}</span>'
    return f"{patch}\u2060&nbsp;\u2060{escape(unbroken(words))}"
