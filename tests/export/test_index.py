from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.export.flow import FlowPage
from gridmap.export.frames import Rect
from gridmap.export.index import Found, Index, letter_of, surname_note, where_cells, with_place
from gridmap.export.tables import Band, Cell, Column, TableHead, TableRow, table_rows
from gridmap.export.text_items import Heading
from gridmap.export.units import Unit
from gridmap.model.features import Household
from tests.helpers.build import at, household

AREA = Rect(0.0, 20.0, 170.0, 230.0)


def people(*pairs: tuple[str, str]) -> tuple[Household, ...]:
    return tuple(
        household(f"p{n}", door=door, head=head, geometry=at(n, n))
        for n, (door, head) in enumerate(pairs)
    )


def unit(located: tuple[Household, ...], unplaced: tuple[Household, ...] = ()) -> Unit:
    return Unit(scope=None, code="01", name="一组", area=None, located=located, unplaced=unplaced)


def found(*units: Unit) -> dict:
    return {
        item.id: Found(page, f"s{page}", "C4")
        for page, unit in enumerate(units, start=5)
        for item in unit.located
    }


def rows(pages: list[FlowPage]) -> list[tuple[str, ...]]:
    return [
        tuple(lines[0] for lines in placed.item.lines)
        for page in pages
        for placed in page
        if isinstance(placed.item, TableRow)
    ]


def test_doors_stand_in_natural_order() -> None:
    one = unit(people(("12", "甲"), ("2", "乙"), ("12-1", "丙"), ("1", "丁"), ("12号附1", "戊")))
    doors = [row[0] for row in rows(Index([one]).pages(found(one), AREA)) if row[3] == "C4"][:5]
    assert doors.index("1") < doors.index("2") < doors.index("12") < doors.index("12-1")


def test_heads_stand_by_their_true_reading_with_letters() -> None:
    one = unit(
        people(("1", "单文彬"), ("2", "陈大山"), ("3", "万俟勇"), ("4", "尉迟远"), ("5", "解永珍"))
    )
    pages = Index([one]).pages(found(one), AREA)
    bands = [p.item.text for page in pages for p in page if isinstance(p.item, Band)]
    assert bands == ["C", "M", "S", "X", "Y"]
    heads = [row[0] for row in rows(pages)][5:]
    assert heads == ["陈大山", "万俟勇", "单文彬", "解永珍", "尉迟远"]


def test_every_household_is_in_both_indexes_over_many_pages() -> None:
    one = unit(people(*((str(n), f"王{chr(0x4E00 + n)}") for n in range(700))))
    listed = rows(Index([one]).pages(found(one), AREA))
    assert len(listed) == 1400
    assert len({row[0] for row in listed[:700]}) == 700
    assert len({row[0] for row in listed[700:]}) == 700


def test_a_household_without_position_is_listed_as_not_on_the_map() -> None:
    one = unit(people(("1", "甲")), people(("77", "没落图")))
    texts = [text for row in rows(Index([one]).pages(found(one), AREA)) for text in row]
    assert "没落图" in texts
    assert texts.count("77") == 1


def test_long_doors_are_never_cut() -> None:
    door = "晒坝巷十二弄十一号附三之二"
    one = unit(people((door, "甲")))
    pages = Index([one]).pages(found(one), AREA)
    cells = [
        "".join(lines)
        for page in pages
        for placed in page
        if isinstance(placed.item, TableRow)
        for lines in placed.item.lines
    ]
    assert cells.count(door) == 2


def test_all_columns_begin_at_one_height_below_the_title() -> None:
    for count in (20, 400):
        one = unit(people(*((str(n), f"王{n}") for n in range(count))))
        page = Index([one]).pages(found(one), AREA)[0]
        heads = [placed.rect.y_mm for placed in page if isinstance(placed.item, TableHead)]
        titles = [placed.rect for placed in page if isinstance(placed.item, Heading)]
        assert len(set(heads[:2])) == 1
        assert all(title.y_mm == AREA.y_mm for title in titles)
        assert heads[0] == titles[0].bottom_mm


def test_a_door_is_not_broken_where_other_columns_have_room() -> None:
    one = unit(people(("30号附1", "方志强"), *((str(n), "王小明") for n in range(60))))
    (row,) = (
        placed.item
        for page in Index([one]).pages(found(one), Rect(0.0, 20.0, 200.0, 230.0))
        for placed in page
        if isinstance(placed.item, TableRow) and placed.item.cells[0].text == "30号附1"
    )
    assert row.lines[0] == ("30号附1",)


def test_a_persons_own_reading_wins() -> None:
    assert letter_of(household("a", head="单一")) == "S"
    assert letter_of(household("b", head="单一", pinyin="dan yi")) == "D"
    assert letter_of(household("c", head="")) == "#"


def test_the_note_names_the_surnames_with_rare_readings() -> None:
    assert "单 Shan" in surname_note(people(("1", "单一")))
    assert surname_note(people(("1", "王一"))) == ""


@given(
    page=st.sampled_from([7, 88, 111, 888, 6163]),
    door=st.sampled_from(["1", "30号附1", "磨坊巷10号", "柳溪村桂花巷106号附3"]),
    head=st.sampled_from(["王明", "欧阳成贵", "买买提·阿卜杜拉", "Mohamed Shareef"]),
    width_mm=st.sampled_from([34.0, 40.0, 55.0]),
)
def test_page_and_cell_never_break(page: int, door: str, head: str, width_mm: float) -> None:
    names = (Column("Door", 2.3, style="body-bold"), Column("Head", 2.9))
    where = Found(page, "s", "D3")
    row = [Cell(door), Cell(head), *where_cells(where)]
    columns = TableHead(with_place(names, width_mm, [row[:2]], [where]))
    (item,) = table_rows(columns, [row], width_mm)
    assert [list(lines) for lines in item.lines[2:]] == [[str(page)], ["D3"]]
    assert sum(column.share for column in columns.columns) == pytest.approx(width_mm)
