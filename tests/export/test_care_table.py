from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gridmap.export.care_block import CareBlock
from gridmap.export.care_table import NoteLines, care_figures, care_pages
from gridmap.export.flow import FlowPage
from gridmap.export.frames import Rect
from gridmap.export.tables import TableHead
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, EditionView, edition_view
from gridmap.model.features import CareRecord, Household, Measure
from tests.helpers.build import TODAY, Tiny, fid

AREA = Rect(0.0, 20.0, 170.0, 230.0)


def view_with(tiny: Tiny, records: int, **fields: object) -> EditionView:
    """The grid head's view with this many records on h01."""
    base = tiny.get("c1", CareRecord)
    extra = [replace(base, id=fid(f"r{n}"), person=f"人{n}", **fields) for n in range(records)]
    kept = [item for item in tiny.features if not isinstance(item, CareRecord)]
    return edition_view(
        Snapshot.of([*kept, *extra]), Edition.OFFICER, on=TODAY, recipient=fid("o2")
    )


def blocks(pages: list[FlowPage]) -> list[CareBlock]:
    return [p.item for page in pages for p in page if isinstance(p.item, CareBlock)]


def words(block: CareBlock) -> str:
    return " ".join(part.text for column in block.columns for line in column for part in line)


@pytest.mark.parametrize("count", [0, 1, 11, 60])
def test_no_record_is_lost_and_the_head_is_on_every_page(tiny: Tiny, count: int) -> None:
    view = view_with(tiny, count)
    pages = care_pages(view, view.care, {}, AREA)
    assert sorted(words(block).split()[0] for block in blocks(pages)) == sorted(
        f"人{n}" for n in range(count)
    )
    for page in pages:
        if any(isinstance(placed.item, CareBlock) for placed in page):
            assert any(isinstance(placed.item, TableHead) for placed in page)


def test_a_block_holds_person_year_need_helper_leader_measures_and_phone(tiny: Tiny) -> None:
    view = view_with(tiny, 1, helper="女儿每晚电话")
    text = words(blocks(care_pages(view, view.care, {}, AREA))[0])
    wanted = ("1944", "每周送菜", "女儿每晚电话", "周建国", "送菜", "吴秀英", "修炕", "13800000001")
    for fact in wanted:
        assert fact in text


def test_an_overdue_visit_is_red_and_counted(tiny: Tiny) -> None:
    view = view_with(tiny, 1, start=TODAY - timedelta(days=47), visit_days=30)
    block = blocks(care_pages(view, view.care, {}, AREA))[0]
    styles = {part.style for line in block.columns[3] for part in line}
    assert "alarm-small" in styles
    figures = {name: (value, alarm) for name, value, alarm in care_figures(view.care, TODAY)}
    assert figures["Overdue"] == ("1", True)
    assert figures["Longest overdue"] == ("17 days", True)


def test_a_record_without_measures_says_so_in_red(tiny: Tiny) -> None:
    view = view_with(tiny, 1, measures=(Measure(what="旧", state="done"),))
    block = blocks(care_pages(view, view.care, {}, AREA))[0]
    assert any(part.style == "alarm" for line in block.columns[2] for part in line)
    assert "旧" not in words(block)


def test_a_very_long_need_is_kept_in_full(tiny: Tiny) -> None:
    need = "".join(chr(0x4E00 + n) for n in range(900))
    view = view_with(tiny, 2, need=need)
    pages = care_pages(view, view.care, {}, AREA)
    text = "".join(words(block) for block in blocks(pages)).replace(" ", "")
    assert all(char in text for char in need)
    for page in pages:
        assert max(placed.rect.bottom_mm for placed in page) <= AREA.bottom_mm + 1e-6


def test_a_neighbour_who_helps_is_named_below_the_table(tiny: Tiny) -> None:
    view = view_with(tiny, 1, category="C12")
    pages = care_pages(view, view.care, {}, AREA)
    assert blocks(pages) == []
    lines = "".join(
        "".join(getattr(placed.item, "lines", ())) for page in pages for placed in page
        if not hasattr(placed.item, "head")
    )  # fmt: skip
    assert "人0" in lines


def test_a_visit_next_year_shows_its_year(tiny: Tiny) -> None:
    view = view_with(tiny, 1, start=date(2026, 11, 20), visit_days=90)
    text = words(blocks(care_pages(view, view.care, {}, AREA))[0])
    assert "02-18 2027" in text


def test_the_phone_is_only_that_of_the_own_people(tiny: Tiny) -> None:
    view = view_with(tiny, 1)
    phones = {item.id for item in view.features.all(Household) if item.phone}
    assert phones == {"h01"}


@pytest.mark.parametrize("count", [0, 1, 9, 11, 20])
def test_lines_to_write_on_fill_the_last_page_and_cover_nothing(tiny: Tiny, count: int) -> None:
    view = view_with(tiny, count)
    pages = care_pages(view, view.care, {}, AREA)
    above = [p.rect.bottom_mm for p in pages[-1] if not isinstance(p.item, NoteLines)]
    lines = [p.rect for page in pages for p in page if isinstance(p.item, NoteLines)]
    room_mm = AREA.bottom_mm - max(above)
    assert len(lines) == (room_mm >= 21.0)
    for rect in lines:
        assert rect.y_mm >= max(above)
        assert rect.bottom_mm == pytest.approx(AREA.bottom_mm)
