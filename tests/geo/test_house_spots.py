"""Spots in one building and along a lane."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, Polygon, box

from gridmap.geo.house_spots import APART_M, free_spot, middle_of, spots_along


def test_a_free_point_is_left_where_it_is() -> None:
    assert free_spot(10.0, 20.0, [(13.0, 20.0)]) == (10.0, 20.0)


@given(st.integers(1, 12))
def test_households_of_one_building_never_stand_on_each_other(count: int) -> None:
    taken: list[tuple[float, float]] = []
    for _ in range(count):
        taken.append(free_spot(0.0, 0.0, taken))
    for index, one in enumerate(taken):
        for other in taken[index + 1 :]:
            assert math.dist(one, other) >= APART_M
    assert taken[0] == (0.0, 0.0)


def test_spots_inside_the_footprint_come_before_nearer_ones_outside() -> None:
    long_house = box(-10, -1.5, 10, 1.5)
    taken: list[tuple[float, float]] = []
    for _ in range(5):
        taken.append(free_spot(0.0, 0.0, taken, footprint=long_house))
    assert all(long_house.covers(Point(spot)) for spot in taken)


def test_a_full_footprint_gives_a_spot_beside_it() -> None:
    hut = box(-1, -1, 1, 1)
    spot = free_spot(0.0, 0.0, [(0.0, 0.0)], footprint=hut)
    assert math.dist(spot, (0.0, 0.0)) == pytest.approx(2.5)


def test_where_everything_is_taken_the_point_itself_is_given() -> None:
    crowd = [(x * 1.5, y * 1.5) for x in range(-70, 71) for y in range(-70, 71)]
    assert free_spot(0.0, 0.0, crowd) == (0.0, 0.0)


def test_the_middle_of_a_bent_house_lies_inside_it() -> None:
    bent = Polygon([(0, 0), (20, 0), (20, 2), (2, 2), (2, 20), (0, 20)])
    assert bent.covers(Point(middle_of(bent)))
    assert middle_of(box(0, 0, 4, 6)) == (2.0, 3.0)
    pair = MultiPolygon([box(0, 0, 1, 1), box(9, 9, 10, 10)])
    assert pair.covers(Point(middle_of(pair)))


LANE = LineString([(0, 0), (100, 0)])


def test_spots_follow_the_lane_at_the_spacing_on_the_side_asked_for() -> None:
    left = spots_along(LANE, 3, spacing_m=10, side="left", offset_m=6)
    assert left == [(0.0, 6.0), (10.0, 6.0), (20.0, 6.0)]
    right = spots_along(LANE, 2, spacing_m=10, side="right", offset_m=6)
    assert right == [(0.0, -6.0), (10.0, -6.0)]
    assert spots_along(LANE, 1, spacing_m=10, side="on", offset_m=6) == [(0.0, 0.0)]


def test_both_sides_face_each_other_left_first() -> None:
    spots = spots_along(LANE, 3, spacing_m=10, side="both", offset_m=5)
    assert spots == [(0.0, 5.0), (0.0, -5.0), (10.0, 5.0)]


def test_a_lane_takes_no_more_than_it_is_long_for() -> None:
    assert len(spots_along(LANE, 99, spacing_m=10, side="on", offset_m=0)) == 11
    assert len(spots_along(LANE, 99, spacing_m=30, side="both", offset_m=5)) == 8


@given(st.floats(3, 40), st.sampled_from(["left", "right"]))
def test_spots_beside_a_straight_lane_are_the_offset_away(spacing_m: float, side: str) -> None:
    lane = LineString([(5, 7), (65, 87)])
    for spot in spots_along(lane, 50, spacing_m=spacing_m, side=side, offset_m=4):  # type: ignore[arg-type]
        assert Point(spot).distance(lane) == pytest.approx(4.0, abs=1e-6)


def test_a_spacing_of_nothing_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="0"):
        spots_along(LANE, 1, spacing_m=0, side="on", offset_m=0)
