"""Random townships, and who covers what in them by brute force.

It shares no code with gridmap/model/relations.py, model/duties.py and gridmap/review: plain loops
over features, one question at a time.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from shapely import Point, Polygon, box

from gridmap.model.document import Snapshot
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
)

F = TypeVar("F", bound=Feature)
DAY = date(2026, 11, 23)
Answer = tuple[FeatureId | None, FeatureId | None]
"""Officer and leader."""

_ROLES = ("leader", "responsible", "grid_head", "auxiliary", "doctor")
_SIDE_M = 100


def random_township(seed: int) -> Snapshot:
    """Return a small township with every kind of gap in it, the same for the same seed."""
    dice = random.Random(seed)
    features: list[Feature] = [Project(id=FeatureId("p"), name="试验乡", epsg=4544)]
    features += [
        Township(id=FeatureId(f"t{n}"), name=f"乡{n}") for n in range(dice.choice((0, 1, 1, 2)))
    ]
    villages = [_village(dice, n, features) for n in range(dice.randint(1, 3))]
    groups = [_group(dice, n, villages) for n in range(dice.randint(0, 5))]
    grids = [_grid(dice, n, villages) for n in range(dice.randint(0, 5))]
    officers = [Officer(id=FeatureId(f"o{n}"), name=f"人{n}") for n in range(dice.randint(0, 5))]
    homes = [_home(dice, n, villages, groups, grids) for n in range(dice.randint(0, 12))]
    records = [_record(dice, n, homes, officers) for n in range(dice.randint(0, 8))]
    scopes: list[Feature] = [*features[1:], *villages, *groups, *grids, *records]
    duties = [_duty(dice, n, scopes, officers) for n in range(dice.randint(0, 14))]
    places = [
        Place(id=FeatureId(f"p{n}"), place_kind="P04", geometry=_spot(dice)) for n in range(2)
    ]
    return Snapshot.of(
        [*features, *villages, *groups, *grids, *officers, *duties, *places, *homes, *records]
    )


def officer_and_leader(reader: Snapshot, home: Household, on: date = DAY) -> Answer:
    """Return who answers for a household."""
    return _answer(reader, _scopes_of_home(reader, home), on)


def of_record(reader: Snapshot, record: CareRecord, on: date = DAY) -> Answer:
    """Return who answers for a care record."""
    home = next((item for item in reader.all(Household) if item.id == record.household), None)
    scopes = [record.id, *(_scopes_of_home(reader, home) if home is not None else [])]
    officer, leader = _answer(reader, scopes, on)
    known = {item.id for item in reader.all(Officer)}
    return (
        record.officer if record.officer in known else officer,
        record.leader if record.leader in known else leader,
    )


def of_point(reader: Snapshot, village: Village, point: Point, on: date = DAY) -> Answer:
    """Return who answers for a point of a village's land."""
    group = _first_around(reader.all(VillagerGroup), point)
    grid = _first_around(reader.all(Grid), point)
    return _answer(reader, [group, grid, village.id, _township(reader, village.id)], on)


def grid_at(reader: Snapshot, point: Point) -> FeatureId | None:
    """Return the grid that holds a point."""
    return _first_around(reader.all(Grid), point)


def is_active(record: CareRecord, on: date = DAY) -> bool:
    """Whether a record is in force."""
    if record.start is not None and on < record.start:
        return False
    return record.end is None or not record.end < on


def _answer(reader: Snapshot, scopes: Sequence[FeatureId | None], on: date) -> Answer:
    responsible = _holder(reader, "responsible", scopes, on)
    officer = responsible or _holder(reader, "grid_head", scopes, on)
    return officer, _holder(reader, "leader", scopes, on)


def _holder(
    reader: Snapshot, role: str, scopes: Sequence[FeatureId | None], on: date
) -> FeatureId | None:
    known = {item.id for item in reader.all(Officer)}
    for scope in scopes:
        if scope is None:
            continue
        best: Duty | None = None
        is_post_there = False
        for duty in reader.all(Duty):
            if duty.scope != scope or duty.role != role:
                continue
            if duty.valid_from is not None and on < duty.valid_from:
                continue
            if duty.valid_to is not None and duty.valid_to < on:
                continue
            is_post_there = True
            if duty.officer not in known:
                continue
            since = duty.valid_from or date.min
            if best is None or since > (best.valid_from or date.min):
                best = duty
        if is_post_there:
            return best.officer if best is not None else None
    return None


