from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.export.flow import FlowPage, Item, PlacedItem, columns_of, flow
from gridmap.export.frames import Rect
from gridmap.export.tables import Band, Cell, Column, HeadAndBand, TableHead, TableRow, table_rows
from gridmap.export.text_items import Heading, Paragraph

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


@st.composite
def mixtures(draw: st.DrawFn) -> list[Item]:
    """Tables of several households, each with rows that stay together, between headings."""
    items: list[Item] = []
    number = 0
    for table in range(draw(st.integers(1, 3))):
        items += [Heading(f"H{table}"), HEAD]
        band = Band(f"B{table}", HEAD) if draw(st.booleans()) else None
        items += [band] if band is not None else []
        for size in draw(st.lists(st.integers(1, 4), min_size=1, max_size=14)):
            for at in range(size):
                words = "\n".join([f"行{number}"] * draw(st.integers(1, 4)))
                cells = [[Cell(words), Cell(str(number))]]
                (row,) = table_rows(HEAD, cells, 80.0, band=band)
                items.append(replace(row, keeps_with_next=at < size - 1))
                number += 1
    return items


def columns_in(pages: list[FlowPage]) -> list[list[PlacedItem]]:
    """The items of each column, from the first page's first to the last page's last."""
    return [
        list(found) for page in pages for _, found in groupby(page, lambda placed: placed.rect.x_mm)
    ]


@settings(max_examples=150, deadline=None)
@given(mixtures(), st.integers(1, 4), st.integers(20, 100))
def test_any_mixture_flows_whole_in_order_and_with_its_heads(
    items: list[Item], count: int, first_mm: int
) -> None:
    first = [Rect(0.0, 20.0, 170.0, float(first_mm))]
    columns = columns_in(flow(items, first, columns_of(AREA, count)))
    placed = [entry.item for column in columns for entry in column]
    own = [item for item in items if not isinstance(item, TableHead)]
    kept = [item for item in placed if not isinstance(item, TableHead | HeadAndBand)]
    assert kept == own
    for column in columns:
        assert all(b.rect.y_mm >= a.rect.bottom_mm - 1e-6 for a, b in pairwise(column))
        assert column[-1].rect.bottom_mm <= 120.0 + 1e-6
        if isinstance(column[0].item, TableRow):
            raise AssertionError("a column begins without its table's head")


@settings(max_examples=150, deadline=None)
@given(mixtures(), st.integers(1, 4))
def test_neither_a_heading_nor_part_of_a_household_is_left_at_the_foot(
    items: list[Item], count: int
) -> None:
    columns = columns_in(flow(items, columns_of(AREA, count), columns_of(AREA, count)))
    for column in columns[:-1]:
        last = column[-1].item
        assert not last.keeps_with_next, last
