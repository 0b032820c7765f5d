"""Relations kept up to date: after a change only what it touches is worked out again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, TypeAlias

from gridmap.geo.changed_land import changed_boxes
from gridmap.model.changes import Bounds
from gridmap.model.document import FeatureReader, Snapshot
from gridmap.model.features import (
    KINDS,
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Place,
    Township,
    Village,
    VillagerGroup,
    Visit,
    geometry_of,
)
from gridmap.model.relations import Relations, containing

Sides: TypeAlias = tuple[Feature | None, Feature | None]
Differences: TypeAlias = Mapping[type[Feature], Mapping[FeatureId, Sides]]
Owners: TypeAlias = tuple[FeatureId | None, FeatureId | None, FeatureId | None]

_AREAS: Final = (Village, VillagerGroup, Grid)
_OUTLINED: Final = (Township, Village, VillagerGroup)
_TABLES: Final[dict[type[Feature], tuple[str, ...]]] = {
    Grid: ("grids_in_village",),
    VillagerGroup: ("groups_in_village",),
    CareRecord: ("records_of",),
    Visit: ("visits_of",),
    Duty: ("duties_of", "duties_held"),
}
"""Tables that are small enough to be made anew at their next use."""

MOST_AT_ONCE: Final = 3_000
"""A change of more households than this is followed by beginning anew."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A household whose facts or belonging changed: village, group and grid before and after."""

    before: Owners
    after: Owners


def differences(before: Snapshot, after: Snapshot) -> Differences:
    """Return by kind and id the old and the new side of every feature that is another one.

    Snapshots of one document share the tables that no change has touched; only others are looked
    through.
    """
    found: dict[type[Feature], dict[FeatureId, Sides]] = {}
    for kind in KINDS:
        old, new = before.table(kind), after.table(kind)
        if old is new:
            continue
        sides: dict[FeatureId, Sides] = {
            key: (old.get(key), item) for key, item in new.items() if old.get(key) is not item
        }
        sides |= {key: (item, None) for key, item in old.items() if key not in new}
        if sides:
            found[kind] = sides
    return found


def is_wide(before: Snapshot, after: Snapshot, changes: Differences) -> bool:
    """Whether a change may reach nearly everything, so that beginning anew is as quick.

    That is also so where areas stand in another order: of two that meet at a house, the first
    counts as its owner.
    """
    if len(changes.get(Household, ())) > MOST_AT_ONCE:
        return True
    if any(is_more_than_a_shape(*sides) for sides in changes.get(Township, {}).values()):
        return True
    for kind in (Village, VillagerGroup, Grid):
        old, new = before.table(kind), after.table(kind)
        if old is not new and [key for key in old if key in new] != [k for k in new if k in old]:
            return True
    return False


def is_more_than_a_shape(old: Feature | None, new: Feature | None) -> bool:
    """Whether more than the outline of a township, village or group changed.

    Drawing puts corners into the outlines of all that a border meets.
    """
    if not isinstance(old, _OUTLINED) or not isinstance(new, _OUTLINED):
        return True
    return replace(old, geometry=None) != replace(new, geometry=None)


