from __future__ import annotations

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from gridmap.layers.metrics import (
    FAMILIES,
    MM_PER_POINT,
    ascent_mm,
    baseline_mm,
    cap_height_mm,
    character_rows,
    descent_mm,
    drop_mm,
    family_number,
    font_file,
    line_height_mm,
    load_table,
    missing_characters,
    rise_mm,
    substitute_text,
    text_width_mm,
    wrapped,
)
from gridmap.layers.surface import TextStyle

TEN = TextStyle(size_pt=10)
BOLD = TextStyle(size_pt=10, font="bold")
TEXTS = st.text(alphabet="王小明村委会12-AB，。 ()abc", max_size=40)


def test_a_chinese_character_is_one_em_wide() -> None:
    assert text_width_mm("王", TEN) == pytest.approx(10 * MM_PER_POINT)


def test_width_adds_up_and_grows_with_size() -> None:
    assert text_width_mm("王12", TEN) == pytest.approx(
        text_width_mm("王", TEN) + text_width_mm("12", TEN)
    )
    assert text_width_mm("12", TextStyle(size_pt=20)) == pytest.approx(2 * text_width_mm("12", TEN))


def test_bold_digits_are_wider_than_regular_ones() -> None:
    assert text_width_mm("2026", BOLD) > text_width_mm("2026", TEN)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("family", FAMILIES)
def test_the_table_agrees_with_the_shipped_font(family: str, bold: bool) -> None:
    table, font = load_table(), TTFont(font_file(family, bold=bold))
    cmap, scale = font.getBestCmap(), 1000 / font["head"].unitsPerEm
    rows = np.flatnonzero(table.font == FAMILIES.index(family))
    assert len(rows)
    for row in rows[:: max(1, len(rows) // 500)].tolist():
        name = cmap[int(table.code[row])]
        assert font.getGlyphID(name) == (table.bold_glyph if bold else table.regular_glyph)[row]
        assert (table.bold if bold else table.regular)[row] == round(font["hmtx"][name][0] * scale)
        glyph = font["glyf"][name]
        if glyph.numberOfContours:
            assert table.low[row] <= glyph.yMin * scale
            assert table.high[row] >= glyph.yMax * scale


def test_a_line_reaches_as_far_as_its_ink() -> None:
    em = 10 * MM_PER_POINT
    assert drop_mm("Management", TEN) == pytest.approx(0.25 * em, abs=0.02 * em)
    assert drop_mm("ABC", TEN) < 0.03 * em
    assert drop_mm("村委会(2)", TEN) == drop_mm("(", TEN) > drop_mm("村委会", TEN)
    assert cap_height_mm(TEN) <= rise_mm("Af", TEN) + 0.02 * em
    assert rise_mm("王", TEN) <= ascent_mm(TEN)
    assert rise_mm("", TEN) == drop_mm("", TEN) == 0.0
    assert 0.4 * em < rise_mm("\U0002348d", TEN) < 0.7 * em, "the small digits of its code"


@pytest.mark.parametrize("char", list("䶮㛃𬭎𠅤屲䌷㘵"))
def test_rare_characters_of_names_are_covered(char: str) -> None:
    assert missing_characters(char) == set()


def test_every_character_of_gbk_has_a_glyph() -> None:
    known = character_rows()
    lost = []
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            text = bytes([lead, trail]).decode("gbk", errors="ignore")
            if text and text not in known:
                lost.append(text)
    assert lost in ([], ["≒"])  # U+2252 is not in Noto Sans CJK


def test_a_character_without_a_font_is_reported_and_measured_as_its_code() -> None:
    char = "\U000323ad"
    assert missing_characters(f"王{char}") == {char}
    assert substitute_text(char) == "[323AD]"
    assert text_width_mm(char, TEN) == pytest.approx(text_width_mm("[323AD]", TEN) / 2)


def test_controls_and_joiners_are_silent() -> None:
    assert missing_characters("\n\u200d\ufe0f") == set()
    assert text_width_mm("王\n", TEN) == text_width_mm("王", TEN)


def test_scripts_have_their_own_family() -> None:
    assert [FAMILIES[family_number(char) or 0] for char in "王ކनع"] == [
        "GridMap Sans SC",
        "GridMap Thaana",
        "GridMap Devanagari",
        "GridMap Arabic",
    ]
    assert family_number("\U000323ad") is None


def test_a_text_fits_its_line() -> None:
    assert ascent_mm(TEN) + descent_mm(TEN) == pytest.approx(10 * MM_PER_POINT)
    assert line_height_mm(TEN) > ascent_mm(TEN) + descent_mm(TEN)
    assert cap_height_mm(TEN) < ascent_mm(TEN)
    middle = baseline_mm(100.0, 6.0, TEN) - cap_height_mm(TEN) / 2
    assert middle == pytest.approx(103.0)


@given(TEXTS, st.floats(8, 60))
def test_wrapping_keeps_every_character_and_the_width(text: str, width: float) -> None:
    lines = wrapped(text, TEN, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert len(line) <= 1 or text_width_mm(line, TEN) <= width + 1e-9


def test_wrapping_breaks_at_words_and_keeps_commas_with_their_clause() -> None:
    assert wrapped("一二三，四五六", TEN, 15.0) == ["一二三，", "四五六"]
    assert wrapped("alpha beta", TEN, text_width_mm("alpha b", TEN)) == ["alpha", "beta"]
    assert wrapped("一\n二", TEN, 50) == ["一", "二"]
