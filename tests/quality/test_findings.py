"""The questions asked of finished files find what is wrong when a page is tampered with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.quality.findings import (
    bad_leaders,
    lost_or_misplaced,
    not_found_again,
    overlaps,
    too_small,
    wrong_scales,
)
from tests.quality.page_read import PageRead, Shape, Text
from tests.quality.sheets_read import SheetRead
from tests.quality.subjects import Subject


def tampered(subject: Subject, change: Callable[[SheetRead], PageRead]) -> Subject:
    """Return the subject with its fullest sheet changed."""
    sheet = max(subject.sheets, key=lambda item: len(item.doors))
    other = Subject(
        name=subject.name, snapshot=subject.snapshot, path=subject.path,
        report=subject.report, spec=subject.spec,
    )  # fmt: skip
    pages = list(subject.pages)
    pages[sheet.page.index] = change(sheet)
    other.pages = pages
    return other


def moved(text: Text, dx_mm: float, dy_mm: float) -> Text:
    corners = tuple((x + dx_mm, y + dy_mm) for x, y in text.corners)
    return replace(text, x_mm=text.x_mm + dx_mm, y_mm=text.y_mm + dy_mm, corners=corners)


def swapped(sheet: SheetRead, old: Text, *new: Text) -> PageRead:
    texts = tuple(made for text in sheet.page.texts for made in (new if text is old else (text,)))
    return replace(sheet.page, texts=texts)


def test_a_label_on_another_is_found(demo: Subject) -> None:
    def change(sheet: SheetRead) -> PageRead:
        one, other = sheet.doors[:2]
        dx, dy = other.box[0] - one.box[0], other.box[1] - one.box[1]
        return swapped(sheet, one, moved(one, dx + 0.3, dy + 0.3))

    assert not overlaps(demo)
    assert overlaps(tampered(demo, change))


def test_a_label_on_a_house_is_found(demo: Subject) -> None:
    def change(sheet: SheetRead) -> PageRead:
        door, house = sheet.doors[0], sheet.houses[0]
        dx, dy = house.x_mm - door.box[0], house.y_mm - door.box[1]
        return swapped(sheet, door, moved(door, dx, dy))

    assert any("household" in one for one in overlaps(tampered(demo, change)))


def test_a_leader_that_is_long_or_crosses_a_label_is_found(demo: Subject) -> None:
    def change(sheet: SheetRead) -> PageRead:
        left, top, _, bottom = sheet.doors[0].box
        y_mm = (top + bottom) / 2
        run = ((left - 5.0, y_mm), (left + 4.0, y_mm))
        box = (left - 5.0, y_mm, left + 4.0, y_mm)
        pair = [
            Shape(box=box, paint="S", fill="0 0 0", width_mm=width_mm, corners=2, runs=(run,))
            for width_mm in (0.55, 0.15)
        ]
        return replace(sheet.page, shapes=(*sheet.page.shapes, *pair))

    assert not bad_leaders(demo)
    found = bad_leaders(tampered(demo, change))
    assert any("9.00 mm" in one for one in found)
    assert any("on “" in one for one in found)


@pytest.mark.parametrize("size_pt", [7.9, 6.4])
def test_a_small_label_is_found(demo: Subject, size_pt: float) -> None:
    def change(sheet: SheetRead) -> PageRead:
        return swapped(sheet, sheet.doors[0], replace(sheet.doors[0], size_pt=size_pt))

    assert not too_small(demo)
    assert too_small(tampered(demo, change))


def test_a_lost_label_and_a_house_in_another_place_are_found(demo: Subject) -> None:
    def without_door(sheet: SheetRead) -> PageRead:
        return swapped(sheet, sheet.doors[0])

    def with_house_away(sheet: SheetRead) -> PageRead:
        house = sheet.houses[0]
        away = replace(house, x_mm=house.x_mm + 9.0)
        symbols = tuple(away if one is house else one for one in sheet.page.symbols)
        return replace(sheet.page, symbols=symbols)

    assert not lost_or_misplaced(demo)
    assert lost_or_misplaced(tampered(demo, without_door))
    assert lost_or_misplaced(tampered(demo, with_house_away))


def test_a_wrong_cell_and_a_wrong_page_are_found(demo: Subject) -> None:
    rows = demo.rows
    for wrong in (
        replace(rows[0], cell="A1" if rows[0].cell != "A1" else "E7"),
        replace(rows[0], page="1", target=0),
    ):
        other = tampered(demo, lambda sheet: sheet.page)
        other.rows = [wrong, *rows[1:]]
        assert lost_or_misplaced(other)
        assert not_found_again(other)
    assert not not_found_again(demo)


def test_a_map_one_part_in_a_hundred_too_wide_is_found(demo: Subject) -> None:
    def change(sheet: SheetRead) -> PageRead:
        left, top, right, bottom = sheet.map.box
        wide = replace(sheet.map, box=(left, top, left + (right - left) * 1.01, bottom))
        return replace(sheet.page, maps=(wide, *sheet.page.maps[1:]))

    assert not wrong_scales(demo)
    assert len(wrong_scales(tampered(demo, change))) >= 2
