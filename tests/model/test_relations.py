from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gridmap.model.document import Snapshot
from gridmap.model.features import Feature, Grid, Household, Place, Village, VillagerGroup
from gridmap.model.relations import Relations, containing, has_position
from tests.helpers.build import Tiny, at, fid, household, rectangle


def relations_of(tiny: Tiny, *features: Feature) -> Relations:
    """Return the relations of the tiny project with some features put in or replaced."""
    return Relations(Snapshot.of([*tiny.features, *features]))


def test_positions_decide_where_nothing_was_written_down(tiny: Tiny) -> None:
    relations = relations_of(tiny)
    house = fid("h01")
    found = [relations.village_of, relations.group_of, relations.grid_of]
    assert [table[house] for table in found] == ["v1", "g11", "w11"]
    assert relations.village_of[fid("p2")] == "v2"


def test_what_was_written_down_wins(tiny: Tiny) -> None:
    house = replace(
        tiny.get("h01", Household), village=fid("v2"), group=fid("g22"), grid_override=fid("w12")
    )
    relations = relations_of(tiny, house)
    found = [relations.village_of, relations.group_of, relations.grid_of]
    assert [table[house.id] for table in found] == ["v2", "g22", "w12"]
    assert relations.grid_by_position[house.id] == "w11"


def test_a_group_or_grid_on_the_roster_tells_the_village(tiny: Tiny) -> None:
    by_group = household("x", group=fid("g21"))
    by_grid = household("y", grid_override=fid("w12"))
    village_of = relations_of(tiny, by_group, by_grid).village_of
    assert (village_of[by_group.id], village_of[by_grid.id]) == ("v2", "v1")


def test_a_house_on_the_land_of_no_village_is_in_that_of_its_group_else_of_its_grid(
    tiny: Tiny,
) -> None:
    far = rectangle(2000, 2000, 2100, 2100)
    house = household("x", geometry=at(2050, 2050))
    group = VillagerGroup(id=fid("gx"), name="一组", village=fid("v2"), geometry=far)
    grid = Grid(id=fid("wx"), name="一网格", village=fid("v1"), geometry=far)
    assert relations_of(tiny, house, group, grid).village_of[house.id] == "v2"
    assert relations_of(tiny, house, grid).village_of[house.id] == "v1"
    assert relations_of(tiny, house).village_of[house.id] is None


def test_a_reference_to_nothing_counts_as_not_written_down(tiny: Tiny) -> None:
    gone = fid("gone")
    house = household("x", village=gone, group=gone, grid_override=gone, geometry=at(50, 50))
    stray = Place(id=fid("px"), place_kind="P01", village=gone, geometry=at(500, 50))
    nowhere = household("y", group=fid("gx"))
    group = VillagerGroup(id=fid("gx"), name="一组", village=gone)
    relations = relations_of(tiny, house, stray, group, nowhere)
    found = [relations.village_of, relations.group_of, relations.grid_of]
    assert [table[house.id] for table in found] == ["v1", "g11", "w11"]
    assert relations.village_of[stray.id] == "v2"
    assert relations.village_of[nowhere.id] is None


def test_a_house_outside_everything_belongs_to_nothing(tiny: Tiny) -> None:
    far = household("far", geometry=at(5000, 5000))
    relations = relations_of(tiny, far)
    found = [relations.village_of, relations.group_of, relations.grid_of]
    assert [table[far.id] for table in found] == [None, None, None]
    assert far in relations.households_in_village[None]


@given(st.lists(st.tuples(st.integers(0, 800), st.integers(0, 400)), max_size=12))
def test_every_house_is_in_one_list_of_each_kind(spots: list[tuple[int, int]]) -> None:
    from tests.helpers.build import build_tiny

    houses = [household(f"x{i}", geometry=at(x, y)) for i, (x, y) in enumerate(spots)]
    relations = relations_of(build_tiny(), *houses)
    for lists in (
        relations.households_in_village,
        relations.households_in_group,
        relations.households_in_grid,
    ):
        names = [house.id for houses in lists.values() for house in houses]
        assert len(names) == len(set(names)) == 20 + len(houses)


def test_a_point_on_a_shared_boundary_belongs_to_the_area_that_comes_first() -> None:
    areas = [
        Village(id=fid("left"), name="左", geometry=rectangle(0, 0, 10, 10)),
        Village(id=fid("right"), name="右", geometry=rectangle(10, 0, 20, 10)),
        Village(id=fid("none"), name="无"),
    ]
    house = household("h", geometry=at(10, 5))
    assert containing([house], areas) == {"h": "left"}
    assert containing([house], areas[::-1]) == {"h": "right"}
    assert containing([house], areas[2:]) == {"h": None}
    assert containing([household("x")], areas) == {"x": None}


def test_grids_come_in_code_order_and_groups_in_theirs(tiny: Tiny) -> None:
    early = Grid(id=fid("w10"), name="新", village=fid("v1"), code="1")
    late = VillagerGroup(id=fid("g19"), name="九组", village=fid("v1"), number=9)
    relations = relations_of(tiny, late, early)
    assert [grid.id for grid in relations.grids_in_village[fid("v1")]] == ["w10", "w11", "w12"]
    assert [group.id for group in relations.groups_in_village[fid("v1")]] == ["g11", "g12", "g19"]


def test_records_visits_and_duties_are_listed_by_their_owner(tiny: Tiny) -> None:
    relations = relations_of(tiny)
    assert [record.id for record in relations.records_of[fid("h01")]] == ["c1"]
    assert [visit.id for visit in relations.visits_of[fid("c1")]] == ["s1", "s2"]
    assert [duty.id for duty in relations.duties_of[fid("w11")]] == ["d2"]


def test_a_position_is_a_geometry_that_is_not_empty(tiny: Tiny) -> None:
    assert has_position(tiny.get("h01", Household))
    assert not has_position(tiny.get("h20", Household))
