"""What a change reaches: the features whose problems may be others than before.

Each rule says in its `touched` which of them it depends on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from gridmap.checks.problem import Context
from gridmap.model.features import (
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Officer,
    Place,
    Project,
    Township,
    Village,
    VillagerGroup,
    Visit,
    geometry_of,
)
from gridmap.model.live_relations import Differences, Moved, is_more_than_a_shape

F = TypeVar("F", bound=Feature)

Ids = frozenset[FeatureId]
NEIGHBOUR_M = 2.0


@dataclass(frozen=True)
class Reach:
    """A change, seen from afterwards: `context` is the new state, `moved` the households."""

    context: Context
    changes: Differences
    moved: dict[FeatureId, Moved]

    def ids(self, *kinds: type[Feature]) -> Ids:
        """Return the ids of the features of some kinds that were added, edited or removed."""
        return frozenset(key for kind in kinds for key in self.changes.get(kind, ()))

    def all(self, kind: type[Feature]) -> Ids:
        """Return the ids of all features of a kind, for rules that have few of them."""
        return frozenset(self.context.reader.table(kind))

    @cached_property
    def homes(self) -> Ids:
        """Households that changed, belong elsewhere, or whose village changed."""
        members = self.context.relations.households_in_village
        inside = (home.id for key in self.ids(Village) for home in members.get(key, ()))
        return frozenset(self.moved).union(inside)

    @cached_property
    def named_homes(self) -> Ids:
        """Households that changed, belong elsewhere, or whose village has other facts now."""
        villages = self.changes.get(Village, {})
        other = [key for key, sides in villages.items() if is_more_than_a_shape(*sides)]
        members = self.context.relations.households_in_village
        inside = (home.id for key in other for home in members.get(key, ()))
        return frozenset(self.moved).union(inside)

    @cached_property
    def neighbours(self) -> Ids:
        """Households within 2 m of where a changed household was or is, itself included."""
        found = set(self.ids(Household))
        index = self.context.relations.household_index
        for sides in self.changes.get(Household, {}).values():
            for side in sides:
                shape = geometry_of(side) if side is not None else None
                if shape is not None:
                    found.update(index.query(shape.buffer(NEIGHBOUR_M).bounds))
        return frozenset(found)

    @cached_property
    def villages(self) -> Ids:
        """Villages that changed, or that have or had a household or grid that did."""
        return self._owners(0) | self.village_land

    @cached_property
    def village_land(self) -> Ids:
        """Villages that changed, or a grid of theirs."""
        return self.ids(Village).union(grid.village for grid in self._sides(Grid))

    @cached_property
    def groups(self) -> Ids:
        """Villager groups that changed, have or had a changed household, or a changed village."""
        return self._owners(1) | self._parts(VillagerGroup)

    @cached_property
    def grids(self) -> Ids:
        """Grids that changed, have or had a changed household, or whose village changed."""
        return self._owners(2) | self.grid_land

    @cached_property
    def grid_land(self) -> Ids:
        """Grids that changed, or whose village did."""
        return self._parts(Grid)

    @cached_property
    def places(self) -> Ids:
        """Places that changed; all of them where a village changed."""
        changed = self.ids(Place)
        return changed | self.all(Place) if self.ids(Village) else changed

    @cached_property
    def duties(self) -> Ids:
        """Duties that changed, or whose officer, deputy or scope did."""
        scopes = self.grids | self.groups | self.ids(Township, Village)
        officers = self.ids(Officer)
        hit = (
            duty.id
            for duty in self.context.reader.all(Duty)
            if duty.scope in scopes or duty.officer in officers or duty.deputy in officers
        )
        return self.ids(Duty).union(hit)

    @cached_property
    def scopes(self) -> Ids:
        """What duties that changed, or whose officer did, are held for."""
        return self._scopes_of(())

    @cached_property
    def records(self) -> Ids:
        """Care records that changed, or whose household or visits did; all under other rules."""
        if self._has_other_rules:
            return self.ids(CareRecord) | self.all(CareRecord)
        records_of = self.context.relations.records_of
        of_homes = (record.id for key in self.homes for record in records_of.get(key, ()))
        return self.ids(CareRecord).union(of_homes, (v.record for v in self._sides(Visit)))

    @property
    def _has_other_rules(self) -> bool:
        """Whether the office has laid down other rules for its categories."""
        sides = self.changes.get(Project, {}).values()
        rules = [[getattr(side, "category_rules", ()) for side in pair] for pair in sides]
        return any(before != after for before, after in rules)

    def answered_records(self, *roles: str) -> Ids:
        """Care records for which somebody else may hold one of some roles now."""
        return self.records.union(
            self._records_under(self._scopes_of(roles)), self._records_naming()
        )

    def _scopes_of(self, roles: Collection[str]) -> Ids:
        """Return what changed duties of some roles are held for, also those of changed officers."""
        officers = self.ids(Officer)
        duties = [*self._sides(Duty)]
        if officers:
            duties += [
                duty
                for duty in self.context.reader.all(Duty)
                if duty.officer in officers or duty.deputy in officers
            ]
        return frozenset(duty.scope for duty in duties if not roles or duty.role in roles)

    def _records_under(self, scopes: Collection[FeatureId]) -> Iterable[FeatureId]:
        reader, relations = self.context.reader, self.context.relations
        if any(reader.find(scope, Village) is None and self._is_wide(scope) for scope in scopes):
            return self.all(CareRecord)  # those removed are among `records`
        members = (
            relations.households_in_village,
            relations.households_in_group,
            relations.households_in_grid,
        )
        homes = (home.id for scope in scopes for table in members for home in table.get(scope, ()))
        records = (record.id for home in homes for record in relations.records_of.get(home, ()))
        return frozenset(scopes).union(records)

    def _is_wide(self, scope: FeatureId) -> bool:
        """Whether a scope is none of those whose households are known: a township, say."""
        kinds = (VillagerGroup, Grid, CareRecord)
        return not any(scope in self.context.reader.table(kind) for kind in kinds)

    def _records_naming(self) -> Iterable[FeatureId]:
        officers = self.ids(Officer)
        if not officers:
            return ()
        return (
            record.id
            for record in self.context.reader.all(CareRecord)
            if not officers.isdisjoint((record.leader, record.officer, record.deputy))
        )

    def _owners(self, level: int) -> Ids:
        sides = (side for move in self.moved.values() for side in (move.before, move.after))
        return frozenset(key for side in sides if (key := side[level]) is not None)

    def _parts(self, kind: type[Grid] | type[VillagerGroup]) -> Ids:
        villages = self.ids(Village)
        if not villages:
            return self.ids(kind)
        inside = (part.id for part in self.context.reader.all(kind) if part.village in villages)
        return self.ids(kind).union(inside)

    def _sides(self, kind: type[F]) -> Iterable[F]:
        """Return the old and new features of a kind that changed."""
        pairs = self.changes.get(kind, {}).values()
        return (side for pair in pairs for side in pair if isinstance(side, kind))
