"""QtSurface: the drawing verbs of layers/surface.py over a QPainter, in device pixels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPen, QTransform

from gridmap.layers.metrics import text_width_mm
from gridmap.layers.surface import Coordinates, Link, Path, PathStyle, TextRun, TextStyle
from gridmap.ui.canvas.dots import by_phase, dots_along, is_dotted
from gridmap.ui.canvas.qt_arrays import batches, draw_stamps, joined, oriented, painter_path
from gridmap.ui.canvas.stamps import StampCache, TextStamp, qcolor, transparent_image

_POINTS_A_FILL: Final = 400
_POINTS_A_STROKE: Final = 3_000
_PER_PIXEL: Final = 0.6
"""Drawing calls are kept short, counting a pixel of line as 0.6 points: other threads wait."""

_SYMBOL_REACH: Final = 1.0
"""Symbols are culled when their centre is more than so many sizes outside the surface."""


class QtSurface:
    """A Surface on a painter whose unit is the device pixel.

    `px_per_mm` is device pixels per millimetre of the surface; `anchor_px` is a pixel that
    hatchings keep to, so that they stay with the ground when the map moves. The painter stays the
    caller's.
    """

    def __init__(
        self,
        painter: QPainter,
        *,
        size_mm: tuple[float, float],
        px_per_mm: float,
        stamps: StampCache,
        anchor_px: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        self._painter = painter
        self._size_mm = size_mm
        self._px_per_mm = px_per_mm
        self._stamps = stamps
        self._anchor_px = anchor_px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def width_mm(self) -> float:
        """The width of the whole surface."""
        return self._size_mm[0]

    @property
    def height_mm(self) -> float:
        """The height of the whole surface."""
        return self._size_mm[1]

    def paths(self, paths: Sequence[Path], style: PathStyle) -> None:
        """Stroke and fill paths."""
        if style.fill is not None:
            self._fill(paths, style)
        if style.stroke is not None and style.width_mm > 0:
            self._stroke(paths, style)

    def markers(self, symbol: str, at: Coordinates, *, size_mm: float) -> None:
        """Draw a symbol of layers/symbols.py, `size_mm` wide, centred on each point."""
        reach = size_mm * _SYMBOL_REACH
        limits = np.array(self._size_mm) + reach
        inside = ((at > -reach) & (at < limits)).all(axis=1)
        stamp = self._stamps.symbol(symbol, size_mm * self._px_per_mm)
        draw_stamps(self._painter, stamp, at[inside] * self._px_per_mm)

    def text(self, runs: Sequence[TextRun], style: TextStyle) -> None:
        """Draw lines of text; all halos of the call come below all of its glyphs."""
        stamped = [
            (run, self._stamps.text(run.text, style, px_per_mm=self._px_per_mm))
            for run in runs
            if run.text
        ]
        if style.halo_mm > 0:
            for run, stamp in stamped:
                if stamp.halo is not None:
                    self._stamp_text(run, stamp, stamp.halo)
        for run, stamp in stamped:
            self._stamp_text(run, stamp, stamp.glyphs)

    def text_width(self, text: str, style: TextStyle) -> float:
        """Return the width of a line of text in millimetres, by the shipped font's own metrics."""
        return text_width_mm(text, style)

    def image(
        self, data: bytes, x_mm: float, y_mm: float, width_mm: float, height_mm: float
    ) -> None:
        """Draw a PNG or JPEG file's bytes into a rectangle."""
        picture = QImage.fromData(data)
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._painter.drawImage(self._rect(x_mm, y_mm, width_mm, height_mm), picture)
        self._painter.restore()

    @contextmanager
    def clip(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> Iterator[None]:
        """Draw only inside a rectangle while the context lasts; clips nest."""
        self._painter.save()
        self._painter.setClipRect(
            self._rect(x_mm, y_mm, width_mm, height_mm), Qt.ClipOperation.IntersectClip
        )
        try:
            yield
        finally:
            self._painter.restore()

    def link(self, link: Link) -> None:
        """Do nothing: a picture on the screen has no links."""

    def _rect(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> QRectF:
        factor = self._px_per_mm
        return QRectF(x_mm * factor, y_mm * factor, width_mm * factor, height_mm * factor)

    def _fill(self, paths: Sequence[Path], style: PathStyle) -> None:
        brush = self._brush(style)
        simple = [path.runs[0] for path in paths if len(path.runs) == 1 and len(path.runs[0]) > 2]
        self._painter.setPen(Qt.PenStyle.NoPen)
        if simple:
            points, starts = joined(simple)
            points_px = oriented(points, starts) * self._px_per_mm
            for part, begins in batches(points_px, starts, budget=_POINTS_A_FILL):
                self._painter.fillPath(painter_path(part, begins), brush)
        for path in paths:
            if len(path.runs) > 1:
                points, starts = joined([run for run in path.runs if len(run)])
                outline = painter_path(points * self._px_per_mm, starts)
                outline.setFillRule(Qt.FillRule.OddEvenFill)
                self._painter.fillPath(outline, brush)

    def _stroke(self, paths: Sequence[Path], style: PathStyle) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(self._pen(style))
        runs = [
            _closed(run) if path.closed else run
            for path in paths
            for run in path.runs
            if len(run) > 1
        ]
        if is_dotted(style):
            self._stroke_dots(runs, style)
            return
        if runs:
            points, starts = joined(runs)
            for part, begins in batches(
                points * self._px_per_mm, starts, budget=_POINTS_A_STROKE, per_length=_PER_PIXEL
            ):
                self._painter.drawPath(painter_path(part, begins))

    def _stroke_dots(self, runs: Sequence[Coordinates], style: PathStyle) -> None:
        assert style.stroke is not None
        size_px = max(style.width_mm * self._px_per_mm, 1.0)
        dots_px = dots_along(runs, sum(style.dash_mm)) * self._px_per_mm
        for phase, pixels in by_phase(dots_px):
            stamp = self._stamps.dot(style.stroke, size_px, phase)
            draw_stamps(self._painter, stamp, pixels)

    def _pen(self, style: PathStyle) -> QPen:
        assert style.stroke is not None
        width_px = max(style.width_mm * self._px_per_mm, 0.5)
        pen = QPen(qcolor(style.stroke), width_px)
        round_ends = style.round_ends
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if round_ends else Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if round_ends else Qt.PenJoinStyle.MiterJoin)
        pen.setMiterLimit(3.0)
        if style.dash_mm:
            dashes = style.dash_mm if len(style.dash_mm) % 2 == 0 else style.dash_mm * 2
            pen.setDashPattern([dash * self._px_per_mm / width_px for dash in dashes])
        return pen

    def _brush(self, style: PathStyle) -> QBrush:
        assert style.fill is not None
        if style.hatch_mm is None:
            return QBrush(qcolor(style.fill))
        tile_px = max(round(style.hatch_mm * math.sqrt(2) * self._px_per_mm), 3)
        tile = transparent_image(tile_px, tile_px)
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(qcolor(style.fill), max(style.width_mm * self._px_per_mm, 0.8)))
        for shift in (-tile_px, 0, tile_px):
            painter.drawLine(QPointF(shift - 1, tile_px + 1), QPointF(shift + tile_px + 1, -1))
        painter.end()
        brush = QBrush(tile)
        anchor_x, anchor_y = (value % tile_px for value in self._anchor_px)
        brush.setTransform(QTransform.fromTranslate(round(anchor_x), round(anchor_y)))
        return brush

    def _stamp_text(self, run: TextRun, stamp: TextStamp, picture: QImage) -> None:
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[run.align]
        x_px, y_px = run.x_mm * self._px_per_mm, run.y_mm * self._px_per_mm
        if run.angle_deg == 0:
            left = round(x_px - share * stamp.advance_px) + stamp.left_px
            self._painter.drawImage(QPointF(left, round(y_px) + stamp.top_px), picture)
            return
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._painter.translate(x_px, y_px)
        self._painter.rotate(-run.angle_deg)
        self._painter.drawImage(
            QPointF(stamp.left_px - share * stamp.advance_px, stamp.top_px), picture
        )
        self._painter.restore()


def _closed(run: Coordinates) -> Coordinates:
    """Return a ring with its first point repeated at the end."""
    return run if (run[0] == run[-1]).all() else np.vstack([run, run[:1]])
