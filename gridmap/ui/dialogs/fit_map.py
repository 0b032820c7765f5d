"""A small map of a repair: borders as they come, dashed; as they would be, solid; the moves."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from shapely.geometry.base import BaseGeometry

from gridmap.i18n import tr
from gridmap.importers.grid_fit import GridMove, VillageFit
from gridmap.layers.style import load_styles
from gridmap.ui.canvas.qt_arrays import joined, painter_path
from gridmap.ui.theme import Theme

_BEFORE: Final = QColor("#B23535")
_AFTER: Final = QColor("#1F5FA8")
_RIM: Final = QColor("#5F6872")
_RING: Final = QColor("#E07B00")
_AROUND_M: Final = 15.0
_MARGIN_PX: Final = 14.0


class FitMap(QWidget):
    """Shows a village, or the place where one grid moves most."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._village: VillageFit | None = None
        self._move: GridMove | None = None
        self._paper = QColor(load_styles().color("paper"))
        self.setMinimumSize(theme.px(260), theme.px(110))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Borders before and after the repair"))

    def show_village(self, village: VillageFit, move: GridMove | None = None) -> None:
        """Show a village, with `move` only the place of this move, large."""
        self._village, self._move = village, move
        self.update()

    def sizeHint(self) -> QSize:
        """Half of the dialog."""
        return QSize(self._theme.px(400), self._theme.px(240))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the borders and the legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._paper)
        village = self._village
        if village is not None:
            self._draw(painter, [village.outline], QPen(_RIM, 3.0))
            self._draw(painter, list(village.after.values()), QPen(_AFTER, 2.0))
            dashed = QPen(_BEFORE, 1.6)
            dashed.setDashPattern([3.0, 2.5])
            self._draw(painter, list(village.before.values()), dashed)
            if self._move is not None:
                furthest = self._move.furthest
                painter.setPen(QPen(_RING, 2.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                for x_m, y_m in ((furthest.x_m, furthest.y_m), (furthest.to_x_m, furthest.to_y_m)):
                    at = self._to_px(np.array([[x_m, y_m]]))[0]
                    painter.drawEllipse(QPointF(*at.tolist()), 5.0, 5.0)
            self._draw_legend(painter)
        painter.setPen(QPen(QColor(self._theme.line), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _draw(self, painter: QPainter, shapes: list[BaseGeometry], pen: QPen) -> None:
        rings = [ring for shape in shapes for ring in shapely.get_rings(shapely.get_parts(shape))]
        if not rings:
            return
        points, starts = joined([shapely.get_coordinates(ring) for ring in rings])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(painter_path(self._to_px(points), starts))

    def _to_px(self, points_m: np.ndarray) -> np.ndarray:
        """Return points of the plane in pixels of the widget, north up."""
        low_x, low_y, high_x, high_y = self._bounds_m()
        width = max(self.width() - 2 * _MARGIN_PX, 1.0)
        height = max(self.height() - 2 * _MARGIN_PX, 1.0)
        px_per_m = min(width / max(high_x - low_x, 1e-6), height / max(high_y - low_y, 1e-6))
        middle = np.array([(low_x + high_x) / 2, (low_y + high_y) / 2])
        here = np.array([self.width() / 2, self.height() / 2])
        return np.asarray((points_m - middle) * (px_per_m, -px_per_m) + here)

    def _bounds_m(self) -> tuple[float, float, float, float]:
        assert self._village is not None
        if self._move is None:
            low_x, low_y, high_x, high_y = self._village.outline.bounds
            return low_x, low_y, high_x, high_y
        at = self._move.furthest
        around = max(_AROUND_M, 3.0 * at.distance_m)
        return at.x_m - around, at.y_m - around, at.x_m + around, at.y_m + around

    def _draw_legend(self, painter: QPainter) -> None:
        theme = self._theme
        lines = ((tr("As it comes"), _BEFORE, True), (tr("After the repair"), _AFTER, False))
        width = max(painter.fontMetrics().horizontalAdvance(words) for words, _, _ in lines)
        row = painter.fontMetrics().height() + theme.px(2)
        box = QRectF(6, 6, width + theme.px(44), row * len(lines) + theme.px(8))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 255, 255, 225))
        painter.drawRoundedRect(box, 4, 4)
        for number, (words, color, is_dashed) in enumerate(lines):
            middle = box.top() + theme.px(4) + row * (number + 0.5)
            pen = QPen(color, 2.0)
            if is_dashed:
                pen.setDashPattern([3.0, 2.5])
            painter.setPen(pen)
            painter.drawLine(
                QPointF(box.left() + theme.px(8), middle),
                QPointF(box.left() + theme.px(30), middle),
            )
            painter.setPen(QColor("#1E2227"))
            text = QRectF(box.left() + theme.px(36), middle - row / 2, width + 8, row)
            painter.drawText(
                text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words
            )
