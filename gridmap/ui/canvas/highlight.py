"""Hover and selection: thin lines laid over the finished map, never painted into it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

import numpy as np
import shapely
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gridmap.layers.surface import Coordinates
from gridmap.model.document import FeatureReader
from gridmap.model.features import Feature, FeatureId, geometry_of
from gridmap.ui.canvas.frame import LabelPlace, Rect
from gridmap.ui.canvas.qt_arrays import joined, painter_path
from gridmap.ui.canvas.screen_view import ScreenView

ACCENT: Final = QColor("#1F5FA8")
_SYMBOL_HALF_PX: Final = 9.0
_PAD_PX: Final = 3.0
_MOST_POINTS: Final = 3_000
"""More boxes than this in one window would be a blue carpet: the rest is left out."""


_MOST_ROUNDED: Final = 200
"""With more boxes than this their corners are not rounded: that takes a tenth of the time."""


class Highlight:
    """The shapes of some features, ready to be drawn at any view."""

    def __init__(self, features: Iterable[Feature] = ()) -> None:
        items = [(feature.id, geometry_of(feature)) for feature in features]
        shapes = np.array([shape for _, shape in items], dtype=object)
        is_shown = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
        is_point = is_shown & (shapely.get_type_id(shapes) == shapely.GeometryType.POINT)
        self._point_ids = [items[row][0] for row in np.flatnonzero(is_point).tolist()]
        self._points_m: Coordinates = shapely.get_coordinates(shapes[is_point])
        others = shapes[is_shown & ~is_point].tolist()
        self._areas = _runs([shape for shape in others if shape.area > 0])
        self._lines = _runs([shape for shape in others if shape.area == 0])

    def draw(
        self,
        painter: QPainter,
        screen: ScreenView,
        labels: Mapping[FeatureId, LabelPlace],
        *,
        is_strong: bool,
    ) -> None:
        """Draw the shapes; `labels` widen a point's box to hold its label.

        `is_strong` is the selection.
        """
        painter.setPen(QPen(ACCENT, 2.0 if is_strong else 1.2))
        painter.setBrush(QColor(31, 95, 168, 30 if is_strong else 14))
        self._draw_points(painter, screen, labels)
        for runs, is_area in ((self._areas, True), (self._lines, False)):
            if runs:
                points, starts = joined(runs)
                outline = painter_path(screen.to_px(points), starts)
                outline.setFillRule(Qt.FillRule.OddEvenFill)
                painter.setBrush(QColor(31, 95, 168, 20) if is_area else Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(ACCENT, 3.0 if is_strong else 1.8))
                painter.drawPath(outline)

    def _draw_points(
        self, painter: QPainter, screen: ScreenView, labels: Mapping[FeatureId, LabelPlace]
    ) -> None:
        if not self._point_ids:
            return
        at_px = screen.to_px(self._points_m)
        width_px, height_px = screen.size_px
        is_shown = (at_px > -50).all(axis=1) & (at_px < (width_px + 50, height_px + 50)).all(axis=1)
        boxes: list[QRectF] = []
        for index in np.flatnonzero(is_shown)[:_MOST_POINTS].tolist():
            x_px, y_px = at_px[index]
            box = QRectF(
                x_px - _SYMBOL_HALF_PX,
                y_px - _SYMBOL_HALF_PX,
                2 * _SYMBOL_HALF_PX,
                2 * _SYMBOL_HALF_PX,
            )
            label = labels.get(self._point_ids[index])
            if label is not None:
                box = box.united(_label_box(label.box_mm, x_px, y_px, screen.px_per_mm))
            boxes.append(box)
        if len(boxes) > _MOST_ROUNDED:
            painter.drawRects(boxes)
            return
        for box in boxes:
            painter.drawRoundedRect(box, 4, 4)


def highlight_of(reader: FeatureReader, ids: Collection[FeatureId]) -> Highlight:
    """Return the highlight of features by id; ids that are gone are left out."""
    return Highlight(reader.find_all(ids))


def _label_box(label_mm: Rect, x_px: float, y_px: float, px_per_mm: float) -> QRectF:
    left, top, right, bottom = (value * px_per_mm for value in label_mm)
    box = QRectF(x_px + left, y_px + top, right - left, bottom - top)
    return box.adjusted(-_PAD_PX, -_PAD_PX, _PAD_PX, _PAD_PX)


def _runs(shapes: list[shapely.Geometry]) -> list[Coordinates]:
    """Return the lines of shapes: the rings of areas, the parts of lines."""
    runs: list[Coordinates] = []
    for shape in shapes:
        outline = shape.boundary if shape.area > 0 else shape
        parts = shapely.get_parts(outline)
        runs.extend(shapely.get_coordinates(part) for part in parts if not part.is_empty)
    return runs
