"""What the window shows: the newest frame where it belongs now, and the thin overlays on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from gridmap.layers.style import load_styles
from gridmap.model.features import FeatureId
from gridmap.ui.canvas.frame import Frame, Rect
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
    def labels_mm(self) -> Mapping[FeatureId, Rect]:
        """The boxes of the labels on show, relative to their features' points."""
        return self.frame.labels_mm if self.frame is not None else {}

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

    def draw_highlights(
        self, painter: QPainter, screen: ScreenView, *, has_hover: bool = True
    ) -> None:
        """Draw what is hovered and selected."""
        if has_hover:
            self.hovered.draw(painter, screen, self.labels_mm, is_strong=False)
        self.selected.draw(painter, screen, self.labels_mm, is_strong=True)
