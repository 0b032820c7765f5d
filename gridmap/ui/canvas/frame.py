"""What goes to the painting thread and what comes back: a FrameRequest and a Frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QImage

from gridmap.layers.view import MapView
from gridmap.model.features import FeatureId
from gridmap.ui.canvas.screen_view import ScreenView

MARGIN_PX: Final = 256
"""The picture reaches so far beyond the window on each side: panning needs something to show."""

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """Where a label is: a point of the plane, and a box in millimetres of the drawing from it."""

    x_m: float
    y_m: float
    box_mm: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRequest:
    """A picture that is wanted.

    `screen` is the whole picture's view, drawn at so many device pixels per logical pixel.
    """

    screen: ScreenView
    device_pixel_ratio: float
    revision: int

    @property
    def px_per_mm(self) -> float:
        """Device pixels per millimetre of the drawing."""
        return self.screen.px_per_mm * self.device_pixel_ratio

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height in device pixels."""
        width_px, height_px = self.screen.size_px
        return round(width_px * self.device_pixel_ratio), round(height_px * self.device_pixel_ratio)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A finished picture of `screen`, which is larger than the window.

    `labels` are the labels on it by feature.
    `is_complete` is false for a first picture that more will follow.
    """

    image: QImage
    screen: ScreenView
    device_pixel_ratio: float
    revision: int
    labels: Mapping[FeatureId, LabelPlace]
    is_complete: bool = True

    @property
    def view(self) -> MapView:
        """The view of the whole picture."""
        return self.screen.view

    def rect_px(self, window: ScreenView) -> Rect:
        """Return where the picture lies in a window, in the window's logical pixels."""
        min_x, min_y, max_x, max_y = self.view.bounds_m
        left, top = window.point_px(min_x, max_y)
        right, bottom = window.point_px(max_x, min_y)
        return left, top, right, bottom

    def has_scale_of(self, window: ScreenView) -> bool:
        """Whether the picture can be shown in a window without stretching."""
        return abs(self.screen.m_per_px / window.m_per_px - 1) < 1e-9

    def slack_px(self, window: ScreenView) -> float:
        """Return how far, in logical pixels, the picture reaches beyond the window at least."""
        left, top, right, bottom = self.rect_px(window)
        width_px, height_px = window.size_px
        return min(-left, -top, right - width_px, bottom - height_px)


def request_for(window: ScreenView, *, device_pixel_ratio: float, revision: int) -> FrameRequest:
    """Return the request for a picture of a window with its margins."""
    width_px, height_px = window.size_px
    larger = window.resized(width_px + 2 * MARGIN_PX, height_px + 2 * MARGIN_PX)
    return FrameRequest(screen=larger, device_pixel_ratio=device_pixel_ratio, revision=revision)
