"""New households, and what several are given at once."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from gridmap.actions.belonging import (
    clear_override,
    move_to_group,
    new_household,
    override_grid,
    set_status,
)
from gridmap.errors import UsageError
from gridmap.model.changes import Change, Changeset
from gridmap.model.document import Snapshot
from gridmap.model.features import STATUSES, Household, VillagerGroup
from tests.helpers.build import Tiny, at, build_tiny, fid, project

DAY = date(2026, 12, 1)
TINY = build_tiny()
SOME = st.sets(st.sampled_from([f"h{number:02d}" for number in range(1, 21)]), max_size=6)


def new_sides(changeset: Changeset) -> list[Household]:
    return [change.new for change in changeset if isinstance(change.new, Household)]


def test_a_new_household_gets_the_next_number_and_no_other_changes(tiny: Tiny) -> None:
    changeset = new_household(tiny.snapshot(), at(120, 60), on=DAY)
    (change,) = changeset
    assert change.old is None
    (house,) = new_sides(changeset)
    assert house.number == "0013"
    assert (house.village, house.group) == ("v1", "g11")
    assert (house.geometry, house.located_by, house.located_on) == (at(120, 60), "drawn", DAY)
    assert house.door == house.head == ""


def test_a_new_household_joins_the_group_of_its_neighbour_where_groups_are_not_drawn(
    tiny: Tiny,
) -> None:
    neighbour = replace(tiny.get("h01", Household), group=fid("g11"))
    outlined = tiny.get("g11", VillagerGroup)
    document = tiny.document()
    undrawn = replace(outlined, geometry=None)
    document.apply(Changeset("", (Change(outlined, undrawn),)))
    (house,) = new_sides(new_household(document, at(120, 60), on=DAY, beside=neighbour))
    assert (house.village, house.group) == ("v1", "g11")
    (house,) = new_sides(new_household(document, at(120, 60), on=DAY))
    assert house.group is None
    (house,) = new_sides(new_household(document, at(700, 60), on=DAY, beside=neighbour))
    assert (house.village, house.group != "g11") == ("v2", True)


def test_a_group_that_is_drawn_elsewhere_is_not_taken_from_a_neighbour(tiny: Tiny) -> None:
    neighbour = replace(tiny.get("h01", Household), group=fid("g11"))
    other = tiny.document()
    for group in list(other.all(VillagerGroup)):
        if group.village == "v1" and group.geometry is not None:
            small = replace(group, geometry=Point(at(1, 1)).buffer(0.5))
            other.apply(Changeset("", (Change(group, small),)))
    (house,) = new_sides(new_household(other, at(120, 60), on=DAY, beside=neighbour))
    assert house.group is None


def test_a_household_outside_all_villages_belongs_nowhere_yet(tiny: Tiny) -> None:
    (house,) = new_sides(new_household(tiny.snapshot(), at(-300, -300), on=DAY))
    assert (house.village, house.group, house.number) == (None, None, "0021")
    bare = Snapshot.of([project()])
    (house,) = new_sides(new_household(bare, Point(1, 2), on=DAY))
    assert house.number == "1"
    with pytest.raises(UsageError, match="no map yet"):
        new_household(Snapshot.of([project(epsg=None)]), Point(1, 2), on=DAY)


@given(st.floats(-100, 900), st.floats(-100, 500))
def test_a_new_household_and_its_inverse_give_the_same_snapshot(x_m: float, y_m: float) -> None:
    document = TINY.document()
    before = list(document.all(Household))
    changeset = new_household(document, at(x_m, y_m), on=DAY)
    document.apply(changeset)
    document.apply(changeset.inverted())
    assert list(document.all(Household)) == before


@given(SOME, st.sampled_from(STATUSES))
def test_every_bulk_verb_and_its_inverse_give_the_same_snapshot(
    names: set[str], status: str
) -> None:
    ids = [fid(name) for name in sorted(names)]
    document = TINY.document()
    before = {item.id: item for item in document.all(Household)}
    for changeset in (
        set_status(document, ids, status),
        move_to_group(document, ids, fid("g22")),
        override_grid(document, ids, fid("w21"), reason="隔河，由第三网格走访"),
        clear_override(document, ids),
    ):
        document.apply(changeset)
        document.apply(changeset.inverted())
        assert {item.id: item for item in document.all(Household)} == before


def test_moving_to_a_group_takes_its_village_along_and_keeps_the_number(tiny: Tiny) -> None:
    (house,) = new_sides(move_to_group(tiny.snapshot(), [fid("h01")], fid("g22")))
    old = tiny.get("h01", Household)
    assert house == replace(old, group=fid("g22"), village=fid("v2"))


def test_an_override_needs_its_reason(tiny: Tiny) -> None:
    reader = tiny.snapshot()
    with pytest.raises(UsageError, match="Say why"):
        override_grid(reader, [fid("h01")], fid("w12"), reason="  ")
    with pytest.raises(UsageError, match="101"):
        override_grid(reader, [fid("h01")], fid("w12"), reason="长" * 101)
    (house,) = new_sides(override_grid(reader, [fid("h01")], fid("w12"), reason=" 隔河 "))
    assert (house.grid_override, house.grid_override_reason) == ("w12", "隔河")


def test_clearing_an_override_clears_its_reason(tiny: Tiny) -> None:
    given_away = replace(
        tiny.get("h01", Household), grid_override=fid("w12"), grid_override_reason="隔河"
    )
    reader = Snapshot.of([given_away])
    (house,) = new_sides(clear_override(reader, [fid("h01")]))
    assert house == tiny.get("h01", Household)
    assert not clear_override(tiny.snapshot(), [fid("h01")])


def test_a_state_that_is_none_is_refused(tiny: Tiny) -> None:
    with pytest.raises(UsageError, match="sold"):
        set_status(tiny.snapshot(), [fid("h01")], "sold")
    assert "2 households" in set_status(tiny.snapshot(), [fid("h01"), fid("h03")], "ruin").title
    nameless = Snapshot.of([Household(id=fid("x"))])
    assert "a household" in set_status(nameless, [fid("x")], "ruin").title
