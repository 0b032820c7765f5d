"""What all features share: an id, free tags and, where they have a place, a plain geometry."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

import shapely
from shapely import MultiLineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gridmap.model.parts import FeatureId

Tags: TypeAlias = tuple[tuple[str, str], ...]
Surface2D: TypeAlias = Polygon | MultiPolygon


def new_id() -> FeatureId:
    """Return a fresh id: 32 hexadecimal digits of a random UUID."""
    return FeatureId(uuid.uuid4().hex)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """What every feature has: an id and free tags (pairs of name and text, in the order given).

    A geometry is kept in its plainest form (`plain_geometry`), so that what is held equals what
    comes back from the file. `is_spot`: it stands on one point, whatever shape it is made with.
    """

    kind: ClassVar[str] = ""
    is_spot: ClassVar[bool] = False

    id: FeatureId
    tags: Tags = ()

    def __post_init__(self) -> None:
        """Bring the geometry, where there is one, into its plainest form; a spot's into a point."""
        geometry = geometry_of(self)
        if geometry is not None:
            plain = plain_geometry(geometry)
            if self.is_spot and plain is not None and not isinstance(plain, Point):
                plain = plain.representative_point()
            if plain is not geometry:
                object.__setattr__(self, "geometry", plain)


def plain_geometry(geometry: BaseGeometry) -> BaseGeometry | None:
    """Return a geometry without heights and without a multi around a single part; None if empty."""
    if geometry.is_empty:
        return None
    if geometry.has_z or geometry.has_m:
        geometry = shapely.force_2d(geometry)
    if isinstance(geometry, MultiPolygon | MultiLineString) and len(geometry.geoms) == 1:
        part: BaseGeometry = geometry.geoms[0]
        return part
    return geometry


def geometry_of(feature: Feature) -> BaseGeometry | None:
    """Return the feature's geometry in metres, None where it has none."""
    geometry: BaseGeometry | None = getattr(feature, "geometry", None)
    return geometry
