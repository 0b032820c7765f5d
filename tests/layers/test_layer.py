from __future__ import annotations

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Point, box

from gridmap.layers.layer import (
    area_paths_mm,
    clipped,
    draw_all,
    line_runs_mm,
    point_array,
    visible_points,
    visible_shapes,
)
from gridmap.layers.recording import ClipCall, RecordingSurface
from gridmap.layers.style import Styles, load_styles
from gridmap.layers.surface import Surface
from gridmap.layers.view import MapView
from tests.helpers.build import household

VIEW = MapView(
    center_x_m=500,
    center_y_m=500,
    scale_denominator=1000,
    width_mm=100,
    height_mm=100,
    x_mm=20,
    y_mm=30,
)


def shapes(*items: shapely.Geometry) -> np.ndarray:
    return np.array(items, dtype=object)


def test_points_in_the_window_and_close_to_it_are_visible() -> None:
    xy = np.array([(500.0, 500.0), (552.0, 500.0), (560.0, 500.0), (500.0, 447.5)])
    assert visible_points(xy, VIEW).tolist() == [0, 1, 3]
    assert visible_points(np.empty((0, 2)), VIEW).tolist() == []


def test_shapes_whose_box_meets_the_window_are_visible() -> None:
    bounds = shapely.bounds(shapes(box(0, 0, 460, 460), box(0, 0, 400, 400), box(0, 0, 900, 900)))
    assert visible_shapes(bounds, VIEW).tolist() == [0, 2]


def test_lines_are_cut_at_the_window_and_its_margin() -> None:
    cut = clipped(shapes(LineString([(0, 500), (1000, 500)])), VIEW)
    assert cut[0].bounds == (447.0, 500.0, 553.0, 500.0)


def test_detail_finer_than_paper_can_show_is_left_out() -> None:
    wavy = LineString([(480 + i * 0.02, 500 + 0.01 * (i % 2)) for i in range(1000)])
    assert len(clipped(shapes(wavy), VIEW)[0].coords) == 2


def test_lines_become_runs_in_millimetres_of_the_page() -> None:
    multi = shapely.MultiLineString([[(500, 500), (510, 500)], [(500, 510), (500, 520)]])
    runs = line_runs_mm(shapes(multi, LineString()), VIEW)
    assert [run.tolist() for run in runs] == [[[70, 80], [80, 80]], [[70, 70], [70, 60]]]


def test_areas_become_one_path_each_with_their_holes() -> None:
    ring = box(460, 460, 540, 540) - box(490, 490, 510, 510)
    two = MultiPolygon([box(460, 460, 470, 470), box(480, 480, 490, 490)])
    paths = area_paths_mm(shapes(ring, two, shapely.Polygon()), VIEW)
    assert [len(path.runs) for path in paths] == [2, 1, 1]
    assert all(path.closed for path in paths)
    assert area_paths_mm(shapes(shapely.Polygon()), VIEW) == []


def test_point_features_without_a_position_are_left_out() -> None:
    placed = household("a", geometry=Point(1, 2))
    assert point_array([placed, household("b")]).tolist() == [[1, 2]]
    assert point_array([]).shape == (0, 2)


def test_layers_are_drawn_in_order_inside_the_window() -> None:
    class Named:
        def __init__(self, name: str) -> None:
            self.name = name

        def draw(self, surface: Surface, view: MapView, styles: Styles) -> None:
            surface.markers(self.name, np.array([(1.0, 1.0)]), size_mm=1)

    surface = RecordingSurface()
    draw_all([Named("low"), Named("high")], surface, VIEW, load_styles())
    assert surface.calls[0] == ClipCall((20, 30, 100, 100))
    assert [call.symbol for call in surface.marker_calls()] == ["low", "high"]
    assert surface.calls[-1] == ClipCall(None)
