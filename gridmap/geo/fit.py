"""Shapes made to fit what is wanted of them: points, lines or areas, whole arrays at a time."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import GeometryType

Shapes: TypeAlias = NDArray[np.object_]
Flags: TypeAlias = NDArray[np.bool_]

POINT_TYPES: Final = (GeometryType.POINT, GeometryType.MULTIPOINT)
LINE_TYPES: Final = (
    GeometryType.LINESTRING,
    GeometryType.LINEARRING,
    GeometryType.MULTILINESTRING,
)
AREA_TYPES: Final = (GeometryType.POLYGON, GeometryType.MULTIPOLYGON)


def is_usable(shapes: Shapes) -> Flags:
    """Return where there is a shape that is not empty and has only finite coordinates."""
    usable: Flags = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    coordinates, owner = shapely.get_coordinates(shapes, return_index=True)
    bad = owner[~np.isfinite(coordinates).all(axis=1)]
    usable[bad] = False
    return usable


def types_of(shapes: Shapes) -> NDArray[np.int64]:
    """Return the type of each shape, -1 where there is none."""
    return np.asarray(shapely.get_type_id(shapes), dtype=np.int64)


def as_points(shapes: Shapes) -> Shapes:
    """Return a point for each shape: itself, one inside an area, the middle of a line.

    Several points or parts give the first point, or a point inside the largest whole. Missing stays
    missing.
    """
    kinds = types_of(shapes)
    points = shapes.copy()
    other = ~np.isin(kinds, (-1, int(GeometryType.POINT)))
    several = kinds == GeometryType.MULTIPOINT
    points[several] = shapely.get_geometry(shapes[several], 0)
    lines = np.isin(kinds, LINE_TYPES[:2])
    points[lines] = shapely.line_interpolate_point(shapes[lines], 0.5, normalized=True)
    rest = other & ~several & ~lines
    points[rest] = shapely.point_on_surface(shapes[rest])
    return points


def as_areas(shapes: Shapes) -> Shapes:
    """Return a valid area for each shape that has one, None for the others.

    A line whose ends meet becomes the area it encloses; areas that cross themselves are mended; of
    a mixture the areas are kept.
    """
    kinds = types_of(shapes)
    areas = np.full(len(shapes), None, dtype=object)
    are_areas = np.isin(kinds, AREA_TYPES)
    areas[are_areas] = shapes[are_areas]
    closed = (kinds == GeometryType.LINESTRING) | (kinds == GeometryType.LINEARRING)
    closed &= shapely.is_closed(shapes) & (shapely.get_num_points(shapes) >= 4)
    areas[closed] = [shapely.Polygon(shapely.get_coordinates(line)) for line in shapes[closed]]
    mixed = kinds == GeometryType.GEOMETRYCOLLECTION
    areas[mixed] = [_parts_of(shape, AREA_TYPES) for shape in shapes[mixed]]
    broken = ~shapely.is_missing(areas) & ~shapely.is_valid(areas)
    mended = shapely.make_valid(areas[broken], method="structure", keep_collapsed=False)
    areas[broken] = [_parts_of(shape, AREA_TYPES) for shape in mended]
    return _without_needless_multi(areas)


def as_lines(shapes: Shapes) -> Shapes:
    """Return a line for each shape that is one, else None; of a mixture the lines are kept."""
    kinds = types_of(shapes)
    lines = np.full(len(shapes), None, dtype=object)
    are_lines = np.isin(kinds, LINE_TYPES)
    lines[are_lines] = shapes[are_lines]
    mixed = kinds == GeometryType.GEOMETRYCOLLECTION
    lines[mixed] = [_parts_of(shape, LINE_TYPES) for shape in shapes[mixed]]
    long_enough = shapely.length(lines) > 0
    lines[~long_enough] = None
    return _without_needless_multi(lines)


def owner_of(points: Shapes, areas: Shapes) -> NDArray[np.int64]:
    """Return for each point the index of the first area that covers it, -1 where none does.

    Missing points and areas are allowed and match nothing.
    """
    owner = np.full(len(points), -1, dtype=np.int64)
    present = np.flatnonzero(~shapely.is_missing(areas))
    if not len(present) or not len(points):
        return owner
    tree = shapely.STRtree(areas[present])
    point_index, area_index = tree.query(points, predicate="covered_by")
    order = np.lexsort((area_index, point_index))[::-1]
    owner[point_index[order]] = present[area_index[order]]
    return owner


def _without_needless_multi(shapes: Shapes) -> Shapes:
    """Return shapes in which what has one part only is that part."""
    multi = np.isin(types_of(shapes), (GeometryType.MULTIPOLYGON, GeometryType.MULTILINESTRING))
    needless = multi & (shapely.get_num_geometries(shapes) == 1)
    shapes[needless] = shapely.get_geometry(shapes[needless], 0)
    return shapes


def _parts_of(shape: shapely.Geometry | None, wanted: tuple[GeometryType, ...]) -> object:
    """Return the parts of the wanted types as one shape, None where there is none."""
    if shape is None:
        return None
    parts = shapely.get_parts(shapely.get_parts(shape))
    kept = parts[np.isin(types_of(parts), wanted)]
    if not len(kept):
        return None
    if len(kept) == 1:
        return kept[0]
    if wanted == LINE_TYPES:
        return shapely.multilinestrings(kept)
    return shapely.union_all(kept)
