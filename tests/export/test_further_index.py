"""The indexes by officer and by place, read off the drawn pages and held against the sheets."""

from __future__ import annotations

from gridmap.export.flow import Item
from gridmap.export.frames import Rect, cell_at, sheet_cells
from gridmap.export.further_index import officer_items, place_items, places_found
from gridmap.export.index import Found
from gridmap.export.tables import TableRow
from gridmap.model.features import Place
from tests.export.atlas_helpers import drawn, pages_of, plan_of, spec
from tests.helpers.build import Tiny, at, fid


def rows(items: list[Item]) -> list[list[str]]:
    return [[cell.text for cell in item.cells] for item in items if isinstance(item, TableRow)]


def test_each_officer_stands_with_the_pages_of_their_houses(tiny: Tiny) -> None:
    plan = plan_of(tiny.snapshot(), spec(by="grid"))
    _, numbers = pages_of(plan)
    found = rows(officer_items(plan, numbers, 80.0))
    first, second = (str(numbers[item.name]) for item in plan.sheets)
    assert ["吴秀英", "第1网格", first] in found
    assert ["赵一鸣", "第2网格", second] in found
    whole = f"{first}–{second}" if int(second) == int(first) + 1 else f"{first}、{second}"
    assert ["周建国", "柳树湾村", whole] in found
    names = [row[0] for row in found if row[0]]
    assert names == sorted(names, key=["孙丽", "吴秀英", "赵一鸣", "周建国"].index)


def test_an_officer_of_several_areas_is_named_once(tiny: Tiny) -> None:
    plan = plan_of(tiny.snapshot())
    _, numbers = pages_of(plan)
    names = [row[0] for row in rows(officer_items(plan, numbers, 80.0)) if row[0]]
    assert len(names) == len(set(names))


def test_a_place_stands_with_the_cell_of_its_badge(tiny: Tiny) -> None:
    plan = plan_of(tiny.snapshot(), spec(by="grid"))
    _, numbers = pages_of(plan)
    found = places_found(plan, numbers)
    sheet = next(
        item for item in plan.sheets
        if any(badge.owner == fid("p1") for badge in item.sheet.layout.badges)
        and item.name == found[fid("p1")].target
    )  # fmt: skip
    badge = next(badge for badge in sheet.sheet.layout.badges if badge.owner == fid("p1"))
    window = Rect(0.0, 0.0, sheet.sheet.view.width_mm, sheet.sheet.view.height_mm)
    cell = cell_at(window, badge.x_mm, badge.y_mm, sheet_cells(window))
    page = numbers[sheet.name]
    assert ["柳树湾小学", str(page), cell] in rows(place_items(plan, numbers, {}, 80.0))


def test_a_place_far_from_every_sheet_is_found_on_the_overview(tiny: Tiny) -> None:
    far = Place(id=fid("far"), place_kind="P18", name="老槐树", geometry=at(5, 395))
    plan = plan_of(Tiny((*tiny.features, far)).snapshot())
    _, numbers = pages_of(plan)
    overview = {fid("far"): Found(3, "x/overview-1", "A1")}
    listed = rows(place_items(plan, numbers, overview, 80.0))
    assert any(row[0] == "老槐树" and row[1] != "—" for row in listed)


def test_both_indexes_stand_in_the_booklet(tiny: Tiny) -> None:
    texts = [
        text
        for name, surface in drawn(plan_of(tiny.snapshot())).items()
        if "/index-" in name
        for text in surface.texts()
    ]
    assert "By officer" in texts
    assert "By place" in texts
    assert "柳树湾小学" in "".join(texts)
