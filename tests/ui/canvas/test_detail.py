import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.layers.style import load_styles
from gridmap.ui.canvas.detail import SMALLEST_HOUSE_MM, detail_at, screen_styles

SCALE = st.floats(50, 1e7)


@given(near=SCALE, far=SCALE)
def test_from_further_away_nothing_is_larger(near: float, far: float) -> None:
    near, far = sorted((near, far))
    styles = load_styles()
    large, small = (screen_styles(styles, detail_at(scale, m_per_px=1)) for scale in (near, far))
    for name in ("household", "badge", "care", "road-min"):
        assert small.size_mm(name) <= large.size_mm(name) + 1e-12
    for name in ("village", "grid", "group", "township"):
        assert small.path(name).width_mm <= large.path(name).width_mm + 1e-12
    assert small.size_mm("household") >= SMALLEST_HOUSE_MM - 1e-12


def test_at_the_scales_of_printed_sheets_everything_has_its_size_on_paper() -> None:
    styles = load_styles()
    for scale in (500, 1000, 2500):
        assert screen_styles(styles, detail_at(scale, m_per_px=0.2)) == styles


@pytest.mark.parametrize(("scale", "dashed"), [(5_000, True), (100_000, True), (300_000, False)])
def test_village_borders_become_hairlines_in_a_whole_county(scale: float, dashed: bool) -> None:
    styles = screen_styles(load_styles(), detail_at(scale, m_per_px=1))
    assert bool(styles.path("village").dash_mm) is dashed
    if not dashed:
        assert styles.path("village").width_mm < 0.2


def test_house_labels_come_with_scales_at_which_they_can_fit() -> None:
    assert detail_at(1_000, m_per_px=0.2).has_house_labels
    assert not detail_at(20_000, m_per_px=4).has_house_labels
    assert not detail_at(400_000, m_per_px=80).has_lines


def test_grids_have_their_names_where_a_whole_village_fills_a_small_window() -> None:
    assert detail_at(27_500, m_per_px=5.3).has_grid_names
    assert not detail_at(100_000, m_per_px=20).has_grid_names
