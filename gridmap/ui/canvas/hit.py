"""What lies under the pointer: points before lines before boundaries, the nearest first.

The indexes are built in the painting thread from a snapshot (100,000 households take longer than a
window may stand still) and kept up to date from changesets in the window's thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

import numpy as np
import shapely

from gridmap.actions.placing import BUILDING
from gridmap.layers.style import Styles
from gridmap.layers.view import MapView
from gridmap.model.changes import Bounds, Changeset
from gridmap.model.document import FeatureReader, Snapshot
from gridmap.model.features import (
    Area,
    Feature,
    FeatureId,
    Grid,
    Household,
    Line,
    Note,
    Place,
    Village,
    VillagerGroup,
    geometry_of,
)
from gridmap.model.spatial_index import SpatialIndex
from gridmap.ui.canvas.care_hits import CareHits

POINT_KINDS: Final[tuple[type[Feature], ...]] = (Household, Place, Note)
LINE_KINDS: Final[tuple[type[Feature], ...]] = (Line, Area)
AREA_KINDS: Final[tuple[type[Feature], ...]] = (Grid, VillagerGroup, Village)
RANKS: Final = (POINT_KINDS, LINE_KINDS, AREA_KINDS)
MOST_HITS: Final = 16


class HitIndex:
    """Finds features by place. Holds ids and boxes only.

    The features come from the reader given.
    """

    def __init__(
        self, indexes: Mapping[type[Feature], SpatialIndex], revision: int, care: CareHits
    ) -> None:
        self._indexes = indexes
        self._care = care
        self.revision = revision

    @classmethod
    def of(cls, snapshot: Snapshot) -> HitIndex:
        """Return the index of all features of a snapshot."""
        kinds = [kind for rank in RANKS for kind in rank]
        indexes = {
            kind: SpatialIndex(item for item in snapshot.all(kind) if _can_be_hit(item))
            for kind in kinds
        }
        return cls(indexes, snapshot.revision, CareHits.of(snapshot))

    def update(self, changeset: Changeset) -> None:
        """Take over a changeset."""
        self._care.update(changeset)
        for change in changeset:
            index = self._indexes.get(type(change.feature))
            if index is not None and _can_be_hit(change.feature):
                index.update(change.id, change.new)

    def care_at(
        self, reader: FeatureReader, point_m: tuple[float, float], view: MapView, styles: Styles
    ) -> list[FeatureId]:
        """Return the houses whose care symbol lies at a point, each followed by the record."""
        return self._care.at(reader, self._indexes[Household], point_m, view, styles)

    def at(
        self,
        reader: FeatureReader,
        x_m: float,
        y_m: float,
        *,
        radius_m: float,
        named: Iterable[FeatureId] = (),
    ) -> tuple[FeatureId, ...]:
        """Return what lies within a radius of a point, the one meant first, at most MOST_HITS.

        An area is hit by its boundary only: its inside is ground on which one drags the map.
        `named`, whose labels lie there, come after the points.
        """
        box = (x_m - radius_m, y_m - radius_m, x_m + radius_m, y_m + radius_m)
        point = shapely.Point(x_m, y_m)
        found: list[FeatureId] = []
        for kinds in RANKS:
            near = [
                (float(distance), kinds.index(kind), feature.id)
                for kind in kinds
                for feature, distance in _distances(self._in_box(reader, kind, box), point)
                if distance <= radius_m
            ]
            found.extend(feature_id for _, _, feature_id in sorted(near))
            if kinds is POINT_KINDS:
                found.extend(named)
        return tuple(dict.fromkeys(found))[:MOST_HITS]

    def grid_at(self, reader: FeatureReader, x_m: float, y_m: float) -> FeatureId | None:
        """Return the grid whose land holds a point, None outside all grids."""
        point = shapely.Point(x_m, y_m)
        for grid in self._in_box(reader, Grid, (x_m, y_m, x_m, y_m)):
            if shapely.intersects(geometry_of(grid), point):
                return grid.id
        return None

    def points_in(self, bounds_m: Bounds) -> tuple[FeatureId, ...]:
        """Return the ids of the point features in a box in metres."""
        return tuple(
            chain.from_iterable(self._indexes[kind].query(bounds_m) for kind in POINT_KINDS)
        )

    def _in_box(self, reader: FeatureReader, kind: type[Feature], box: Bounds) -> list[Feature]:
        ids = self._indexes[kind].query(box)
        return [feature for key in ids if (feature := reader.find(key, kind)) is not None]


def _can_be_hit(feature: Feature) -> bool:
    """Whether a feature is hit at all: houses are meant by their household, not their walls."""
    return not (isinstance(feature, Area) and feature.area_kind == BUILDING)


def _distances(features: list[Feature], point: shapely.Point) -> Iterable[tuple[Feature, float]]:
    """Return each feature with its distance in metres from a point; areas by their boundary."""
    shapes = np.array([geometry_of(feature) for feature in features], dtype=object)
    if not len(shapes):
        return ()
    is_area = shapely.get_dimensions(shapes) == 2
    shapes[is_area] = shapely.boundary(shapes[is_area])
    return zip(features, shapely.distance(shapes, point).tolist(), strict=True)
