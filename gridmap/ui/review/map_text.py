"""Names with a paper-white rim, and the arrow of a trial, on the map of responsibility."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

BLUE: Final = "#1F5FA8"


def text_box(painter: QPainter, spot: QPointF, lines: list[tuple[str, QFont]]) -> QRectF:
    """Return the box of lines centred on a spot, in pixels."""
    width = height = 0.0
    for text, font in lines:
        painter.setFont(font)
        metrics = painter.fontMetrics()
        width = max(width, metrics.horizontalAdvance(text))
        height += metrics.height()
    return QRectF(spot.x() - width / 2, spot.y() - height / 2, width, height)


def has_room(
    painter: QPainter, spot: QPointF, lines: list[tuple[str, QFont]], taken: list[QRectF]
) -> bool:
    """Whether lines centred on a spot meet nothing that is taken."""
    box = text_box(painter, spot, lines)
    return not any(box.intersects(other) for other in taken)


def halo_text(
    painter: QPainter, spot: QPointF, lines: list[tuple[str, QFont]], color: QColor
) -> None:
    """Draw lines centred on a spot with a rim of paper white."""
    box = text_box(painter, spot, lines)
    top = box.top()
    for text, font in lines:
        painter.setFont(font)
        metrics = painter.fontMetrics()
        path = QPainterPath()
        left = spot.x() - metrics.horizontalAdvance(text) / 2
        path.addText(QPointF(left, top + metrics.ascent()), font, text)
        painter.strokePath(path, QPen(QColor(255, 255, 255, 225), 3.6))
        painter.fillPath(path, color)
        top += metrics.height()


def bent_arrow(painter: QPainter, start: QPointF, end: QPointF) -> None:
    """Draw a dashed, bent arrow."""
    pen = QPen(QColor(BLUE), 2.6)
    pen.setDashPattern([3.0, 2.0])
    middle = (start + end) / 2
    across = QPointF(start.y() - end.y(), end.x() - start.x()) * 0.18
    bend = middle + across
    path = QPainterPath(start)
    path.quadTo(bend, end)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPath(path)
    angle = math.atan2(end.y() - bend.y(), end.x() - bend.x())
    wings = [
        QPointF(end.x() - 12 * math.cos(angle + turn), end.y() - 12 * math.sin(angle + turn))
        for turn in (-0.45, 0.45)
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(BLUE))
    painter.drawPolygon([end, *wings])
