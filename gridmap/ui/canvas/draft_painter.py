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
FOLLOWED: Final = QColor("#E07B00")
_FOLLOWED_PX: Final = 6.0
_RING_PX: Final = 11.0
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

    def area(self, points_m: Coordinates, *, has_outline: bool = True) -> None:
        """Draw a draft area, with its outline or only its tint."""
        self._use(is_dashed=False)
        if not has_outline:
            self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(TINT)
        self._painter.drawPolygon(polygon(self._screen.to_px(points_m)))

    def followed(self, points_m: Coordinates) -> None:
        """Draw the thick line over a border that is being followed."""
        pen = QPen(FOLLOWED, _FOLLOWED_PX)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPolyline(polygon(self._screen.to_px(points_m)))

    def ring(self, x_m: float, y_m: float) -> None:
        """Draw the ring round a point that the pointer is drawn to."""
        at = QPointF(*self._screen.point_px(x_m, y_m))
        self._painter.setBrush(QColor(255, 255, 255, 200))
        self._painter.setPen(QPen(FOLLOWED, 2.5))
        self._painter.drawEllipse(at, _RING_PX, _RING_PX)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(FOLLOWED)
        self._painter.drawEllipse(at, 3.5, 3.5)

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
        is_at_edge = x_px + 16 + width > self._screen.size_px[0]
        left = x_px - 16 - width if is_at_edge else x_px + 16
        plate = QRectF(left, max(y_px - 38, 4), width, 26)
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
