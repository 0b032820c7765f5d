import pytest
from shapely import box

from gridmap.geo.snapping import SnapTargets, tolerance_m

SHAPES = {"a": box(0, 0, 40, 80), "b": box(40, 0, 100, 80)}


def test_a_corner_wins_over_a_border_that_is_nearer() -> None:
    snap = SnapTargets(SHAPES).snap(40.1, 0.9, tolerance_m=1.0)
    assert snap is not None
    assert (snap.kind, snap.x_m, snap.y_m, snap.keys) == ("corner", 40.0, 0.0, ("a", "b"))
    assert snap.distance_m == pytest.approx((0.1**2 + 0.9**2) ** 0.5)


def test_a_border_says_whose_it_is_and_gives_a_point_on_the_raster() -> None:
    snap = SnapTargets(SHAPES).snap(40.5, 33.33333, tolerance_m=1.0)
    assert snap is not None
    assert (snap.kind, snap.x_m, snap.y_m, snap.keys) == ("border", 40.0, 33.333, ("a", "b"))
    assert snap.edge == ((40.0, 0.0), (40.0, 80.0))
    outer = SnapTargets(SHAPES).snap(-0.5, 20, tolerance_m=1.0)
    assert outer is not None
    assert outer.keys == ("a",)


def test_beyond_the_tolerance_or_without_shapes_there_is_nothing() -> None:
    assert SnapTargets(SHAPES).snap(20, 20, tolerance_m=1.0) is None
    assert SnapTargets({}).snap(20, 20, tolerance_m=1.0) is None


def test_a_tolerance_in_pixels_is_worth_more_ground_when_zoomed_out() -> None:
    assert tolerance_m(12, m_per_px=0.5) == 6.0
