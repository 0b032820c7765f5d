"""MapView: which part of the plane is shown, at which scale, on how many millimetres.

A frozen value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from gridmap.layers.surface import Coordinates

ROUND_SCALES: Final = (500, 1000, 1500, 2000, 2500, 5000, 10_000, 25_000, 50_000)
"""The scale denominators a printed map may have (design: atlas.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """A window on the plane, north up.

    Centre in metres, size in millimetres, `x_mm, y_mm` its top left corner on the surface.
    """

    center_x_m: float
    center_y_m: float
    scale_denominator: float
    width_mm: float
    height_mm: float
    x_mm: float = 0.0
    y_mm: float = 0.0

    @property
    def mm_per_m(self) -> float:
        """How many millimetres on the surface one metre on the ground takes."""
        return 1000.0 / self.scale_denominator

    @property
    def bounds_m(self) -> tuple[float, float, float, float]:
        """The ground shown: min x, min y, max x, max y in metres."""
        half_width = self.width_mm / self.mm_per_m / 2
        half_height = self.height_mm / self.mm_per_m / 2
        return (
            self.center_x_m - half_width,
            self.center_y_m - half_height,
            self.center_x_m + half_width,
            self.center_y_m + half_height,
        )

    def to_mm(self, metres: Coordinates) -> Coordinates:
        """Return surface millimetres for plane metres, both of shape (n, 2)."""
        factor = self.mm_per_m
        result = np.empty_like(metres, dtype=np.float64)
        result[:, 0] = (metres[:, 0] - self.center_x_m) * factor + self.x_mm + self.width_mm / 2
        result[:, 1] = (self.center_y_m - metres[:, 1]) * factor + self.y_mm + self.height_mm / 2
        return result

    def to_m(self, millimetres: Coordinates) -> Coordinates:
        """Return plane metres for surface millimetres, both of shape (n, 2)."""
        factor = self.mm_per_m
        result = np.empty_like(millimetres, dtype=np.float64)
        result[:, 0] = (
            millimetres[:, 0] - self.x_mm - self.width_mm / 2
        ) / factor + self.center_x_m
        result[:, 1] = (
            self.center_y_m - (millimetres[:, 1] - self.y_mm - self.height_mm / 2) / factor
        )
        return result

    def moved_to(self, center_x_m: float, center_y_m: float) -> MapView:
        """Return the view with another centre."""
        return replace(self, center_x_m=center_x_m, center_y_m=center_y_m)

    def zoomed(self, factor: float, *, about_x_m: float, about_y_m: float) -> MapView:
        """Return the view magnified by a factor with one point of the plane staying where it is."""
        return replace(
            self,
            scale_denominator=self.scale_denominator / factor,
            center_x_m=about_x_m + (self.center_x_m - about_x_m) / factor,
            center_y_m=about_y_m + (self.center_y_m - about_y_m) / factor,
        )


def fitting(
    bounds_m: tuple[float, float, float, float],
    *,
    width_mm: float,
    height_mm: float,
    margin: float = 0.05,
) -> MapView:
    """Return the view that shows a box in metres, at whatever scale that takes.

    `margin` is kept free on every side, as a share of the window.
    """
    min_x, min_y, max_x, max_y = bounds_m
    usable_width, usable_height = width_mm * (1 - 2 * margin), height_mm * (1 - 2 * margin)
    scale = max((max_x - min_x) / usable_width, (max_y - min_y) / usable_height, 0.02) * 1000.0
    return MapView(
        center_x_m=(min_x + max_x) / 2,
        center_y_m=(min_y + max_y) / 2,
        scale_denominator=scale,
        width_mm=width_mm,
        height_mm=height_mm,
    )
