"""What a map tells of an incident is what its window shows of it."""

from shapely import LineString, box

from gridmap.layers.incident import IncidentLayer
from gridmap.layers.view import MapView

VIEW = MapView(center_x_m=500, center_y_m=500, scale_denominator=1000, width_mm=100, height_mm=100)
LAYER = IncidentLayer.of(box(0, 0, 1000, 1000), [LineString([(900, 0), (900, 1000)])])


def test_a_map_inside_the_area_names_its_hatching_and_no_edge() -> None:
    assert LAYER.names_in(VIEW) == ("incident",)


def test_a_map_across_the_edge_names_the_edge_once() -> None:
    assert LAYER.names_in(VIEW.moved_to(0, 500)) == ("incident-edge",)


def test_the_way_out_is_named_where_it_passes() -> None:
    assert LAYER.names_in(VIEW.moved_to(900, 500)) == ("incident", "escape-route")
    assert LAYER.names_in(VIEW.moved_to(1000, 500)) == ("incident-edge",)


def test_a_map_far_away_names_nothing() -> None:
    assert LAYER.names_in(VIEW.moved_to(5000, 5000)) == ()


def test_a_legend_keeps_room_for_all_that_any_map_names() -> None:
    views = (VIEW, VIEW.moved_to(0, 500), VIEW.moved_to(900, 500))
    assert {name for view in views for name in LAYER.names_in(view)} == set(LAYER.names)
    no_way = IncidentLayer.of(box(0, 0, 1000, 1000))
    assert no_way.names == ("incident", "incident-edge")
