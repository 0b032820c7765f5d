from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.export.plan import VillagePlan
from gridmap.export.sheet_parts import OVERLAP_MM
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import Grid, Household, Village, VillagerGroup
from tests.export.atlas_helpers import drawn, houses, one_village, plan_of, spec
from tests.helpers.build import Tiny, at, fid, household, project, rectangle

ROWS = [(100.0 + 14 * (n % 20), 100.0 + 25 * (n // 20)) for n in range(100)]


def home_counts(plan: VillagePlan) -> Counter[str]:
    return Counter(item.id for planned in plan.sheets for item in planned.sheet.households)


def test_each_group_of_the_tiny_project_has_its_sheet(tiny: Tiny) -> None:
    plan = plan_of(tiny.snapshot())
    assert [item.sheet.sheet_id for item in plan.sheets] == ["01-01", "02-01"]
    assert set(home_counts(plan).values()) == {1}


def test_sheets_by_grid_follow_the_grids(tiny: Tiny) -> None:
    plan = plan_of(tiny.snapshot(), spec(by="grid"))
    assert [unit.name for unit in plan.units] == ["第1网格", "第2网格"]
    assert sum(home_counts(plan).values()) == 12


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 700), st.integers(0, 700)), min_size=1, max_size=120, unique=True
    )
)
def test_every_household_is_at_home_on_exactly_one_sheet(cloud: list[tuple[int, int]]) -> None:
    snapshot = one_village(*houses(cloud))
    plan = plan_of(snapshot)
    counts = home_counts(plan)
    assert set(counts) == {item.id for item in snapshot.all(Household)}
    assert set(counts.values()) == {1}
    for planned in plan.sheets:
        layout = planned.sheet.layout
        assert sum(layout.counts.values()) == len(planned.sheet.households)
        assert len(planned.sheet.spots) <= 60


def test_cells_are_where_the_houses_are() -> None:
    plan = plan_of(one_village(*houses(ROWS)))
    for planned in plan.sheets:
        view, layout = planned.sheet.view, planned.sheet.layout
        for item in planned.sheet.households:
            assert item.geometry is not None
            x, y = view.to_mm(np.array([(item.geometry.x, item.geometry.y)]))[0]
            cell = layout.cells[item.id]
            middle_x = ("ABCDE".index(cell[0]) + 0.5) * view.width_mm / 5
            middle_y = (int(cell[1]) - 0.5) * view.height_mm / 7
            assert abs(x - middle_x) <= view.width_mm / 10 + 3
            assert abs(y - middle_y) <= view.height_mm / 14 + 3


def test_no_house_is_cut_by_the_edge_and_tiles_overlap() -> None:
    plan = plan_of(one_village(*houses([(40.0 * n, 30.0 * (n % 3)) for n in range(45)])))
    assert len(plan.sheets) > 1
    for planned in plan.sheets:
        view = planned.sheet.view
        for mark in planned.sheet.layout.houses:
            assert OVERLAP_MM / 2 <= mark.x_mm <= view.width_mm - OVERLAP_MM / 2
            assert OVERLAP_MM / 2 <= mark.y_mm <= view.height_mm - OVERLAP_MM / 2


def test_sheet_ids_stay_when_a_household_is_added() -> None:
    before = plan_of(one_village(*houses(ROWS)))
    added = household(
        "new", village=fid("v1"), door="999", head="李新来", geometry=at(135.0, 112.0)
    )
    after = plan_of(one_village(*houses(ROWS), added))
    assert len(before.sheets) > 1
    assert [item.sheet.sheet_id for item in before.sheets] == [
        item.sheet.sheet_id for item in after.sheets
    ]
    changed = [
        first.sheet.sheet_id
        for first, second in zip(before.sheets, after.sheets, strict=True)
        if {h.id for h in first.sheet.households} != {h.id for h in second.sheet.households}
    ]
    assert len(changed) == 1


def test_a_wide_settlement_lies_where_that_gives_a_larger_scale() -> None:
    street = [(12.0 * n, 20.0 * (n % 2)) for n in range(20)]
    (wide,) = plan_of(one_village(*houses(street))).sheets
    assert wide.sheet.frame.is_lying
    assert wide.sheet.scale == 1000
    (tall,) = plan_of(one_village(*houses([(y, x) for x, y in street]))).sheets
    assert not tall.sheet.frame.is_lying
    (small,) = plan_of(one_village(*houses(street[:8]))).sheets
    assert not small.sheet.frame.is_lying


def test_a_lying_sheet_is_a_lying_page_with_its_table_of_cells() -> None:
    plan = plan_of(one_village(*houses([(12.0 * n, 20.0 * (n % 2)) for n in range(20)])))
    (planned,) = plan.sheets
    pages = drawn(plan)
    lying = {name for name, page in pages.items() if page.width_mm > page.height_mm}
    assert planned.name in lying
    assert all(name.startswith(planned.name) for name in lying)
    assert {cell[0] for cell in planned.sheet.layout.cells.values()} == set("ABCDEFG")


