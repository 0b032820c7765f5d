"""Room that is taken on a map, and where a symbol finds free room."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gridmap.export.arrange import NORTH, Occupied, free_corner
from gridmap.export.frames import Rect

SPAN = st.integers(0, 40)
RECTS = st.lists(st.builds(Rect, SPAN, SPAN, st.integers(1, 9), st.integers(1, 9)), max_size=8)


def boxes_of(rects: list[Rect]) -> np.ndarray:
    return np.array([rect.box for rect in rects], dtype=np.float64).reshape(-1, 4)


@given(RECTS, RECTS, st.integers(0, 3))
def test_the_room_that_is_taken_is_the_sum_of_what_each_box_shares(
    taken: list[Rect], asked: list[Rect], gap_mm: int
) -> None:
    occupied = Occupied(np.empty((0, 4)))
    occupied.add(taken)
    found = occupied.overlaps(boxes_of(asked), gap_mm)
    for rect, area in zip(asked, found.tolist(), strict=True):
        wide = shapely.box(*rect.inset(-gap_mm).box)
        shared = [wide.intersection(shapely.box(*other.box)).area for other in taken]
        assert area == pytest.approx(sum(shared))


def test_a_box_takes_the_first_corner_that_is_free() -> None:
    window = Rect(0.0, 0.0, 100.0, 80.0)
    occupied = Occupied(boxes_of([Rect(0.0, 0.0, 20.0, 20.0)]))
    found = free_corner(window, NORTH, occupied, first="tl")
    assert found is not None
    assert found.right_mm == pytest.approx(99.0)
    occupied.add([window])
    assert free_corner(window, NORTH, occupied, first="tl") is None
