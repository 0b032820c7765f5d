"""T2: no label lies on a label, symbol or box, no houses touch, no household is unlabelled.

Leaders are short and touch nothing.
"""

from __future__ import annotations

from tests.quality.findings import bad_leaders, homes, overlaps
from tests.quality.subjects import Subject, all_problems


def test_no_label_lies_on_anything(subject: Subject) -> None:
    assert sum(len(sheet.labels) for sheet in subject.sheets) >= len(subject.households)
    found = overlaps(subject)
    assert not found, all_problems(found)


def test_no_household_is_without_a_label(subject: Subject) -> None:
    named = homes(subject)
    lost = [item.id for item in subject.households if item.id not in named]
    assert not lost, all_problems(lost)
    assert subject.report.unlabelled == 0


def test_leaders_are_short_and_touch_nothing(subject: Subject) -> None:
    found = bad_leaders(subject)
    assert not found, all_problems(found)
