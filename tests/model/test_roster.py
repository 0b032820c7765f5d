"""The roster's order, and the next number that is free."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

from gridmap.model.document import Snapshot
from gridmap.model.features import Village, VillagerGroup
from gridmap.model.roster import next_number, roster_key, roster_key_of
from tests.helpers.build import fid, household

VILLAGE = Village(id=fid("v"), name="柳溪村", code="622921105201", geometry=box(0, 0, 100, 100))
ONE = VillagerGroup(id=fid("g1"), name="一组", village=fid("v"), number=1)
TWO = VillagerGroup(id=fid("g2"), name="二组", village=fid("v"), number=2)


def number_in(group: VillagerGroup | None, *homes) -> str:
    reader = Snapshot.of([VILLAGE, ONE, TWO, *homes])
    return next_number(reader, village=VILLAGE, group=group)


def homes(group: VillagerGroup, *numbers: str):
    return [
        household(f"{group.id}-{index}", group=group.id, number=number)
        for index, number in enumerate(numbers)
    ]


def test_the_next_number_is_written_as_the_highest_is() -> None:
    assert number_in(ONE, *homes(ONE, "0008", "0041")) == "0042"
    assert number_in(ONE, *homes(ONE, "9", "10")) == "11"
    assert number_in(ONE, *homes(ONE, "A-099")) == "A-100"
    assert number_in(ONE, *homes(ONE, "3组7号")) == "3组8"


def test_the_first_household_of_a_village_gets_number_one() -> None:
    assert number_in(ONE) == "1"
    assert number_in(None, *homes(ONE, "", "无")) == "1"


def test_a_gap_is_never_filled() -> None:
    assert number_in(ONE, *homes(ONE, "1", "5")) == "6"


def test_groups_that_count_for_themselves_go_on_counting_for_themselves() -> None:
    taken = [*homes(ONE, "1", "2", "3"), *homes(TWO, "1", "2")]
    assert number_in(ONE, *taken) == "4"
    assert number_in(TWO, *taken) == "3"


def test_a_village_with_one_run_of_numbers_goes_on_with_it() -> None:
    taken = [*homes(ONE, "1", "2"), *homes(TWO, "3", "4")]
    assert number_in(ONE, *taken) == "5"


def test_a_branch_counts_by_the_number_it_branches_off() -> None:
    assert number_in(ONE, *homes(ONE, "12", "12-1", "12-7")) == "13"


def test_households_that_only_stand_in_the_village_count_too() -> None:
    inside = household("x", number="70", geometry=Point(5, 5))
    outside = household("y", number="900", geometry=Point(500, 5))
    assert number_in(None, inside, outside) == "71"


def test_without_a_village_the_whole_project_counts() -> None:
    reader = Snapshot.of([VILLAGE, ONE, *homes(ONE, "8")])
    assert next_number(reader, village=None, group=None) == "9"


@given(st.lists(st.integers(1, 300), max_size=12))
def test_the_next_number_is_always_free(numbers: list[int]) -> None:
    given_out = [str(number) for number in numbers]
    assert number_in(ONE, *homes(ONE, *given_out)) not in given_out


def test_the_roster_is_read_by_group_then_door_then_number() -> None:
    rows = [
        (TWO, household("a", door="1")),
        (ONE, household("b", door="12-1")),
        (ONE, household("c", door="12")),
        (ONE, household("d", number="9")),
        (ONE, household("e", number="8")),
        (None, household("f", door="1")),
    ]
    ordered = sorted(rows, key=lambda row: roster_key(row[1], row[0], VILLAGE))
    assert [home.id for _, home in ordered] == ["c", "b", "e", "d", "a", "f"]
    strays = sorted([(None, 1), (VILLAGE, 2)], key=lambda row: roster_key(rows[0][1], ONE, row[0]))
    assert [number for _, number in strays] == [2, 1]


def test_a_household_is_sorted_by_what_is_recorded_of_it() -> None:
    reader = Snapshot.of([VILLAGE, ONE])
    by_group = household("a", group=ONE.id, door="3")
    by_village = household("b", village=VILLAGE.id, door="3")
    assert roster_key_of(reader, by_group) == roster_key(by_group, ONE, VILLAGE)
    assert roster_key_of(reader, by_village) == roster_key(by_village, None, VILLAGE)
    nowhere = household("c")
    assert roster_key_of(reader, nowhere) == roster_key(nowhere, None, None)


def test_villages_come_by_code() -> None:
    later = replace(VILLAGE, code="622921105299", name="安村")
    home = household("a")
    assert roster_key(home, ONE, VILLAGE) < roster_key(home, ONE, later)
