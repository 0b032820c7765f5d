"""QtDraftPainter: the few strokes with which tools draw their drafts over the map."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from gridmap.layers.surface import Coordinates
from gridmap.ui.canvas.map_fonts import map_family
from gridmap.ui.canvas.qt_arrays import polygon
from gridmap.ui.canvas.screen_view import ScreenView

ACCENT: Final = QColor("#1F5FA8")
TINT: Final = QColor(31, 95, 168, 28)
_HANDLE_PX: Final = 8.0
_WORDS_PX: Final = 14


class QtDraftPainter:
    """A DraftPainter (ui/tools/tool.py) on the window's painter.

    Points are metres, shape (n, 2).
    """

    def __init__(self, painter: QPainter, screen: ScreenView) -> None:
        self._painter = painter
        self._screen = screen

    def line(self, points_m: Coordinates, *, is_dashed: bool = False) -> None:
        """Draw a draft line."""
        self._use(is_dashed=is_dashed)
        self._painter.drawPolyline(polygon(self._screen.to_px(points_m)))

    def area(self, points_m: Coordinates) -> None:
        """Draw a draft area with its outline."""
        self._use(is_dashed=False)
        self._painter.setBrush(TINT)
        self._painter.drawPolygon(polygon(self._screen.to_px(points_m)))

    def handles(self, points_m: Coordinates) -> None:
        """Draw square handles."""
        self._use(is_dashed=False)
        self._painter.setBrush(QColor("white"))
        half = _HANDLE_PX / 2
        for x_px, y_px in self._screen.to_px(points_m).tolist():
            self._painter.drawRect(QRectF(x_px - half, y_px - half, _HANDLE_PX, _HANDLE_PX))

    def words(self, text: str, x_m: float, y_m: float) -> None:
        """Write a word on a dark plate beside a point."""
        font = QFont(map_family())
        font.setPixelSize(_WORDS_PX)
        self._painter.setFont(font)
        x_px, y_px = self._screen.point_px(x_m, y_m)
        width = self._painter.fontMetrics().horizontalAdvance(text) + 18
        plate = QRectF(x_px + 14, y_px - 34, width, 26)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor("#1E2227"))
        self._painter.drawRoundedRect(plate, 5, 5)
        self._painter.setPen(QColor("white"))
        self._painter.drawText(QPointF(plate.left() + 9, plate.bottom() - 8), text)

    def _use(self, *, is_dashed: bool) -> None:
        pen = QPen(ACCENT, 2.0)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if is_dashed:
            pen.setDashPattern([4.0, 3.0])
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
