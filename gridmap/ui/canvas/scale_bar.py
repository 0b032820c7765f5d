"""The scale bar and the north arrow that float over the map, drawn anew only when they change."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

from gridmap.i18n import tr
from gridmap.ui.canvas.map_fonts import map_family
from gridmap.ui.canvas.screen_view import ScreenView

INK: Final = QColor("#1E2227")
PLATE: Final = QColor(255, 255, 255, 225)
MARGIN_PX: Final = 12
_LONGEST_PX: Final = 130.0
_FONT_PX: Final = 13
_WORDS_PX: Final = 120
"""The plate of the scale bar is wider than the bar by less than this."""

_HEIGHT_PX: Final = 80
_NORTH_PX: Final = 60


def round_length_m(longest_m: float) -> float:
    """Return the greatest 1, 2 or 5 times a power of ten that is not over a limit, in metres."""
    power = 10.0 ** math.floor(math.log10(longest_m))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= longest_m * (1 + 1e-9))


def length_words(length_m: float) -> str:
    """Return a round length as the scale bar writes it."""
    if length_m >= 1000:
        return tr("{length} km", length=f"{length_m / 1000:g}")
    return tr("{length} m", length=f"{length_m:g}")


class Furniture:
    """The pictures of scale bar and north arrow as they were drawn last."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[float, ...], QImage]] = {}

    def draw(self, painter: QPainter, screen: ScreenView, width_px: float) -> None:
        """Draw both over a window of a view, which is so many logical pixels wide."""
        ratio = painter.device().devicePixelRatioF()
        longest_px = _LONGEST_PX + 2 * MARGIN_PX + _WORDS_PX
        bar = self._picture(
            "bar",
            (screen.m_per_px, longest_px, ratio),
            lambda drawing: draw_scale_bar(drawing, screen),
        )
        painter.drawImage(0, 0, bar)
        side_px = float(_NORTH_PX)
        north = self._picture(
            "north", (0.0, side_px, ratio), lambda drawing: draw_north(drawing, side_px)
        )
        painter.drawImage(QPointF(width_px - side_px, 0.0), north)

    def _picture(
        self, name: str, key: tuple[float, float, float], draw: Callable[[QPainter], None]
    ) -> QImage:
        known = self._kept.get(name)
        if known is not None and known[0] == key:
            return known[1]
        _, side_px, ratio = key
        size = QSize(round(side_px * ratio), round(_HEIGHT_PX * ratio))
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        drawing = QPainter(image)
        draw(drawing)
        drawing.end()
        self._kept[name] = key, image
        return image


def draw_scale_bar(painter: QPainter, screen: ScreenView) -> None:
    """Draw the scale bar on a pale plate in the top left corner of the window."""
    length_m = round_length_m(_LONGEST_PX * screen.m_per_px)
    length_px = length_m / screen.m_per_px
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(_font())
    words = length_words(length_m)
    words_px = painter.fontMetrics().horizontalAdvance(words)
    plate = QRectF(MARGIN_PX, MARGIN_PX, length_px + 14 + max(words_px / 2, 10) + 12, 44)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLATE)
    painter.drawRoundedRect(plate, 6, 6)
    left, bottom = plate.left() + 14, plate.bottom() - 11.5
    painter.setPen(QPen(INK, 1.4))
    painter.drawPolyline(
        [
            QPointF(left, bottom - 6),
            QPointF(left, bottom),
            QPointF(left + length_px, bottom),
            QPointF(left + length_px, bottom - 6),
        ]
    )
    _centred(painter, "0", left, bottom - 11)
    _centred(painter, words, left + length_px, bottom - 11)
    painter.restore()


def draw_north(painter: QPainter, width_px: float) -> None:
    """Draw a small north arrow in the top right corner of the window."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    x, top = width_px - MARGIN_PX - 18, float(MARGIN_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLATE)
    painter.drawRoundedRect(QRectF(x - 18, top, 36, 54), 6, 6)
    tip, left, notch, right = (
        QPointF(x, top + 6),
        QPointF(x - 7, top + 31),
        QPointF(x, top + 25),
        QPointF(x + 7, top + 31),
    )
    painter.setPen(QPen(INK, 1.0))
    painter.setBrush(QColor("white"))
    painter.drawPolygon(QPolygonF([tip, notch, right]))
    painter.setBrush(INK)
    painter.drawPolygon(QPolygonF([tip, left, notch]))
    painter.setFont(_font())
    _centred(painter, tr("N"), x, top + 47)
    painter.restore()


def _font() -> QFont:
    font = QFont(map_family())
    font.setPixelSize(_FONT_PX)
    return font


def _centred(painter: QPainter, words: str, x_px: float, baseline_px: float) -> None:
    width_px = painter.fontMetrics().horizontalAdvance(words)
    painter.drawText(QPointF(x_px - width_px / 2, baseline_px), words)
