from __future__ import annotations

import pytest

from gridmap.layers.legend import (
    LegendItem,
    draw_legend,
    draw_legend_item,
    legend_height_mm,
    legend_item_width_mm,
)
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles

STYLES = load_styles()
ITEMS = [
    LegendItem(text="常住", symbol="household-occupied", size_mm=2.2),
    LegendItem(text="网格界", path="grid"),
    LegendItem(text="水面", path="water"),
    LegendItem(text="没有图例的说明"),
]


def test_entries_are_drawn_at_real_size() -> None:
    surface = RecordingSurface()
    draw_legend(surface, ITEMS, 30, 240, width_mm=160, styles=STYLES)
    assert surface.marker_calls()[0].size_mm == 2.2
    assert [call.style for call in surface.path_calls()] == [
        STYLES.path("grid"),
        STYLES.path("water"),
    ]
    assert surface.texts() == [item.text for item in ITEMS]


@pytest.mark.parametrize("width_mm", [30, 50, 80, 160])
def test_the_height_is_known_before_and_no_entry_leaves_the_width(width_mm: float) -> None:
    surface = RecordingSurface()
    used = draw_legend(surface, ITEMS * 3, 30, 240, width_mm=width_mm, styles=STYLES)
    assert used == pytest.approx(legend_height_mm(ITEMS * 3, width_mm=width_mm, styles=STYLES))
    for call in surface.text_calls():
        for run in call.runs:
            end = run.x_mm + surface.text_width(run.text, call.style)
            assert end <= 30 + max(width_mm, max(legend_item_width_mm(i, STYLES) for i in ITEMS))
            assert 240 < run.y_mm < 240 + used


def test_an_empty_legend_takes_no_room() -> None:
    surface = RecordingSurface()
    assert draw_legend(surface, [], 30, 240, width_mm=100, styles=STYLES) == 0
    assert legend_height_mm([], width_mm=100, styles=STYLES) == 0


def test_a_key_never_touches_its_words() -> None:
    surface = RecordingSurface()
    draw_legend_item(surface, ITEMS[1], 30, 240, styles=STYLES)
    line = surface.path_calls()[0].paths[0].runs[0]
    assert line[:, 0].max() < surface.text_calls()[0].runs[0].x_mm


@pytest.mark.parametrize("path", ["no-grid", "incident"])
def test_the_key_of_a_hatched_area_is_hatched_closely_enough_to_be_known(path: str) -> None:
    surface = RecordingSurface()
    draw_legend_item(surface, LegendItem(text="范围", path=path), 10, 10, styles=STYLES)
    style = surface.path_calls()[0].style
    assert style.fill == STYLES.path(path).fill
    assert style.hatch_mm is not None
    assert style.hatch_mm <= 2.0
