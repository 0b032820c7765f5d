from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gridmap.export.neighbours import Placing, neighbours_of
from gridmap.export.sheet_tabs import TabText, placed_tabs
from gridmap.layers.frame import ReferenceFrame, tab_length_mm
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView

STYLES = load_styles()
FRAMES = (
    ReferenceFrame(x_mm=32.0, y_mm=32.0, width_mm=162.0, height_mm=188.0),
    ReferenceFrame(x_mm=16.0, y_mm=48.0, width_mm=265.0, height_mm=96.0, columns=7, rows=4),
)
spots = st.lists(
    st.tuples(st.integers(-900, 900), st.integers(-900, 900)), max_size=25, unique=True
)


def tabs_around(cloud: list[tuple[int, int]]) -> list[TabText]:
    def placing(key: str, x: float, y: float) -> Placing:
        view = MapView(
            center_x_m=x, center_y_m=y, scale_denominator=1000, width_mm=160.0, height_mm=190.0
        )
        return Placing(key, view)

    others = [placing(str(n), float(x), float(y)) for n, (x, y) in enumerate(cloud)]
    return [
        TabText(
            neighbour=item, text=f"马家湾村 四组 第 {item.key} 页", target=item.key,
            shorter=(f"马家湾村 第 {item.key} 页", f"第 {item.key} 页"),
        )
        for item in neighbours_of(placing("own", 0.0, 0.0), others)
    ]  # fmt: skip


@given(spots, st.sampled_from(FRAMES))
def test_tabs_never_touch_and_hide_no_letter(
    cloud: list[tuple[int, int]], frame: ReferenceFrame
) -> None:
    placed = placed_tabs(tabs_around(cloud), frame, STYLES)
    for number, one in enumerate(placed):
        is_level = one.side in ("top", "bottom")
        cell = frame.cell_mm[0 if is_level else 1]
        half = tab_length_mm(one.text, STYLES) / 2
        start = frame.x_mm if is_level else frame.y_mm
        border = (one.at_mm - start) / cell
        assert abs(border - round(border)) < 1e-6
        assert 2 * half <= cell
        for other in placed[number + 1 :]:
            if other.side == one.side:
                apart = abs(one.at_mm - other.at_mm)
                assert apart > half + tab_length_mm(other.text, STYLES) / 2


@given(spots, st.sampled_from(FRAMES))
def test_every_neighbour_has_its_tab_once(
    cloud: list[tuple[int, int]], frame: ReferenceFrame
) -> None:
    tabs = tabs_around(cloud)
    placed = placed_tabs(tabs, frame, STYLES)
    assert sorted(tab.target for tab in placed) == sorted(tab.target for tab in tabs)


def test_a_corner_tab_points_to_the_corner() -> None:
    (tab,) = placed_tabs(tabs_around([(160, 190)]), FRAMES[0], STYLES)
    assert tab.angle_deg == 45
    assert tab.side in ("top", "right")
