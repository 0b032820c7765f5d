from __future__ import annotations

import pytest

from gridmap.export.scale import DETAIL_SCALES, hopeful_scales, overview_scale
from gridmap.export.sheet_furniture import ratio_text
from gridmap.export.spots import spots_of
from gridmap.layers.furniture import plan_scale_bar
from gridmap.layers.view import ROUND_SCALES
from tests.export.atlas_helpers import houses


def test_detail_scales_are_round_and_go_from_far_to_near() -> None:
    assert DETAIL_SCALES == (5000, 2500, 2000, 1500, 1000, 500)
    assert set(DETAIL_SCALES) <= set(ROUND_SCALES)


def test_a_scattered_village_may_be_drawn_at_any_scale() -> None:
    spots = spots_of(houses([(80.0 * x, 80.0 * y) for x in range(6) for y in range(6)]))
    assert hopeful_scales(spots, 52.0) == DETAIL_SCALES


def test_a_dense_ward_is_only_tried_near() -> None:
    spots = spots_of(houses([(6.0 * x, 6.0 * y) for x in range(12) for y in range(12)]))
    assert max(hopeful_scales(spots, 52.0)) <= 1500


def test_the_nearest_scale_is_always_left() -> None:
    spots = spots_of(houses([(1.2 * x, 1.2 * y) for x in range(12) for y in range(12)]))
    assert hopeful_scales(spots, 52.0)[-1] == 500


@pytest.mark.parametrize(
    ("metres", "scale"),
    [(50, 500), (150, 1000), (1500, 10_000), (7000, 50_000), (9000, 100_000), (90_000, 1_000_000)],
)
def test_an_overview_takes_the_nearest_round_scale_that_fits(metres: float, scale: int) -> None:
    assert overview_scale((metres, metres), width_mm=160.0, height_mm=160.0) == scale


@pytest.mark.parametrize("scale", ROUND_SCALES)
def test_the_scale_bar_is_as_long_as_it_says(scale: int) -> None:
    bar = plan_scale_bar(scale, max_width_mm=24.0)
    assert bar.step_mm * scale / 1000 == pytest.approx(bar.step_m, rel=0.005)


def test_ratios_are_written_as_on_maps() -> None:
    assert ratio_text(1500) == "1 : 1500"
    assert ratio_text(10_000) == "1 : 10 000"
