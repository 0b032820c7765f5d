"""Contour lines lie quietly below all else; every fifth is thicker and named."""

from shapely import LineString

from gridmap.layers.contours import are_index, named_on_maps
from gridmap.layers.lines import LineLayer
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from gridmap.model.features import Line
from tests.helpers.build import fid

STYLES = load_styles()


def contour(height: float) -> Line:
    shape = LineString([(-50, height / 10), (50, height / 10)])
    return Line(id=fid(f"c{height}"), line_kind="contour", name=f"{height:g}", geometry=shape)


LINES = [contour(height) for height in range(300, 360, 5)]
ROAD = Line(id=fid("r"), line_kind="road", name="325", geometry=LineString([(0, 0), (9, 9)]))


def drawn(lines: list[Line], scale: float) -> list[str | None]:
    surface = RecordingSurface()
    view = MapView(
        center_x_m=0, center_y_m=30, scale_denominator=scale, width_mm=100, height_mm=100
    )
    LineLayer.of(lines).draw(surface, view, STYLES)
    names = {STYLES.path(name): name for name in ("contour", "contour-index")}
    return [names.get(call.style) for call in surface.path_calls()]


def test_every_fifth_step_is_an_index_line() -> None:
    index = are_index([*LINES, ROAD])
    heights = [line.name for line, yes in zip([*LINES, ROAD], index, strict=True) if yes]
    assert heights == ["300", "325", "350"]
    assert not are_index([contour(320)]).any()


def test_they_are_drawn_below_roads_and_from_afar_only_the_index_lines() -> None:
    assert drawn([ROAD, *LINES], 2000)[:2] == ["contour", "contour-index"]
    assert drawn(LINES, 25_000) == ["contour-index"]


def test_only_index_lines_and_other_lines_are_named() -> None:
    names = [line.name for line in named_on_maps([*LINES, ROAD, contour(0)])]
    assert names.count("325") == 2
    assert "305" not in names
