"""Days are read as people write them, and what is no day is refused in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.errors import UsageError
from gridmap.model.days import day_text, parse_day

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "2026-3-15",
        "2026.3.15",
        "2026/03/15",
        "20260315",
        "2026年3月15日",
        "26.3.15",
        "２０２６－３－１５",
    ],
)
def test_a_day_with_its_year_is_read_however_it_is_written(text: str) -> None:
    assert parse_day(text, today=TODAY) == date(2026, 3, 15)


def test_a_day_without_a_year_is_the_nearest_one_or_as_asked_for() -> None:
    assert parse_day("1.5", today=TODAY) == date(2027, 1, 5)
    assert parse_day("1.5", today=TODAY, lean="past") == date(2026, 1, 5)
    assert parse_day("11月22日", today=TODAY, lean="future") == date(2027, 11, 22)
    assert parse_day("11-23", today=TODAY, lean="past") == TODAY


def test_the_leap_day_is_found_in_a_leap_year() -> None:
    assert parse_day("2.29", today=TODAY, lean="past") == date(2024, 2, 29)
    assert parse_day("2.29", today=TODAY, lean="future") == date(2028, 2, 29)


def test_words_and_emptiness_are_read() -> None:
    assert parse_day("昨天", today=TODAY) == date(2026, 11, 22)
    assert parse_day(" Today ", today=TODAY) == TODAY
    assert parse_day("  ", today=TODAY) is None


@pytest.mark.parametrize(
    "text", ["13.1", "2026-2-30", "soon", "3", "1.2.3.4", "..", "3.15x", "0.0"]
)
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_day(text, today=TODAY)
    assert "3.15" in refused.value.hint


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_what_is_shown_is_read_back(day: date) -> None:
    assert parse_day(day_text(day), today=TODAY) == day


@given(st.dates(min_value=TODAY - timedelta(days=180), max_value=TODAY + timedelta(days=180)))
def test_month_and_day_mean_the_nearest_such_day(day: date) -> None:
    assert parse_day(f"{day.month}.{day.day}", today=TODAY) == day
