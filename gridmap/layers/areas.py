"""Areas on the ground: fields, woods, yards, water and footprints, all pale.

Nothing on them carries a fact.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.layers.layer import area_paths_mm, clipped, visible_shapes
from gridmap.layers.style import Styles
from gridmap.layers.surface import Surface
from gridmap.layers.view import MapView
from gridmap.model.features import Area

DRAW_ORDER: Final = ("wood", "field", "field-2", "yard", "water", "building")
SMALLEST_MM: Final = 0.25
"""An area smaller than this on the surface, both ways, is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLayer:
    """Areas as arrays: shapes, boxes (n, 4) and the index of their style in DRAW_ORDER."""

    shapes: NDArray[np.object_]
    bounds_m: NDArray[np.float64]
    styles: NDArray[np.uint8]

    @classmethod
    def of(cls, areas: Iterable[Area]) -> AreaLayer:
        """Prepare the areas that have a shape.

        Fields take one of two tints by their id, so that neighbours differ.
        """
        placed = [item for item in areas if item.geometry is not None]
        shapes = np.array([item.geometry for item in placed], dtype=object)
        return cls(
            shapes=shapes,
            bounds_m=shapely.bounds(shapes).reshape(-1, 4),
            styles=np.array(
                [DRAW_ORDER.index(_style_name(item)) for item in placed], dtype=np.uint8
            ),
        )

    def draw(self, surface: Surface, view: MapView, styles: Styles) -> None:
        """Draw the areas that the view shows, kind by kind."""
        shown = visible_shapes(self.bounds_m, view, margin_mm=0.5)
        size_mm = (self.bounds_m[shown, 2:] - self.bounds_m[shown, :2]).max(axis=1) * view.mm_per_m
        shown = shown[size_mm >= SMALLEST_MM]
        for number, name in enumerate(DRAW_ORDER):
            mine = shown[self.styles[shown] == number]
            if len(mine):
                paths = area_paths_mm(clipped(self.shapes[mine], view), view)
                surface.paths(paths, styles.path(name))


def _style_name(area: Area) -> str:
    if area.area_kind == "field":
        return ("field", "field-2")[zlib.crc32(area.id.encode()) % 2]
    return area.area_kind if area.area_kind in DRAW_ORDER else "yard"
