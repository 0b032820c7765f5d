"""The two indexes: by door in natural order, and by head of household in pinyin order.

Each entry names page and reference cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gridmap.export.flow import FlowPage, Item, PlacedItem, columns_of, flow
from gridmap.export.frames import Rect
from gridmap.export.house_labels import door_text
from gridmap.export.index_tail import even, flowed_items, with_tail
from gridmap.export.table_columns import sized
from gridmap.export.tables import (
    PAD_MM,
    Band,
    Cell,
    Column,
    TableHead,
    TableRow,
    table_rows,
    text_mm,
)
from gridmap.export.text_items import Heading, Paragraph, Space
from gridmap.export.units import Unit
from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Household
from gridmap.model.page_numbers import PageNumber
from gridmap.model.sorting import door_key
from gridmap.model.surnames import READINGS, has_parts, reading, split_name

_COLUMNS = 4
_ROW_MM = 5.0
_TOGETHER = 8
_DOOR_SHARE = 2.3 / 7.6
_FEW_LONG = 0.05
_WIDEST_CELL = "G8"
_SLACK_MM = 0.2


@dataclass(frozen=True, slots=True)
class Found:
    """Where a household is: page number, name of the page, reference cell."""

    page: PageNumber
    target: str
    cell: str


class Index:
    """The households of a village in both orders, sorted once; `pages` fills in where they are."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._by_door = [
            (
                unit,
                sorted(
                    unit.located, key=lambda item: (door_key(door_text(item)), item.head, item.id)
                ),
            )
            for unit in units
        ]
        named = [item for unit in units for item in unit.located if item.head]
        self._by_head = sorted(named, key=head_key)

    def pages(
        self,
        places: Mapping[FeatureId, Found],
        area: Rect,
        further: Sequence[Callable[[float], list[Item]]] = (),
    ) -> list[FlowPage]:
        """Return the pages of both indexes, and of the list of households not yet on the map.

        `further` make the items of other indexes for half the width; these and that list stand
        side by side below the last columns, which are made even.
        """
        if not any(unit.households for unit in self._units):
            return []
        columns = columns_of(area, self._columns(area))
        width = columns[0].width_mm
        door_title, head_title = Heading(tr("By door number")), Heading(tr("By head of household"))
        by_door = self._door_items(places, width)
        by_head = self._head_items(places, width)
        half_width = columns_of(area, 2)[0].width_mm
        blocks = [_unplaced(self._units, half_width), *(make(half_width) for make in further)]
        blocks = [block for block in blocks if block]
        first = [_below(column, door_title.height_mm) for column in columns]
        half = len(columns) // 2
        if len(columns) == _COLUMNS:
            door_part, head_part = even(by_door, first[:half]), even(by_head, first[half:])
            if door_part is not None and head_part is not None:
                titles = _titled(columns[0], door_title), _titled(columns[half], head_title)
                whole = (titles[0], *door_part, titles[1], *head_part)
                return with_tail([whole], blocks, area)
        items = [*by_door, Space(4.0), head_title, *by_head]
        page, *more = flow(items, first, columns)
        pages = [(_titled(columns[0], door_title), *page), *more]
        if more and blocks:
            shorter = even(flowed_items(more[-1]), columns)
            evened = with_tail([*pages[:-1], shorter or more[-1]], blocks, area)
            if len(evened) == len(pages):
                return evened
            return [*pages, *evened[len(pages) :]]
        return with_tail(pages, blocks, area)

    def _columns(self, area: Rect) -> int:
        """Return how many columns a page has.

        Fewer where many doors are too long for a narrow one.
        """
        doors = [door_text(item) for _, households in self._by_door for item in households]
        room = area.width_mm / _COLUMNS * _DOOR_SHARE - 4.0
        long = sum(text_mm(door, "body-bold") > room for door in doors)
        return _COLUMNS if long <= len(doors) * _FEW_LONG else _COLUMNS - 1

    def _door_items(self, places: Mapping[FeatureId, Found], width_mm: float) -> list[Item]:
        names = (Column(tr("Door"), 2.3, style="body-bold"), Column(tr("Head"), 2.9))
        doors = [
            [Cell(door_text(item)), Cell(item.head)]
            for _, households in self._by_door
            for item in households
        ]
        head = TableHead(with_place(names, width_mm, doors, places.values()), is_plain=True)
        items: list[Item] = [head]
        is_named = len([unit for unit in self._units if unit.households]) > 1
        for unit, households in self._by_door:
            band = Band.of(unit.name or tr("whole village"), head, width_mm) if is_named else None
            if households and band is not None:
                items.append(band)
            rows = [
                [Cell(door_text(item)), Cell(item.head), *where_cells(places.get(item.id))]
                for item in households
            ]
            items += table_rows(head, rows, width_mm, row_mm=_ROW_MM, band=band)
        return items

    def _head_items(self, places: Mapping[FeatureId, Found], width_mm: float) -> list[Item]:
        names = (Column(tr("Head"), 2.9, style="body-bold"), Column(tr("Door"), 2.3))
        heads = [[Cell(item.head), Cell(door_text(item))] for item in self._by_head]
        head = TableHead(with_place(names, width_mm, heads, places.values()), is_plain=True)
        items: list[Item] = [head]
        for letter, households in groupby(self._by_head, letter_of):
            band = Band(letter, head)
            rows = [
                [Cell(item.head), Cell(door_text(item)), *where_cells(places.get(item.id))]
                for item in households
            ]
            items += [band, *table_rows(head, rows, width_mm, row_mm=_ROW_MM, band=band)]
        _keep_together(items)
        note = surname_note(self._by_head)
        if note:
            items.append(Paragraph.of(note, width_mm, "small"))
        return items


