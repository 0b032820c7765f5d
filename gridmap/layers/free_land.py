"""Land in no grid: hatched, so that a gap is seen and never an accident."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gridmap.layers.layer import area_paths_mm, clipped, visible_shapes
from gridmap.layers.style import Styles
from gridmap.layers.surface import Surface
from gridmap.layers.view import MapView

_LEAST_M2: Final = 1.0
_LEAST_WIDTH_M: Final = 0.05
"""Slivers smaller than this come from rounding, not from drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeLandLayer:
    """Pieces of land in no grid as arrays: shapes and boxes (n, 4) in metres."""

    shapes: NDArray[np.object_]
    bounds_m: NDArray[np.float64]

    @classmethod
    def of(cls, pieces: Iterable[BaseGeometry]) -> FreeLandLayer:
        """Prepare pieces as `land_in_no_grid` gives them."""
        shapes = np.array(list(pieces), dtype=object)
        return cls(shapes=shapes, bounds_m=shapely.bounds(shapes).reshape(-1, 4))

    def is_shown(self, view: MapView) -> bool:
        """Whether a view shows some such land."""
        return bool(len(self.shapes)) and bool(
            shapely.intersects(self.shapes, shapely.box(*view.bounds_m)).any()
        )

    def draw(self, surface: Surface, view: MapView, styles: Styles) -> None:
        """Hatch the pieces that the view shows."""
        shown = visible_shapes(self.bounds_m, view)
        if len(shown):
            paths = area_paths_mm(clipped(self.shapes[shown], view), view)
            surface.paths(paths, styles.path("no-grid"))


def land_in_no_grid(
    outline: BaseGeometry, grids: Sequence[BaseGeometry]
) -> tuple[BaseGeometry, ...]:
    """Return the pieces of a village that none of its grids covers, in metres."""
    held = shapely.union_all([_sound(grid) for grid in grids])
    rest = shapely.difference(_sound(outline), held)
    parts = shapely.get_parts(rest)
    return tuple(part for part in parts if _is_land(part))


def _is_land(part: BaseGeometry) -> bool:
    return bool(part.area >= _LEAST_M2 and 2.0 * part.area / part.length >= _LEAST_WIDTH_M)


def _sound(shape: BaseGeometry) -> BaseGeometry:
    return shape if shape.is_valid else shapely.make_valid(shape)
