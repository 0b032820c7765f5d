from __future__ import annotations

import numpy as np
import pytest

from gridmap.export.pdf.code import (
    hatch_lines,
    marker_code,
    number,
    opacity,
    painting,
    path_code,
    rgb,
    stroke_code,
)
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.surface import Path, PathStyle


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (-0.001, "0"), (12.0, "12"), (0.5, "0.5"), (-3.14159, "-3.14")]
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert number(value) == text


def test_colours_and_opacity() -> None:
    assert rgb("#FF8000") == "1 0.502 0"
    assert opacity("#FFFFFF8C") == pytest.approx(0.549, abs=1e-3)
    assert opacity("#FFFFFF") == opacity(None) == 1.0


def test_points_are_turned_to_the_bottom_left() -> None:
    code = path_code([segment(0, 0, 25.4, 25.4)], 254.0, paint="S")
    assert code.split() == ["0", "72000", "m", "7200", "64800", "l", "S"]


def test_each_path_is_painted_by_itself_or_all_together() -> None:
    paths = [rectangle(0, 0, 1, 1), rectangle(2, 2, 1, 1)]
    assert path_code(paths, 10, paint="f*").split().count("f*") == 2
    assert path_code(paths, 10, paint="S", join=True).split().count("S") == 1
    assert path_code(paths, 10, paint="S").split().count("h") == 2
    assert path_code([], 10, paint="S") == path_code([Path(())], 10, paint="S") == ""


def test_rings_of_one_path_stay_together() -> None:
    ring = Path((*rectangle(0, 0, 9, 9).runs, *rectangle(3, 3, 3, 3).runs), closed=True)
    assert path_code([ring], 10, paint="f*").split().count("f*") == 1


def test_strokes_have_width_dashes_and_ends() -> None:
    style = PathStyle(stroke="#000000", width_mm=25.4, dash_mm=(25.4, 12.7), round_ends=True)
    assert stroke_code(style) == "0 0 0 RG 7200 w 1 J 1 j [7200 3600] 0 d\n"
    assert stroke_code(PathStyle(fill="#000000")) == ""


def test_painting_follows_the_style() -> None:
    both = PathStyle(stroke="#000000", fill="#FFFFFF")
    assert painting(both, closed=True) == "B*"
    assert painting(both, closed=False) == "S"
    assert painting(PathStyle(fill="#FFFFFF"), closed=True) == "f*"
    assert painting(PathStyle(fill="#FFFFFF", hatch_mm=1, stroke="#000000"), closed=True) == "S"
    assert painting(PathStyle(), closed=True) == "n"


def test_hatch_lines_cover_the_box_at_their_spacing() -> None:
    lines = [path.runs[0] for path in hatch_lines([rectangle(10, 20, 30, 40)], 2.0)]
    feet = np.array([line[0, 0] for line in lines])
    assert np.allclose(np.diff(feet), 2.0 * np.sqrt(2))
    assert feet.min() <= 10 - 40 + 3
    assert feet.max() >= 40 - 3


def test_markers_are_one_form_each() -> None:
    code = marker_code("X", np.array([(25.4, 0.0), (0.0, 25.4)]), 25.4)
    assert code.splitlines() == [
        "q 1 0 0 1 72.00 72.00 cm /X Do Q",
        "q 1 0 0 1 0.00 0.00 cm /X Do Q",
    ]
