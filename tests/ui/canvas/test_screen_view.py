import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.layers.view import MapView
from gridmap.ui.canvas.screen_view import COARSEST_SCALE, FINEST_SCALE, ScreenView

COORDINATE = st.floats(-1e6, 1e7)
PIXEL = st.floats(0, 2000)


def screen(
    scale: float = 1000.0, *, x_m: float = 430_000.0, y_m: float = 3_880_000.0
) -> ScreenView:
    view = MapView(
        center_x_m=x_m, center_y_m=y_m, scale_denominator=scale, width_mm=200, height_mm=120
    )
    return ScreenView(view)


@given(x_px=PIXEL, y_px=PIXEL, factor=st.floats(0.05, 20), scale=st.floats(100, 1e6))
def test_zooming_keeps_the_ground_under_the_pixel(
    x_px: float, y_px: float, factor: float, scale: float
) -> None:
    before = screen(scale)
    after = before.zoomed(factor, x_px=x_px, y_px=y_px)
    assert after.point_m(x_px, y_px) == pytest.approx(before.point_m(x_px, y_px), abs=1e-4)
    assert after.scale_denominator * (1 + 1e-9) >= FINEST_SCALE
    assert after.scale_denominator <= COARSEST_SCALE * (1 + 1e-9)


@given(x_px=PIXEL, y_px=PIXEL, scale=st.floats(100, 1e6), x_m=COORDINATE, y_m=COORDINATE)
def test_a_pixel_and_its_ground_are_each_others_inverse(
    x_px: float, y_px: float, scale: float, x_m: float, y_m: float
) -> None:
    view = screen(scale, x_m=x_m, y_m=y_m)
    back = view.point_px(*view.point_m(x_px, y_px))
    assert back == pytest.approx((x_px, y_px), abs=1e-3)


@given(dx=st.floats(-900, 900), dy=st.floats(-900, 900))
def test_panning_moves_every_point_by_the_same_pixels(dx: float, dy: float) -> None:
    before = screen()
    after = before.panned(dx, dy)
    x_m, y_m = before.point_m(300, 200)
    assert after.point_px(x_m, y_m) == pytest.approx((300 + dx, 200 + dy), abs=1e-3)


@given(magnification=st.floats(0.5, 4))
def test_another_magnification_shows_the_same_ground_in_the_same_window(
    magnification: float,
) -> None:
    before = screen()
    after = before.magnified(magnification)
    assert after.view.bounds_m == pytest.approx(before.view.bounds_m)
    assert after.size_px == pytest.approx(before.size_px)
    assert after.scale_denominator == pytest.approx(before.scale_denominator)


def test_a_door_number_of_8_pt_is_14_and_a_half_pixels_high() -> None:
    assert 8 / 72 * 25.4 * screen().px_per_mm == pytest.approx(14.5, abs=0.05)


def test_showing_a_box_shows_all_of_it_with_a_margin() -> None:
    shown = screen().showing((430_000, 3_880_000, 430_900, 3_880_100))
    min_x, min_y, max_x, max_y = shown.view.bounds_m
    assert min_x < 430_000 - 40
    assert max_x > 430_900 + 40
    assert min_y < 3_880_000
    assert max_y > 3_880_100


def test_showing_one_point_stops_at_the_finest_scale() -> None:
    shown = screen().showing((430_000, 3_880_000, 430_000, 3_880_000))
    assert shown.scale_denominator == pytest.approx(FINEST_SCALE)


def test_a_window_of_no_size_is_a_pixel_wide() -> None:
    assert screen().resized(0, 0).size_px == pytest.approx((1, 1))
