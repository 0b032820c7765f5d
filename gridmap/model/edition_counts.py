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
) -> dict[FeatureId, CountTexts]:
    """Return the counts by id of village, group, grid and officer.

    A summary also counts records and hides small numbers.
    """
    tallies: dict[FeatureId, dict[str, int]] = {}
    for kind in (Village, VillagerGroup, Grid):
        for feature in reader.all(kind):
            tallies[feature.id] = dict.fromkeys(_COUNTED, 0)
    for household in reader.all(Household):
        unplaced = 0 if has_position(household) else 1
        for scope in responsibilities.scopes_of_household(household)[:3]:
            if scope in tallies:
                tallies[scope]["households"] += 1
                tallies[scope]["living"] += household.living or 0
                tallies[scope]["unplaced"] += unplaced
    if not is_summary:
        names = ("households", "living", "unplaced")
        return {
            scope: CountTexts(**{name: str(tally[name]) for name in names})
            for scope, tally in tallies.items()
        }
    _count_records(reader, relations, responsibilities, tallies, on)
    return {
        scope: CountTexts(**{name: masked_count(tally[name]) for name in _COUNTED})
        for scope, tally in tallies.items()
    }


_COUNTED: Final = ("households", "living", "records", "overdue", "unplaced")


def _count_records(
    reader: FeatureReader,
    relations: Relations,
    responsibilities: Responsibilities,
    tallies: dict[FeatureId, dict[str, int]],
    on: date,
) -> None:
    catalogue = catalogue_of(reader)
    for record in reader.all(CareRecord):
        household = reader.find(record.household, Household)
        if household is None or not is_printable(record, catalogue, on=on):
            continue
        late = (
            visit_due(record, relations.visits_of.get(record.id, ()), catalogue, on=on).days_late
            > 0
        )
        scopes = [
            scope
            for scope in responsibilities.scopes_of_household(household)[:3]
            if scope is not None and scope in tallies
        ]
        post = responsibilities.of_record(record).officer
        if post is not None and post.officer is not None:
            tallies.setdefault(post.officer.id, dict.fromkeys(_COUNTED, 0))
            scopes.append(post.officer.id)
        for scope in scopes:
            tallies[scope]["records"] += 1
            tallies[scope]["overdue"] += late
