"""T3: every household has one home sheet and stands in both indexes with the right page and cell."""

from __future__ import annotations

from tests.quality.findings import lost_or_misplaced
from tests.quality.subjects import Subject, all_problems


def test_every_household_is_found_on_one_sheet_and_by_both_indexes(subject: Subject) -> None:
    assert len(subject.rows) == 2 * len(subject.households)
    found = lost_or_misplaced(subject)
    assert not found, all_problems(found)
