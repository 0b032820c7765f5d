from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.model.sorting import chinese_number, door_key

IN_ORDER = ["2号", "12", "12-1", "12-2", "12号附1", "12附2", "12之一", "12甲", "13", "十四", "102"]


def test_doors_sort_as_people_read_them() -> None:
    assert all(door_key(low) < door_key(high) for low, high in pairwise(IN_ORDER))
    backwards = ["老槐树下", *IN_ORDER[::-1]]
    assert sorted(backwards, key=door_key) == [*IN_ORDER, "老槐树下"]


def test_a_branch_comes_after_its_house_and_before_the_next() -> None:
    assert sorted(["13", "12之一", "12号附1", "12-1", "12"], key=door_key) == [
        "12",
        "12-1",
        "12号附1",
        "12之一",
        "13",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("１２－１", "12-1"),
        ("12—1", "12-1"),
        ("十二号", "12"),
        ("#12", "12号"),
        (" 12 ", "12"),
        ("١٢", "12"),
        ("12A", "12a"),
    ],
)
def test_the_same_door_written_differently_has_the_same_key(first: str, second: str) -> None:
    assert door_key(first) == door_key(second)


def test_a_door_without_a_number_comes_last() -> None:
    assert sorted(["", "村口", "9999", "南街"], key=door_key)[0] == "9999"
    assert door_key("") < door_key("村口")


def test_streets_come_after_plain_numbers_and_sort_within() -> None:
    doors = ["南街10号", "南街2号", "99"]
    assert sorted(doors, key=door_key) == ["99", "南街2号", "南街10号"]


@given(st.lists(st.text(max_size=10), max_size=6))
def test_any_texts_can_be_compared(doors: list[str]) -> None:
    sorted(doors, key=door_key)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_sort_as_numbers(first: int, second: int) -> None:
    assert (door_key(f"{first}号") < door_key(f"{second}号")) == (first < second)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零三", 103),
        ("三百二十一", 321),
        ("二〇", 20),
        ("两", 2),
        ("一千零二", 1002),
        ("百", 100),
    ],
)
def test_chinese_numerals_have_their_value(text: str, value: int) -> None:
    assert chinese_number(text) == value


def test_a_stem_before_the_number_stands_with_its_number() -> None:
    doors = ["13", "甲12号", "12之一", "12-1", "12", "乙12", "甲1", "1", "2"]
    assert sorted(doors, key=door_key) == [
        "1", "甲1", "2", "12", "12-1", "12之一", "甲12号", "乙12", "13",
    ]  # fmt: skip
    assert door_key("甲12号") == door_key("12甲")
    assert door_key("甲12号附1") > door_key("甲12号")


@given(st.lists(st.sampled_from("0123456789-号附之一二十甲乙丙 南街巷A"), max_size=12))
def test_every_text_has_a_place_in_the_order(letters: list[str]) -> None:
    door = "".join(letters)
    assert door_key(door) == door_key(f" {door} ")
    assert sorted([door, "12"], key=door_key) == sorted(["12", door], key=door_key) or door_key(
        door
    ) == door_key("12")
