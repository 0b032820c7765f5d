"""The words of a ring stand on the ring, at the lowest place that the map shows."""

import math

import pytest

from gridmap.export.rings import lowest_point
from gridmap.layers.view import MapView

VIEW = MapView(
    center_x_m=0.0, center_y_m=0.0, scale_denominator=10_000, width_mm=160.0, height_mm=140.0
)


@pytest.mark.parametrize("radius_mm", [20.0, 50.0, 90.0])
def test_words_stand_on_the_ring_inside_the_map(radius_mm: float) -> None:
    at = lowest_point(VIEW, (80.0, 70.0), radius_mm)
    assert at is not None
    assert math.hypot(at[0] - 80.0, at[1] - 70.0) == pytest.approx(radius_mm)
    assert 9.0 <= at[0] <= 151.0
    assert 4.0 <= at[1] <= 136.0
    assert at[1] > 70.0


def test_a_ring_past_all_edges_has_no_words() -> None:
    assert lowest_point(VIEW, (80.0, 70.0), 400.0) is None
