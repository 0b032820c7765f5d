"""What a booklet may be confined to: one grid, or what one officer answers for by duties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.errors import NotFoundError
from gridmap.i18n import tr
from gridmap.model.care import is_printable
from gridmap.model.categories import catalogue_of
from gridmap.model.document import FeatureReader
from gridmap.model.duties import Responsibilities, is_on_duty
from gridmap.model.features import (
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Officer,
    Township,
    Village,
    VillagerGroup,
    Visit,
)
from gridmap.model.relations import Relations

OFFICE_ROLES: Final = frozenset({"steward", "approver"})
"""Roles of the office itself: who holds one does not answer for the people of the area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confined:
    """What a printout was asked to be confined to: a grid, or what an officer answers for."""

    grid: FeatureId | None = None
    officer: FeatureId | None = None

    def takes(self, officer: Officer | None, grid: FeatureId | None) -> bool:
        """Whether what an officer answers for, in a grid, is part of it."""
        holder = officer.id if officer is not None else None
        return self.officer in (None, holder) and self.grid in (None, grid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The households of a scope, and the villages, grids and groups that it covers or touches.

    `whole` are the areas of it that are covered wholly.
    """

    households: frozenset[FeatureId]
    areas: frozenset[FeatureId]
    whole: frozenset[FeatureId] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether it covers nothing."""
        return not self.areas and not self.households


def scope_of(
    reader: FeatureReader,
    relations: Relations,
    confined: Confined | None,
    *,
    on: date,
    homes: Set[FeatureId] = frozenset(),
) -> Scope | None:
    """Return the scope that a printout is confined to, None where it is not.

    `homes` are households of an officer's own people. Both a grid and an officer: what lies in
    both. Raises: NotFoundError for a grid that is not there.
    """
    scope: Scope | None = None
    if confined is not None and confined.officer is not None:
        scope = officer_scope(reader, relations, confined.officer, on=on, homes=homes)
    if confined is not None and confined.grid is not None:
        own = grid_scope(reader, relations, confined.grid)
        scope = own if scope is None else _both(own, scope)
    return scope


def grid_scope(reader: FeatureReader, relations: Relations, grid: FeatureId) -> Scope:
    """Return the scope of one grid. Raises: NotFoundError where there is no such grid."""
    if reader.find(grid, Grid) is None:
        raise NotFoundError(
            tr("The grid to print is not in the project."), hint=tr("Choose the grid again.")
        )
    return _scope(reader, relations, {grid}, frozenset())


def officer_scope(
    reader: FeatureReader,
    relations: Relations,
    officer: FeatureId,
    *,
    on: date,
    homes: Set[FeatureId] = frozenset(),
) -> Scope:
    """Return what an officer answers for on a day: the areas of their duties, and `homes`.

    A deputy does not answer for an area; neither does the office's own staff. `homes` are the
    households of people whom the officer visits without a duty for their area.
    """
    areas = {duty.scope for duty in area_duties(reader, on=on) if duty.officer == officer}
    return _scope(reader, relations, areas, frozenset(homes))


def area_duties(reader: FeatureReader, *, on: date) -> Iterable[Duty]:
    """Yield the duties in force for townships, villages, groups and grids, but the office's."""
    kinds = (Township, Village, VillagerGroup, Grid)
    for duty in reader.all(Duty):
        if duty.role in OFFICE_ROLES or duty.officer is None or not is_on_duty(duty, on):
            continue
        if any(reader.find(duty.scope, kind) is not None for kind in kinds):
            yield duty


def villages_of_scope(reader: FeatureReader, scope: FeatureId) -> set[FeatureId]:
    """Return the village of a group or grid, the village itself, or all villages of a township."""
    area = reader.find(scope, Grid) or reader.find(scope, VillagerGroup)
    if area is not None:
        return {area.village}
    if reader.find(scope, Township) is None:
        return {scope}
    return {item.id for item in reader.all(Village) if item.township in (None, scope)}


def _scope(
    reader: FeatureReader, relations: Relations, held: Set[FeatureId], homes: frozenset[FeatureId]
) -> Scope:
    whole = _with_inner(reader, relations, held)
    households = {
        item.id
        for scope in whole
        for table in (
            relations.households_in_village,
            relations.households_in_grid,
            relations.households_in_group,
        )
        for item in table.get(scope, ())
    }
    households |= {item for item in homes if reader.find(item, Household) is not None}
    owners = (relations.village_of, relations.grid_of, relations.group_of)
    touched = {owner.get(item) for item in households for owner in owners}
    villages = {village for scope in whole for village in villages_of_scope(reader, scope)}
    areas = {item for item in touched if item is not None} | villages | whole
    return Scope(households=frozenset(households), areas=frozenset(areas), whole=frozenset(whole))


def _both(first: Scope, second: Scope) -> Scope:
    return Scope(
        households=first.households & second.households,
        areas=first.areas & second.areas,
        whole=first.whole & second.whole,
    )


def places_around(
    reader: FeatureReader, scope: Scope, *, reach_m: float = 1500.0
) -> NDArray[np.float64]:
    """Return the places of the houses near a scope that are not in it, shape (n, 2), in metres.

    Nothing of them but where they are.
    """
    others = [item.geometry for item in reader.all(Household)
              if item.geometry is not None and item.id not in scope.households]  # fmt: skip
    own = [item.geometry for item in map(reader.find_any, scope.households)
           if isinstance(item, Household) and item.geometry is not None]  # fmt: skip
    if not others or not own:
        return np.empty((0, 2))
    points = shapely.get_coordinates(others)
    ends = shapely.get_coordinates(own)
    low, high = ends.min(axis=0) - reach_m, ends.max(axis=0) + reach_m
    is_near = ((points >= low) & (points <= high)).all(axis=1)
    near: NDArray[np.float64] = np.unique(points[is_near], axis=0)
    return near


def inside(parts: Iterable[Feature], scope: Scope | None) -> Iterator[Feature]:
    """Yield the features of a scope: of other households, records and visits nothing at all.

    Households come before their records, and records before their visits.
    """
    if scope is None:
        yield from parts
        return
    records: set[FeatureId] = set()
    for item in parts:
        if isinstance(item, Household) and item.id not in scope.households:
            continue
        if isinstance(item, CareRecord):
            if item.household not in scope.households:
                continue
            records.add(item.id)
        if isinstance(item, Visit) and item.record not in records:
            continue
        yield item


def officers_with_people(
    reader: FeatureReader, *, on: date
) -> dict[FeatureId, tuple[FeatureId, ...]]:
    """Return the officers who have people of their own on a day, with these people's villages.

    All by id and in the order in which the reader holds them; people in no village do not count.
    """
    catalogue = catalogue_of(reader)
    relations = Relations(reader)
    responsibilities = Responsibilities(reader, relations, on=on)
    found: dict[FeatureId, set[FeatureId]] = {}
    for record in reader.all(CareRecord):
        post = responsibilities.of_record(record).officer
        village = relations.village_of.get(record.household)
        if post is None or post.officer is None or village is None:
            continue
        if is_printable(record, catalogue, on=on):
            found.setdefault(post.officer.id, set()).add(village)
    order = [village.id for village in reader.all(Village)]
    return {
        officer.id: tuple(village for village in order if village in found[officer.id])
        for officer in reader.all(Officer)
        if officer.id in found
    }


def _with_inner(
    reader: FeatureReader, relations: Relations, held: Set[FeatureId]
) -> set[FeatureId]:
    """Return areas with those inside them: a township's villages, a village's grids and groups."""
    wide = {item for item in held if reader.find(item, Township) or reader.find(item, Village)}
    villages = {village for item in wide for village in villages_of_scope(reader, item)}
    found = villages | (set(held) - wide)
    for village in villages:
        found |= {item.id for item in relations.grids_in_village.get(village, ())}
        found |= {item.id for item in relations.groups_in_village.get(village, ())}
    return found
