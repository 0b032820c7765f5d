from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.layers.frame import (
    NeighbourTab,
    ReferenceFrame,
    Side,
    draw_frame,
    draw_neighbour_tab,
    tab_length_mm,
    tab_positions_mm,
)
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles

STYLES = load_styles()
FRAME = ReferenceFrame(x_mm=32, y_mm=32, width_mm=160, height_mm=210)
SIDES: tuple[Side, ...] = ("left", "top", "right", "bottom")


def test_cells_run_from_a1_at_the_top_left() -> None:
    assert FRAME.cell_at(32.1, 32.1) == "A1"
    assert FRAME.cell_at(191.9, 241.9) == "E7"
    assert FRAME.cell_at(32 + 2.5 * 32, 32 + 3.5 * 30) == "C4"


@given(st.floats(-50, 300), st.floats(-50, 400))
def test_points_outside_take_the_nearest_cell(x_mm: float, y_mm: float) -> None:
    cell = FRAME.cell_at(x_mm, y_mm)
    assert cell[0] in "ABCDE"
    assert cell[1] in "1234567"


def test_letters_stand_in_the_middle_of_their_columns_on_both_sides() -> None:
    surface = RecordingSurface()
    draw_frame(surface, FRAME, styles=STYLES)
    runs = [run for call in surface.text_calls() for run in call.runs]
    assert sorted(run.text for run in runs) == sorted("ABCDE1234567" * 2)
    for run in runs:
        if run.text == "C":
            assert run.x_mm == pytest.approx(112)
        if run.text == "4":
            assert 137 < run.y_mm < 140


def test_crosses_mark_only_the_inner_corners() -> None:
    surface = RecordingSurface()
    draw_frame(surface, FRAME, styles=STYLES)
    crosses = [c for c in surface.path_calls() if c.style == STYLES.path("frame-cross")]
    assert sum(len(call.paths) for call in crosses) == 2 * 4 * 6


@pytest.mark.parametrize("side", SIDES)
def test_tabs_hide_no_letter_and_lead_to_their_page(side: Side) -> None:
    at_mm = tab_positions_mm(FRAME, side)[0]
    tab = NeighbourTab(side=side, at_mm=at_mm, text="一组 第 9 页", target="s9")
    surface = RecordingSurface()
    draw_neighbour_tab(surface, FRAME, tab, styles=STYLES)
    (link,) = surface.links()
    assert link.target == "s9"
    length = tab_length_mm(tab.text, STYLES)
    assert max(link.width_mm, link.height_mm) == pytest.approx(length)
    assert length < min(FRAME.cell_mm)
    left, top, width, height = FRAME.outer_mm
    assert left <= link.x_mm <= left + width - link.width_mm + 1e-9
    assert top <= link.y_mm <= top + height - link.height_mm + 1e-9
    assert surface.texts() == ["一组 第 9 页"]


@pytest.mark.parametrize("side", SIDES)
def test_the_borders_nearest_the_middle_come_first(side: Side) -> None:
    positions = tab_positions_mm(FRAME, side)
    middle = 112 if side in {"top", "bottom"} else 137
    distances = [round(abs(at - middle), 6) for at in positions]
    assert distances == sorted(distances)
    assert len(positions) == (4 if side in {"top", "bottom"} else 6)
