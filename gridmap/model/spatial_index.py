"""A spatial index over the features of one kind.

A packed tree plus what changed since it was built.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from gridmap.model.features import Feature, FeatureId, geometry_of

REBUILD_AFTER: Final = 2_000
"""So many changes are searched one by one before the next query packs the tree again."""


class SpatialIndex:
    """Bounding boxes of features in metres. Queries give ids; exact tests are the caller's."""

    __slots__ = ("_changed", "_geometries", "_ids", "_keys", "_stale", "_tree")

    def __init__(self, features: Iterable[Feature] = ()) -> None:
        pairs = [(feature.id, geometry_of(feature)) for feature in features]
        self._pack(
            [(key, shape) for key, shape in pairs if shape is not None and not shape.is_empty]
        )

    def update(self, feature_id: FeatureId, feature: Feature | None) -> None:
        """Note that a feature was added, changed or (None) removed."""
        shape = geometry_of(feature) if feature is not None else None
        self._stale.add(feature_id)
        if shape is None or shape.is_empty:
            self._changed.pop(feature_id, None)
        else:
            self._changed[feature_id] = shape, shape.bounds

    def query(self, bounds: tuple[float, float, float, float]) -> list[FeatureId]:
        """Return the ids of features whose box meets min x, min y, max x, max y (metres)."""
        if len(self._stale) > REBUILD_AFTER:
            self._repack()
        box = shapely.box(*bounds)
        hits: list[FeatureId] = self._keys[np.sort(self._tree.query(box))].tolist()
        found = [key for key in hits if key not in self._stale] if self._stale else hits
        left, bottom, right, top = bounds
        found.extend(
            key
            for key, (_, (low_x, low_y, high_x, high_y)) in self._changed.items()
            if low_x <= right and high_x >= left and low_y <= top and high_y >= bottom
        )
        return found

    def _repack(self) -> None:
        pairs = zip(self._ids, self._geometries, strict=True)
        kept = [(key, shape) for key, shape in pairs if key not in self._stale]
        self._pack([*kept, *((key, shape) for key, (shape, _) in self._changed.items())])

    def _pack(self, pairs: list[tuple[FeatureId, BaseGeometry]]) -> None:
        self._ids: list[FeatureId] = [key for key, _ in pairs]
        self._keys = np.array(self._ids, dtype=object)
        self._geometries: list[BaseGeometry] = [shape for _, shape in pairs]
        self._tree = STRtree(self._geometries)
        self._stale: set[FeatureId] = set()
        self._changed: dict[FeatureId, tuple[BaseGeometry, tuple[float, float, float, float]]] = {}
