"""Sheets with insets: what stands where, and that nobody is lost or named twice."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.export.arrange import HOUSE_MM
from gridmap.export.frames import Rect, sheet_cells
from gridmap.export.inset_drawing import away_text, inset_caption
from gridmap.export.inset_search import core_of, detached
from gridmap.export.plan import VillagePlan
from gridmap.export.sheets import Sheet
from gridmap.i18n import set_language
from gridmap.layers.recording import TextCall
from gridmap.model.features import Household
from tests.export.atlas_helpers import boxes_overlap, drawn, houses, one_village, plan_of

ROWS = [(14.0 * (n % 8), 25.0 * (n // 8)) for n in range(40)]
HAMLET = [(900.0 + 18 * n, 500.0 + 12 * (n % 2)) for n in range(6)]
CORE = [(12.0 * (n % 6), 14.0 * (n // 6)) for n in range(30)]
FARMS = [
    (330.0 * np.cos(angle) + 30, 400.0 * np.sin(angle) + 30) for angle in np.linspace(-1.0, 2.6, 12)
]


def only_sheet(cloud: list[tuple[float, float]]) -> tuple[VillagePlan, Sheet]:
    plan = plan_of(one_village(*houses(cloud)))
    (planned,) = plan.sheets
    return plan, planned.sheet


def check(plan: VillagePlan) -> None:
    """Everybody is at home once, labelled, in the right cell; nothing lies on anything."""
    home = Counter(item.id for planned in plan.sheets for item in planned.sheet.households)
    known = {item.id for item in plan.stage.view.features.all(Household)}
    assert set(home) == known
    assert set(home.values()) == {1}
    half = HOUSE_MM / 2
    for planned in plan.sheets:
        sheet = planned.sheet
        layout, view = sheet.layout, sheet.view
        window = Rect(0, 0, view.width_mm, view.height_mm)
        assert sum(layout.counts.values()) == len(sheet.households)
        marked = [mark.household.id for mark in layout.houses]
        marked += [member.id for stack in layout.stacks for member in stack.members]
        assert Counter(marked) == Counter(item.id for item in sheet.households)
        boxes = [label.box_mm for label in layout.label_boxes]
        boxes += [
            (m.x_mm - half, m.y_mm - half, m.x_mm + half, m.y_mm + half) for m in layout.houses
        ]
        assert boxes_overlap(np.array(boxes)) == 0
        for household in sheet.households:
            assert household.geometry is not None
            at = np.array([(household.geometry.x, household.geometry.y)])
            x_mm, y_mm = sheet.view_of(household.id).to_mm(at)[0].tolist()
            cell = sheet_cells(window).rect(window, layout.cells[household.id])
            assert cell.inset(-3.0).contains(x_mm, y_mm)
        for inset in layout.insets:
            assert window.contains(inset.rect.x_mm, inset.rect.y_mm)
            assert window.contains(inset.rect.right_mm, inset.rect.bottom_mm)
            for mark in layout.houses:
                inside = inset.rect.contains(mark.x_mm, mark.y_mm)
                assert inside == (mark.household.id in inset.members)


def test_a_hamlet_far_away_is_an_inset_of_the_same_sheet() -> None:
    plan, sheet = only_sheet(ROWS + HAMLET)
    check(plan)
    (inset,) = sheet.layout.insets
    assert len(inset.members) == len(HAMLET)
    assert inset.outline is None
    assert sheet.scale <= 1500


def test_a_dense_core_is_an_inset_at_a_larger_scale() -> None:
    plan, sheet = only_sheet(CORE + FARMS)
    check(plan)
    (inset,) = sheet.layout.insets
    assert inset.view.scale_denominator < sheet.scale
    assert inset.outline is not None
    assert len(inset.dots_mm) == len(inset.members) >= len(CORE)
    for mark in sheet.layout.houses:
        if mark.household.id not in inset.members:
            assert not inset.outline.contains(mark.x_mm, mark.y_mm)


def test_a_settlement_that_fits_has_no_inset() -> None:
    _, sheet = only_sheet(ROWS)
    assert sheet.layout.insets == ()


def test_insets_are_drawn_with_their_captions_and_their_core_is_outlined() -> None:
    set_language("en")
    plan, sheet = only_sheet(CORE + FARMS)
    (surface,) = [page for name, page in drawn(plan).items() if name == plan.sheets[0].name]
    words = [r.text for call in surface.calls if isinstance(call, TextCall) for r in call.runs]
    (inset,) = sheet.layout.insets
    assert inset_caption(inset) == f"Inset 1 1:{int(inset.view.scale_denominator)}"
    assert inset_caption(inset) in words
    assert "Inset 1" in words


def test_where_a_hamlet_lies_is_told_in_eight_directions() -> None:
    set_language("en")
    assert away_text(0.0, 503.0) == "500 m to the north"
    assert away_text(300.0, 300.0) == "420 m to the north-east"
    assert away_text(-120.0, -4.0) == "120 m to the west"


def test_clusters_come_off_one_after_the_other_while_they_are_the_smaller_part() -> None:
    points = np.array(ROWS + HAMLET + [(-700.0, 0.0)])
    parts = [[len(piece) for piece in one.pieces] for one in detached(points)]
    assert parts == [[len(HAMLET)], [len(HAMLET), 1]]


def test_the_core_is_where_houses_crowd() -> None:
    points = np.array(CORE + FARMS)
    assert set(core_of(points, 5000, 6)) == set(range(len(CORE)))
    assert core_of(np.array(FARMS), 5000, 6) == ()


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 6)), min_size=8, max_size=40, unique=True),
    st.lists(
        st.tuples(st.integers(-900, 900), st.integers(-900, 900), st.integers(1, 7)), max_size=4
    ),
)
def test_nobody_is_lost_whatever_lies_around_a_core(
    core: list[tuple[int, int]], hamlets: list[tuple[int, int, int]]
) -> None:
    cloud = [(13.0 * x, 15.0 * y) for x, y in core]
    cloud += [(x + 17.0 * n, float(y)) for x, y, count in hamlets for n in range(count)]
    check(plan_of(one_village(*houses(dict.fromkeys(cloud)))))
