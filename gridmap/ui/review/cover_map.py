"""The map of responsibility: land by officer, leader, visits or workload; hover says who."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np
import shapely
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gridmap.i18n import tr
from gridmap.layers.fanout import spread
from gridmap.layers.view import MapView, fitting
from gridmap.model.changes import Bounds
from gridmap.model.features import FeatureId
from gridmap.ui.canvas.qt_arrays import painter_path, polygon
from gridmap.ui.canvas.qt_surface import QtSurface
from gridmap.ui.canvas.scale_bar import length_words
from gridmap.ui.canvas.stamps import StampCache
from gridmap.ui.review.map_model import MOST_DETAILED, ColorBy, MapLabel, MapModel, MapPiece
from gridmap.ui.review.map_text import BLUE, bent_arrow, halo_text, has_room, text_box
from gridmap.ui.review.palette import PAPER, land_color
from gridmap.ui.theme import Theme

_PX_PER_MM: Final = 96 / 25.4
_INK: Final = "#2B2B2B"
_BORDER: Final = "#6A3FA0"
_RED: Final = "#B3261E"
_NO_ANSWER: Final = "#F4F4F2"
_HATCH: Final = "#7C838C"
"""Dark enough to show on the palest and the strongest land, also in a grey print."""

_PLACE_MM: Final = 4.2
_PIECES_AT_ONCE: Final = 150
_MOST_NAMES: Final = 40
_NARROWEST_PX: Final = 12
_NARROW_OPEN_PX: Final = 90
_RING_PX: Final = 10.0
_RIM_PX: Final = 4.0
"""Names keep this far from the edge of the map."""
_MOST_RINGS: Final = 300
_ROUND_M: Final = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)


class CoverMap(QWidget):
    """Paints a MapModel once for each size and state; hovering and trials are drawn above it.

    `piece_chosen(MapPiece)` when land is clicked.
    """

    piece_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._model: MapModel | None = None
        self._by = ColorBy.OFFICER
        self._view: MapView | None = None
        self._picture: QPixmap | None = None
        self._stamps = StampCache()
        self._steps: list[Callable[[QPainter], None]] = []
        self._gaps: Sequence[Bounds] = ()
        self._trial: tuple[FeatureId, str, QPointF | None] | None = None
        self.setMouseTracking(True)
        self.setMinimumHeight(theme.px(250))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Map of who is responsible where"))

    def sizeHint(self) -> QSize:
        """Ask for a landscape that shows a village."""
        return QSize(self._theme.px(560), self._theme.px(300))

    def show_model(self, model: MapModel) -> None:
        """Show another state."""
        self._model = model
        self._forget()

    def color_by(self, by: ColorBy) -> None:
        """Let the colours say something else."""
        self._by = by
        self._forget()

    def show_trial(self, scope: FeatureId | None, words: str = "", taker: str = "") -> None:
        """Frame a group or grid that is being tried out, with an arrow to the taker's land."""
        goal = self._land_of(taker) if taker else None
        self._trial = (scope, words, goal) if scope is not None else None
        self.update()

    def show_gaps(self, bounds_m: Sequence[Bounds]) -> None:
        """Ring what is lacking, boxes in metres; none: nothing."""
        self._gaps = bounds_m[:_MOST_RINGS]
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the land to the new size."""
        self._forget()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the kept picture and what is tried out."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(PAPER))
        if self._model is None or self._model.bounds_m is None:
            painter.setPen(QColor(_INK))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignCenter, tr("Nothing is drawn on the map yet.")
            )
            return
        if self._picture is None:
            self._picture = self._begin(self._model)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bounds in self._gaps:
            self._draw_ring(painter, bounds)
        if self._trial is not None:
            self._draw_trial(painter, self._model)

    def event(self, event: QEvent) -> bool:
        """Say who answers for the land under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            piece = self._piece_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), piece.words if piece is not None else "", self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the land that is clicked."""
        piece = self._piece_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and piece is not None:
            self.piece_chosen.emit(piece)
        super().mouseReleaseEvent(event)

    def words_at(self, x_px: float, y_px: float) -> str:
        """Return what hovering there says, empty where there is no land."""
        piece = self._piece_at(QPointF(x_px, y_px))
        return piece.words if piece is not None else ""

    def place_of(self, x_m: float, y_m: float) -> QPointF:
        """Return where a point in metres is on the widget."""
        return self._to_px(np.array([(x_m, y_m)]))[0]

    def _forget(self) -> None:
        self._picture = None
        self._steps = []
        self._view = None
        self.update()

    def _map_view(self) -> MapView | None:
        bounds = self._model.bounds_m if self._model is not None else None
        if self._view is None and bounds is not None and self.width() > 1:
            self._view = fitting(
                bounds,
                width_mm=self.width() / _PX_PER_MM,
                height_mm=self.height() / _PX_PER_MM,
                margin=0.04,
            )
        return self._view

    def _to_px(self, points_m: np.ndarray) -> list[QPointF]:
        view = self._map_view()
        assert view is not None
        return [QPointF(x, y) for x, y in (view.to_mm(points_m) * _PX_PER_MM).tolist()]

    def _piece_at(self, place: QPointF) -> MapPiece | None:
        view = self._map_view()
        if view is None or self._model is None:
            return None
        x_m, y_m = view.to_m(np.array([(place.x(), place.y())]) / _PX_PER_MM)[0].tolist()
        return self._model.piece_at(x_m, y_m)

    def _begin(self, model: MapModel) -> QPixmap:
        """Begin a picture; much land is drawn step by step, so that the window never waits."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(PAPER))
        self._steps = [
            lambda painter: self._draw_land(painter, model),
            lambda painter: self._draw_lines(painter, model),
            lambda painter: self._draw_houses(painter, model),
            lambda painter: self._draw_places(painter, model, ratio),
            lambda painter: self._draw_labels(painter, model.labels),
            self._draw_scale,
        ]
        if len(model.pieces) <= _PIECES_AT_ONCE:
            while self._steps:
                self._step(picture)
        else:
            QTimer.singleShot(0, self, self._go_on)
        return picture

    def _step(self, picture: QPixmap) -> None:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._steps.pop(0)(painter)
        painter.end()

    def _go_on(self) -> None:
        if self._picture is None or not self._steps:
            return
        self._step(self._picture)
        self.update()
        QTimer.singleShot(0, self, self._go_on)

    def _draw_land(self, painter: QPainter, model: MapModel) -> None:
        numbers = {entry.key: entry.number for entry in model.legends[self._by]}
        painter.setPen(Qt.PenStyle.NoPen)
        for piece in model.pieces:
            key = piece.keys[self._by]
            path = self._path(piece.geometry)
            is_plain = key is None or (self._by is ColorBy.OFFICER and piece.is_open)
            color = _NO_ANSWER if is_plain else land_color(self._by, numbers[str(key)])
            painter.fillPath(path, QColor(color))
            if is_plain or piece.is_open or piece.is_headless:
                painter.fillPath(path, QBrush(QColor(_HATCH), Qt.BrushStyle.BDiagPattern))

    def _draw_lines(self, painter: QPainter, model: MapModel) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in (("#B9B4A6", 3.4), ("#FFFFFF", 2.2)):
            painter.setPen(QPen(QColor(color), width))
            for lane in model.lanes:
                for part in shapely.get_parts(lane):
                    painter.drawPolyline(polygon(self._px(shapely.get_coordinates(part))))
        painter.setPen(QPen(QColor(_BORDER), 1.3))
        for shape in () if len(model.outlines) > MOST_DETAILED else model.grids:
            painter.drawPath(self._path(shape))
        is_wide = len(model.outlines) > MOST_DETAILED
        outline = QPen(QColor("#1A1A1A"), 1.0 if is_wide else 2.2)
        if not is_wide:  # dashes along so many outlines would hold up the window
            outline.setDashPattern([5.0, 1.6, 1.2, 1.6])
        painter.setPen(outline)
        for shape in model.outlines:
            painter.drawPath(self._path(shape))

    def _draw_houses(self, painter: QPainter, model: MapModel) -> None:
        """Draw houses as dots; those that nobody looks after stand out in red rings."""
        if len(model.houses_m):
            size = 3.0 if len(model.houses_m) < 1500 else 1.6
            painter.setPen(QPen(QColor(_INK), size, Qt.PenStyle.SolidLine))
            painter.drawPoints(polygon(self._px(model.houses_m)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(_RED), 1.8))
        for place in self._to_px(model.orphans_m) if len(model.orphans_m) else ():
            painter.drawEllipse(place, 4.5, 4.5)

    def _draw_places(self, painter: QPainter, model: MapModel, ratio: float) -> None:
        view = self._map_view()
        if view is None or len(model.outlines) > 1:
            return
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        surface = QtSurface(
            painter,
            size_mm=(view.width_mm, view.height_mm),
            px_per_mm=_PX_PER_MM * ratio,
            stamps=self._stamps,
        )
        spots = view.to_mm(np.array([(x_m, y_m) for _, x_m, y_m in model.places]).reshape(-1, 2))
        beside = spread(spots, _PLACE_MM, 0.3)
        for (kind, _, _), spot in zip(model.places, beside, strict=True):
            at = spot.reshape(1, 2)
            surface.markers(f"place-{kind}", at, size_mm=_PLACE_MM)
        painter.restore()

    def _draw_labels(self, painter: QPainter, labels: Iterable[MapLabel]) -> None:
        """Draw names with a paper-white rim; a note goes below its name where it meets no name."""
        placed = self._placed(painter, labels)
        taken = [text_box(painter, spot, lines[:1]) for _, spot, lines in placed]
        for at, (item, spot, lines) in enumerate(placed):
            others = taken[:at] + taken[at + 1 :]
            shown = lines if has_room(painter, spot, lines, others) else lines[:1]
            taken[at] = text_box(painter, spot, shown)
            halo_text(painter, spot, shown, QColor(_RED if item.is_open else "#16202B"))

    def _placed(
        self, painter: QPainter, labels: Iterable[MapLabel]
    ) -> list[tuple[MapLabel, QPointF, list[tuple[str, QFont]]]]:
        """Return the labels whose names meet no other's, what is lacking first."""
        found: list[tuple[MapLabel, QPointF, list[tuple[str, QFont]]]] = []
        taken: list[QRectF] = []
        view = self._map_view()
        px_per_m = view.mm_per_m * _PX_PER_MM if view is not None else 0.0
        for item in sorted(labels, key=lambda entry: (not entry.is_open, -entry.width_m)):
            if len(taken) >= _MOST_NAMES or item.width_m * px_per_m < _NARROWEST_PX:
                continue
            spot = self.place_of(item.x_m, item.y_m)
            if item.is_open and item.width_m * px_per_m < _NARROW_OPEN_PX:
                spot = self._beside(painter, spot)
            lines = [(item.title, self._font(15, bold=True))]
            half_px = text_box(painter, spot, lines).width() / 2 + _RIM_PX
            spot.setX(min(max(spot.x(), half_px), self.width() - half_px))
            if not has_room(painter, spot, lines, taken):
                continue
            taken.append(text_box(painter, spot, lines))
            if item.note:
                lines.append((item.note, self._font(13)))
            found.append((item, spot, lines))
        return found

    def _beside(self, painter: QPainter, spot: QPointF) -> QPointF:
        """Ring land that its name would hide; return where the name goes, in sight of it."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(_RED), 2.0))
        painter.drawEllipse(spot, _RING_PX, _RING_PX)
        up = -1.0 if spot.y() > self.height() / 4 else 1.0
        return QPointF(spot.x(), spot.y() + up * (_RING_PX + self._theme.px(24)))

    def _draw_scale(self, painter: QPainter) -> None:
        view = self._map_view()
        if view is None:
            return
        px_per_m = view.mm_per_m * _PX_PER_MM
        length_m = next((m for m in _ROUND_M if m * px_per_m >= 55), _ROUND_M[-1])
        left, y = 14.0, self.height() - 14.0
        right = left + length_m * px_per_m
        painter.setPen(QPen(QColor("#1A1A1A"), 1.4))
        painter.drawPolyline(
            [QPointF(left, y - 6), QPointF(left, y), QPointF(right, y), QPointF(right, y - 6)]
        )
        lines = [(length_words(length_m), self._font(12))]
        halo_text(painter, QPointF(right, y - 14), lines, QColor("#1A1A1A"))

    def _draw_ring(self, painter: QPainter, bounds_m: Bounds) -> None:
        left, bottom, right, top = bounds_m
        first, last = self._to_px(np.array([(left, top), (right, bottom)]))
        box = QRectF(first, last).adjusted(-9, -9, 9, 9)
        painter.setBrush(QColor(179, 38, 30, 22))
        painter.setPen(QPen(QColor(_RED), 2.4))
        painter.drawRoundedRect(box, 9, 9)

    def _draw_trial(self, painter: QPainter, model: MapModel) -> None:
        assert self._trial is not None
        scope, words, goal = self._trial
        shapes = [piece.geometry for piece in model.pieces if scope in (piece.group, piece.grid)]
        if not shapes:
            return
        land = shapely.union_all(shapes)
        painter.setBrush(QBrush(QColor(31, 95, 168, 34)))
        painter.setPen(QPen(QColor(BLUE), 3.0))
        painter.drawPath(self._path(land))
        spot = land.representative_point()
        start = self.place_of(spot.x, spot.y)
        if goal is not None:
            bent_arrow(painter, start, goal)
        halo_text(painter, start, [(words, self._font(14, bold=True))], QColor(BLUE))

    def _land_of(self, officer: str) -> QPointF | None:
        if self._model is None or self._map_view() is None:
            return None
        shapes = [
            piece.geometry for piece in self._model.pieces if piece.keys[ColorBy.OFFICER] == officer
        ]
        if not shapes:
            return None
        spot = max(shapes, key=lambda shape: shape.area).representative_point()
        return self.place_of(spot.x, spot.y)

    def _px(self, points_m: np.ndarray) -> np.ndarray:
        view = self._map_view()
        assert view is not None
        return view.to_mm(points_m) * _PX_PER_MM

    def _path(self, shape: shapely.Geometry) -> QPainterPath:
        """Return a polygon's path in pixels, without corners that nobody could see."""
        view = self._map_view()
        assert view is not None
        simple = shapely.simplify(shape, 0.4 / (view.mm_per_m * _PX_PER_MM))
        rings = shapely.get_rings(simple if not simple.is_empty else shape)
        path = QPainterPath()
        for ring in rings:
            points = self._px(shapely.get_coordinates(ring))
            path.addPath(painter_path(points, np.array([0])))
        path.setFillRule(Qt.FillRule.OddEvenFill)
        return path

    def _font(self, size_px: float, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._theme.px(size_px))
        font.setBold(bold)
        return font
