"""ScreenView: a MapView on a window of so many pixels, and how it pans and zooms.

A frozen value without Qt.

The map on the screen is the paper drawing, magnified: a millimetre of the drawing (8 pt door
numbers, 2.2 mm houses) is shown `SCREEN_MAGNIFICATION` times as large, so that a door number is
14.5 pixels high on an ordinary screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from gridmap.layers.surface import Coordinates
from gridmap.layers.view import MapView, fitting
from gridmap.model.changes import Bounds

PX_PER_SCREEN_MM: Final = 96 / 25.4
"""Logical pixels per millimetre of the screen, by the usual agreement of 96 dots per inch."""

SCREEN_MAGNIFICATION: Final = 1.36
"""How much larger than on paper the drawing is shown: 8 pt becomes 14.5 px (mock/README.md)."""

FINEST_SCALE: Final = 50.0
COARSEST_SCALE: Final = 20_000_000.0


@dataclass(frozen=True, slots=True)
class ScreenView:
    """What the window shows.

    `view` is in millimetres of the drawing, `px_per_mm` logical pixels for each of them.
    """

    view: MapView
    px_per_mm: float = PX_PER_SCREEN_MM * SCREEN_MAGNIFICATION

    @property
    def m_per_px(self) -> float:
        """How many metres on the ground a logical pixel takes."""
        return self.view.scale_denominator / 1000.0 / self.px_per_mm

    @property
    def size_px(self) -> tuple[float, float]:
        """Width and height in logical pixels."""
        return self.view.width_mm * self.px_per_mm, self.view.height_mm * self.px_per_mm

    @property
    def scale_denominator(self) -> float:
        """The scale as measured on the screen with a ruler: 750 for 1:750."""
        return self.m_per_px * PX_PER_SCREEN_MM * 1000.0

    def to_px(self, metres: Coordinates) -> Coordinates:
        """Return logical pixels for plane metres, both of shape (n, 2)."""
        return self.view.to_mm(metres) * self.px_per_mm

    def point_px(self, x_m: float, y_m: float) -> tuple[float, float]:
        """Return one point's place in logical pixels."""
        at = self.to_px(np.array([[x_m, y_m]]))
        return float(at[0, 0]), float(at[0, 1])

    def point_m(self, x_px: float, y_px: float) -> tuple[float, float]:
        """Return the point of the plane, in metres, that a logical pixel shows."""
        width_px, height_px = self.size_px
        return (
            self.view.center_x_m + (x_px - width_px / 2) * self.m_per_px,
            self.view.center_y_m - (y_px - height_px / 2) * self.m_per_px,
        )

    def panned(self, dx_px: float, dy_px: float) -> ScreenView:
        """Return the view with the map moved by so many pixels to the right and down."""
        return self.centered(
            self.view.center_x_m - dx_px * self.m_per_px,
            self.view.center_y_m + dy_px * self.m_per_px,
        )

    def centered(self, x_m: float, y_m: float) -> ScreenView:
        """Return the view with another centre."""
        return replace(self, view=self.view.moved_to(x_m, y_m))

    def zoomed(self, factor: float, *, x_px: float, y_px: float) -> ScreenView:
        """Return the view magnified about one pixel, within the scale limits."""
        wanted = self.scale_denominator / factor
        factor = self.scale_denominator / min(max(wanted, FINEST_SCALE), COARSEST_SCALE)
        x_m, y_m = self.point_m(x_px, y_px)
        return replace(self, view=self.view.zoomed(factor, about_x_m=x_m, about_y_m=y_m))

    def at_scale(self, scale_denominator: float) -> ScreenView:
        """Return the view at a scale as measured on the screen, the centre staying."""
        width_px, height_px = self.size_px
        factor = self.scale_denominator / scale_denominator
        return self.zoomed(factor, x_px=width_px / 2, y_px=height_px / 2)

    def resized(self, width_px: float, height_px: float) -> ScreenView:
        """Return the view on a window of another size, centre and scale staying."""
        return replace(
            self,
            view=replace(
                self.view,
                width_mm=max(width_px, 1) / self.px_per_mm,
                height_mm=max(height_px, 1) / self.px_per_mm,
            ),
        )

    def magnified(self, magnification: float) -> ScreenView:
        """Return the view of the same ground with symbols and texts of another size."""
        px_per_mm = PX_PER_SCREEN_MM * magnification
        ratio = self.px_per_mm / px_per_mm
        return ScreenView(
            replace(
                self.view,
                scale_denominator=self.view.scale_denominator / ratio,
                width_mm=self.view.width_mm * ratio,
                height_mm=self.view.height_mm * ratio,
            ),
            px_per_mm,
        )

    def showing(self, bounds_m: Bounds, *, margin: float = 0.06) -> ScreenView:
        """Return the view that shows a box in metres with a margin (a share of the window)."""
        shown = fitting(
            bounds_m,
            width_mm=self.view.width_mm,
            height_mm=self.view.height_mm,
            margin=margin,
        )
        return replace(self, view=shown).at_scale(replace(self, view=shown).scale_denominator)
