import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, box

from gridmap.layers import label_conflicts
from gridmap.layers.label_candidates import Candidates
from gridmap.layers.label_conflicts import (
    EPSILON_MM,
    blocked,
    boxes_overlap,
    candidate_pairs,
    inside_length,
    overlapping_pairs,
    pairs_between,
    segments_cross,
)

whole = st.integers(0, 20).map(float)
boxes = st.lists(st.tuples(whole, whole, whole, whole), max_size=30).map(
    lambda rows: np.array(
        [(x, y, x + width / 2, y + height / 2) for x, y, width, height in rows], dtype=np.float64
    ).reshape(-1, 4)
)
segments = st.tuples(whole, whole, whole, whole).filter(lambda line: line[:2] != line[2:])


def overlap(some, other):
    return (
        min(some[2], other[2]) - max(some[0], other[0]) > EPSILON_MM
        and min(some[3], other[3]) - max(some[1], other[1]) > EPSILON_MM
    )


def with_area(rows):
    return rows[(rows[:, 2] > rows[:, 0]) & (rows[:, 3] > rows[:, 1])]


@settings(max_examples=80, deadline=None)
@given(boxes)
def test_the_sweep_finds_each_overlapping_pair_once(rows):
    rows = with_area(rows)
    left, right = overlapping_pairs(rows)
    found = sorted(zip(np.minimum(left, right), np.maximum(left, right), strict=True))
    count = len(rows)
    assert found == [
        (i, j) for i in range(count) for j in range(i + 1, count) if overlap(rows[i], rows[j])
    ]


@settings(max_examples=80, deadline=None)
@given(boxes, boxes)
def test_the_sweep_finds_each_pair_between_two_sets_once(some, others):
    some, others = with_area(some), with_area(others)
    assert sorted(zip(*pairs_between(some, others), strict=True)) == [
        (i, j) for i in range(len(some)) for j in range(len(others)) if overlap(some[i], others[j])
    ]


def test_many_pairs_are_found_block_by_block(monkeypatch):
    rows = np.random.default_rng(3).uniform(0, 10, (60, 4))
    rows[:, 2:] = rows[:, :2] + rows[:, 2:] / 2
    once = overlapping_pairs(rows)
    monkeypatch.setattr(label_conflicts, "_BLOCK", 50)
    split = overlapping_pairs(rows)
    assert [part.tolist() for part in once] == [part.tolist() for part in split]


@settings(max_examples=150, deadline=None)
@given(segments, st.tuples(whole, whole))
def test_the_length_within_a_box_is_that_of_the_intersection(line, corner):
    area = (*corner, corner[0] + 4.5, corner[1] + 2.5)
    expected = LineString([line[:2], line[2:]]).intersection(box(*area)).length
    got = inside_length(np.array([line]), np.array([area]))[0]
    on_edge = line[0] == line[2] in (area[0], area[2]) or line[1] == line[3] in (area[1], area[3])
    assert got == pytest.approx(0.0 if on_edge else expected, abs=1e-9)


@settings(max_examples=150, deadline=None)
@given(segments, segments)
def test_segments_that_cross_or_touch_are_found(some, other):
    first, second = LineString([some[:2], some[2:]]), LineString([other[:2], other[2:]])
    crosses = bool(segments_cross(np.array([some]), np.array([other]))[0])
    if first.intersects(second):
        assert crosses
    elif (some[2] - some[0]) * (other[3] - other[1]) != (some[3] - some[1]) * (other[2] - other[0]):
        assert not crosses


NO_LEADER = (np.nan,) * 4


def candidates(*rows):
    """Candidates of different labels, each a box and a leader."""
    count = len(rows)
    numbers = np.arange(count, dtype=np.intp)
    zeros = np.zeros(count, dtype=np.intp)
    areas = np.array([row[0] for row in rows], dtype=np.float64)
    leaders = np.array([row[1] for row in rows], dtype=np.float64)
    return Candidates(numbers, zeros, zeros, zeros, np.zeros(count), areas, leaders)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ((4, 0, 8, 2), False),
        ((-4, 0, 0, 2), False),
        ((0, 2, 4, 4), False),
        ((0, -2, 4, 0), False),
        ((3.9, 1.9, 8, 4), True),
        ((-4, -2, 0.1, 0.1), True),
    ],
)
def test_boxes_that_only_touch_do_not_overlap(other, expected):
    one, two = np.array([(0.0, 0.0, 4.0, 2.0)]), np.array([other], dtype=np.float64)
    assert boxes_overlap(one, two).tolist() == [expected]
    assert boxes_overlap(two, one).tolist() == [expected]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (((6, 1, 9, 4), NO_LEADER), False),
        (((3, 4, 5, 6), NO_LEADER), True),
        (((6, 1, 9, 2), (0, 8, 8, 2)), True),
        (((9, 7, 9.5, 8), (7, 1, 9, 7)), False),
    ],
)
def test_a_leader_is_in_the_way_only_where_it_runs(other, expected):
    # from (0, 0) to (8, 9), its label at the far end
    long = ((8, 9, 12, 11), (0, 0, 8, 9))
    for both in (candidates(long, other), candidates(other, long)):
        left, right = candidate_pairs(both, None, 0.0)
        found = [{*pair} for pair in zip(left.tolist(), right.tolist(), strict=True)]
        assert found == [{0, 1}] * expected
    boxes_of_other = np.array([other[0]], dtype=np.float64)
    hit, _ = blocked(candidates(long), boxes_of_other, np.array([-1], dtype=np.intp), 0.0, 0.0)
    assert hit.tolist() == [other[0] == (3, 4, 5, 6)]
