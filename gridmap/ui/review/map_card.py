"""The map of responsibility with its legend."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel

from gridmap.i18n import tr
from gridmap.ui.review.card import Card, label
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
        self._legend = QHBoxLayout()
        self._legend.setSpacing(theme.px(10))
        self.head.addLayout(self._legend)
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
        while self._legend.count():
            item = self._legend.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if self._figures is None:
            return
        entries = self._figures.map.legends[self._by]
        for entry in entries[:_MOST]:
            self._add(entry.words, QBrush(QColor(land_color(self._by, entry.number))))
        if len(entries) > _MOST:
            self._legend.addWidget(
                label(tr("and {count} more", count=len(entries) - _MOST), "quiet")
            )
        if any(piece.is_open for piece in self._figures.map.pieces):
            self._add(tr("Nobody answers"), QBrush(QColor("#8A9098"), Qt.BrushStyle.BDiagPattern))

    def _add(self, words: str, brush: QBrush) -> None:
        size = QSize(self.theme.px(18), self.theme.px(13))
        picture = QPixmap(size)
        picture.fill(QColor("#FFFFFF"))
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), brush)
        painter.setPen(QColor("#6B7280"))
        painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
        painter.end()
        sign = QLabel()
        sign.setPixmap(picture)
        self._legend.addWidget(sign)
        self._legend.addWidget(label(words, "legendWord"))
