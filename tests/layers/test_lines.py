from __future__ import annotations

from shapely import LineString

from gridmap.layers.lines import LineLayer
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from gridmap.model.features import Line
from tests.helpers.build import fid

VIEW = MapView(center_x_m=0, center_y_m=0, scale_denominator=2000, width_mm=100, height_mm=100)
STYLES = load_styles()


def line(kind: str, *, y_m: float = 0.0, width_m: float | None = None) -> Line:
    shape = LineString([(-50, y_m), (50, y_m)])
    return Line(id=fid(kind), line_kind=kind, width_m=width_m, geometry=shape)


def drawn(*lines: Line) -> list[tuple[str | None, float]]:
    surface = RecordingSurface()
    LineLayer.of(lines).draw(surface, VIEW, STYLES)
    return [(call.style.stroke, round(call.style.width_mm, 3)) for call in surface.path_calls()]


def test_a_road_is_as_wide_as_on_the_ground_with_its_casing_around_it() -> None:
    casing, road = STYLES.color("casing"), STYLES.color("road")
    assert drawn(line("road", width_m=8)) == [(casing, 4.3), (road, 4.0)]


def test_a_width_that_is_not_known_or_too_small_is_replaced() -> None:
    assert drawn(line("road"))[1][1] == 3.0
    assert drawn(line("road", width_m=0.5))[1][1] == 1.0


def test_all_casings_come_below_all_fillings_and_water_below_roads() -> None:
    order = [stroke for stroke, _ in drawn(line("road"), line("lane"), line("river"))]
    names = ("water-bank", "water", "casing", "casing", "lane", "road")
    assert order == [STYLES.color(name) for name in names]


def test_lines_of_one_kind_and_width_are_one_path() -> None:
    surface = RecordingSurface()
    lanes = [line("lane", y_m=y) for y in (0.0, 10.0, 20.0)]
    LineLayer.of(lanes).draw(surface, VIEW, STYLES)
    assert [[len(path.runs) for path in call.paths] for call in surface.path_calls()] == [[3], [3]]


def test_small_lines_keep_the_width_of_their_style() -> None:
    assert drawn(line("stream")) == [(STYLES.path("stream").stroke, 0.35)]
    assert len(drawn(line("path"))) == 2


def test_lines_elsewhere_without_a_shape_or_of_no_known_kind_do_no_harm() -> None:
    assert drawn(line("road", y_m=900)) == []
    assert drawn(Line(id=fid("x"), line_kind="road")) == []
    assert drawn(line("tramway"))[1][0] == STYLES.color("road")