def _scopes_of_home(reader: Snapshot, home: Household) -> list[FeatureId | None]:
    groups = {item.id: item for item in reader.all(VillagerGroup)}
    grids = {item.id: item for item in reader.all(Grid)}
    villages = {item.id: item for item in reader.all(Village)}
    group = home.group if home.group in groups else None
    if group is None and home.geometry is not None:
        group = _first_around(groups.values(), home.geometry)
    grid = home.grid_override if home.grid_override in grids else None
    if grid is None and home.geometry is not None:
        grid = _first_around(grids.values(), home.geometry)
    village: FeatureId | None = home.village if home.village in villages else None
    if village is None and home.group in groups:
        village = groups[home.group].village  # type: ignore[index]
    elif village is None and home.grid_override in grids:
        village = grids[home.grid_override].village  # type: ignore[index]
    if village not in villages:
        village = None
    if village is None and home.geometry is not None:
        village = _first_around(villages.values(), home.geometry)
    if village is None and group is not None:
        village = groups[group].village
    elif village is None and grid is not None:
        village = grids[grid].village
    return [group, grid, village, _township(reader, village)]


def _township(reader: Snapshot, village: FeatureId | None) -> FeatureId | None:
    for item in reader.all(Village):
        if item.id == village and item.township is not None:
            return item.township
    townships = list(reader.all(Township))
    return townships[0].id if len(townships) == 1 else None


def _first_around(
    areas: Iterable[Village | VillagerGroup | Grid], point: Point
) -> FeatureId | None:
    for area in areas:
        if area.geometry is not None and area.geometry.covers(point):
            return area.id
    return None


def _village(dice: random.Random, number: int, features: Sequence[Feature]) -> Village:
    townships = [item.id for item in features if isinstance(item, Township)]
    left = number * _SIDE_M
    return Village(
        id=FeatureId(f"v{number}"),
        name=f"村{number}",
        township=dice.choice([None, *townships]),
        geometry=dice.choice([None, *[box(left, 0, left + _SIDE_M, _SIDE_M)] * 5]),
    )


def _group(dice: random.Random, number: int, villages: Sequence[Village]) -> VillagerGroup:
    return VillagerGroup(
        id=FeatureId(f"g{number}"),
        name=f"{number}组",
        village=dice.choice(villages).id,
        geometry=dice.choice([None, _box(dice), _box(dice)]),
    )


def _grid(dice: random.Random, number: int, villages: Sequence[Village]) -> Grid:
    return Grid(
        id=FeatureId(f"w{number}"),
        name=f"网格{number}",
        village=dice.choice(villages).id,
        geometry=dice.choice([None, _box(dice), _box(dice), _box(dice)]),
    )


def _home(
    dice: random.Random,
    number: int,
    villages: Sequence[Village],
    groups: Sequence[VillagerGroup],
    grids: Sequence[Grid],
) -> Household:
    gone = FeatureId("gone")
    return Household(
        id=FeatureId(f"h{number}"),
        village=dice.choice([None, None, gone, *(item.id for item in villages)]),
        group=dice.choice([None, None, gone, *(item.id for item in groups)]),
        grid_override=dice.choice([None] * 6 + [gone, *(item.id for item in grids)]),
        geometry=dice.choice([None, *[_spot(dice)] * 4]),
    )


def _record(
    dice: random.Random, number: int, homes: Sequence[Household], officers: Sequence[Officer]
) -> CareRecord:
    people = [None, None, None, FeatureId("gone"), *(item.id for item in officers)]
    return CareRecord(
        id=FeatureId(f"c{number}"),
        household=dice.choice([FeatureId("gone"), *(item.id for item in homes)]),
        person=f"对象{number}",
        category="C01",
        officer=dice.choice(people),
        leader=dice.choice(people),
        start=dice.choice([None, *_days(dice)]),
        end=dice.choice([None, None, *_days(dice)]),
    )


def _duty(
    dice: random.Random, number: int, scopes: Sequence[Feature], officers: Sequence[Officer]
) -> Duty:
    people = [None, FeatureId("gone"), *(item.id for item in officers)]
    return Duty(
        id=FeatureId(f"d{number}"),
        role=dice.choice(_ROLES),
        scope=dice.choice(scopes).id,
        officer=dice.choice(people),
        deputy=dice.choice(people),
        valid_from=dice.choice([None, *_days(dice)]),
        valid_to=dice.choice([None, None, *_days(dice)]),
    )


def _days(dice: random.Random) -> list[date]:
    return [DAY + timedelta(days=days) for days in (-400, -1, 0, 1, dice.randint(-90, 90))]


def _spot(dice: random.Random) -> Point:
    return Point(dice.randrange(-20, 320, 5), dice.randrange(-20, 121, 5))


def _box(dice: random.Random) -> Polygon:
    left, bottom = dice.randrange(-20, 250, 10), dice.randrange(-20, 80, 10)
    return box(
        left, bottom, left + dice.randrange(20, 130, 10), bottom + dice.randrange(20, 110, 10)
    )
