"""What part of the project a review is about: all of it, a village, a grid or an officer. No Qt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Grid, Household, Officer, Village
from gridmap.review.gap import Gap
from gridmap.review.state import Review

Level = Literal["project", "village", "grid", "officer"]


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the project; `item` is the village, grid or officer."""

    level: Level = "project"
    item: FeatureId | None = None


WHOLE = Scope()


@dataclass(frozen=True, slots=True)
class Inside:
    """What lies in a scope: households, care records and the villages they are in."""

    households: Collection[FeatureId]
    records: Collection[FeatureId]
    villages: Collection[FeatureId]

    def has(self, gap: Gap, scope: Scope) -> bool:
        """Whether a gap concerns something in the scope."""
        if scope.level == "project":
            return True
        if scope.level == "village":
            return scope.item in gap.villages
        if scope.item in gap.ids:
            return True
        return not gap.households.isdisjoint(self.households)


def inside(review: Review, scope: Scope) -> Inside:
    """Return what lies in a scope."""
    coverage, relations = review.coverage, review.coverage.relations
    if scope.level == "project":
        villages = [village.id for village in review.snapshot.all(Village)]
        return Inside(coverage.households.keys(), coverage.records.keys(), villages)
    if scope.level == "officer":
        homes = {
            key
            for key, cover in coverage.households.items()
            if cover.officer is not None and cover.officer.id == scope.item
        }
        records = {
            key
            for key, cover in coverage.records.items()
            if cover.officer is not None and cover.officer.id == scope.item
        }
        with_people = {
            review.service[key].record.household for key in records & set(review.service)
        }
        return Inside(homes, records, _villages(review, homes | with_people))
    table = (
        relations.households_in_village
        if scope.level == "village"
        else relations.households_in_grid
    )
    homes = {home.id for home in table.get(scope.item, ())}
    records = {
        record.id
        for home in homes
        for record in relations.records_of.get(home, ())
        if record.id in coverage.records
    }
    own = [scope.item] if scope.level == "village" and scope.item is not None else []
    return Inside(homes, records, own or _villages(review, homes))


def scope_choices(review: Review) -> list[tuple[str, Scope]]:
    """Return every scope with its words, from the whole down to the officers."""
    reader = review.snapshot
    whole = reader.project.name or tr("Whole project")
    found = [(whole, WHOLE)]
    relations = review.coverage.relations
    for village in sorted(reader.all(Village), key=lambda item: (item.code, item.name)):
        found.append((f"{whole} › {village.name}", Scope("village", village.id)))
        for grid in relations.grids_in_village.get(village.id, ()):
            words = f"{village.name} › {grid.name}"
            found.append((words, Scope("grid", grid.id)))
    for row in sorted(review.loads.rows, key=lambda row: row.officer.name):
        words = " · ".join(part for part in (row.officer.name, row.officer.post) if part)
        found.append((words, Scope("officer", row.officer.id)))
    return found


def scope_name(review: Review, scope: Scope) -> str:
    """Return what a scope is called."""
    reader = review.snapshot
    if scope.level == "village":
        village = reader.find(scope.item, Village)
        return village.name if village is not None else ""
    if scope.level == "grid":
        grid = reader.find(scope.item, Grid)
        around = reader.find(grid.village, Village) if grid is not None else None
        parts = (around.name if around is not None else "", grid.name if grid is not None else "")
        return " ".join(part for part in parts if part)
    if scope.level == "officer":
        officer = reader.find(scope.item, Officer)
        return officer.name if officer is not None else ""
    return reader.project.name or tr("Whole project")


def _villages(review: Review, homes: Collection[FeatureId]) -> set[FeatureId]:
    owner = review.coverage.relations.village_of
    found = {owner.get(home) for home in homes if review.snapshot.find(home, Household)}
    return {key for key in found if key is not None}
