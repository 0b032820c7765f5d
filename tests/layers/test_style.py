from __future__ import annotations

import pytest

from gridmap.layers.style import load_styles, parse_styles
from gridmap.layers.surface import PathStyle, TextStyle

SMALL = """
[colors]
ink = "#1E2227"
[paths]
line = { stroke = "ink", width_mm = 0.5, dash_mm = [3.2, 1.1] }
wash = { fill = "ink/8C" }
own = { fill = "#ABCDEF" }
[texts]
door = { size_pt = 8, font = "bold", color = "ink", halo_mm = 0.3 }
[sizes]
house = 2
"""


def test_styles_resolve_named_colours_and_opacity() -> None:
    styles = parse_styles(SMALL)
    assert styles.path("line") == PathStyle(stroke="#1E2227", width_mm=0.5, dash_mm=(3.2, 1.1))
    assert styles.path("wash").fill == "#1E22278C"
    assert styles.path("own").fill == "#ABCDEF"
    assert styles.text("door") == TextStyle(size_pt=8, font="bold", color="#1E2227", halo_mm=0.3)
    assert styles.size_mm("house") == 2.0
    assert styles.color("ink") == "#1E2227"


def test_unknown_names_are_errors() -> None:
    with pytest.raises(KeyError):
        parse_styles(SMALL).path("nothing")


def test_no_shipped_text_is_smaller_than_six_and_a_half_points() -> None:
    assert min(style.size_pt for style in load_styles().texts.values()) >= 6.5


@pytest.mark.parametrize(
    ("name", "size_pt"), [("door", 8.0), ("head", 7.0), ("place-health", 10.0), ("title", 16.0)]
)
def test_shipped_texts_keep_the_floors_of_legibility(name: str, size_pt: float) -> None:
    assert load_styles().text(name).size_pt >= size_pt


def test_shipped_symbols_keep_the_floors_of_legibility() -> None:
    styles = load_styles()
    floors = {"household": 2.2, "care": 4.0, "care-triangle": 4.8, "badge": 5.0, "symbol-gap": 0.4}
    assert {name: styles.size_mm(name) for name in floors} == floors


def test_boundaries_stay_apart_by_rank_and_have_a_white_line_below() -> None:
    styles = load_styles()
    ranks = ("township", "village", "grid", "group")
    widths = [styles.path(name).width_mm for name in ranks]
    assert widths == sorted(widths, reverse=True)
    assert len({styles.path(name).dash_mm for name in ranks}) == len(ranks)
    for name in ranks:
        below = styles.path(f"{name}-below")
        assert below.stroke == "#FFFFFF"
        assert below.width_mm > styles.path(name).width_mm


def test_every_shipped_colour_is_written_in_full() -> None:
    styles = load_styles()
    colors = [color for style in styles.lines.values() for color in (style.stroke, style.fill)]
    colors += [style.color for style in styles.texts.values()]
    for color in colors:
        assert color is None or (color.startswith("#") and len(color) in {7, 9}), color
