from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.export.flow import FlowPage, columns_of, flow
from gridmap.export.frames import Rect
from gridmap.export.tables import (
    Band,
    Cell,
    Column,
    Heading,
    Paragraph,
    TableHead,
    TableRow,
    table_rows,
)

AREA = Rect(0.0, 20.0, 170.0, 100.0)
HEAD = TableHead((Column("名", 1.0), Column("数", 1.0)))


def rows(count: int) -> list[TableRow]:
    return table_rows(HEAD, [[Cell(f"行{n}"), Cell(str(n))] for n in range(count)], 80.0)


def texts(pages: list[FlowPage]) -> list[str]:
    return [
        placed.item.lines[0][0]
        for page in pages
        for placed in page
        if isinstance(placed.item, TableRow)
    ]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 200), st.integers(1, 4), st.integers(10, 100))
def test_no_row_is_lost_and_their_order_stays(count: int, columns: int, first_mm: int) -> None:
    first = [Rect(0.0, 20.0, 170.0, float(first_mm))]
    pages = flow([HEAD, *rows(count)], first, columns_of(AREA, columns))
    assert texts(pages) == [f"行{n}" for n in range(count)]


def test_the_head_is_repeated_in_every_column() -> None:
    pages = flow([HEAD, *rows(100)], columns_of(AREA, 2), columns_of(AREA, 2))
    assert len(pages) > 1
    for page in pages:
        for column in {placed.rect.x_mm for placed in page}:
            items = [placed.item for placed in page if placed.rect.x_mm == column]
            assert isinstance(items[0], TableHead)


def test_nothing_runs_over_the_lower_edge() -> None:
    for page in flow([HEAD, *rows(100)], [AREA], [AREA]):
        assert max(placed.rect.bottom_mm for placed in page) <= AREA.bottom_mm + 1e-6


def test_a_heading_is_never_left_alone_at_the_foot() -> None:
    for count in range(1, 40):
        items = [*rows(count), Heading("下一节"), HEAD, *rows(3)]
        for page in flow(items, [AREA], [AREA]):
            assert not isinstance(page[-1].item, Heading | TableHead)


def test_a_band_stays_with_its_first_row() -> None:
    for count in range(1, 40):
        for page in flow([HEAD, *rows(count), Band("王", HEAD), *rows(2)], [AREA], [AREA]):
            assert not isinstance(page[-1].item, Band)


def test_a_row_taller_than_a_page_is_split_and_keeps_every_word() -> None:
    words = "".join(chr(0x4E00 + n) for n in range(2000))
    (row,) = table_rows(HEAD, [[Cell(words), Cell("1")]], 80.0)
    pages = flow([HEAD, row], [AREA], [AREA])
    found = "".join(
        line
        for page in pages
        for placed in page
        if isinstance(placed.item, TableRow)
        for line in placed.item.lines[0]
    )
    assert len(pages) > 1
    assert found == words


def test_a_long_paragraph_flows_over_pages() -> None:
    paragraph = Paragraph.of("字" * 5000, 170.0)
    pages = flow([paragraph], [AREA], [AREA])
    found = sum(
        len(line)
        for page in pages
        for placed in page
        if isinstance(placed.item, Paragraph)
        for line in placed.item.lines
    )
    assert len(pages) > 1
    assert found == 5000
