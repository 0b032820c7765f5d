"""One thing that is lacking, and the list of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from gridmap.model.changes import Bounds
from gridmap.model.document import FeatureReader
from gridmap.model.duties import is_on_duty
from gridmap.model.features import (
    Area,
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Officer,
    Place,
    Township,
    Village,
    VillagerGroup,
)
from gridmap.review.coverage import Coverage


class Verb(StrEnum):
    """What mends a gap."""

    ASSIGN = "assign"
    PLACE = "place"
    DRAW = "draw"
    COMPLETE = "complete"
    VISIT = "visit"
    REVIEW = "review"
    SHOW = "show"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing that is lacking: whom it concerns, in a whole sentence, and what to zoom to.

    `villages` are those it lies in; `households` those concerned.
    """

    ids: tuple[FeatureId, ...]
    message: str
    villages: frozenset[FeatureId]
    households: frozenset[FeatureId]
    bounds_m: Bounds | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapList:
    """All gaps of one kind. `is_care`: about the register, for those who may see it."""

    kind: str
    title: str
    verb: Verb
    gaps: tuple[Gap, ...]
    is_care: bool = False

    @property
    def households(self) -> int:
        """How many different households are concerned."""
        return len(frozenset[FeatureId]().union(*(gap.households for gap in self.gaps)))

    def within(self, is_inside: Callable[[Gap], bool]) -> GapList:
        """Return the list with only some of its gaps."""
        return GapList(
            kind=self.kind,
            title=self.title,
            verb=self.verb,
            gaps=tuple(gap for gap in self.gaps if is_inside(gap)),
            is_care=self.is_care,
        )


def concerned(
    coverage: Coverage, ids: Iterable[FeatureId]
) -> tuple[frozenset[FeatureId], frozenset[FeatureId]]:
    """Return the villages and the households that some features concern."""
    villages: set[FeatureId] = set()
    households: set[FeatureId] = set()
    for key in ids:
        feature = coverage.reader.find_any(key)
        if feature is not None:
            around, inside = _of(coverage, feature)
            households.update(inside)
            villages.update(around)
    return frozenset(villages), frozenset(households)


def _of(coverage: Coverage, feature: Feature) -> tuple[set[FeatureId], Iterable[FeatureId]]:
    relations, reader = coverage.relations, coverage.reader
    if isinstance(feature, Household | CareRecord):
        key = feature.id if isinstance(feature, Household) else feature.household
        village = relations.village_of.get(key)
        return _some(village), [key] if reader.find(key, Household) is not None else []
    if isinstance(feature, Grid):
        return {feature.village}, _ids(relations.households_in_grid.get(feature.id, ()))
    if isinstance(feature, VillagerGroup):
        return {feature.village}, _ids(relations.households_in_group.get(feature.id, ()))
    if isinstance(feature, Village):
        return {feature.id}, _ids(relations.households_in_village.get(feature.id, ()))
    if isinstance(feature, Place):
        return _some(relations.village_of.get(feature.id)), []
    if isinstance(feature, Duty):
        return _of_scope(coverage, feature)
    if isinstance(feature, Officer):
        return _of_officer(coverage, feature)
    return set(), []


def _of_scope(coverage: Coverage, duty: Duty) -> tuple[set[FeatureId], Iterable[FeatureId]]:
    scope = coverage.reader.find_any(duty.scope)
    if isinstance(scope, Township):
        villages = {
            village.id
            for village in coverage.reader.all(Village)
            if scope.id in coverage.responsibilities.scopes_of(village.id)
        }
        table = coverage.relations.households_in_village
        return villages, [home.id for key in villages for home in table.get(key, ())]
    return _of(coverage, scope) if scope is not None else (set(), [])


def _of_officer(coverage: Coverage, officer: Officer) -> tuple[set[FeatureId], Iterable[FeatureId]]:
    """An officer stands in the villages of the duties; whom it concerns, their duties say."""
    villages: set[FeatureId] = set()
    for duty in coverage.reader.all(Duty):
        if duty.officer == officer.id and is_on_duty(duty, coverage.on):
            villages |= _of_scope(coverage, duty)[0]
    return villages, []


def _ids(homes: Iterable[Household]) -> Iterable[FeatureId]:
    return (home.id for home in homes)


def _some(key: FeatureId | None) -> set[FeatureId]:
    return set() if key is None else {key}


def buildings(reader: FeatureReader) -> list[Area]:
    """Return the buildings that are drawn."""
    return [
        area
        for area in reader.all(Area)
        if area.area_kind == "building" and area.geometry is not None
    ]
