"""Placing: where households stand afterwards, what stays as it was, and that all can be undone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point

from gridmap.actions.placing import (
    LaneSpacing,
    building_at,
    empty_buildings,
    match_buildings_to_rows,
    move_households,
    name_of,
    place_along_line,
    place_household,
    place_in_buildings,
    spot_for,
    take_off_map,
)
from gridmap.errors import UsageError
from gridmap.model.changes import Changeset
from gridmap.model.document import Document, Snapshot
from gridmap.model.features import Area, Feature, Household
from tests.helpers.build import (
    ORIGIN_X_M,
    ORIGIN_Y_M,
    Tiny,
    at,
    build_tiny,
    fid,
    household,
    project,
    rectangle,
)

WAITING = fid("h20")
DAY = date(2026, 12, 1)
TINY = build_tiny()


def new_sides(changeset: Changeset) -> list[Household]:
    return [change.new for change in changeset if isinstance(change.new, Household)]


def undoes_to_the_same(document: Document, changeset: Changeset) -> bool:
    before = list(document.all(Household))
    document.apply(changeset)
    document.apply(changeset.inverted())
    return {item.id: item for item in before} == {item.id: item for item in document.all(Household)}


def test_a_placed_household_keeps_number_door_group_and_village(tiny: Tiny) -> None:
    (placed,) = new_sides(place_household(tiny.snapshot(), WAITING, at(600, 300), on=DAY))
    old = tiny.get("h20", Household)
    assert placed == replace(old, geometry=at(600, 300), located_by="drawn", located_on=DAY)


def test_one_household_is_named_in_the_title_and_several_are_counted(tiny: Tiny) -> None:
    reader = tiny.snapshot()
    assert "20号 冯玉珍" in place_household(reader, WAITING, at(1, 1), on=DAY).title
    assert "2" in move_households(reader, [fid("h01"), fid("h02")], 1, 0, on=DAY).title
    assert "2" in take_off_map(reader, [fid("h01"), fid("h02")]).title
    assert name_of(household("x", number="0041")) == "0041"


def test_without_a_plane_nothing_can_be_placed(tiny: Tiny) -> None:
    reader = Snapshot.of([project(epsg=None), household("h")])
    with pytest.raises(UsageError, match="no map yet"):
        place_household(reader, fid("h"), at(0, 0), on=DAY)
    with pytest.raises(UsageError, match="no longer there"):
        place_household(tiny.snapshot(), fid("nobody"), at(0, 0), on=DAY)


@given(st.floats(-500, 500), st.floats(-500, 500))
def test_placing_and_its_inverse_give_the_same_snapshot(x_m: float, y_m: float) -> None:
    document = TINY.document()
    changeset = place_household(document, WAITING, at(x_m, y_m), on=DAY)
    assert undoes_to_the_same(document, changeset)


@given(
    st.sets(st.sampled_from([f"h{number:02d}" for number in range(1, 21)]), max_size=8),
    st.floats(-100, 100),
    st.floats(-100, 100),
)
def test_moving_and_its_inverse_give_the_same_snapshot(
    names: set[str], dx_m: float, dy_m: float
) -> None:
    document = TINY.document()
    ids = [fid(name) for name in sorted(names)]
    assert undoes_to_the_same(document, move_households(document, ids, dx_m, dy_m, on=DAY))
    assert undoes_to_the_same(document, take_off_map(document, ids))


def test_moving_shifts_each_by_the_same_and_passes_over_those_off_the_map(tiny: Tiny) -> None:
    ids = [fid("h01"), fid("h02"), WAITING]
    moved = new_sides(move_households(tiny.snapshot(), ids, 3.0, -4.0, on=DAY))
    assert [item.geometry for item in moved] == [at(53, 46), at(53, 146)]
    assert {item.located_by for item in moved} == {"drawn"}
    assert {item.accuracy_m for item in moved} == {None}
    assert not move_households(tiny.snapshot(), ids, 0.0, 0.0, on=DAY)


def test_what_is_taken_off_the_map_waits_on_the_roster_again(tiny: Tiny) -> None:
    (off,) = new_sides(take_off_map(tiny.snapshot(), [fid("h01"), WAITING]))
    old = tiny.get("h01", Household)
    assert off.geometry is None
    assert (off.located_by, off.located_on, off.accuracy_m) == ("", None, None)
    assert (off.number, off.door, off.head) == (old.number, old.door, old.head)
    assert off.tags == old.tags


def test_a_point_in_a_building_becomes_the_buildings_middle(tiny: Tiny) -> None:
    building = tiny.get("a1", Area)
    spot = spot_for((ORIGIN_X_M + 46, ORIGIN_Y_M + 46), building, [])
    assert spot == (ORIGIN_X_M + 51, ORIGIN_Y_M + 49)
    assert spot_for((7.0, 8.0), None, []) == (7.0, 8.0)


def test_a_building_is_found_by_a_point_in_it_and_water_is_none(tiny: Tiny) -> None:
    document = tiny.document()
    found = building_at(document, ORIGIN_X_M + 46, ORIGIN_Y_M + 46)
    assert found is not None
    assert found.id == "a1"
    assert building_at(document, ORIGIN_X_M + 320, ORIGIN_Y_M + 315) is None
    assert building_at(document, ORIGIN_X_M + 200, ORIGIN_Y_M + 46) is None


def test_several_households_in_one_building_stand_beside_each_other(tiny: Tiny) -> None:
    building = tiny.get("a1", Area)
    stand: list[Household] = []
    for number in range(4):
        spot = spot_for((ORIGIN_X_M + 50, ORIGIN_Y_M + 50), building, stand)
        stand.append(household(f"n{number}", geometry=Point(spot)))
    points = [item.geometry for item in stand]
    assert all(building.geometry.covers(point) for point in points)
    assert min(a.distance(b) for a in points for b in points if a is not b) >= 2.0


def test_a_household_is_not_in_its_own_way(tiny: Tiny) -> None:
    own = household("own", geometry=Point(5, 5))
    assert spot_for((5.0, 5.0), None, [own], itself=own.id) == (5.0, 5.0)
    assert spot_for((5.0, 5.0), None, [own, household("far")]) != (5.0, 5.0)


def test_households_drop_along_a_lane_in_their_order_as_one_act(tiny: Tiny) -> None:
    lane = LineString([(ORIGIN_X_M, ORIGIN_Y_M), (ORIGIN_X_M + 20, ORIGIN_Y_M)])
    spacing = LaneSpacing(spacing_m=10.0, offset_m=5.0, side="left")
    ids = [fid("h03"), fid("h01"), fid("h02"), fid("h04")]
    changeset = place_along_line(tiny.snapshot(), ids, lane, spacing, on=DAY)
    placed = new_sides(changeset)
    assert [item.id for item in placed] == ["h03", "h01", "h02"]
    assert [item.geometry for item in placed] == [at(0, 5), at(10, 5), at(20, 5)]
    assert undoes_to_the_same(tiny.document(), changeset)


def row_of_buildings() -> tuple[Snapshot, list[Area]]:
    order = (3, 0, 4, 1, 2)
    buildings = [
        Area(id=fid(f"b{n}"), area_kind="building", geometry=rectangle(n * 20, 0, n * 20 + 8, 8))
        for n in order
    ]
    rows = [household(f"r{n}") for n in range(5)]
    features: list[Feature] = [project(), *buildings, *rows]
    return Snapshot.of(features), buildings


def test_buildings_are_paired_with_rows_by_walking_order() -> None:
    reader, buildings = row_of_buildings()
    ids, rows = [item.id for item in buildings], [fid(f"r{n}") for n in range(5)]
    start = (ORIGIN_X_M - 5, ORIGIN_Y_M)
    pairs = match_buildings_to_rows(reader, ids, rows, start_m=start)
    assert pairs == [(fid(f"b{n}"), fid(f"r{n}")) for n in range(5)]
    from_the_other_end = (ORIGIN_X_M + 99, ORIGIN_Y_M)
    pairs = match_buildings_to_rows(reader, ids, rows[:3], start_m=from_the_other_end)
    assert pairs == [("b4", "r0"), ("b3", "r1"), ("b2", "r2")]


def test_along_a_lane_buildings_are_walked_from_the_end_where_one_starts() -> None:
    reader, buildings = row_of_buildings()
    ids, rows = [item.id for item in buildings], [fid(f"r{n}") for n in range(5)]
    lane = LineString([(ORIGIN_X_M, ORIGIN_Y_M - 4), (ORIGIN_X_M + 100, ORIGIN_Y_M - 4)])
    east = (ORIGIN_X_M + 120, ORIGIN_Y_M)
    pairs = match_buildings_to_rows(reader, ids, rows, start_m=east, lane=lane)
    assert [building for building, _ in pairs] == ["b4", "b3", "b2", "b1", "b0"]
    west = (ORIGIN_X_M, ORIGIN_Y_M)
    pairs = match_buildings_to_rows(reader, ids, rows, start_m=west, lane=lane)
    assert [building for building, _ in pairs] == ["b0", "b1", "b2", "b3", "b4"]


def test_pairs_put_each_household_into_the_middle_of_its_building() -> None:
    reader, _ = row_of_buildings()
    changeset = place_in_buildings(reader, [(fid("b2"), fid("r0")), (fid("b0"), fid("r1"))], on=DAY)
    assert [item.geometry for item in new_sides(changeset)] == [at(44, 4), at(4, 4)]
    with pytest.raises(UsageError, match="no longer there"):
        place_in_buildings(reader, [(fid("gone"), fid("r0"))], on=DAY)
    flat = Snapshot.of([project(), Area(id=fid("b"), area_kind="building"), household("r")])
    with pytest.raises(UsageError, match="no longer there"):
        place_in_buildings(flat, [(fid("b"), fid("r"))], on=DAY)


def test_buildings_in_which_somebody_stands_are_not_empty() -> None:
    _, buildings = row_of_buildings()
    inside = household("i", geometry=at(4, 4))
    left = empty_buildings(buildings, [inside, household("off")])
    assert [item.id for item in left] == ["b3", "b4", "b1", "b2"]
    assert empty_buildings(buildings, []) == buildings
    assert empty_buildings([], [inside]) == []
