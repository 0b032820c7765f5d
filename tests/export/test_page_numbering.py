"""Numbers against an earlier print: kept pages keep theirs, new ones find a place of their own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gridmap.export.page_numbering import counted, numbered_like, withdrawn
from gridmap.model.page_numbers import AddedPage, PageNumber, page_order

FORMER = counted("abcdef")


def told(names: str, former: dict[str, PageNumber]) -> list[str]:
    return [f"{name}{number}" for name, number in numbered_like(names, former).items()]


def test_a_page_put_in_leaves_all_others_their_numbers() -> None:
    assert told("abxycdef", FORMER) == ["a1", "b2", "x2-1", "y2-2", "c3", "d4", "e5", "f6"]


def test_a_page_in_the_place_of_a_withdrawn_one_takes_its_number() -> None:
    assert told("abxyef", FORMER) == ["a1", "b2", "x3", "y4", "e5", "f6"]
    assert told("abxyzef", FORMER) == ["a1", "b2", "x3", "y4", "z4-1", "e5", "f6"]


def test_the_number_of_a_withdrawn_page_stays_free() -> None:
    numbers = numbered_like("abdef", FORMER)
    assert numbers == {name: FORMER[name] for name in "abdef"}
    assert withdrawn(numbers, behind="contents") == [3]


def test_contents_that_became_shorter_do_not_speak_of_their_own_page() -> None:
    """They would need it again for these words, and the numbers would never settle."""
    numbers: dict[str, PageNumber] = {"cover": 1, "contents-1": 2, "reading-1": 4, "sheet": 7}
    assert withdrawn(numbers, behind="contents") == [5, 6]


def test_pages_behind_the_last_one_go_on_counting() -> None:
    assert told("abcdefx", FORMER)[-1] == "x7"
    assert told("abcdefxy", FORMER)[-2:] == ["x7", "y8"]


def test_a_page_that_changed_places_is_numbered_anew_and_only_that() -> None:
    numbers = numbered_like("aecdbf", FORMER)
    kept = [name for name in "aecdbf" if numbers[name] == FORMER[name]]
    assert kept == ["a", "c", "d", "f"]


def test_a_page_between_one_and_the_one_put_in_behind_it_moves_that_one_only() -> None:
    former = {"a": 1, "b": AddedPage(1, 1), "c": 2}
    assert told("axbc", former) == ["a1", "x1-1", "b1-2", "c2"]


names = st.lists(st.integers(0, 30), unique=True, max_size=20).map(
    lambda found: list(map(str, found))
)


@given(names, names, names)
def test_numbers_rise_are_unique_and_change_for_as_few_as_possible(
    first: list[str], second: list[str], third: list[str]
) -> None:
    former: dict[str, PageNumber] = counted(first)
    for after in (second, third):
        numbers = numbered_like(after, former)
        orders = [page_order(numbers[name]) for name in after]
        assert orders == sorted(set(orders))
        assert all(order > (0, 0) for order in orders)
        if all(isinstance(number, int) for number in former.values()):
            common = [name for name in after if name in former]
            if common == sorted(common, key=lambda name: page_order(former[name])):
                assert all(numbers[name] == former[name] for name in common)
        former = numbers
