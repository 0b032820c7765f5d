"""Who covers what: every household, care record, place and square metre, or why nobody does.

Who is responsible is resolved by model/duties.Responsibilities alone, once for each combination of
group, grid and village in which anything lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final, TypeAlias

from shapely import Point

from gridmap.model.care import is_active
from gridmap.model.document import FeatureReader
from gridmap.model.duties import Responsibilities
from gridmap.model.features import (
    CareRecord,
    Duty,
    FeatureId,
    Grid,
    Household,
    Officer,
    Place,
    Township,
    Village,
    VillagerGroup,
)
from gridmap.model.live_relations import Differences
from gridmap.model.relations import Relations, containing_points, has_position
from gridmap.review.cover import Cover, make_cover

Key: TypeAlias = tuple[FeatureId | None, FeatureId | None, FeatureId | None, bool]

_PROBE = FeatureId("probe")
_WIDE: Final = (Township, Village, VillagerGroup, Grid, Officer)
"""Kinds whose change may give anything another answer."""


class Coverage:
    """Answers for one reader on one day; everything is worked out at first use.

    It is made for one state of the data and not kept across its changes.
    """

    def __init__(
        self, reader: FeatureReader, *, on: date, relations: Relations | None = None
    ) -> None:
        self.reader = reader
        self.on = on
        self.relations = relations if relations is not None else Relations(reader)
        self.responsibilities = Responsibilities(reader, self.relations, on=on)
        self._covers: dict[Key, Cover] = {}

    @classmethod
    def following(
        cls,
        before: Coverage,
        reader: FeatureReader,
        relations: Relations,
        changes: Differences,
        moved: Iterable[FeatureId],
    ) -> Coverage:
        """Return the cover of a later state, keeping what the changes between cannot have touched.

        `moved` are the households that changed or belong elsewhere now.
        """
        coverage = cls(reader, on=before.on, relations=relations)
        if any(kind in changes for kind in _WIDE):
            return coverage
        scopes = {
            side.scope
            for sides in changes.get(Duty, {}).values()
            for side in sides
            if isinstance(side, Duty)
        }
        if any(reader.find(scope, Township) is not None for scope in scopes):
            return coverage
        coverage._covers = {
            key: cover for key, cover in before._covers.items() if scopes.isdisjoint(key[:3])
        }
        if len(coverage._covers) == len(before._covers):
            coverage.__dict__["households"] = coverage._patched(before.households, moved)
        return coverage

    def of_household(self, household: Household) -> Cover:
        """Return who answers for a household."""
        return self._of(self._key(household))

    def of_record(self, record: CareRecord) -> Cover:
        """Return who answers for a care record."""
        household = self.reader.find(record.household, Household)
        if household is not None and self._is_plain(record):
            return self.of_household(household)
        posts = self.responsibilities.of_record(record)
        scopes = self._scopes(self._key(household)) if household is not None else []
        is_placed = household is not None and has_position(household)
        return make_cover(
            posts, scopes, self.relations, on=self.on, is_placed=is_placed or household is None
        )

    def of_place(self, place: Place) -> Cover:
        """Return who answers for a key place, by where it stands."""
        if place.geometry is None:
            village = self.relations.village_of.get(place.id)
            return self._of((None, None, village, False))
        return self.of_point(place.geometry, village=self.relations.village_of.get(place.id))

    def of_point(self, point: Point, village: FeatureId | None = None) -> Cover:
        """Return who answers for a point in metres; `village`: of what stands there, if known."""
        probe = {_PROBE: point}
        group = containing_points(probe, list(self.reader.all(VillagerGroup)))[_PROBE]
        grid = containing_points(probe, list(self.reader.all(Grid)))[_PROBE]
        around = village or containing_points(probe, list(self.reader.all(Village)))[_PROBE]
        return self._of((group, grid, around, True))

    def of_area(self, group: FeatureId | None, grid: FeatureId | None, village: FeatureId) -> Cover:
        """Return who answers for land in a group, a grid and a village."""
        return self._of((group, grid, village, True))

    @cached_property
    def households(self) -> Mapping[FeatureId, Cover]:
        """The cover of every household, by id."""
        groups, grids = self.relations.group_of, self.relations.grid_of
        villages, covers = self.relations.village_of, self._covers
        found: dict[FeatureId, Cover] = {}
        for home in self.reader.all(Household):
            grid = grids[home.id]
            is_placed = grid is not None or home.geometry is not None
            key = (groups[home.id], grid, villages[home.id], is_placed)
            cover = covers.get(key)
            found[home.id] = cover if cover is not None else self._of(key)
        return found

    @cached_property
    def active_records(self) -> Sequence[CareRecord]:
        """The care records whose need has begun and not ended."""
        return [item for item in self.reader.all(CareRecord) if is_active(item, on=self.on)]

    @cached_property
    def records(self) -> Mapping[FeatureId, Cover]:
        """The cover of every care record whose need has begun and not ended, by id."""
        homes = self.households
        return {
            record.id: homes[record.household]
            if record.household in homes and self._is_plain(record)
            else self.of_record(record)
            for record in self.active_records
        }

    @cached_property
    def uncovered_households(self) -> Sequence[FeatureId]:
        """The households without an officer or without a leader."""
        return [key for key, cover in self.households.items() if cover.lacks]

    @cached_property
    def uncovered_records(self) -> Sequence[FeatureId]:
        """The care records without an officer or without a leader."""
        return [key for key, cover in self.records.items() if cover.lacks]

    def _patched(
        self, before: Mapping[FeatureId, Cover], moved: Iterable[FeatureId]
    ) -> Mapping[FeatureId, Cover]:
        found = dict(before)
        for key in moved:
            home = self.reader.find(key, Household)
            if home is None:
                found.pop(key, None)
            else:
                found[key] = self.of_household(home)
        return found

    def _is_plain(self, record: CareRecord) -> bool:
        """Whether a record has nobody of its own, so that its household's cover is its cover."""
        own = (record.leader, record.officer, record.deputy)
        return own == (None, None, None) and record.id not in self.relations.duties_of

    def _key(self, household: Household) -> Key:
        relations = self.relations
        grid = relations.grid_of.get(household.id)
        is_placed = grid is not None or has_position(household)
        group, village = (
            relations.group_of.get(household.id),
            relations.village_of.get(household.id),
        )
        return group, grid, village, is_placed

    def _of(self, key: Key) -> Cover:
        cover = self._covers.get(key)
        if cover is None:
            scopes = self._scopes(key)
            posts = self.responsibilities.of_scopes(scopes)
            cover = make_cover(posts, scopes, self.relations, on=self.on, is_placed=key[3])
            self._covers[key] = cover
        return cover

    def _scopes(self, key: Key) -> list[FeatureId | None]:
        return self.responsibilities.scopes_in(*key[:3])
