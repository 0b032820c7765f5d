"""The end of an index: even columns, and the short tables side by side below them."""

from hypothesis import given
from hypothesis import strategies as st

from gridmap.export.flow import FlowPage, columns_of, flow
from gridmap.export.frames import Rect
from gridmap.export.index import Index
from gridmap.export.index_tail import even, flowed_items, with_tail
from gridmap.export.tables import Cell, Column, TableHead, TableRow, table_rows
from gridmap.export.text_items import Heading
from tests.export.test_index import AREA, found, people, unit

COLUMNS = columns_of(AREA, 3)
HEAD = TableHead((Column("Door", 1.0),), is_plain=True)


def block(count: int, title: str = "By place") -> list:
    return [Heading(title), HEAD, *table_rows(HEAD, [[Cell(str(n))] for n in range(count)], 83.0)]


def bottoms(page: FlowPage) -> dict[float, float]:
    return {placed.rect.x_mm: placed.rect.bottom_mm for placed in page}


def rows_of(pages: list[FlowPage]) -> list[str]:
    return [p.item.cells[0].text for page in pages for p in page if isinstance(p.item, TableRow)]


@given(count=st.integers(1, 110))
def test_even_columns_lose_no_row_and_differ_by_little(count: int) -> None:
    page = even(block(count)[1:], COLUMNS)
    assert page is not None
    assert rows_of([page]) == [str(n) for n in range(count)]
    if count > 12:
        assert max(bottoms(page).values()) - min(bottoms(page).values()) < 30.0
        assert len(bottoms(page)) == 3


def test_what_is_too_much_for_the_columns_is_not_made_even() -> None:
    assert even(block(500), COLUMNS) is None


def test_heads_repeated_by_the_flow_are_not_flowed_again() -> None:
    items = block(100)[1:]
    page = flow(items, COLUMNS, COLUMNS)[0]
    again = flow(flowed_items(page), COLUMNS, COLUMNS)[0]
    assert [placed.rect for placed in again] == [placed.rect for placed in page]


def test_short_tables_stand_side_by_side_below_the_columns() -> None:
    page = even(block(30)[1:], COLUMNS)
    assert page is not None
    lowest = max(bottoms(page).values())
    (whole,) = with_tail([page], [block(8, "By officer"), block(6)], AREA)
    titles = [placed.rect for placed in whole if isinstance(placed.item, Heading)]
    assert len({rect.y_mm for rect in titles}) == 1
    assert titles[0].y_mm > lowest
    assert len({rect.x_mm for rect in titles}) == 2


@given(first=st.integers(1, 120), second=st.integers(1, 120))
def test_a_tail_that_has_no_room_goes_on_new_pages_and_loses_no_row(
    first: int, second: int
) -> None:
    page = even(block(100)[1:], COLUMNS)
    assert page is not None
    pages = with_tail([page], [block(first), block(second)], AREA)
    assert len(rows_of(pages)) == 100 + first + second
    assert all(placed.rect.bottom_mm <= AREA.bottom_mm + 1e-6 for one in pages for placed in one)


def test_the_index_by_head_does_not_open_at_the_foot_of_a_column() -> None:
    for count in range(30, 130, 3):
        one = unit(people(*((str(n), f"王{chr(0x4E00 + n)}") for n in range(count))))
        pages = Index([one]).pages(found(one), Rect(0.0, 20.0, 120.0, 230.0))
        for page in pages:
            for placed in page:
                if isinstance(placed.item, Heading):
                    below = [
                        p for p in page
                        if isinstance(p.item, TableRow) and p.rect.y_mm > placed.rect.y_mm
                        and abs(p.rect.x_mm - placed.rect.x_mm) < 1.0
                    ]  # fmt: skip
                    assert len(below) >= 8
