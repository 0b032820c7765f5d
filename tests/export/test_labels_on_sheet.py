"""No household is lost: whatever the crowd, each has a label, and nothing lies on anything."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.export.arrange import HOUSE_MM, NUMBER_MM
from gridmap.export.house_labels import HouseTexts
from gridmap.export.labels_on_sheet import Draft
from gridmap.export.sheet_layout import SheetLayout, SheetSetting
from gridmap.export.spots import spots_of
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from tests.export.atlas_helpers import boxes_overlap, houses
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M


class NoNames:
    """A sheet without other names."""

    def requests(self, setting: SheetSetting, badges: object) -> list[object]:
        return []

    def quiet(self, setting: SheetSetting, taken: object) -> list[object]:
        return []


def sheet(cloud: list[tuple[float, float]], scale: int = 500) -> SheetLayout:
    """Lay out houses around the middle of a sheet."""
    view = MapView(
        center_x_m=ORIGIN_X_M, center_y_m=ORIGIN_Y_M, scale_denominator=scale,
        width_mm=162.0, height_mm=189.0,
    )  # fmt: skip
    setting = SheetSetting(view=view, spots=spots_of(houses(cloud)), foreign_m=np.empty((0, 2)))
    draft = Draft(setting, HouseTexts(load_styles()), NoNames())  # type: ignore[arg-type]
    return draft.finish()


def assert_all_labelled(layout: SheetLayout, count: int) -> None:
    assert len(layout.fallbacks) == count
    listed = {entry.household.id for entry in layout.side_list}
    for household, way in layout.fallbacks.items():
        assert (household in listed) == (way != "door_head")
    on_map = {mark.household.id for mark in layout.houses}
    stacked = {member.id for stack in layout.stacks for member in stack.members}
    assert on_map | stacked == set(layout.fallbacks)
    assert not on_map & stacked


def assert_nothing_overlaps(layout: SheetLayout) -> None:
    symbols = [
        (m.x_mm - HOUSE_MM / 2, m.y_mm - HOUSE_MM / 2, m.x_mm + HOUSE_MM / 2, m.y_mm + HOUSE_MM / 2)
        for m in layout.houses
    ]
    symbols += [
        (
            s.x_mm - NUMBER_MM / 2,
            s.y_mm - NUMBER_MM / 2,
            s.x_mm + NUMBER_MM / 2,
            s.y_mm + NUMBER_MM / 2,
        )
        for s in layout.stacks
    ]
    labels = [label.box_mm for label in layout.label_boxes]
    assert boxes_overlap(np.array([*symbols, *labels])) == 0


def test_a_row_of_houses_is_labelled_in_full() -> None:
    layout = sheet([(x * 12.0 - 60.0, 0.0) for x in range(10)], scale=1000)
    assert layout.counts == {"door_head": 10}
    assert layout.good_share == 1.0
    assert_nothing_overlaps(layout)


@pytest.mark.parametrize("count", [2, 6, 7, 40])
def test_households_at_one_point_are_all_labelled(count: int) -> None:
    layout = sheet([(0.0, 0.0)] * count)
    assert_all_labelled(layout, count)
    assert_nothing_overlaps(layout)


def test_houses_a_metre_apart_are_all_labelled() -> None:
    layout = sheet([(x - 20.0, 0.0) for x in range(40)])
    assert_all_labelled(layout, 40)
    assert_nothing_overlaps(layout)


def test_a_crowd_without_any_room_is_still_labelled() -> None:
    layout = sheet([(x * 0.9, y * 0.9) for x in range(8) for y in range(8)], scale=1000)
    assert_all_labelled(layout, 64)
    assert_nothing_overlaps(layout)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(-8, 8), st.integers(-8, 8)), min_size=1, max_size=40))
def test_any_crowd_is_labelled_without_overlaps(cloud: list[tuple[float, float]]) -> None:
    layout = sheet(cloud)
    assert_all_labelled(layout, len(cloud))
    assert_nothing_overlaps(layout)


def test_the_locator_hides_no_house() -> None:
    cloud = [(x * 10.0, y * 10.0) for x in range(-3, 4) for y in range(-4, 5)]
    layout = sheet(cloud)
    rect = layout.locator
    if rect is not None:
        assert not any(rect.contains(mark.x_mm, mark.y_mm) for mark in layout.houses)
    alone = sheet([(0.0, 0.0)]).locator
    assert alone is not None
    assert (alone.width_mm, alone.height_mm) == (35.0, 35.0)


def test_the_same_sheet_is_laid_out_the_same_twice() -> None:
    cloud = [(float(x % 7), float(x // 7)) for x in range(30)]
    first, second = sheet(cloud), sheet(cloud)
    assert first.lines == second.lines
    assert first.stacks == second.stacks
