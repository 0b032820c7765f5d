"""Verbs on the corners of lanes, waters and other ground: move, insert, delete.

A corner that several lines have in common moves for all of them; points are in metres.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gridmap.actions.edits import held
from gridmap.errors import GeometryError
from gridmap.geo.partition_edges import to_mm
from gridmap.i18n import tr
from gridmap.model.changes import Changeset, edited
from gridmap.model.document import FeatureReader
from gridmap.model.features import Area, FeatureId, Line

Spot: TypeAlias = tuple[float, float]
Points: TypeAlias = NDArray[np.float64]

_LEAST_OF_LINE: Final = 2
_LEAST_OF_RING: Final = 3


def move_ground_corner(
    reader: FeatureReader, ground: Iterable[FeatureId], start: Spot, end: Spot
) -> Changeset:
    """Return the changeset that moves a corner of lines or areas that have it.

    Raises: GeometryError where an outline would cross itself; UsageError where one is gone.
    """

    def moved(points: Points, *, is_ring: bool) -> Points:
        points = points.copy()
        points[_are_at(points, start)] = end
        return points

    return _edited(reader, ground, moved, tr("Move a corner"))


def insert_ground_corner(
    reader: FeatureReader, ground: Iterable[FeatureId], x_m: float, y_m: float
) -> Changeset:
    """Return the changeset that adds a corner on the nearest piece of lines or areas."""
    spot = Point(x_m, y_m)

    def widened(points: Points, *, is_ring: bool) -> Points:
        pieces = shapely.linestrings(np.stack([points[:-1], points[1:]], axis=1))
        nearest = int(np.argmin(shapely.distance(pieces, spot)))
        at = pieces[nearest].interpolate(pieces[nearest].project(spot))
        if at.distance(spot) > _reach_m(reader, ground, spot):
            return points
        return np.insert(points, nearest + 1, (at.x, at.y), axis=0)

    return _edited(reader, ground, widened, tr("Insert a corner"))


def delete_ground_corner(
    reader: FeatureReader, ground: Iterable[FeatureId], x_m: float, y_m: float
) -> Changeset:
    """Return the changeset that deletes a corner of lines or areas.

    Raises: GeometryError where a line would have no length or an area no land.
    """

    def narrowed(points: Points, *, is_ring: bool) -> Points:
        loose = points[:-1] if is_ring else points
        kept = loose[~_are_at(loose, (x_m, y_m))]
        if len(kept) == len(loose):
            return points
        if len(kept) < (_LEAST_OF_RING if is_ring else _LEAST_OF_LINE):
            raise GeometryError(
                tr("Too few corners would be left."), hint=tr("Remove the whole thing instead.")
            )
        return np.concatenate([kept, kept[:1]]) if is_ring else kept

    return _edited(reader, ground, narrowed, tr("Delete a corner"))


def _reach_m(reader: FeatureReader, ground: Iterable[FeatureId], spot: Point) -> float:
    """Return how far the nearest of some lines and areas is, and a millimetre more."""
    shapes = [item.geometry for key in ground if (item := _found(reader, key)).geometry]
    lines = [shape.boundary if shape.area else shape for shape in shapes if shape is not None]
    return min(float(line.distance(spot)) for line in lines) + 0.001


def _edited(
    reader: FeatureReader, ground: Iterable[FeatureId], rewrite: Callable[..., Points], title: str
) -> Changeset:
    pairs = []
    for key in ground:
        old = _found(reader, key)
        if old.geometry is None:
            continue
        shape = _rewritten(old.geometry, rewrite)
        if not shape.is_valid or shape.length == 0.0:
            raise GeometryError(
                tr("The outline would cross itself."),
                hint=tr("Set the corner down nearer to where it was."),
            )
        pairs.append((old, replace(old, geometry=shape)))
    return edited(title, pairs)


def _found(reader: FeatureReader, key: FeatureId) -> Line | Area:
    line = reader.find(key, Line)
    return line if line is not None else held(reader, key, Area)


def _rewritten(shape: BaseGeometry, rewrite: Callable[..., Points]) -> BaseGeometry:
    """Return lines or areas with every line and ring rewritten."""
    if isinstance(shape, MultiLineString | MultiPolygon):
        return type(shape)([_rewritten(part, rewrite) for part in shape.geoms])
    if isinstance(shape, Polygon):
        rings = [
            rewrite(shapely.get_coordinates(ring), is_ring=True)
            for ring in (shape.exterior, *shape.interiors)
        ]
        return Polygon(rings[0], rings[1:])
    return LineString(rewrite(shapely.get_coordinates(shape), is_ring=False))


def _are_at(points: Points, spot: Spot) -> NDArray[np.bool_]:
    """Return which points are a corner, to the millimetre."""
    return np.asarray((to_mm(points) == to_mm(np.array(spot))).all(axis=1))
