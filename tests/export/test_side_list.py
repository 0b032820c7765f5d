"""Doors that are not named on the map stand in a list: in the map, else on a page after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gridmap.export import village_pages
from gridmap.export.frames import Rect, cell_at, sheet_cells
from gridmap.export.overview_page import TablesPage
from gridmap.export.page import PageKind
from gridmap.export.sheet_layout import PlaceEntry, SheetLayout, SideEntry
from gridmap.export.side_list import not_in_the_map, side_box
from gridmap.export.side_pages import side_pages
from gridmap.export.tables import TableRow
from gridmap.model.features import Feature, Place
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


def crowded_clinic(name: str) -> list[Feature]:
    """A clinic among houses so close that its name has no room beside its badge."""
    cloud = [(6.0 * x, 6.0 * y) for x in range(-5, 6) for y in range(-5, 6) if (x, y) != (0, 0)]
    clinic = Place(id=fid("p1"), name=name, place_kind="clinic", geometry=at(0.0, 0.0))
    return [clinic, *houses(cloud)]


def test_a_place_whose_name_has_no_room_is_listed() -> None:
    name = "柳树湾村与青石沟村联合中心卫生服务站暨防汛抗旱应急物资储备与转移安置指挥点" * 2
    plan = plan_of(one_village(*crowded_clinic(name)))
    sheets = [item for item in plan.sheets if item.sheet.layout.unnamed]
    assert sheets
    for item in sheets:
        (entry,) = item.sheet.layout.unnamed
        assert (entry.symbol, entry.text) == ("place-clinic", name)
        badge = item.sheet.layout.badges[0]
        window = Rect(0, 0, item.sheet.view.width_mm, item.sheet.view.height_mm)
        assert entry.cell == cell_at(window, badge.x_mm, badge.y_mm, sheet_cells(window))
        pages = [
            key
            for key in drawn(plan)
            if key == item.name or key.startswith((f"{item.name}/list", "v1/index", "index"))
        ]
        texts = "".join(text for key in pages for text in drawn(plan)[key].texts())
        assert name in texts


def layout_of(places: int, doors: int) -> SheetLayout:
    people = houses([(0.0, 0.0)] * doors)
    empty = plan_of(one_village(*houses([(0.0, 0.0)]))).sheets[0].sheet.layout
    return replace(
        empty,
        unnamed=tuple(PlaceEntry("place-clinic", f"{n}号点", "B3") for n in range(places)),
        side_list=tuple(SideEntry("", person, "B3") for person in people),
    )


def test_places_keep_a_box_of_their_own_where_doors_need_a_page() -> None:
    window = Rect(0, 0, 162, 189)
    both = side_box(layout_of(2, 10), window)
    assert both is not None
    assert (len(both.places), len(both.doors)) == (2, 10)
    assert not_in_the_map(layout_of(2, 10), both) == ((), ())
    crowd = layout_of(2, 200)
    alone = side_box(crowd, window)
    assert alone is not None
    assert (len(alone.places), alone.doors) == (2, ())
    assert not_in_the_map(crowd, alone) == (crowd.side_list, ())
    assert side_box(crowd, Rect(0, 0, 30, 30)) is None
    assert not_in_the_map(crowd, None) == (crowd.side_list, crowd.unnamed)
    assert side_box(layout_of(0, 0), window) is None


def test_names_of_places_that_the_index_has_need_no_page_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(village_pages, "side_box", lambda *_: None)
    name = "柳树湾村与青石沟村联合中心卫生服务站暨防汛抗旱应急物资储备与转移安置指挥点" * 2
    for kind, has_list in (("P04", False), ("unknown", True)):
        features = [
            replace(item, place_kind=kind) if isinstance(item, Place) else item
            for item in crowded_clinic(name)
        ]
        plan = plan_of(one_village(*features))
        assert any(item.sheet.layout.unnamed for item in plan.sheets)
        assert not any(item.sheet.layout.side_list for item in plan.sheets)
        surfaces = drawn(plan)
        assert any("/list-" in page for page in surfaces) is has_list
        words = "".join(text for surface in surfaces.values() for text in surface.texts())
        assert ("Names of 1 places: see the index" in words) is not has_list
        assert name in words


def test_a_long_name_of_a_place_never_breaks_inside_a_word() -> None:
    name = "Medicare National Hospital and Research Center"
    plan = plan_of(one_village(*houses([(0.0, 0.0)])))
    area = Rect(0, 20, 170, 220)
    (page,) = side_pages(plan.sheets[0], "", (), (PlaceEntry("place-P04", name, "B3"),), area)
    assert isinstance(page.content, TablesPage)
    rows = [item.item for item in page.content.tables if isinstance(item.item, TableRow)]
    assert [word for row in rows for line in row.lines[0] for word in line.split()] == name.split()


def test_the_pages_of_a_unit_take_in_its_lists() -> None:
    plan = plan_of(one_village(*houses([(0.0, 0.0)] * 150)))
    pages, numbers = pages_of(plan)
    own = [numbers[page.name] for page in pages
           if page.kind in (PageKind.SHEET, PageKind.SIDE_LIST)]  # fmt: skip
    assert len(own) > 1
    assert list(plan.unit_pages(numbers).values()) == [own]
