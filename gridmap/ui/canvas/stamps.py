"""Small pictures that are drawn once and stamped many times: symbols and lines of text.

A StampCache belongs to one thread. Its pictures are in device pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPen, QPixmap

from gridmap.layers.surface import Color, Coordinates, TextStyle
from gridmap.layers.symbols import SymbolPart, symbol
from gridmap.ui.canvas.dots import PHASES
from gridmap.ui.canvas.map_fonts import map_font
from gridmap.ui.canvas.qt_arrays import joined, painter_path

TEXT_BYTES_KEPT: Final = 32_000_000
DOTS_PER_METRE: Final = round(72 / 0.0254)
"""Images on which map text is drawn have 72 dots per inch, so that a font's point is a pixel."""


@dataclass(frozen=True, slots=True)
class TextStamp:
    """A line of text as two pictures.

    `left_px, top_px` is their corner, seen from the left end of the baseline.
    """

    glyphs: QImage
    halo: QImage | None
    left_px: float
    top_px: float
    advance_px: float


def qcolor(color: Color) -> QColor:
    """Return #RRGGBB or #RRGGBBAA as a QColor."""
    result = QColor(color[:7])
    if len(color) == 9:
        result.setAlpha(int(color[7:], 16))
    return result


def transparent_image(width_px: int, height_px: int) -> QImage:
    """Return an empty image on which a point of text is one pixel."""
    image = QImage(max(width_px, 1), max(height_px, 1), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDotsPerMeterX(DOTS_PER_METRE)
    image.setDotsPerMeterY(DOTS_PER_METRE)
    image.fill(Qt.GlobalColor.transparent)
    return image


class StampCache:
    """Symbols by id and size, texts by text, style and resolution.

    The oldest texts go when memory is used up.
    """

    def __init__(self) -> None:
        self._symbols: dict[tuple[str, int], QPixmap] = {}
        self._texts: dict[tuple[str, TextStyle, float], TextStamp] = {}
        self._dots: dict[tuple[Color, float, tuple[int, int]], QPixmap] = {}
        self._text_bytes = 0

    def symbol(self, symbol_id: str, size_px: float) -> QPixmap:
        """Return the picture of a symbol, in whole pixels so that squares have crisp edges."""
        key = (symbol_id, max(round(size_px), 1))
        stamp = self._symbols.get(key)
        if stamp is None:
            stamp = self._symbols[key] = draw_symbol(*key)
        return stamp

    def dot(self, color: Color, size_px: float, phase: tuple[int, int]) -> QPixmap:
        """Return the picture of a round dot, its middle so many quarters of a pixel off."""
        key = (color, size_px, phase)
        stamp = self._dots.get(key)
        if stamp is None:
            stamp = self._dots[key] = draw_dot(*key)
        return stamp

    def text(self, text: str, style: TextStyle, *, px_per_mm: float) -> TextStamp:
        """Return the picture of a line of text."""
        key = (text, style, px_per_mm)
        stamp = self._texts.get(key)
        if stamp is None:
            stamp = self._texts[key] = draw_text(text, style, px_per_mm=px_per_mm)
            self._text_bytes += _bytes(stamp)
            self._forget_oldest()
        return stamp

    def _forget_oldest(self) -> None:
        if self._text_bytes <= TEXT_BYTES_KEPT:
            return
        for key in list(self._texts)[: len(self._texts) // 2]:
            self._text_bytes -= _bytes(self._texts.pop(key))


def draw_symbol(symbol_id: str, size_px: int) -> QPixmap:
    """Return the picture of a symbol of layers/symbols.py, its box so many pixels wide."""
    pad = max(2, round(size_px * 0.2))
    side = size_px + 2 * pad
    image = transparent_image(side, side)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(side / 2, side / 2)
    for part in symbol(symbol_id).parts:
        painter.setBrush(qcolor(part.fill) if part.fill else Qt.BrushStyle.NoBrush)
        painter.setPen(_symbol_pen(part, size_px))
        runs = [_closed(run) if part.path.closed else run for run in part.path.runs]
        points, starts = joined(runs)
        outline = painter_path(points * size_px, starts)
        outline.setFillRule(Qt.FillRule.OddEvenFill)
        painter.drawPath(outline)
    painter.end()
    return QPixmap.fromImage(image)


def draw_dot(color: Color, size_px: float, phase: tuple[int, int]) -> QPixmap:
    """Return the picture of a round dot on an even number of pixels."""
    half = math.ceil(size_px / 2) + 1
    image = transparent_image(2 * half, 2 * half)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(qcolor(color))
    middle = QPointF(half + phase[0] / PHASES, half + phase[1] / PHASES)
    painter.drawEllipse(middle, size_px / 2, size_px / 2)
    painter.end()
    return QPixmap.fromImage(image)


def _symbol_pen(part: SymbolPart, size_px: int) -> QPen:
    if part.stroke is None or part.width <= 0:
        return QPen(Qt.PenStyle.NoPen)
    return QPen(
        QBrush(qcolor(part.stroke)),
        part.width * size_px,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _closed(run: Coordinates) -> Coordinates:
    return np.vstack([run, run[:1]])


def draw_text(text: str, style: TextStyle, *, px_per_mm: float) -> TextStamp:
    """Return the picture of a line of text."""
    font = map_font(style, px_per_mm=px_per_mm)
    halo_px = style.halo_mm * px_per_mm
    probe = transparent_image(1, 1)
    metrics = QFontMetricsF(font, probe)
    advance = metrics.horizontalAdvance(text)
    pad = math.ceil(halo_px) + 2
    ascent, descent = math.ceil(metrics.ascent()) + pad, math.ceil(metrics.descent()) + pad
    glyphs = transparent_image(math.ceil(advance) + 2 * pad, ascent + descent)
    origin = QPointF(pad, ascent)
    painter = QPainter(glyphs)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(qcolor(style.color))
    painter.drawText(origin, text)
    painter.end()
    halo = _halo(glyphs, style.halo_color, halo_px) if halo_px > 0 else None
    return TextStamp(glyphs, halo, -pad, -ascent, advance)


def _halo(glyphs: QImage, color: Color, halo_px: float) -> QImage:
    """Return the halo: the glyphs' own picture in one colour, laid round in a ring of its width."""
    tinted = glyphs.copy()
    painter = QPainter(tinted)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(tinted.rect(), qcolor(color))
    painter.end()
    halo = transparent_image(glyphs.width(), glyphs.height())
    painter = QPainter(halo)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for radius in (halo_px, halo_px / 2):
        for step in range(12):
            angle = step * math.tau / 12
            painter.drawImage(QPointF(radius * math.cos(angle), radius * math.sin(angle)), tinted)
    painter.end()
    return halo


def _bytes(stamp: TextStamp) -> int:
    return stamp.glyphs.sizeInBytes() * (1 if stamp.halo is None else 2)
