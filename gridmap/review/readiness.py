"""How ready each grid is for an evacuation: who helps whom, by which way, to which shelter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from gridmap.model.features import CareRecord, FeatureId, Grid, Place
from gridmap.review.coverage import Coverage

EVACUATION: Final = "C10"
DRILL_HOLDS: Final = timedelta(days=365)
"""A drill counts for a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The people of one grid (None: in no grid) who need help to get away, and what is settled."""

    grid: FeatureId | None
    people: int
    helper: int
    deputy_helper: int
    route: int
    shelter: int
    drill: int
    unready: tuple[FeatureId, ...]

    @property
    def ready(self) -> int:
        """How many people have all of it."""
        return self.people - len(self.unready)


def readiness(coverage: Coverage) -> list[Readiness]:
    """Return the readiness of every grid with somebody who needs help, in grid order."""
    by_grid: dict[FeatureId | None, list[CareRecord]] = {}
    for record in coverage.active_records:
        if record.category == EVACUATION:
            grid = coverage.relations.grid_of.get(record.household)
            by_grid.setdefault(grid, []).append(record)
    order = [item.id for item in sorted(coverage.reader.all(Grid), key=lambda item: item.code)]
    keys: list[FeatureId | None] = [key for key in order if key in by_grid]
    if None in by_grid:
        keys.append(None)
    return [_of_grid(coverage, key, by_grid[key]) for key in keys]


def total(rows: Iterable[Readiness]) -> Readiness:
    """Return the sum of some grids."""
    found = list(rows)
    return Readiness(
        grid=None,
        people=sum(row.people for row in found),
        helper=sum(row.helper for row in found),
        deputy_helper=sum(row.deputy_helper for row in found),
        route=sum(row.route for row in found),
        shelter=sum(row.shelter for row in found),
        drill=sum(row.drill for row in found),
        unready=tuple(key for row in found for key in row.unready),
    )


def _of_grid(coverage: Coverage, grid: FeatureId | None, records: list[CareRecord]) -> Readiness:
    facts = {record.id: _settled(coverage, record) for record in records}
    columns = [sum(column) for column in zip(*facts.values(), strict=True)]
    helper, deputy_helper, route, shelter, drill = columns
    return Readiness(
        grid=grid,
        people=len(records),
        helper=helper,
        deputy_helper=deputy_helper,
        route=route,
        shelter=shelter,
        drill=drill,
        unready=tuple(key for key, settled in facts.items() if not all(settled)),
    )


def _settled(coverage: Coverage, record: CareRecord) -> tuple[bool, bool, bool, bool, bool]:
    drill = record.drill_on
    return (
        bool(record.helper.strip()),
        bool(record.deputy_helper.strip()),
        bool(record.route.strip()),
        coverage.reader.find(record.shelter, Place) is not None,
        drill is not None and coverage.on - DRILL_HOLDS <= drill <= coverage.on,
    )
