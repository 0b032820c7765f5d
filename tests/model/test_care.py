from dataclasses import replace
from datetime import date, timedelta

import pytest

from gridmap.model.care import (
    REVIEW_GRACE_DAYS,
    is_active,
    is_printable,
    is_review_lapsed,
    visit_due,
    visit_interval,
)
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import CareRecord, Visit
from tests.helpers.build import TODAY, fid

CATALOGUE = load_catalogue()
RECORD = CareRecord(
    id=fid("c"), household=fid("h"), person="王老五", category="C01", start=date(2026, 10, 1)
)


def visit(days_ago: int, **fields: object) -> Visit:
    day = TODAY - timedelta(days=days_ago)
    return Visit(id=fid(f"s{days_ago}"), record=RECORD.id, day=day, **fields)  # type: ignore[arg-type]


def test_the_records_own_interval_wins_over_its_categorys() -> None:
    assert visit_interval(RECORD, CATALOGUE) == 30
    assert visit_interval(replace(RECORD, visit_days=7), CATALOGUE) == 7
    assert visit_interval(replace(RECORD, category="C08"), CATALOGUE) == 0
    assert visit_interval(replace(RECORD, category="no such"), CATALOGUE) == 0


def test_without_a_visit_the_start_begins_the_clock() -> None:
    due = visit_due(RECORD, [], CATALOGUE, on=TODAY)
    assert (due.last_met, due.next_day, due.days_late) == (None, date(2026, 10, 31), 23)


def test_the_last_met_visit_begins_the_clock_anew() -> None:
    due = visit_due(RECORD, [visit(40), visit(10)], CATALOGUE, on=TODAY)
    assert due.last_met == TODAY - timedelta(days=10)
    assert due.next_day == TODAY + timedelta(days=20)
    assert due.days_late == 0


def test_not_met_does_not_reset_the_clock() -> None:
    visits = [visit(40), visit(5, result="not_met")]
    assert visit_due(RECORD, visits, CATALOGUE, on=TODAY).days_late == 10


def test_a_day_that_was_agreed_wins_over_the_interval() -> None:
    agreed = visit(3, next_day=TODAY - timedelta(days=1))
    due = visit_due(RECORD, [agreed], CATALOGUE, on=TODAY)
    assert (due.next_day, due.days_late) == (agreed.next_day, 1)


def test_visits_of_the_future_do_not_count() -> None:
    assert visit_due(RECORD, [visit(-3)], CATALOGUE, on=TODAY).last_met is None


def test_on_the_day_itself_nothing_is_late() -> None:
    assert visit_due(RECORD, [visit(30)], CATALOGUE, on=TODAY).days_late == 0
    assert visit_due(RECORD, [visit(31)], CATALOGUE, on=TODAY).days_late == 1


@pytest.mark.parametrize("record", [replace(RECORD, start=None), replace(RECORD, category="C09")])
def test_no_clock_runs_without_a_start_or_an_interval(record: CareRecord) -> None:
    due = visit_due(record, [], CATALOGUE, on=TODAY)
    assert (due.next_day, due.days_late) == (None, 0)


def test_a_record_is_active_from_start_to_end_both_included() -> None:
    ended = replace(RECORD, start=TODAY, end=TODAY)
    day = timedelta(days=1)
    assert [is_active(ended, on=TODAY + step * day) for step in (-1, 0, 1)] == [False, True, False]
    assert is_active(replace(RECORD, start=None), on=TODAY)


def test_a_review_lapses_after_its_days_of_grace() -> None:
    review = replace(RECORD, review_by=TODAY)
    last = TODAY + timedelta(days=REVIEW_GRACE_DAYS)
    assert not is_review_lapsed(review, on=last)
    assert is_review_lapsed(review, on=last + timedelta(days=1))
    assert not is_review_lapsed(RECORD, on=last)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (RECORD, True),
        (replace(RECORD, category="C08"), False),
        (replace(RECORD, category="no such"), False),
        (replace(RECORD, end=date(2026, 11, 1)), False),
        (replace(RECORD, review_by=date(2026, 9, 1)), False),
    ],
)
def test_only_known_unrestricted_active_reviewed_records_are_printed(
    record: CareRecord, expected: bool
) -> None:
    assert is_printable(record, CATALOGUE, on=TODAY) is expected


def test_a_visit_of_the_day_counts_on_that_day() -> None:
    late = visit_due(RECORD, [], CATALOGUE, on=TODAY)
    assert visit_due(RECORD, [visit(0)], CATALOGUE, on=TODAY).last_met == TODAY
    assert late.last_met is None
