"""The two indexes: by door in natural order, and by head of household in pinyin order; with page and reference cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gridmap.export.flow import FlowPage, Item, columns_of, flow
from gridmap.export.frames import Rect
from gridmap.export.house_labels import door_text
from gridmap.export.tables import Band, Cell, Column, Heading, Paragraph, TableHead, table_rows
from gridmap.export.units import Unit
from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Household
from gridmap.model.sorting import door_key
from gridmap.model.surnames import READINGS, reading, split_name

_COLUMNS = 4
_ROW_MM = 5.0


@dataclass(frozen=True, slots=True)
class Found:
    """Where a household is: page number, name of the page, reference cell."""

    page: int
    target: str
    cell: str


def index_pages(
    units: Sequence[Unit], places: Mapping[FeatureId, Found], area: Rect
) -> list[FlowPage]:
    """Return the pages of both indexes, and the list of households that are not yet on the map."""
    if not any(unit.households for unit in units):
        return []
    columns = columns_of(area, _COLUMNS)
    width = columns[0].width_mm
    by_door = [Heading(tr("By door number")), *_by_door(units, places, width)]
    by_head = [Heading(tr("By head of household")), *_by_head(units, places, width)]
    unplaced = _unplaced(units, width)
    half = len(columns) // 2
    door_pages = flow(by_door, columns[:half], columns)
    head_pages = flow([*by_head, *unplaced], columns[half:], columns)
    if len(door_pages) == 1 and len(head_pages) == 1:
        return [(*door_pages[0], *head_pages[0])]
    return [*flow(by_door, columns, columns), *flow([*by_head, *unplaced], columns, columns)]


def _by_door(
    units: Sequence[Unit], places: Mapping[FeatureId, Found], width_mm: float
) -> list[Item]:
    head = TableHead(
        (
            Column(tr("Door"), 2.3, style="body-bold"),
            Column(tr("Head"), 2.9),
            Column(tr("Page"), 1.2, "right"),
            Column(tr("Cell"), 1.2, "right", "reference"),
        ),
        is_plain=True,
    )
    items: list[Item] = [head]
    named = len([unit for unit in units if unit.households]) > 1
    for unit in units:
        households = sorted(
            unit.located, key=lambda item: (door_key(door_text(item)), item.head, item.id)
        )
        if households and named:
            items.append(Band(unit.name or tr("whole village"), head))
        rows = [
            [Cell(door_text(item)), Cell(item.head), *_where(places.get(item.id))]
            for item in households
        ]
        items += table_rows(head, rows, width_mm, row_mm=_ROW_MM)
    return items


def _by_head(
    units: Sequence[Unit], places: Mapping[FeatureId, Found], width_mm: float
) -> list[Item]:
    head = TableHead(
        (
            Column(tr("Head"), 2.9, style="body-bold"),
            Column(tr("Door"), 2.3),
            Column(tr("Page"), 1.2, "right"),
            Column(tr("Cell"), 1.2, "right", "reference"),
        ),
        is_plain=True,
    )
    households = sorted(
        (item for unit in units for item in unit.located if item.head), key=head_key
    )
    items: list[Item] = [head]
    letter = ""
    for household in households:
        first = letter_of(household)
        if first != letter:
            letter = first
            items.append(Band(letter, head))
        row = [Cell(household.head), Cell(door_text(household)), *_where(places.get(household.id))]
        items += table_rows(head, [row], width_mm, row_mm=_ROW_MM)
    note = surname_note(households)
    if note:
        items.append(Paragraph.of(note, width_mm, "small"))
    return items


def _unplaced(units: Sequence[Unit], width_mm: float) -> list[Item]:
    """Return the households without a position: they are listed, not drawn."""
    rows = [
        [Cell(door_text(item)), Cell(item.head), Cell(unit.name)]
        for unit in units
        for item in sorted(unit.unplaced, key=lambda item: (door_key(door_text(item)), item.id))
    ]
    if not rows:
        return []
    head = TableHead(
        (
            Column(tr("Door"), 2.3, style="body-bold"),
            Column(tr("Head"), 2.9),
            Column(tr("Group or grid"), 2.4),
        ),
        is_plain=True,
    )
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
    """Return the sentence on surnames whose reading is not the common one, empty where there are none."""
    rare = {
        split_name(item.head)[0]: READINGS[split_name(item.head)[0]].capitalize()
        for item in households
        if split_name(item.head)[0] in READINGS and not item.pinyin
    }
    if not rare:
        return ""
    names = "、".join(f"{surname} {read}" for surname, read in sorted(rare.items()))
    return tr("Surnames stand by their true reading: {names}.", names=names)


def _where(found: Found | None) -> list[Cell]:
    if found is None:
        return [Cell("—"), Cell("—")]
    return [Cell(str(found.page), target=found.target), Cell(found.cell, target=found.target)]
