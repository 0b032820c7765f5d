"""What lies around the sheets.

All houses, places, and the lines that labels should rather not cross; indexed once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gridmap.geo.clipping import clip_to_box
from gridmap.layers.boundaries import BoundaryLayer
from gridmap.layers.labels import SoftLines
from gridmap.layers.layer import visible_shapes
from gridmap.layers.surface import Coordinates
from gridmap.layers.view import MapView
from gridmap.model.editions import EditionView
from gridmap.model.features import (
    Area,
    Feature,
    FeatureId,
    Grid,
    Household,
    Line,
    Place,
    Village,
    VillagerGroup,
    geometry_of,
)

NEAR_M: Final = 60.0
_ROAD_COST: Final = 1.5
_SHORE_COST: Final = 0.3
_SOFT_MM: Final = 0.3
_WALL_MM: Final = 0.1


class Located:
    """Features with a geometry and a tree over their boxes."""

    def __init__(self, features: Iterable[Feature]) -> None:
        pairs = [(item, geometry_of(item)) for item in features]
        kept = [(item, shape) for item, shape in pairs if shape is not None and not shape.is_empty]
        self.features = [item for item, _ in kept]
        self.shapes: NDArray[np.object_] = np.array([shape for _, shape in kept], dtype=object)
        self._tree = shapely.STRtree(self.shapes)

    def in_box(self, bounds_m: tuple[float, float, float, float]) -> NDArray[np.intp]:
        """Return the indexes of features whose box meets a box in metres, in order."""
        found: NDArray[np.intp] = np.sort(self._tree.query(shapely.box(*bounds_m)))
        return found


class Ground:
    """The surroundings of all sheets of one edition."""

    def __init__(self, view: EditionView, boundaries: Iterable[BoundaryLayer] = ()) -> None:
        features = self._features = view.features
        self.households = Located(features.all(Household))
        self._points: Coordinates = (
            shapely.get_coordinates(self.households.shapes)
            if len(self.households.shapes)
            else np.empty((0, 2))
        )
        self._around = view.around_m
        self.places = Located(features.all(Place))
        self._lines = Located(features.all(Line))
        self._borders = Located([*features.all(VillagerGroup), *features.all(Grid)])
        self._water = Located(item for item in features.all(Area) if item.area_kind == "water")
        self._boundaries = [
            (layer.lines, layer.bounds_m) for layer in boundaries if len(layer.lines)
        ]

    def foreign_points(self, view: MapView, own: set[FeatureId]) -> Coordinates:
        """Return the points, in metres, of a view's houses that are not the sheet's own.

        Those of a booklet's other sheets, then those that are not in the booklet.
        """
        inside = self.households.in_box(view.bounds_m)
        keep = [i for i in inside.tolist() if self.households.features[i].id not in own]
        points = self._points[keep]
        if not len(self._around):
            return points
        box = np.array(view.bounds_m)
        is_in = ((self._around >= box[:2]) & (self._around <= box[2:])).all(axis=1)
        return np.concatenate([points, self._around[is_in]])

    def places_in(self, view: MapView) -> list[Place]:
        """Return the places in a view."""
        found = [self.places.features[i] for i in self.places.in_box(view.bounds_m).tolist()]
        return [item for item in found if isinstance(item, Place)]

    def places_near(self, shape: BaseGeometry | None) -> list[Place]:
        """Return the places in a shape or at most `NEAR_M` outside it."""
        if shape is None:
            return []
        min_x, min_y, max_x, max_y = shape.bounds
        box = (min_x - NEAR_M, min_y - NEAR_M, max_x + NEAR_M, max_y + NEAR_M)
        inside = [
            self.places.features[i]
            for i in self.places.in_box(box).tolist()
            if shapely.dwithin(shape, self.places.shapes[i], NEAR_M)
        ]
        return [item for item in inside if isinstance(item, Place)]

    def areas_in(self, view: MapView) -> list[tuple[VillagerGroup | Grid, BaseGeometry]]:
        """Return the groups and grids in a view with their polygons."""
        found: list[tuple[VillagerGroup | Grid, BaseGeometry]] = []
        for index in self._borders.in_box(view.bounds_m).tolist():
            feature = self._borders.features[index]
            if isinstance(feature, VillagerGroup | Grid):
                found.append((feature, self._borders.shapes[index]))
        return found

    def area_name(self, area: VillagerGroup | Grid, beside: FeatureId | None) -> str:
        """Return an area's name.

        Its village's name comes first where that is not the village of the area it is shown beside.
        """
        own = self._features.find(beside, VillagerGroup) or self._features.find(beside, Grid)
        village = self._features.find(area.village, Village)
        if own is None or village is None or own.village == area.village:
            return area.name
        return f"{village.name} {area.name}"

    def lines_in(self, view: MapView) -> list[Line]:
        """Return the lines in a view."""
        found = [self._lines.features[i] for i in self._lines.in_box(view.bounds_m).tolist()]
        return [item for item in found if isinstance(item, Line)]

    def soft_lines(self, view: MapView) -> SoftLines | None:
        """Return roads and the edges of water in a view as segments, with their cost to labels."""
        parts = [
            (self._segments(self._lines, view), _ROAD_COST),
            (self._segments(self._water, view), _SHORE_COST),
        ]
        segments = np.concatenate([part for part, _ in parts])
        if not len(segments):
            return None
        cost = np.concatenate([np.full(len(part), value) for part, value in parts])
        return SoftLines(segments, cost)

    def walls(self, view: MapView) -> NDArray[np.float64]:
        """Return the boundaries drawn in a view as segments, which labels do not cross."""
        parts = [
            _segments_of(lines[visible_shapes(bounds_m, view)], view, _WALL_MM)
            for lines, bounds_m in self._boundaries
        ]
        return np.concatenate([np.empty((0, 4)), *parts])

    @staticmethod
    def _segments(located: Located, view: MapView) -> NDArray[np.float64]:
        shapes = located.shapes[located.in_box(view.bounds_m)]
        is_area = shapely.get_dimensions(shapes) == 2
        return _segments_of(np.where(is_area, shapely.boundary(shapes), shapes), view, _SOFT_MM)


def _segments_of(
    lines: NDArray[np.object_], view: MapView, detail_mm: float
) -> NDArray[np.float64]:
    """Return the straight pieces of lines within a view, in millimetres, shape (n, 4)."""
    cut = clip_to_box(lines, view.bounds_m)
    cut = shapely.simplify(cut, detail_mm / view.mm_per_m, preserve_topology=False)
    points, owner = shapely.get_coordinates(shapely.get_parts(cut), return_index=True)
    if len(points) < 2:
        return np.empty((0, 4))
    mm = view.to_mm(points)
    same = owner[1:] == owner[:-1]
    segments: NDArray[np.float64] = np.concatenate([mm[:-1], mm[1:]], axis=1)[same]
    return segments


def bounds_of(shapes: Sequence[object]) -> tuple[float, float, float, float] | None:
    """Return the box around geometries (None among them are passed over).

    None where there is nothing.
    """
    kept = [shape for shape in shapes if shape is not None]
    if not kept:
        return None
    total = shapely.total_bounds(np.array(kept, dtype=object))
    if np.isnan(total).any():
        return None
    min_x, min_y, max_x, max_y = total.tolist()
    return min_x, min_y, max_x, max_y
