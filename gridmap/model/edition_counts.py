"""The counts of an edition: by area and officer as they may be printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from gridmap.model.care import is_printable, visit_due
from gridmap.model.categories import catalogue_of
from gridmap.model.document import FeatureReader
from gridmap.model.duties import Responsibilities
from gridmap.model.features import (
    CareRecord,
    FeatureId,
    Grid,
    Household,
    Village,
    VillagerGroup,
)
from gridmap.model.masks import masked_count
from gridmap.model.relations import Relations, has_position
from gridmap.model.scopes import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTexts:
    """Counts of one scope (village, group, grid or officer) as they may be printed.

    Empty text: not in this edition.
    """

    households: str = ""
    living: str = ""
    records: str = ""
    overdue: str = ""
    unplaced: str = ""


def counts_of(
    reader: FeatureReader,
    relations: Relations,
    responsibilities: Responsibilities,
    on: date,
    *,
    is_summary: bool,
    scope: Scope | None = None,
) -> dict[FeatureId, CountTexts]:
    """Return the counts by id of village, group, grid and officer.

    A summary also counts records and hides small numbers. `scope`: only its areas and households
    count.
    """
    tallies: dict[FeatureId, dict[str, int]] = {}
    for kind in (Village, VillagerGroup, Grid):
        for feature in reader.all(kind):
            if scope is None or feature.id in scope.areas:
                tallies[feature.id] = dict.fromkeys(_COUNTED, 0)
    for household in reader.all(Household):
        if scope is not None and household.id not in scope.households:
            continue
        unplaced = 0 if has_position(household) else 1
        for area in responsibilities.scopes_of_household(household)[:3]:
            if area in tallies:
                tallies[area]["households"] += 1
                tallies[area]["living"] += household.living or 0
                tallies[area]["unplaced"] += unplaced
    if not is_summary:
        names = ("households", "living", "unplaced")
        return {
            area: CountTexts(**{name: str(tally[name]) for name in names})
            for area, tally in tallies.items()
        }
    _count_records(reader, relations, responsibilities, tallies, on=on, scope=scope)
    return {
        area: CountTexts(**{name: masked_count(tally[name]) for name in _COUNTED})
        for area, tally in tallies.items()
    }


_COUNTED: Final = ("households", "living", "records", "overdue", "unplaced")


def _count_records(
    reader: FeatureReader,
    relations: Relations,
    responsibilities: Responsibilities,
    tallies: dict[FeatureId, dict[str, int]],
    *,
    on: date,
    scope: Scope | None,
) -> None:
    catalogue = catalogue_of(reader)
    for record in reader.all(CareRecord):
        household = reader.find(record.household, Household)
        if household is None or not is_printable(record, catalogue, on=on):
            continue
        if scope is not None and household.id not in scope.households:
            continue
        late = (
            visit_due(record, relations.visits_of.get(record.id, ()), catalogue, on=on).days_late
            > 0
        )
        scopes = [
            area
            for area in responsibilities.scopes_of_household(household)[:3]
            if area is not None and area in tallies
        ]
        post = responsibilities.of_record(record).officer
        if post is not None and post.officer is not None:
            tallies.setdefault(post.officer.id, dict.fromkeys(_COUNTED, 0))
            scopes.append(post.officer.id)
        for area in scopes:
            tallies[area]["records"] += 1
            tallies[area]["overdue"] += late
