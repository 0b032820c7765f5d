import numpy as np
import pytest

from gridmap.model.sorting import chinese_number
from gridmap.synth.houses import House
from gridmap.synth.ids import IdSource
from gridmap.synth.names import chinese_numeral, person_names, village_names
from gridmap.synth.people import door_numbers


def row(count: int, lane: int = 0) -> list[House]:
    """Return houses on both sides of one lane, in the order of their doors."""
    return [
        House(
            x_m=6.0 * number,
            y_m=0.0,
            width_m=9.0,
            depth_m=7.0,
            angle_deg=0.0,
            lane=lane,
            side=number % 2,
            along_m=6.0 * number,
        )
        for number in range(count)
    ]


def test_ids_follow_from_the_seed_and_never_repeat() -> None:
    first, again, other = IdSource(5), IdSource(5), IdSource(6)
    ids = [first.next() for _ in range(500)]
    assert ids == [again.next() for _ in range(500)]
    assert len(set(ids) | {other.next() for _ in range(500)}) == 1_000
    assert all(len(name) == 32 for name in ids)


@pytest.mark.parametrize("seed", range(20))
def test_doors_are_unique_odd_on_the_left_even_on_the_right(seed: int) -> None:
    houses = row(70)
    doors = door_numbers(houses, np.random.default_rng(seed))
    assert len(set(doors)) == 70
    for house, door in zip(houses, doors, strict=True):
        if door.isdigit():
            assert int(door) % 2 == house.side


def test_every_chinese_numeral_can_be_read_back() -> None:
    assert [chinese_numeral(n) for n in (1, 10, 11, 20, 23)] == [
        "一",
        "十",
        "十一",
        "二十",
        "二十三",
    ]
    assert all(chinese_number(chinese_numeral(n)) == n for n in range(1, 100))


def test_village_names_differ_and_begin_with_those_of_the_demo() -> None:
    names = village_names(323, np.random.default_rng(1))
    assert len(set(names)) == 323
    assert names[0] == "柳溪村"


def test_names_are_as_uneven_as_names_are() -> None:
    names = person_names(np.random.default_rng(1), 3_000)
    surnames = [name[0] for name in names]
    assert surnames.count("王") > 5 * surnames.count("龚")
    assert all(2 <= len(name) <= 4 for name in names)
