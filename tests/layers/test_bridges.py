"""Bridges stand where roads cross rivers, along the road, longer than the river is wide."""

import numpy as np
import pytest
from shapely import LineString

from gridmap.layers.bridges import BridgeLayer
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from gridmap.model.features import Line
from tests.helpers.build import fid

STYLES = load_styles()
RIVER = Line(id=fid("r"), line_kind="river", width_m=10.0, geometry=LineString([(-80, 0), (80, 0)]))


def view(scale: float = 1000) -> MapView:
    return MapView(center_x_m=0, center_y_m=0, scale_denominator=scale, width_mm=100, height_mm=100)


def road(*points: tuple[float, float], kind: str = "lane") -> Line:
    return Line(id=fid("l"), line_kind=kind, width_m=4.0, geometry=LineString(points))


def walls(line: Line, scale: float = 1000) -> list[np.ndarray]:
    surface = RecordingSurface()
    BridgeLayer.of([RIVER, line]).draw(surface, view(scale), STYLES)
    return [path.runs[0] for call in surface.path_calls() for path in call.paths]


@pytest.mark.parametrize("kind", ["road", "lane"])
def test_a_bridge_has_a_parapet_on_each_side_of_its_road(kind: str) -> None:
    first, second = walls(road((3, -60), (3, 60), kind=kind))
    inner = sorted((first[1][0], second[1][0]))
    assert inner[0] < 53.0 - 2.0 < 53.0 + 2.0 < inner[1]
    for wall in (first, second):
        assert abs(wall[2][1] - wall[1][1]) > 10.0
        assert (wall[1][1] - 50.0) * (wall[2][1] - 50.0) < 0


def test_a_slanting_bridge_is_longer() -> None:
    straight, slanting = walls(road((0, -60), (0, 60)))[0], walls(road((-50, -60), (50, 60)))[0]
    lengths = [np.hypot(*(wall[2] - wall[1])) for wall in (straight, slanting)]
    assert lengths[1] > lengths[0] * 1.2


def test_no_bridge_without_a_crossing_or_far_away_or_over_a_stream() -> None:
    assert not walls(road((0, 10), (0, 60)))
    assert not walls(road((-60, -4), (60, 4)))
    assert not walls(road((0, -60), (0, 60)), scale=25_000)
    assert not walls(road((0, -60), (0, 60), kind="path"))
