from __future__ import annotations

import numpy as np
import pytest
from shapely import Polygon, box

from gridmap.layers.boundaries import (
    GridLayer,
    GroupLayer,
    TownshipLayer,
    VillageLayer,
    draw_area,
    draw_inner_tint,
    draw_wash,
)
from gridmap.layers.recording import PathsCall, RecordingSurface
from gridmap.layers.style import load_styles
from gridmap.layers.surface import PathStyle
from gridmap.layers.view import MapView
from gridmap.model.features import Grid, Township, Village, VillagerGroup
from tests.helpers.build import fid

VIEW = MapView(center_x_m=50, center_y_m=50, scale_denominator=1000, width_mm=200, height_mm=200)
STYLES = load_styles()


def village(shape: Polygon | None) -> Village:
    return Village(id=fid("v"), name="v", geometry=shape)


def grid(shape: Polygon | None) -> Grid:
    return Grid(id=fid("g"), name="g", village=fid("v"), geometry=shape)


def length_mm(call: PathsCall) -> float:
    runs = [run for path in call.paths for run in path.runs]
    return float(sum(np.hypot(*np.diff(run, axis=0).T).sum() for run in runs))


def drawn(layer: VillageLayer | GridLayer | GroupLayer | TownshipLayer) -> list[PathsCall]:
    surface = RecordingSurface()
    layer.draw(surface, VIEW, STYLES)
    return surface.path_calls()


def test_a_shared_border_is_drawn_once_above_its_white_line() -> None:
    calls = drawn(GridLayer.of([grid(box(0, 0, 50, 100)), grid(box(50, 0, 100, 100)), grid(None)]))
    assert [call.style for call in calls] == [STYLES.path("grid-below"), STYLES.path("grid")]
    assert length_mm(calls[1]) == pytest.approx(500, abs=0.5)


def test_a_border_of_higher_rank_hides_the_lower_one_on_the_same_line() -> None:
    outer = VillageLayer.of([village(box(0, 0, 100, 100))])
    inner = GridLayer.of([grid(box(0, 0, 50, 100)), grid(box(50, 0, 100, 100))], below=[outer])
    assert length_mm(drawn(inner)[1]) == pytest.approx(100, abs=2)


def test_lower_borders_that_all_lie_on_higher_ones_vanish() -> None:
    outer = VillageLayer.of([village(box(0, 0, 100, 100))])
    assert drawn(GridLayer.of([grid(box(0, 0, 100, 100))], below=[outer])) == []


def test_borders_outside_the_view_and_missing_shapes_draw_nothing() -> None:
    assert drawn(VillageLayer.of([village(box(900, 900, 990, 990))])) == []
    assert drawn(VillageLayer.of([village(None)])) == []
    group = VillagerGroup(id=fid("g"), name="g", village=fid("v"))
    assert drawn(GroupLayer.of([group])) == []


def test_every_rank_has_its_own_style() -> None:
    shape = box(0, 0, 10, 10)
    group = VillagerGroup(id=fid("g"), name="g", village=fid("v"), geometry=shape)
    township = Township(id=fid("t"), name="t", geometry=shape)
    layers = [
        TownshipLayer.of([township]),
        VillageLayer.of([village(shape)]),
        GridLayer.of([grid(shape)]),
        GroupLayer.of([group]),
    ]
    styles = [drawn(layer)[1].style for layer in layers]
    assert styles == [STYLES.path(name) for name in ("township", "village", "grid", "group")]


def area_mm2(call: PathsCall) -> float:
    """Return the filled area by the even-odd rule, of rings that lie inside each other."""
    sizes = sorted((abs(Polygon(run).area) for p in call.paths for run in p.runs), reverse=True)
    return sizes[0] - sum(sizes[1:])


def test_the_wash_covers_the_window_but_for_the_own_land() -> None:
    surface = RecordingSurface()
    draw_wash(surface, VIEW, box(0, 0, 100, 100), STYLES)
    (call,) = surface.path_calls()
    assert call.style == STYLES.path("wash")
    assert area_mm2(call) == pytest.approx(200 * 200 - 100 * 100)


def test_the_tint_is_a_strip_of_two_millimetres_inside_the_edge() -> None:
    surface = RecordingSurface()
    draw_inner_tint(surface, VIEW, box(0, 0, 100, 100), STYLES)
    (call,) = surface.path_calls()
    assert area_mm2(call) == pytest.approx(100 * 100 - 96 * 96, rel=0.01)


def test_an_area_outside_the_window_draws_nothing() -> None:
    surface = RecordingSurface()
    draw_area(surface, VIEW, box(900, 900, 990, 990), PathStyle(fill="#FFFFFF"))
    assert surface.calls == []
