from shapely import Polygon, box

from gridmap.layers.free_land import FreeLandLayer, land_in_no_grid
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView

VILLAGE = box(0, 0, 100, 100)


def test_what_no_grid_covers_is_land_in_no_grid() -> None:
    pieces = land_in_no_grid(VILLAGE, [box(0, 0, 100, 40), box(0, 60, 100, 100)])
    assert [piece.bounds for piece in pieces] == [(0, 40, 100, 60)]


def test_slivers_of_rounding_are_no_land() -> None:
    assert land_in_no_grid(VILLAGE, [box(0, 0, 100, 50.0), box(0, 50.01, 100, 100)]) == ()


def test_a_grid_that_crosses_itself_is_mended_for_the_picture() -> None:
    bow_tie = Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
    pieces = land_in_no_grid(VILLAGE, [bow_tie])
    assert sum(piece.area for piece in pieces) == 5_000


def test_the_layer_hatches_only_what_the_view_shows() -> None:
    layer = FreeLandLayer.of([box(0, 0, 10, 10), box(9_000, 0, 9_010, 10)])
    surface = RecordingSurface()
    view = MapView(center_x_m=5, center_y_m=5, scale_denominator=1000, width_mm=100, height_mm=100)
    layer.draw(surface, view, load_styles())
    (call,) = surface.path_calls()
    assert len(call.paths) == 1
    assert call.style.hatch_mm is not None


def test_a_layer_of_nothing_draws_nothing() -> None:
    surface = RecordingSurface()
    view = MapView(center_x_m=5, center_y_m=5, scale_denominator=1000, width_mm=100, height_mm=100)
    FreeLandLayer.of([]).draw(surface, view, load_styles())
    assert surface.path_calls() == []


def test_a_view_tells_whether_it_shows_such_land() -> None:
    layer = FreeLandLayer.of([box(0, 0, 10, 10)])
    near = MapView(center_x_m=5, center_y_m=5, scale_denominator=1000, width_mm=50, height_mm=50)
    assert layer.is_shown(near)
    assert not layer.is_shown(near.moved_to(500.0, 0.0))
    assert not FreeLandLayer.of(()).is_shown(near)
