from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.export.spots import MOST_AROUND, STACK_FROM, spots_of, thinned
from tests.export.atlas_helpers import houses

points = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(points)
def test_every_household_is_in_exactly_one_spot(cloud: list[tuple[int, int]]) -> None:
    households = houses(cloud)
    for spots in (spots_of(households), thinned(spots_of(households))):
        found = sorted(member.id for spot in spots for member in spot.members)
        assert found == sorted(item.id for item in households)


def test_a_block_of_flats_becomes_one_numbered_point() -> None:
    (spot,) = spots_of(houses([(5, 5)] * STACK_FROM))
    assert spot.is_stack
    assert len(spot.members) == STACK_FROM


def test_a_few_doors_at_one_point_stay_apart() -> None:
    spots = spots_of(houses([(5, 5)] * (STACK_FROM - 1)))
    assert [spot.is_stack for spot in spots] == [False] * (STACK_FROM - 1)


def test_houses_a_metre_apart_are_not_one_point() -> None:
    spots = spots_of(houses([(float(x), 0.0) for x in range(20)]))
    assert not any(spot.is_stack for spot in spots)


def test_thinning_leaves_a_village_alone() -> None:
    spots = spots_of(houses([(x * 12.0, y * 12.0) for x in range(6) for y in range(6)]))
    assert thinned(spots) == spots


def test_thinning_leaves_room_around_every_point() -> None:
    spots = thinned(spots_of(houses([(x, y) for x in range(15) for y in range(15)])))
    for spot in spots:
        near = [
            other
            for other in spots
            if (other.x_m - spot.x_m) ** 2 + (other.y_m - spot.y_m) ** 2 <= 4.4**2
        ]
        assert len(near) <= MOST_AROUND
