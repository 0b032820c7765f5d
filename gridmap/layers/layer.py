"""Layer: what can be drawn of one kind of thing, and what layers share.

A layer is made by its class method `of(features)`, holds plain numpy arrays in plane metres, and
draws what the view shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Point

from gridmap.geo.clipping import clip_to_box
from gridmap.layers.style import Styles
from gridmap.layers.surface import Coordinates, Path, Surface
from gridmap.layers.view import MapView
from gridmap.model.features import Feature, geometry_of

SIMPLIFY_MM = 0.05
"""Detail finer than this on paper is left out of lines and areas."""

MARGIN_MM = 3.0
"""How far outside the view's window something may begin and still reach into it."""


class Layer(Protocol):
    """Something that draws itself on a surface for a view."""

    def draw(self, surface: Surface, view: MapView, styles: Styles) -> None:
        """Draw what the view shows."""
        ...


def draw_all(layers: Iterable[Layer], surface: Surface, view: MapView, styles: Styles) -> None:
    """Draw layers in order, clipped to the view's window."""
    with surface.clip(view.x_mm, view.y_mm, view.width_mm, view.height_mm):
        for layer in layers:
            layer.draw(surface, view, styles)


def widened_bounds_m(view: MapView, margin_mm: float) -> tuple[float, float, float, float]:
    """Return the ground shown by a view widened by a margin in millimetres of paper."""
    margin_m = margin_mm / view.mm_per_m
    min_x, min_y, max_x, max_y = view.bounds_m
    return min_x - margin_m, min_y - margin_m, max_x + margin_m, max_y + margin_m


def point_array(features: Iterable[Feature]) -> Coordinates:
    """Return the positions of point features that have one, in metres, shape (n, 2)."""
    points = [point for item in features if isinstance(point := geometry_of(item), Point)]
    return np.array([(point.x, point.y) for point in points], dtype=np.float64).reshape(-1, 2)


def visible_points(
    xy_m: Coordinates, view: MapView, *, margin_mm: float = MARGIN_MM
) -> NDArray[np.intp]:
    """Return the indices of the points in the view's window or close to it.

    `xy_m` holds metres, shape (n, 2).
    """
    min_x, min_y, max_x, max_y = widened_bounds_m(view, margin_mm)
    x, y = xy_m[:, 0], xy_m[:, 1]
    return np.flatnonzero((x >= min_x) & (x <= max_x) & (y >= min_y) & (y <= max_y))


def visible_shapes(
    bounds_m: NDArray[np.float64], view: MapView, *, margin_mm: float = MARGIN_MM
) -> NDArray[np.intp]:
    """Return the indices of the boxes that meet the view's window or come close to it.

    `bounds_m` holds min x, min y, max x, max y in metres, shape (n, 4).
    """
    min_x, min_y, max_x, max_y = widened_bounds_m(view, margin_mm)
    return np.flatnonzero(
        (bounds_m[:, 2] >= min_x)
        & (bounds_m[:, 0] <= max_x)
        & (bounds_m[:, 3] >= min_y)
        & (bounds_m[:, 1] <= max_y)
    )


def clipped(
    shapes: NDArray[np.object_], view: MapView, *, margin_mm: float = MARGIN_MM
) -> NDArray[np.object_]:
    """Return shapes cut to the view's window and a margin, simplified to what paper shows."""
    box = widened_bounds_m(view, margin_mm)
    cut: NDArray[np.object_] = clip_to_box(shapes, box)
    simple: NDArray[np.object_] = shapely.simplify(
        cut, SIMPLIFY_MM / view.mm_per_m, preserve_topology=False
    )
    return simple


def line_runs_mm(shapes: NDArray[np.object_], view: MapView) -> list[Coordinates]:
    """Return the runs of points, in surface millimetres, of lines and multi-lines.

    Empty shapes give none.
    """
    coordinates, index = shapely.get_coordinates(shapely.get_parts(shapes), return_index=True)
    return _split(view.to_mm(coordinates), index)


def area_paths_mm(shapes: NDArray[np.object_], view: MapView) -> list[Path]:
    """Return one closed path, in surface millimetres, for each polygon and part of a multi-polygon.

    Holes are further runs of the path.
    """
    parts = shapely.get_parts(shapes)
    is_area = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    parts = parts[is_area & ~shapely.is_empty(parts)]
    rings, owner = shapely.get_rings(parts, return_index=True)
    if not len(rings):
        return []
    coordinates, index = shapely.get_coordinates(rings, return_index=True)
    runs = _split(view.to_mm(coordinates), index)
    if len(rings) == len(parts):
        return [Path((run,), closed=True) for run in runs]
    starts = np.flatnonzero(np.diff(owner, prepend=-1)).tolist()
    ends = [*starts[1:], len(runs)]
    return [Path(tuple(runs[a:b]), closed=True) for a, b in zip(starts, ends, strict=True)]


def _split(coordinates: Coordinates, index: NDArray[np.intp]) -> list[Coordinates]:
    """Cut an array of points where the index of their shape changes."""
    if not len(coordinates):
        return []
    return np.split(coordinates, np.flatnonzero(np.diff(index)) + 1)
