"""What lies below a map's symbols: gaps between grids are hatched, but not on the notice board."""

import pytest
from shapely import box

from gridmap.export.map_layers import NO_GRID, MapLayers
from gridmap.export.sheet_page import legend_of_unit
from gridmap.export.units import Unit
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, edition_view
from gridmap.model.features import Grid, Village
from tests.export.atlas_helpers import spec
from tests.helpers.build import fid, project

VIEW = MapView(center_x_m=100, center_y_m=100, scale_denominator=2000, width_mm=120, height_mm=120)
VILLAGE = Village(id=fid("v"), name="甲村", code="990124101201", geometry=box(0, 0, 200, 200))
HALF = Grid(
    id=fid("w"), name="第一网格", village=fid("v"), code="990124101201001",
    geometry=box(0, 0, 100, 200),
)  # fmt: skip


def layers(edition: Edition) -> MapLayers:
    reader = Snapshot.of([project(), VILLAGE, HALF])
    return MapLayers.of(edition_view(reader, edition, on=spec().on))


def hatched(found: MapLayers) -> bool:
    surface, styles = RecordingSurface(), load_styles()
    found.draw_boundaries(surface, VIEW, styles, own=None)
    return styles.path(NO_GRID) in [call.style for call in surface.path_calls()]


@pytest.mark.parametrize("edition", [Edition.SUMMARY, Edition.HOUSEHOLD])
def test_land_in_no_grid_is_hatched_and_stands_in_the_legend(edition: Edition) -> None:
    found = layers(edition)
    assert hatched(found)
    assert NO_GRID in found.shown_lines(VIEW)
    assert NO_GRID not in found.shown_lines(VIEW.moved_to(5000, 5000))


def test_the_notice_board_shows_no_gaps() -> None:
    found = layers(Edition.PUBLIC)
    assert not hatched(found)
    assert NO_GRID not in found.shown_lines(VIEW)


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.SUMMARY, Edition.HOUSEHOLD])
def test_legends_keep_room_for_every_line_that_a_map_may_show(edition: Edition) -> None:
    found = layers(edition)
    assert found.shown_lines(VIEW)
    assert set(found.shown_lines(VIEW)) <= set(found.possible_lines())
    legend = legend_of_unit(
        Unit(code="01", name="", scope=None, area=None), (), {}, found.possible_lines()
    )
    assert [item.path for item in legend if item.path] == found.possible_lines()
