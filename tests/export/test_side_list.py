"""Doors that are not named on the map stand in a list: in the map, else on a page after it."""

from __future__ import annotations

from gridmap.export.page import PageKind
from tests.export.atlas_helpers import drawn, houses, one_village, pages_of, plan_of
from tests.helpers.build import at, fid, household


def test_a_short_list_stands_in_the_map() -> None:
    people = houses([*[(0.0, 0.0)] * 8, *[(25.0 * n, 30.0) for n in range(4)]])
    plan = plan_of(one_village(*people))
    (sheet,) = plan.sheets
    surface = drawn(plan)[sheet.name]
    texts = surface.texts()
    assert "Not named on the map" in texts
    assert texts.count("[1]") == 8
    for door in range(1, 9):
        assert str(door) in texts


def test_a_long_list_has_pages_of_its_own_after_the_sheet() -> None:
    people = houses([(0.0, 0.0)] * 150)
    plan = plan_of(one_village(*people))
    pages, numbers = pages_of(plan)
    kinds = [page.kind for page in pages]
    assert PageKind.SIDE_LIST in kinds
    assert kinds.index(PageKind.SIDE_LIST) == kinds.index(PageKind.SHEET) + 1
    listed = [
        text
        for name, surface in drawn(plan).items()
        if "/list-" in name
        for text in surface.texts()
    ]
    assert {str(door) for door in range(1, 151)} <= set(listed)
    assert sorted(numbers.values()) == list(range(1, len(pages) + 1))


def test_doors_under_one_number_stand_in_natural_order() -> None:
    people = [
        household(f"n{door}", village=fid("v1"), door=str(door), head="甲", geometry=at(0, 0))
        for door in (10, 9, 2, 33, 1, 4, 21)
    ]
    plan = plan_of(one_village(*people))
    doors = [entry.household.door for entry in plan.sheets[0].sheet.layout.side_list]
    assert doors == ["1", "2", "4", "9", "10", "21", "33"]


def test_the_legend_explains_a_numbered_point() -> None:
    plan = plan_of(one_village(*houses([(0.0, 0.0)] * 9)))
    texts = drawn(plan)[plan.sheets[0].name].texts()
    assert "several doors, see list" in texts


def test_a_long_door_is_never_cut_in_the_list() -> None:
    door = "晒坝巷十二弄十一号附三"
    people = [
        household(f"n{n}", village=fid("v1"), door=f"{door}-{n}", head="甲", geometry=at(0, 0))
        for n in range(8)
    ]
    plan = plan_of(one_village(*people))
    pages, _ = pages_of(plan)
    assert PageKind.SIDE_LIST in [page.kind for page in pages]
    listed = "".join(
        text
        for name, surface in drawn(plan).items()
        if "/list-" in name
        for text in surface.texts()
    )
    assert "…" not in listed
    assert all(f"-{n}" in listed for n in range(8))
