"""Page numbers of a loose-leaf booklet: their order, their sides, how they are written and kept."""

from __future__ import annotations

from gridmap.model.page_numbers import (
    AddedPage,
    is_front,
    number_from_plain,
    number_to_plain,
    page_order,
    page_ranges,
)


def test_a_page_put_in_comes_behind_its_page_and_before_the_next() -> None:
    numbers = [13, AddedPage(12, 2), 12, AddedPage(12, 1), AddedPage(12, 10)]
    assert [str(item) for item in sorted(numbers, key=page_order)] == [
        "12", "12-1", "12-2", "12-10", "13"
    ]  # fmt: skip


def test_page_numbers_are_written_as_people_do() -> None:
    assert page_ranges([9, 10, 11, 14]) == "9–11、14"
    assert page_ranges([13, AddedPage(12, 1), 12, 14]) == "12、12-1、13–14"
    assert page_ranges([]) == "—"


def test_odd_pages_are_fronts_and_so_is_the_first_behind_an_even_one() -> None:
    assert [is_front(item) for item in (11, 12, AddedPage(12, 1), AddedPage(12, 2))] == [
        True, False, True, False
    ]  # fmt: skip


def test_a_number_comes_back_from_its_plain_form() -> None:
    for number in (1, 240, AddedPage(12, 3)):
        assert number_from_plain(number_to_plain(number)) == number
    assert number_to_plain(12) == 12
