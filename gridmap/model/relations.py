"""Who belongs where at one moment.

Households to villages, groups and grids, records to households, duties to scopes. A Relations is
made for one reader and is not kept across its changes. Every table is computed at first use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, TypeVar

import numpy as np
import shapely
from shapely import Point

from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Place,
    Village,
    VillagerGroup,
    Visit,
    geometry_of,
)
from gridmap.model.spatial_index import SpatialIndex
from gridmap.progress import Job, Progress

F = TypeVar("F", bound=Feature)


_NOT_OF_PLACES: Final = frozenset({"_reader", "records_of", "visits_of", "duties_of"})
"""What a Relations holds that does not follow from where things are."""


class Relations:
    """Belonging, by id.

    Positions decide where nothing was written down; what was written down wins.
    """

    def __init__(self, reader: FeatureReader) -> None:
        self._reader = reader

    def work_out(self) -> Job[None]:
        """Find out what all households belong to, a table in each step."""
        _ = self.grid_by_position
        yield Progress(0, 0)
        _ = self.group_of
        yield Progress(0, 0)
        _ = self.grid_of
        yield Progress(0, 0)
        _ = self.village_of
        yield Progress(0, 0)

    @cached_property
    def village_of(self) -> Mapping[FeatureId, FeatureId | None]:
        """The village of each household and place.

        As recorded, else that of the recorded group or grid, else by position; a household on the
        land of no village is in that of the group or grid whose land it stands on.
        """
        recorded: dict[FeatureId, FeatureId | None] = {
            item.id: self._recorded_village(item) for item in self._reader.all(Household)
        }
        recorded |= {
            item.id: self._known(item.village, Village) for item in self._reader.all(Place)
        }
        items: list[Household | Place] = [*self._reader.all(Household), *self._reader.all(Place)]
        unknown = [item for item in items if recorded[item.id] is None]
        found = {**recorded, **containing(unknown, list(self._reader.all(Village)))}
        for item in unknown:
            if found[item.id] is None and isinstance(item, Household):
                found[item.id] = self._village_through(
                    self.group_of[item.id], self.grid_of[item.id]
                )
        return found

    @cached_property
    def group_of(self) -> Mapping[FeatureId, FeatureId | None]:
        """The villager group of each household: as on the roster, else by position."""
        recorded = {
            item.id: self._known(item.group, VillagerGroup) for item in self._reader.all(Household)
        }
        unknown = [item for item in self._reader.all(Household) if recorded[item.id] is None]
        return {**recorded, **containing(unknown, list(self._reader.all(VillagerGroup)))}

    @cached_property
    def grid_by_position(self) -> Mapping[FeatureId, FeatureId | None]:
        """The grid whose area holds each household's point."""
        return containing(list(self._reader.all(Household)), list(self._reader.all(Grid)))

    @cached_property
    def grid_of(self) -> Mapping[FeatureId, FeatureId | None]:
        """The grid of each household: the override where there is one, else the one by position."""
        overrides = {
            item.id: item.grid_override
            for item in self._reader.all(Household)
            if self._known(item.grid_override, Grid) is not None
        }
        return {**self.grid_by_position, **overrides}

    @cached_property
    def households_in_village(self) -> Mapping[FeatureId | None, Sequence[Household]]:
        """Households by village (None: in no village)."""
        return self._households_by(self.village_of)

    @cached_property
    def households_in_group(self) -> Mapping[FeatureId | None, Sequence[Household]]:
        """Households by villager group (None: in no group)."""
        return self._households_by(self.group_of)

    @cached_property
    def households_in_grid(self) -> Mapping[FeatureId | None, Sequence[Household]]:
        """Households by grid (None: in no grid)."""
        return self._households_by(self.grid_of)

    @cached_property
    def household_index(self) -> SpatialIndex:
        """Where the households stand."""
        return SpatialIndex(self._reader.all(Household))

    @cached_property
    def grids_in_village(self) -> Mapping[FeatureId | None, Sequence[Grid]]:
        """Grids by village, in code order."""
        return _grouped(sorted(self._reader.all(Grid), key=lambda g: (g.code, g.name)), "village")

    @cached_property
    def groups_in_village(self) -> Mapping[FeatureId | None, Sequence[VillagerGroup]]:
        """Villager groups by village, in their order."""
        return _grouped(
            sorted(self._reader.all(VillagerGroup), key=lambda g: (g.number, g.name)), "village"
        )

    @cached_property
    def records_of(self) -> Mapping[FeatureId | None, Sequence[CareRecord]]:
        """Care records by household."""
        return _grouped(self._reader.all(CareRecord), "household")

    @cached_property
    def visits_of(self) -> Mapping[FeatureId | None, Sequence[Visit]]:
        """Visits by care record, oldest first."""
        return _grouped(sorted(self._reader.all(Visit), key=lambda v: v.day), "record")

    @cached_property
    def duties_of(self) -> Mapping[FeatureId | None, Sequence[Duty]]:
        """Duties by scope."""
        return _grouped(self._reader.all(Duty), "scope")

    @cached_property
    def duties_held(self) -> Mapping[FeatureId | None, Sequence[Duty]]:
        """Duties by the officer who holds them."""
        return _grouped(self._reader.all(Duty), "officer")

    def with_duties_of(self, reader: FeatureReader) -> Relations:
        """Return the relations of a reader that differs in duties, care records or visits only."""
        other = Relations(reader)
        kept = {key: table for key, table in vars(self).items() if key not in _NOT_OF_PLACES}
        vars(other).update(kept)
        return other

    def _known(self, reference: FeatureId | None, kind: type[Feature]) -> FeatureId | None:
        """Return a reference; one that leads to nothing counts as not written down."""
        return reference if self._reader.find(reference, kind) is not None else None

    def _recorded_village(self, household: Household) -> FeatureId | None:
        own = self._known(household.village, Village)
        if own is not None:
            return own
        area: VillagerGroup | Grid | None = self._reader.find(household.group, VillagerGroup)
        area = area or self._reader.find(household.grid_override, Grid)
        return self._known(area.village, Village) if area is not None else None

    def _village_through(self, group: FeatureId | None, grid: FeatureId | None) -> FeatureId | None:
        """Return the village of a group, else that of a grid."""
        areas = (self._reader.find(group, VillagerGroup), self._reader.find(grid, Grid))
        villages = (self._known(area.village, Village) for area in areas if area is not None)
        return next((village for village in villages if village is not None), None)

    def _households_by(
        self, owner: Mapping[FeatureId, FeatureId | None]
    ) -> dict[FeatureId | None, list[Household]]:
        grouped: dict[FeatureId | None, list[Household]] = defaultdict(list)
        for household in self._reader.all(Household):
            grouped[owner.get(household.id)].append(household)
        return dict(grouped)


