import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.layers.fanout import greatest_shift_mm, spread

SIZE_MM, GAP_MM = 2.2, 0.4
STEP_MM = SIZE_MM + GAP_MM

coordinates = st.integers(0, 300).map(lambda tenth: tenth / 10)
some_points = st.lists(st.tuples(coordinates, coordinates), max_size=40).map(
    lambda points: np.array(points, dtype=np.float64).reshape(-1, 2)
)


def least_distance(points):
    apart = np.abs(points[:, None] - points[None]).max(axis=2)
    np.fill_diagonal(apart, np.inf)
    return apart.min(initial=np.inf)


@settings(max_examples=60, deadline=None)
@given(some_points)
def test_no_two_symbols_touch_and_lone_ones_stay_put(points):
    after = spread(points, SIZE_MM, GAP_MM)
    assert least_distance(after) >= STEP_MM - 1e-9
    apart = np.abs(points[:, None] - points[None]).max(axis=2)
    np.fill_diagonal(apart, np.inf)
    lone = apart.min(axis=1, initial=np.inf) >= STEP_MM
    assert (after[lone] == points[lone]).all()


@settings(max_examples=30, deadline=None)
@given(some_points)
def test_the_same_points_always_fan_out_in_the_same_way(points):
    before = points.copy()
    assert (spread(points, SIZE_MM, GAP_MM) == spread(points.copy(), SIZE_MM, GAP_MM)).all()
    assert (points == before).all()


def test_two_in_one_place_stand_side_by_side():
    after = spread(np.zeros((2, 2)), SIZE_MM, GAP_MM)
    assert after[:, 1].tolist() == [0.0, 0.0]
    assert after[:, 0] == pytest.approx([-STEP_MM / 2, STEP_MM / 2], abs=1e-2)


def test_five_in_one_place_stand_in_a_block_with_a_centred_last_row():
    after = spread(np.full((5, 2), 10.0), SIZE_MM, GAP_MM)
    assert after[:3, 1] == pytest.approx(np.full(3, 10 - STEP_MM / 2), abs=1e-2)
    assert after[3:, 0] == pytest.approx([10 - STEP_MM / 2, 10 + STEP_MM / 2], abs=1e-2)


def test_near_ones_are_nudged_by_half_of_what_lacks():
    points = np.array([[0.0, 0.0], [2.0, 0.3]])
    after = spread(points, SIZE_MM, GAP_MM)
    assert greatest_shift_mm(points, after) == pytest.approx((STEP_MM - 2.0) / 2, abs=1e-2)
    assert after[:, 1].tolist() == [0.0, 0.3]


def test_a_block_makes_room_around_a_lone_neighbour():
    points = np.array([[0.0, 0.0], [0.0, 0.0], [3.0, 0.0]])
    after = spread(points, SIZE_MM, GAP_MM)
    assert after[2].tolist() == [3.0, 0.0]
    assert least_distance(after) >= STEP_MM - 1e-9


def test_hundreds_in_one_place_fan_out_in_bounded_time():
    points = np.full((400, 2), 50.0)
    points[200:, 0] += 0.3
    start = time.process_time()
    after = spread(points, SIZE_MM, GAP_MM)
    assert time.process_time() - start < 5.0
    assert least_distance(after) >= STEP_MM - 1e-9
    assert greatest_shift_mm(points, after) < 1.6 * STEP_MM * np.sqrt(400)


def test_crowded_random_points_move_little():
    points = np.random.default_rng(1).uniform(0, 70, (300, 2))
    after = spread(points, SIZE_MM, GAP_MM)
    assert least_distance(after) >= STEP_MM - 1e-9
    assert np.hypot(*(after - points).T).mean() < STEP_MM / 2


def test_nothing_to_move_is_no_shift():
    assert spread(np.empty((0, 2)), SIZE_MM, GAP_MM).shape == (0, 2)
    assert greatest_shift_mm(np.empty((0, 2)), np.empty((0, 2))) == 0.0
