"""T3: every household has one home sheet, and both indexes say the right page and cell."""

from __future__ import annotations

from tests.quality.findings import lost_or_misplaced
from tests.quality.subjects import Subject, all_problems


def test_every_household_is_found_on_one_sheet_and_by_both_indexes(subject: Subject) -> None:
    named = sum(bool(household.head) for household in subject.households)
    assert len(subject.rows) == len(subject.households) + named
    found = lost_or_misplaced(subject)
    assert not found, all_problems(found)
