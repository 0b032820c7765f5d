"""From a name in the index to page and cell, asked of the file alone: the house is there."""

from __future__ import annotations

from tests.quality.findings import not_found_again
from tests.quality.subjects import Subject, all_problems


def test_every_row_of_the_indexes_leads_to_its_house(subject: Subject) -> None:
    assert subject.rows
    found = not_found_again(subject)
    assert not found, all_problems(found)