def _keep_together(items: list[Item]) -> None:
    """Make the first rows stay with each other, so that no heading opens at a column's foot."""
    rows = [at for at, item in enumerate(items) if isinstance(item, TableRow)]
    for at in rows[: min(_TOGETHER, len(rows)) - 1]:
        row = items[at]
        assert isinstance(row, TableRow)
        items[at] = replace(row, keeps_with_next=True)


def with_place(
    names: Sequence[Column],
    width_mm: float,
    rows: Sequence[Sequence[Cell]],
    found: Iterable[Found],
) -> tuple[Column, ...]:
    """Return the columns of an index: page and cell never break, the names share what is left.

    There is room for four digits always: a page that is put in later (12-1) narrows no name.
    """
    longest = max((len(str(place.page)) for place in found), default=0)
    digits = "8" * max(4, longest)
    page = _unbroken(Column(tr("Page"), 0.0, "right"), digits)
    cell = _unbroken(Column(tr("Cell"), 0.0, "right", "reference"), _WIDEST_CELL)
    left_mm = width_mm - page.share - cell.share
    columns = sized(names, left_mm, rows, is_whole=True)
    total = sum(column.share for column in columns)
    shares = (replace(column, share=left_mm * column.share / total) for column in columns)
    return (*shares, page, cell)


def _unbroken(column: Column, text: str) -> Column:
    """Return a column as wide, in mm, as its title and this text ask for."""
    wide_mm = max(text_mm(column.title, "table-head"), text_mm(text, column.style))
    return replace(column, share=wide_mm + 2 * PAD_MM + _SLACK_MM)


def _below(column: Rect, height_mm: float) -> Rect:
    """Return what a title above all columns leaves of one of them."""
    return Rect(column.x_mm, column.y_mm + height_mm, column.width_mm, column.height_mm - height_mm)


def _titled(column: Rect, title: Heading) -> PlacedItem:
    """Return a title above the columns from one on."""
    return PlacedItem(title, Rect(column.x_mm, column.y_mm, column.width_mm, title.height_mm))


def _unplaced(units: Sequence[Unit], width_mm: float) -> list[Item]:
    """Return the households without a position: they are listed, not drawn."""
    rows = [
        [Cell(door_text(item)), Cell(item.head), Cell(unit.name)]
        for unit in units
        for item in sorted(unit.unplaced, key=lambda item: (door_key(door_text(item)), item.id))
    ]
    if not rows:
        return []
    columns = (
        Column(tr("Door"), 2.3, style="body-bold"),
        Column(tr("Head"), 2.9),
        Column(tr("Group or grid"), 2.4),
    )
    head = TableHead(sized(columns, width_mm), is_plain=True)
    title = tr("Not yet on the map: {count}", count=len(rows))
    return [Heading(title), head, *table_rows(head, rows, width_mm, row_mm=_ROW_MM)]


def head_key(household: Household) -> tuple[tuple[str, ...], str, object]:
    """Return the key of the index by head: the true reading, then the characters, then the door."""
    return (
        reading(household.head, household.pinyin),
        household.head,
        (door_key(door_text(household)), household.id),
    )


def letter_of(household: Household) -> str:
    """Return the letter of a head of household's band, # for what has no Latin reading."""
    syllables = reading(household.head, household.pinyin)
    first = syllables[0][:1].upper() if syllables else ""
    return first if first.isascii() and first.isalpha() else "#"


def surname_note(households: Sequence[Household]) -> str:
    """Return the sentence on surnames whose reading is not the common one.

    Empty where there are none.
    """
    rare = {
        split_name(item.head)[0]: READINGS[split_name(item.head)[0]].capitalize()
        for item in households
        if split_name(item.head)[0] in READINGS and not item.pinyin and not has_parts(item.head)
    }
    if not rare:
        return ""
    names = "、".join(f"{surname} {read}" for surname, read in sorted(rare.items()))
    return tr("Surnames stand by their true reading: {names}.", names=names)


def where_cells(found: Found | None) -> list[Cell]:
    """Return the cells of page and reference cell; dashes for what is on no map."""
    if found is None:
        return [Cell("—"), Cell("—")]
    return [Cell(str(found.page)), Cell(found.cell, target=found.target)]
