"""Which house's care symbol lies under the pointer: symbols stand in a row above their house."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np

from gridmap.layers.care import care_size_mm, side_by_side
from gridmap.layers.style import Styles
from gridmap.layers.view import MapView
from gridmap.model.care import is_printable
from gridmap.model.catalogue import load_catalogue
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader, Snapshot
from gridmap.model.features import CareRecord, FeatureId, Household
from gridmap.model.spatial_index import SpatialIndex

_REACH_MM: Final = 14.0
"""No symbol stands further than this from its house: a row of six is 26 mm long."""


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
        (x_m, y_m), reach_m = point_m, _REACH_MM / view.mm_per_m
        box = (x_m - reach_m, y_m - reach_m, x_m + reach_m, y_m + reach_m)
        found: list[FeatureId] = []
        for key in houses.query(box):
            records = self._records.get(key)
            house = reader.find(key, Household) if records else None
            if not records or house is None or house.geometry is None:
                continue
            away_mm = np.array([x_m - house.geometry.x, house.geometry.y - y_m]) * view.mm_per_m
            hit = self._hit(reader, records, away_mm, styles)
            if hit is not None:
                found += [key, hit]
        return found

    def _hit(
        self,
        reader: FeatureReader,
        records: Sequence[FeatureId],
        away_mm: np.ndarray,
        styles: Styles,
    ) -> FeatureId | None:
        offsets = side_by_side(len(records), styles)
        for key, offset in zip(records, offsets, strict=True):
            record = reader.find(key, CareRecord)
            size_mm = care_size_mm(record.category if record is not None else "", styles)
            if (np.abs(away_mm - offset) <= size_mm / 2).all():
                return key
        return None

    def _add(self, record: CareRecord) -> None:
        if is_printable(record, load_catalogue(), on=date.today()):
            self._records[record.household].append(record.id)
