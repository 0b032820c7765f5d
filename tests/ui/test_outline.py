"""The outline counts every household once per level and every gap where it can be mended."""

from dataclasses import replace

from gridmap.model.document import Snapshot
from gridmap.model.duties import Responsibilities
from gridmap.model.features import Household
from gridmap.model.relations import Relations
from gridmap.ui.outline import OutlineNode, lines_of, outline, walk
from tests.helpers.build import TODAY, Tiny, fid


def outline_of(snapshot: Snapshot) -> OutlineNode:
    relations = Relations(snapshot)
    return outline(snapshot, relations, Responsibilities(snapshot, relations, on=TODAY))


def node(root: OutlineNode, key: str) -> OutlineNode:
    return next(item for item in walk(root) if item.key == key)


def test_the_villages_hold_all_households_of_the_township(tiny: Tiny) -> None:
    root = outline_of(tiny.snapshot())
    assert root.name == "青石乡"
    assert root.households == 20
    assert sum(village.households for village in root.children) == 20


def test_groups_below_a_grid_add_up_to_its_households(tiny: Tiny) -> None:
    root = outline_of(tiny.snapshot())
    for grid in (item for item in walk(root) if item.kind == "grid"):
        assert sum(group.households for group in grid.children) == grid.households


def test_a_household_without_position_is_a_gap_of_its_group_and_village(tiny: Tiny) -> None:
    root = outline_of(tiny.snapshot())
    village = node(root, "v2")
    assert "Households not on the map: 1." in village.gap_text
    assert "Grids without a head: 1." in village.gap_text
    assert village.gaps == 2
    assert node(root, "w21/g22").gaps == 1
    assert node(root, "v1").gaps == 0


def test_a_household_on_land_of_no_grid_is_a_gap(tiny: Tiny) -> None:
    others = [item for item in tiny.features if item.id != "w12"]
    village = node(outline_of(Snapshot.of(others)), "v1")
    assert "Households in no grid" in village.gap_text


def test_keys_are_unique(tiny: Tiny) -> None:
    keys = [item.key for item in walk(outline_of(tiny.snapshot()))]
    assert len(keys) == len(set(keys))


def test_a_group_without_households_stands_below_its_village(tiny: Tiny) -> None:
    moved = [
        replace(item, group="g12", village="v1")
        if isinstance(item, Household) and item.village is None
        else item
        for item in tiny.features
    ]
    root = outline_of(Snapshot.of(moved))
    assert node(root, "/g21").households == 0


def test_a_group_below_a_grid_counts_only_its_households_there(tiny: Tiny) -> None:
    """Only households that stand in a grid count there; those not on the map are what is left."""
    snapshot = tiny.snapshot()
    relations = Relations(snapshot)
    root = outline_of(snapshot)
    for grid in (item for item in walk(root) if item.kind == "grid"):
        inside = relations.households_in_grid.get(grid.feature, ())
        for group in grid.children:
            members = [home for home in inside if relations.group_of.get(home.id) == group.feature]
            assert group.households == len(members), group.key
        assert sum(group.households for group in grid.children) <= grid.households
    assert node(root, "w21/g22").gaps == 1


def test_a_group_in_two_grids_stands_below_both_with_its_share(tiny: Tiny) -> None:
    moved = [
        replace(item, group="g11") if isinstance(item, Household) and item.id == "h20" else item
        for item in tiny.features
    ]
    every = [item for item in walk(outline_of(Snapshot.of(moved))) if item.feature == "g11"]
    assert len(every) == 2


def test_a_selected_household_is_marked_by_its_group(tiny: Tiny) -> None:
    snapshot = tiny.snapshot()
    relations = Relations(snapshot)
    one = frozenset((fid("h01"),))
    assert lines_of(snapshot, relations, one) == {relations.group_of[fid("h01")]}
    several = frozenset((fid("h01"), fid("h02")))
    assert lines_of(snapshot, relations, several) == several
    assert lines_of(snapshot, relations, frozenset((fid("w11"),))) == {"w11"}