class LiveRelations(Relations):
    """The same answers as `Relations`, for a reader that is replaced by a later one.

    The order of households in the lists by village, group and grid may differ from the reader's.
    """

    def update(self, reader: FeatureReader, changes: Differences) -> dict[FeatureId, Moved]:
        """Follow a reader to its later state; return the households that changed or moved."""
        self.load()
        touched = self._touched(reader, changes)
        before = {key: self._owners(key) for key in touched}
        olds = {key: self._reader.find(key, Household) for key in touched}
        self._reader = reader
        for kind in changes:
            for name in _TABLES.get(kind, ()):
                self.__dict__.pop(name, None)
        self._settle_places(changes)
        for key, (_, new) in changes.get(Household, {}).items():
            self.household_index.update(key, new)
            self._note_override(key, new)
        self._settle(touched)
        after = {key: self._owners(key) for key in touched}
        self._regroup(olds, before, after)
        own = changes.get(Household, {})
        return {
            key: Moved(before[key], after[key])
            for key in touched
            if key in own or before[key] != after[key]
        }

    def load(self) -> None:
        """Work out every table that is kept up to date; the first change is then a quick one."""
        for name in ("households_in_village", "households_in_group", "households_in_grid"):
            getattr(self, name)
        _ = self.household_index, self._overridden

    def _owners(self, key: FeatureId) -> Owners:
        return self.village_of.get(key), self.group_of.get(key), self.grid_of.get(key)

    def _touched(self, reader: FeatureReader, changes: Differences) -> set[FeatureId]:
        """Return the households whose facts or belonging may be others now."""
        touched = set(changes.get(Household, {}))
        named: set[FeatureId] = set()
        for kind in _AREAS:
            for key, (old, new) in changes.get(kind, {}).items():
                if old is None or new is None or _owner(old) != _owner(new):
                    named.add(key)
                for box in _moved_land(old, new):
                    touched.update(self.household_index.query(box))
        is_of_grids = named <= changes.get(Grid, {}).keys()
        if is_of_grids:
            touched.update(self._overridden_to(named))
        for state in (reader, self._reader) if named else ():
            areas = named if is_of_grids else named | _parts_of(state, named)
            touched.update(self._standing_in(state, areas))
            if not is_of_grids:
                touched.update(_referring(state, areas))
        return touched

    def _standing_in(
        self, reader: FeatureReader, areas: Collection[FeatureId]
    ) -> Iterable[FeatureId]:
        """Yield the households in the boxes of some groups and grids: they follow their village."""
        for key in areas:
            area = reader.find(key, VillagerGroup) or reader.find(key, Grid)
            shape = geometry_of(area) if area is not None else None
            if shape is not None:
                yield from self.household_index.query(shape.bounds)

    @cached_property
    def _overridden(self) -> set[FeatureId]:
        """The households whose grid was written down: few, so that they are found at once."""
        homes = self._reader.all(Household)
        return {home.id for home in homes if home.grid_override is not None}

    def _overridden_to(self, grids: Collection[FeatureId]) -> Iterable[FeatureId]:
        """Yield the households that were given one of some grids; changed ones are known anyway."""
        for key in self._overridden if grids else ():
            home = self._reader.find(key, Household)
            if home is not None and home.grid_override in grids:
                yield key

    def _note_override(self, key: FeatureId, home: Feature | None) -> None:
        self._overridden.discard(key)
        if isinstance(home, Household) and home.grid_override is not None:
            self._overridden.add(key)

    def _settle(self, touched: Collection[FeatureId]) -> None:
        homes = [item for key in touched if (item := self._reader.find(key, Household)) is not None]
        villages = {home.id: self._recorded_village(home) for home in homes}
        groups = {home.id: self._known(home.group, VillagerGroup) for home in homes}
        villages |= containing(
            [home for home in homes if villages[home.id] is None], list(self._reader.all(Village))
        )
        groups |= containing(
            [home for home in homes if groups[home.id] is None],
            list(self._reader.all(VillagerGroup)),
        )
        by_position = containing(homes, list(self._reader.all(Grid)))
        given = {home.id: self._known(home.grid_override, Grid) for home in homes}
        grids = {key: given[key] or found for key, found in by_position.items()}
        for key, village in villages.items():
            if village is None:
                villages[key] = self._village_through(groups[key], grids[key])
        tables = (self.village_of, self.group_of, self.grid_by_position, self.grid_of)
        for table, fresh in zip(tables, (villages, groups, by_position, grids), strict=True):
            assert isinstance(table, dict)
            for key in touched:
                table.pop(key, None)
            table.update(fresh)

    def _settle_places(self, changes: Differences) -> None:
        """Work out the villages of changed places; of all places where a village changed."""
        changed = changes.get(Place, {})
        owner = self.village_of
        assert isinstance(owner, dict)
        for key in changed:
            owner.pop(key, None)
        places: Iterable[Place] = self._reader.all(Place)
        if Village not in changes:
            places = [item for key in changed if (item := self._reader.find(key, Place))]
        recorded = {item.id: self._known(item.village, Village) for item in places}
        unknown = [item for item in places if recorded[item.id] is None]
        owner |= recorded | containing(unknown, list(self._reader.all(Village)))

    def _regroup(
        self,
        olds: Mapping[FeatureId, Household | None],
        before: Mapping[FeatureId, Owners],
        after: Mapping[FeatureId, Owners],
    ) -> None:
        tables = (self.households_in_village, self.households_in_group, self.households_in_grid)
        for at, table in enumerate(tables):
            assert isinstance(table, dict)
            for key, old in olds.items():
                new = self._reader.find(key, Household)
                _replace(table, (before[key][at], old), (after[key][at], new))


def _replace(
    table: dict[FeatureId | None, list[Household]],
    before: tuple[FeatureId | None, Household | None],
    after: tuple[FeatureId | None, Household | None],
) -> None:
    """Take a household from the list of its old owner into that of its new one, or renew it."""
    (source, old), (goal, new) = before, after
    if old is not None and new is not None and source == goal:
        if old is not new:
            members = table[source]
            members[_place_of(members, old)] = new
        return
    if old is not None:
        members = table[source]
        del members[_place_of(members, old)]
        if not members:
            del table[source]
    if new is not None:
        table.setdefault(goal, []).append(new)


def _place_of(members: list[Household], home: Household) -> int:
    return next(at for at, item in enumerate(members) if item.id == home.id)


def _owner(area: Feature) -> FeatureId | None:
    """Return the village that a group or grid is in; households follow it."""
    village: FeatureId | None = getattr(area, "village", None)
    return village


def _moved_land(old: Feature | None, new: Feature | None) -> Iterable[Bounds]:
    """Return boxes in metres that hold all land that an area gained or lost."""
    before = geometry_of(old) if old is not None else None
    after = geometry_of(new) if new is not None else None
    if before is after:
        return ()
    if before is None or after is None:
        return [shape.bounds for shape in (before, after) if shape is not None]
    return changed_boxes(before, after)


def _parts_of(reader: FeatureReader, villages: Collection[FeatureId]) -> set[FeatureId]:
    """Return the groups and grids of some villages: households follow them into the village."""
    parts: list[VillagerGroup | Grid] = [*reader.all(VillagerGroup), *reader.all(Grid)]
    return {part.id for part in parts if part.village in villages}


def _referring(reader: FeatureReader, areas: Collection[FeatureId]) -> Iterable[FeatureId]:
    """Return the households that name one of some villages, groups or grids."""
    return (
        home.id
        for home in reader.all(Household)
        if home.village in areas or home.group in areas or home.grid_override in areas
    )
