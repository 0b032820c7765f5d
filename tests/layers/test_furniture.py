from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.layers.furniture import draw_binding, draw_north, draw_scale_bar, plan_scale_bar
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles
from gridmap.layers.view import ROUND_SCALES

STYLES = load_styles()


@given(st.floats(100, 1e6), st.floats(15, 80))
def test_a_scale_bar_is_round_exact_and_as_long_as_fits(scale: float, width_mm: float) -> None:
    bar = plan_scale_bar(scale, max_width_mm=width_mm)
    assert bar.step_mm * scale / 1000 == pytest.approx(bar.step_m, rel=1e-9)
    assert width_mm / 1.51 <= bar.length_mm <= width_mm * (1 + 1e-9)
    digits = f"{bar.step_m:.6e}".split("e")[0].rstrip("0").rstrip(".")
    assert digits in {"1", "2", "2.5", "5"}


@pytest.mark.parametrize("scale", ROUND_SCALES)
def test_the_drawn_bar_has_the_length_its_numbers_say(scale: int) -> None:
    surface = RecordingSurface()
    bar = plan_scale_bar(scale)
    draw_scale_bar(surface, bar, 100, 50, styles=STYLES, unit="米")
    xs = [x for call in surface.path_calls() for path in call.paths for x in path.runs[0][:, 0]]
    runs = {run.text: run.x_mm for call in surface.text_calls() for run in call.runs}
    assert max(xs) - min(xs) == pytest.approx(bar.length_mm)
    assert runs["0"] == 100
    whole_m = bar.count * bar.step_m
    assert (runs[f"{whole_m:g}"] - 100) * scale / 1000 == pytest.approx(whole_m)
    assert "米" in runs


def test_the_north_arrow_has_its_word_below() -> None:
    surface = RecordingSurface()
    draw_north(surface, 30, 40, styles=STYLES, word="北")
    assert surface.marker_calls()[0].at.tolist() == [[30, 44]]
    assert surface.text_calls()[0].runs[0].y_mm > 48


@pytest.mark.parametrize("side", ["top", "bottom"])
def test_binding_marks_of_a_lying_page_stay_at_its_top_or_bottom(side: str) -> None:
    surface = RecordingSurface(297.0, 210.0)
    draw_binding(surface, side=side, margin_mm=28, word="装订线", styles=STYLES)  # type: ignore[arg-type]
    ys = [y for call in surface.path_calls() for path in call.paths for y in path.runs[0][:, 1]]
    if side == "top":
        assert 0 < min(ys) < max(ys) < 28
    else:
        assert 210 - 28 < min(ys) < max(ys) < 210
    assert surface.texts() == ["装订线"]


@pytest.mark.parametrize("margin_mm", [14, 20, 28, 35])
@pytest.mark.parametrize("side", ["left", "right"])
def test_binding_marks_stay_in_the_binding_margin(side: str, margin_mm: int) -> None:
    surface = RecordingSurface()
    draw_binding(surface, side=side, margin_mm=margin_mm, word="装订线", styles=STYLES)  # type: ignore[arg-type]
    xs = [x for call in surface.path_calls() for path in call.paths for x in path.runs[0][:, 0]]
    if side == "left":
        assert 0 < min(xs) < max(xs) < margin_mm
    else:
        assert 210 - margin_mm < min(xs) < max(xs) < 210
    assert surface.texts() == ["装订线"]
