from __future__ import annotations

import pytest
from shapely import Polygon

from gridmap.layers.shapes import rectangle, rounded_rectangle, segment


def test_a_rectangle_is_one_closed_ring() -> None:
    path = rectangle(1, 2, 30, 40)
    assert path.closed
    assert Polygon(path.runs[0]).bounds == (1, 2, 31, 42)
    assert Polygon(path.runs[0]).area == 1200


def test_rounding_takes_only_the_corners() -> None:
    path = rounded_rectangle(1, 2, 30, 40, radius_mm=3)
    shape = Polygon(path.runs[0])
    assert shape.is_valid
    assert shape.bounds == pytest.approx((1, 2, 31, 42))
    assert 1200 - shape.area == pytest.approx((4 - 3.1416) * 9, rel=0.1)


def test_a_segment_is_open() -> None:
    path = segment(1, 2, 3, 4)
    assert not path.closed
    assert path.runs[0].tolist() == [[1, 2], [3, 4]]
