"""The pages after a detail sheet that list what neither its map nor a box on it has room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from gridmap.export.flow import FlowPage, Item, columns_of, flow
from gridmap.export.frames import Rect
from gridmap.export.house_labels import door_text, number_text
from gridmap.export.overview_page import TablesPage
from gridmap.export.page import Page, PageKind
from gridmap.export.plan import PlannedSheet, list_name
from gridmap.export.sheet_layout import PlaceEntry, SideEntry
from gridmap.export.table_columns import sized
from gridmap.export.tables import Band, Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Heading, Space
from gridmap.i18n import tr

_ROW_MM: Final = 5.0
_COLUMNS: Final = (2, 3)
"""How many columns a list is set in: the fewest in which one page holds it."""


def side_pages(
    item: PlannedSheet,
    title: str,
    doors: Sequence[SideEntry],
    places: Sequence[PlaceEntry],
    area: Rect,
) -> Iterator[Page]:
    """Yield the pages with the doors and the places that a sheet's map does not name.

    `area` is the room for tables on a page.
    """
    sheet_id = item.sheet.sheet_id
    for index, table in enumerate(_tables(doors, places, area)):
        yield Page(
            name=list_name(item.name, index + 1),
            kind=PageKind.SIDE_LIST,
            title=title,
            content=TablesPage(
                title=title,
                subtitle=tr("Not named on the map of sheet {id}", id=sheet_id),
                tables=table,
                sheet_id=sheet_id,
            ),
            level=3,
        )


def _tables(doors: Sequence[SideEntry], places: Sequence[PlaceEntry], area: Rect) -> list[FlowPage]:
    """Return the list over its pages."""
    for count in _COLUMNS:
        columns = columns_of(area, count)
        width_mm = columns[0].width_mm
        items = [*_door_items(doors, width_mm), *_place_items(places, width_mm)]
        pages = flow(items, columns, columns)
        if len(pages) == 1:
            break
    return pages


def _door_items(doors: Sequence[SideEntry], width_mm: float) -> Iterator[Item]:
    if not doors:
        return
    titles = (
        Column(tr("No."), 1.1, style="reference"),
        Column(tr("Door"), 2.3, style="body-bold"),
        Column(tr("Head"), 2.9),
        Column(tr("Cell"), 1.0, "right", "reference"),
    )
    head = TableHead(sized(titles, width_mm), is_plain=True)
    yield head
    for number, found in groupby(doors, lambda entry: entry.number):
        yield from _point_rows(head, number, list(found), width_mm)
    yield Space(2.0)


def _place_items(places: Sequence[PlaceEntry], width_mm: float) -> Iterator[Item]:
    if not places:
        return
    rows = [[Cell(place.text, symbol=place.symbol), Cell(place.cell)] for place in places]
    titles = (Column(tr("Name of the place"), 6.0), Column(tr("Cell"), 1.0, "right", "reference"))
    head = TableHead(sized(titles, width_mm, rows), is_plain=True)
    yield Heading(tr("Key places"))
    yield head
    yield from table_rows(head, rows, width_mm)


def _point_rows(
    head: TableHead, number: str, entries: Sequence[SideEntry], width_mm: float
) -> Iterator[Item]:
    """Yield the households of a point (empty: of none), below a band where several share it."""
    is_shared = bool(number) and len(entries) > 1
    band = None
    if is_shared:
        text = tr("At point {number}: {count} households", number=number, count=len(entries))
        band = Band.of(text, head, width_mm)
        yield band
    shown = number_text(number) if number and not is_shared else ""
    rows = [
        [Cell(shown), Cell(door_text(entry.household)), Cell(entry.household.head),
         Cell(entry.cell)]
        for entry in entries
    ]  # fmt: skip
    yield from table_rows(head, rows, width_mm, row_mm=_ROW_MM, band=band)