def containing(
    located: Sequence[Household | Place], areas: Sequence[Village | VillagerGroup | Grid]
) -> dict[FeatureId, FeatureId | None]:
    """Return for each located feature the id of the area that covers its point, else None.

    On a shared boundary the area that comes first wins, so that every point has one owner.
    """
    owner: dict[FeatureId, FeatureId | None] = {item.id: None for item in located}
    points = {item.id: item.geometry for item in located if item.geometry is not None}
    return owner | containing_points(points, areas)


def containing_points(
    points: Mapping[FeatureId, Point], areas: Sequence[Village | VillagerGroup | Grid]
) -> dict[FeatureId, FeatureId | None]:
    """Return for each point the id of the area that covers it, as `containing` does."""
    owner: dict[FeatureId, FeatureId | None] = dict.fromkeys(points)
    shapes = [area for area in areas if area.geometry is not None]
    if not points or not shapes:
        return owner
    ids = list(points)
    # The areas ask, not the points: only what asks is prepared, which is worth it for areas.
    tree = shapely.STRtree(np.array(list(points.values()), dtype=object))
    geometries = np.array([area.geometry for area in shapes], dtype=object)
    area_indexes, point_indexes = tree.query(geometries, predicate="covers")
    for area_index, point_index in sorted(
        zip(area_indexes.tolist(), point_indexes.tolist(), strict=True), reverse=True
    ):
        owner[ids[point_index]] = shapes[area_index].id
    return owner


def _grouped(features: Iterable[F], field: str) -> dict[FeatureId | None, list[F]]:
    grouped: dict[FeatureId | None, list[F]] = defaultdict(list)
    for feature in features:
        grouped[getattr(feature, field)].append(feature)
    return dict(grouped)


def has_position(feature: Feature) -> bool:
    """Whether a feature has a geometry that is not empty."""
    geometry = geometry_of(feature)
    return geometry is not None and not geometry.is_empty
