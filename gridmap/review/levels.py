"""From the township down to the people: township, village, grid, officer, person; with counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from gridmap.model.features import FeatureId, Household, Officer, Township, Village
from gridmap.model.relations import has_position
from gridmap.review.service import RecordService
from gridmap.review.state import Review


class Level(StrEnum):
    """A level of the review."""

    TOWNSHIP = "township"
    VILLAGE = "village"
    GRID = "grid"
    OFFICER = "officer"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What is counted on each level; `uncovered` are households without officer or leader."""

    households: int = 0
    residents: int = 0
    unplaced: int = 0
    uncovered: int = 0
    records: int = 0
    uncovered_records: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One line of the levels and what is below it.

    `item` is the id of the township, village, grid, officer or care record; None: in none.
    """

    level: Level
    item: FeatureId | None
    counts: Counts
    below: tuple[Node, ...] = ()


@dataclass(slots=True)
class _Tally:
    """Households and records gathered for one line."""

    homes: list[Household] = field(default_factory=list)
    records: list[FeatureId] = field(default_factory=list)


def levels(review: Review) -> list[Node]:
    """Return the townships (None: villages in no township) with everything below them.

    A household is counted with its village and grid, below a grid with its responsible officer; a
    person with the officer who answers for the record.
    """
    reader = review.snapshot
    villages = sorted(reader.all(Village), key=lambda item: (item.code, item.name))
    homes = review.coverage.relations.households_in_village
    townships: dict[FeatureId | None, list[Node]] = {}
    for village in villages:
        node = _village(review, village, homes.get(village.id, ()))
        townships.setdefault(_township(review, village), []).append(node)
    loose = homes.get(None, ())
    if loose:
        townships.setdefault(None, []).append(_village(review, None, loose))
    order: list[FeatureId | None] = [*(item.id for item in reader.all(Township)), None]
    return [_above(Level.TOWNSHIP, key, townships[key]) for key in order if key in townships]


def _township(review: Review, village: Village) -> FeatureId | None:
    return review.coverage.responsibilities.scopes_of(village.id)[-1]


def _village(review: Review, village: Village | None, homes: Iterable[Household]) -> Node:
    relations = review.coverage.relations
    by_grid: dict[FeatureId | None, list[Household]] = {}
    if village is not None:
        for grid in relations.grids_in_village.get(village.id, ()):
            by_grid[grid.id] = []
    for home in homes:
        by_grid.setdefault(relations.grid_of.get(home.id), []).append(home)
    grids = [_grid(review, key, inside) for key, inside in by_grid.items()]
    return _above(Level.VILLAGE, village.id if village is not None else None, grids)


def _grid(review: Review, grid: FeatureId | None, homes: Iterable[Household]) -> Node:
    coverage = review.coverage
    tallies: dict[FeatureId | None, _Tally] = {}
    for home in homes:
        officer = coverage.households[home.id].officer
        tallies.setdefault(officer.id if officer else None, _Tally()).homes.append(home)
        for record in coverage.relations.records_of.get(home.id, ()):
            cover = coverage.records.get(record.id)
            if cover is not None:
                key = cover.officer.id if cover.officer is not None else None
                tallies.setdefault(key, _Tally()).records.append(record.id)
    nodes = [_officer(review, key, tallies[key]) for key in sorted(tallies, key=_by_name(review))]
    return _above(Level.GRID, grid, nodes)


def _by_name(review: Review) -> Callable[[FeatureId | None], tuple[bool, str]]:
    def key(officer: FeatureId | None) -> tuple[bool, str]:
        found = review.snapshot.find(officer, Officer)
        return found is None, found.name if found is not None else ""

    return key


def _officer(review: Review, officer: FeatureId | None, tally: _Tally) -> Node:
    coverage = review.coverage
    people = [_person(review, key) for key in tally.records]
    counts = Counts(
        households=len(tally.homes),
        residents=sum(home.living or 0 for home in tally.homes),
        unplaced=sum(not has_position(home) for home in tally.homes),
        uncovered=sum(bool(coverage.households[home.id].lacks) for home in tally.homes),
        records=len(people),
        uncovered_records=sum(node.counts.uncovered_records for node in people),
        overdue=sum(node.counts.overdue for node in people),
    )
    return Node(level=Level.OFFICER, item=officer, counts=counts, below=tuple(people))


def _person(review: Review, record: FeatureId) -> Node:
    service: RecordService | None = review.service.get(record)
    counts = Counts(
        records=1,
        uncovered_records=int(bool(review.coverage.records[record].lacks)),
        overdue=int(service is not None and service.is_late),
    )
    return Node(level=Level.PERSON, item=record, counts=counts)


def _above(level: Level, item: FeatureId | None, below: list[Node]) -> Node:
    parts = [node.counts for node in below]
    counts = Counts(
        households=sum(part.households for part in parts),
        residents=sum(part.residents for part in parts),
        unplaced=sum(part.unplaced for part in parts),
        uncovered=sum(part.uncovered for part in parts),
        records=sum(part.records for part in parts),
        uncovered_records=sum(part.uncovered_records for part in parts),
        overdue=sum(part.overdue for part in parts),
    )
    return Node(level=level, item=item, counts=counts, below=tuple(below))
