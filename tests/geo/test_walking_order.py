"""The order in which one walks past some buildings."""

import math
from itertools import pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString

from gridmap.geo.walking_order import order_along, walk_length_m, walking_order

PLACES = st.lists(
    st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=7, unique=True
)


def test_a_row_of_houses_is_walked_from_the_end_at_which_one_starts() -> None:
    row = [(30.0, 0.0), (0.0, 0.0), (20.0, 1.0), (10.0, 0.0)]
    assert walking_order(row, start_m=(-5, 0)) == [1, 3, 2, 0]
    assert walking_order(row, start_m=(99, 0)) == [0, 2, 3, 1]


def test_nowhere_to_go_is_no_walk() -> None:
    assert walking_order([], start_m=(0, 0)) == []
    assert order_along([], LineString([(0, 0), (1, 0)])) == []


@given(PLACES, st.integers(0, 100))
def test_every_house_is_passed_once_beginning_with_the_nearest(
    places: list[tuple[float, float]], start: int
) -> None:
    order = walking_order(places, start_m=(start, 0))
    assert sorted(order) == list(range(len(places)))
    nearest = min(math.dist(place, (start, 0)) for place in places)
    assert math.dist(places[order[0]], (start, 0)) == nearest


@settings(max_examples=40)
@given(PLACES)
def test_the_walk_is_hardly_longer_than_the_shortest(places: list[tuple[float, float]]) -> None:
    order = walking_order(places, start_m=places[0])
    best = min(
        sum(math.dist(places[a], places[b]) for a, b in pairwise((order[0], *rest)))
        for rest in permutations(order[1:])
    )
    assert walk_length_m(places, order) <= best * 1.35 + 1e-9


def test_crossing_legs_are_undone() -> None:
    ladder = [(0, 0), (10, 30), (0, 10), (10, 20), (0, 20), (10, 10), (0, 30), (10, 0)]
    order = walking_order([(float(x), float(y)) for x, y in ladder], start_m=(0, -1))
    assert walk_length_m(ladder, order) == 70.0


def test_many_houses_keep_the_order_of_the_nearest_neighbour() -> None:
    row = [(float(x), 0.0) for x in range(500)]
    assert walking_order(row, start_m=(0, 0)) == list(range(500))


def test_along_a_bent_lane_houses_come_as_one_passes_them() -> None:
    lane = LineString([(0, 0), (100, 0), (100, 100)])
    houses = [(108.0, 50.0), (50.0, -9.0), (50.0, 5.0), (92.0, 90.0), (-3.0, 4.0)]
    assert order_along(houses, lane) == [4, 2, 1, 0, 3]