def test_more_than_sixty_houses_make_a_second_sheet() -> None:
    plan = plan_of(one_village(*houses([(12.0 * (n % 9), 15.0 * (n // 9)) for n in range(61)])))
    assert len(plan.sheets) == 2
    assert all(len(item.sheet.households) <= 60 for item in plan.sheets)


def test_the_first_scale_at_which_all_is_legible_is_taken() -> None:
    wide = plan_of(one_village(*houses([(90.0 * n, 60.0 * (n % 4)) for n in range(8)])))
    assert {item.sheet.scale for item in wide.sheets} == {5000}
    near = plan_of(one_village(*houses([(7.0 * n, 9.0 * (n % 4)) for n in range(20)])))
    assert max(item.sheet.scale for item in near.sheets) <= 1500


def test_a_village_without_geometry_groups_or_grids_has_sheets() -> None:
    village = Village(id=fid("v1"), name="无界村")
    people = houses([(10.0 * n, 0.0) for n in range(5)])
    plan = plan_of(Snapshot.of([project(), village, *people]))
    assert len(plan.sheets) == 1
    assert sum(home_counts(plan).values()) == 5


def test_a_village_without_anything_has_no_sheets() -> None:
    plan = plan_of(Snapshot.of([project(), Village(id=fid("v1"), name="空村")]))
    assert plan.sheets == ()
    assert plan.bounds_m is None


def test_a_group_without_polygon_takes_the_hull_of_its_houses() -> None:
    group = VillagerGroup(id=fid("g"), name="一组", village=fid("v1"), number=1)
    people = [replace(item, group=fid("g")) for item in houses([(0, 0), (50, 0), (0, 50)])]
    plan = plan_of(one_village(group, *people))
    (unit,) = plan.units
    assert unit.area is None
    assert unit.extent is not None
    assert unit.extent.area == pytest.approx(1250.0)


def test_households_of_no_group_have_sheets_of_their_own() -> None:
    group = VillagerGroup(
        id=fid("g"), name="一组", village=fid("v1"), number=1, geometry=rectangle(0, 0, 100, 100)
    )
    plan = plan_of(one_village(group, *houses([(50, 50), (900, 900)])))
    assert [item.sheet.sheet_id for item in plan.sheets] == ["01-01", "00-01"]


def test_households_without_position_are_kept_and_not_drawn() -> None:
    lost = household("lost", village=fid("v1"), door="7", head="张三")
    plan = plan_of(one_village(*houses([(0, 0)]), lost))
    assert [item.id for unit in plan.units for item in unit.unplaced] == ["lost"]
    assert "lost" not in home_counts(plan)


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.SUMMARY])
def test_editions_without_households_show_the_grids(tiny: Tiny, edition: Edition) -> None:
    plan = plan_of(tiny.snapshot(), spec(edition))
    assert [unit.name for unit in plan.units] == ["第1网格", "第2网格"]
    assert [len(item.sheet.spots) for item in plan.sheets] == [0, 0]
    assert len(plan.stage.ground.households.features) == 0


def test_a_sheet_over_two_grids_names_both_grid_heads(tiny: Tiny) -> None:
    plan = plan_of(tiny.snapshot())
    heads = [box for box in plan.sheets[0].officers if box.role == "grid_head"]
    assert [box.officer.name for box in heads if box.officer] == ["吴秀英", "赵一鸣"]
    assert [box.parts for box in heads] == [("第1网格",), ("第2网格",)]


def test_a_grid_without_polygon_does_not_stop_the_public_edition(tiny: Tiny) -> None:
    features = [
        replace(item, geometry=None) if isinstance(item, Grid) else item for item in tiny.features
    ]
    plan = plan_of(Snapshot.of(features), spec(Edition.PUBLIC))
    assert [unit.name for unit in plan.units] == ["一组", "二组"]


def test_the_locator_stands_beside_the_map_where_it_would_hide_a_house() -> None:
    cloud = [(27.0 * (n % 6), 17.0 * (n // 6)) for n in range(60)]
    plan = plan_of(one_village(*houses(cloud)))
    assert any(planned.sheet.frame.beside is not None for planned in plan.sheets)
    for planned in plan.sheets:
        sheet = planned.sheet
        assert (sheet.layout.locator is None) == (sheet.frame.beside is not None)
        if sheet.frame.beside is not None:
            assert sheet.frame.legend.right_mm <= sheet.frame.beside.x_mm
            assert sheet.frame.beside.bottom_mm <= sheet.frame.footer.y_mm


def test_doors_that_share_a_point_do_not_force_a_larger_scale() -> None:
    alone = houses([(30.0 * n, 40.0 * (n % 3)) for n in range(20)])
    shared = [replace(item, id=fid(f"s{item.id}")) for item in alone[:6]]
    scales = [
        {item.sheet.scale for item in plan_of(one_village(*people)).sheets}
        for people in (alone, [*alone, *shared])
    ]
    assert scales[0] == scales[1]
