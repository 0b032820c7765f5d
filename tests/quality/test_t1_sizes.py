"""T1: no text, symbol or line is smaller than the floor of its class."""

from __future__ import annotations

import pytest

from tests.quality.findings import DOOR_PT, TABLE_PT, TITLE_PT, too_small
from tests.quality.subjects import Subject, all_problems


def test_nothing_is_below_its_floor(subject: Subject) -> None:
    found = too_small(subject)
    assert not found, all_problems(found)


def test_every_sheet_has_a_large_title_and_bold_doors(subject: Subject) -> None:
    for sheet in subject.sheets:
        title = sheet.page.texts[0]
        assert TITLE_PT[0] <= title.size_pt <= TITLE_PT[1], title.words
        assert title.is_bold
        assert all(text.size_pt == pytest.approx(DOOR_PT) for text in sheet.doors)


def test_the_rows_of_the_indexes_are_set_in_nine_points(subject: Subject) -> None:
    indexes = {row.page for row in subject.rows}
    assert indexes
    for page in subject.pages:
        rows = [box for box, _ in page.links]
        inside = [
            text
            for text in page.texts
            for box in rows
            if box[0] <= text.box[0] and text.box[2] <= box[2] + 0.5
            and box[1] <= text.y_mm <= box[3] and not page.maps
        ]  # fmt: skip
        if len(inside) > 100:
            usual = sorted(text.size_pt for text in inside)[len(inside) // 20]
            assert usual >= TABLE_PT - 0.01, page.number
