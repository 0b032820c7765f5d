"""What the window shows: the newest frame where it belongs now, and the thin overlays on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from gridmap.layers.style import load_styles
from gridmap.model.features import FeatureId
from gridmap.ui.canvas.frame import Frame, LabelPlace
from gridmap.ui.canvas.highlight import Highlight
from gridmap.ui.canvas.screen_view import ScreenView

_PAPER: Final = QColor(load_styles().color("paper"))


class Picture:
    """The frame, the hovered and the selected shapes."""

    def __init__(self) -> None:
        self.frame: Frame | None = None
        self.hovered = Highlight()
        self.selected = Highlight()

    @property
    def labels(self) -> Mapping[FeatureId, LabelPlace]:
        """The labels on show, by feature."""
        return self.frame.labels if self.frame is not None else {}

    def is_sharp(self, screen: ScreenView, *, revision: int, device_pixel_ratio: float) -> bool:
        """Whether the frame is finished, of the right scale and newest data, and large enough."""
        frame = self.frame
        return (
            frame is not None
            and frame.is_complete
            and frame.has_scale_of(screen)
            and frame.screen.px_per_mm == screen.px_per_mm
            and frame.device_pixel_ratio == device_pixel_ratio
            and frame.revision == revision
            and frame.slack_px(screen) >= 0
        )

    def draw_frame(self, painter: QPainter, screen: ScreenView, device_pixel_ratio: float) -> None:
        """Draw the frame, stretched as long as there is none of the right scale."""
        width_px, height_px = screen.size_px
        frame = self.frame
        if frame is None or frame.slack_px(screen) < 0:
            painter.fillRect(QRectF(0, 0, width_px, height_px), _PAPER)
        if frame is None:
            return
        left, top, right, bottom = frame.rect_px(screen)
        is_exact = frame.has_scale_of(screen) and frame.device_pixel_ratio == device_pixel_ratio
        if is_exact:
            painter.save()
            painter.scale(1 / device_pixel_ratio, 1 / device_pixel_ratio)
            x_px, y_px = round(left * device_pixel_ratio), round(top * device_pixel_ratio)
            painter.drawImage(x_px, y_px, frame.image)
            painter.restore()
        else:
            painter.drawImage(QRectF(left, top, right - left, bottom - top), frame.image)

    def labels_at(self, screen: ScreenView, x_px: float, y_px: float) -> list[FeatureId]:
        """Return the features whose label lies under a pixel of the window."""
        if self.frame is None or not self.frame.has_scale_of(screen):
            return []
        x_m, y_m = screen.point_m(x_px, y_px)
        mm_per_m = screen.view.mm_per_m
        found = []
        for key, label in self.labels.items():
            left, top, right, bottom = label.box_mm
            across_mm, down_mm = (x_m - label.x_m) * mm_per_m, (label.y_m - y_m) * mm_per_m
            if left <= across_mm <= right and top <= down_mm <= bottom:
                found.append(key)
        return found

    def draw_highlights(
        self, painter: QPainter, screen: ScreenView, *, has_hover: bool = True
    ) -> None:
        """Draw what is hovered and selected."""
        if has_hover:
            self.hovered.draw(painter, screen, self.labels, is_strong=False)
        self.selected.draw(painter, screen, self.labels, is_strong=True)
