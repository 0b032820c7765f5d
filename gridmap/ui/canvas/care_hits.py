"""Which house's care symbol lies under the pointer: symbols stand in a row beside their house."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np

from gridmap.layers.care import ROOM_MM, CareLayer, care_size_mm
from gridmap.layers.style import Styles
from gridmap.layers.view import MapView
from gridmap.model.care import is_printable
from gridmap.model.catalogue import load_catalogue
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader, Snapshot
from gridmap.model.features import CareRecord, FeatureId, Household
from gridmap.model.spatial_index import SpatialIndex

_REACH_MM: Final = 14.0
"""So far around the pointer rows of symbols are looked at."""


class CareHits:
    """The records with a symbol on the map, by household; holds ids only."""

    def __init__(self) -> None:
        self._records: dict[FeatureId, list[FeatureId]] = defaultdict(list)

    @classmethod
    def of(cls, snapshot: Snapshot) -> CareHits:
        """Return the symbols of a snapshot."""
        found = cls()
        for record in snapshot.all(CareRecord):
            found._add(record)
        return found

    def update(self, changeset: Changeset) -> None:
        """Take over a changeset."""
        for change in changeset:
            if isinstance(change.old, CareRecord):
                known = self._records[change.old.household]
                if change.id in known:
                    known.remove(change.id)
            if isinstance(change.new, CareRecord):
                self._add(change.new)

    def at(
        self,
        reader: FeatureReader,
        houses: SpatialIndex,
        point_m: tuple[float, float],
        view: MapView,
        styles: Styles,
    ) -> list[FeatureId]:
        """Return the houses whose symbol lies at a point in metres, each followed by the record."""
        (x_m, y_m), reach_m = point_m, (_REACH_MM + 2 * ROOM_MM) / view.mm_per_m
        box = (x_m - reach_m, y_m - reach_m, x_m + reach_m, y_m + reach_m)
        near = replace(
            view, center_x_m=x_m, center_y_m=y_m, width_mm=_REACH_MM, height_mm=_REACH_MM
        )
        layer = self._layer(reader, houses.query(box))
        found: list[FeatureId] = []
        for row, place_mm in zip(*layer.places_mm(near, styles), strict=True):
            half_mm = care_size_mm(layer.categories[row], styles) / 2
            if (np.abs(place_mm - _REACH_MM / 2) <= half_mm).all():
                record = reader.get(layer.ids[row], CareRecord)
                found += [record.household, record.id]
        return found

    def _layer(self, reader: FeatureReader, houses: Iterable[FeatureId]) -> CareLayer:
        """Return the symbols of some houses, as the map draws them among all of these."""
        homes = [home for key in houses if (home := reader.find(key, Household)) is not None]
        positions = {home.id: home.geometry for home in homes if home.geometry is not None}
        records = [
            record
            for home in positions
            for key in self._records.get(home, ())
            if (record := reader.find(key, CareRecord)) is not None
        ]
        spots = np.array([(spot.x, spot.y) for spot in positions.values()]).reshape(-1, 2)
        return CareLayer.of(records, positions, spots)

    def _add(self, record: CareRecord) -> None:
        if is_printable(record, load_catalogue(), on=date.today()):
            self._records[record.household].append(record.id)
