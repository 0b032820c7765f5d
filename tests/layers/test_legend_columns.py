"""Entries of a legend stand in columns where that costs no row."""

from gridmap.layers.legend import LegendItem, draw_legend, legend_height_mm
from gridmap.layers.metrics import text_width_mm
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles

STYLES = load_styles()


def lefts(items: list[LegendItem], width_mm: float) -> list[float]:
    surface = RecordingSurface()
    draw_legend(surface, items, 0.0, 0.0, width_mm=width_mm, styles=STYLES)
    return [round(run.x_mm, 3) for call in surface.text_calls() for run in call.runs]


def test_two_rows_of_like_entries_stand_below_each_other() -> None:
    names = ("独居老人", "需照护老人", "残疾人", "留守儿童", "小学", "村卫生室")
    items = [LegendItem(text=name, symbol="care-C01", size_mm=4.0) for name in names]
    found = lefts(items, 110.0)
    rows = round(legend_height_mm(items, width_mm=110.0, styles=STYLES) / 5.8)
    assert rows == 2
    assert len(set(found)) < len(found)


def test_one_row_is_set_close() -> None:
    items = [LegendItem(text="常住", symbol="household-occupied", size_mm=2.2)] * 3
    first, second, third = lefts(items, 160.0)
    assert second - first < 22.0
    assert abs((third - second) - (second - first)) < 0.01


def test_a_plate_carries_its_number() -> None:
    surface = RecordingSurface()
    item = LegendItem(text="分图及其页码", path="plate-accent", plate="12")
    draw_legend(surface, [item], 0.0, 0.0, width_mm=80.0, styles=STYLES)
    assert surface.texts() == ["12", "分图及其页码"]


def test_entries_stand_in_columns_though_one_is_wide() -> None:
    names = ["常住户", "季节户", "空置户", "门牌太密处黑底数字代表几户", *["卫生室"] * 4]
    items = [LegendItem(text=name, symbol="household-occupied", size_mm=2.2) for name in names]
    found = lefts(items, 110.0)
    assert round(legend_height_mm(items, width_mm=110.0, styles=STYLES) / 5.8) == 2
    assert found[:4] == found[4:]
    ends = [
        left + text_width_mm(name, STYLES.text("legend"))
        for left, name in zip(found, names, strict=True)
    ]
    assert all(end < left for end, left in zip(ends[:3], found[1:4], strict=True))
    assert max(ends) <= 110.0
