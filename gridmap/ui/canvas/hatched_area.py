"""An area hatched over the finished map: the land that an incident has hit."""

from __future__ import annotations

from typing import Final

import shapely
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from shapely.geometry.base import BaseGeometry

from gridmap.ui.canvas.qt_arrays import joined, painter_path
from gridmap.ui.canvas.screen_view import ScreenView

_BLUE: Final = QColor(47, 111, 168)


class HatchedArea:
    """Draws one area in the plane, or none."""

    def __init__(self) -> None:
        self._shape: BaseGeometry | None = None

    def show(self, shape: BaseGeometry | None) -> bool:
        """Take another area in metres; return whether it is another."""
        is_other = shape is not self._shape
        self._shape = shape
        return is_other

    def draw(self, painter: QPainter, screen: ScreenView) -> None:
        """Hatch the area and draw its edge."""
        if self._shape is None or self._shape.is_empty:
            return
        rings = shapely.get_rings(shapely.get_parts(self._shape))
        points, starts = joined([shapely.get_coordinates(ring) for ring in rings])
        outline = painter_path(screen.to_px(points), starts)
        outline.setFillRule(Qt.FillRule.OddEvenFill)
        painter.setBrush(QBrush(QColor(47, 111, 168, 150), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(_BLUE, 2.0, Qt.PenStyle.DashLine))
        painter.drawPath(outline)
