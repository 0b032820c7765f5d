from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.export.pdf.fonts import open_font, subset_file, unicode_map
from gridmap.layers.metrics import FAMILIES, font_file


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("family", range(len(FAMILIES)))
def test_a_subset_is_a_valid_font_with_the_same_outlines_and_widths(
    family: int, bold: bool
) -> None:
    original = TTFont(font_file(FAMILIES[family], bold=bold))
    order = original.getGlyphOrder()
    glyphs = [0, *range(5, len(order), len(order) // 40)]
    subset = TTFont(io.BytesIO(subset_file(open_font((family, bold)), glyphs)))
    assert subset["maxp"].numGlyphs == len(glyphs)
    for number, source in enumerate(glyphs):
        name = subset.getGlyphName(number)
        assert subset["hmtx"][name] == original["hmtx"][order[source]]
        mine, theirs = subset["glyf"][name], original["glyf"][order[source]]
        assert mine.numberOfContours == theirs.numberOfContours
        if mine.numberOfContours:
            assert list(mine.coordinates) == list(theirs.coordinates)


@pytest.mark.parametrize("family", FAMILIES)
def test_shipped_fonts_have_no_composite_glyphs_which_a_subset_would_break(family: str) -> None:
    with TTFont(font_file(family, bold=False), lazy=True) as font:
        assert not any(font["glyf"][name].isComposite() for name in font.getGlyphOrder()[:2000])


def test_the_checksum_of_a_subset_is_right() -> None:
    data = subset_file(open_font((0, False)), [0, 100, 200])
    words = [int.from_bytes(data[i : i + 4], "big") for i in range(0, len(data), 4)]
    assert sum(words) & 0xFFFFFFFF == 0xB1B0AFBA


def test_the_unicode_map_writes_surrogate_pairs() -> None:
    cmap = unicode_map({1: "王", 2: "𠅤", 3: "", 4: "fi"}).decode("ascii")
    assert "<0001> <738B>" in cmap
    assert "<0002> <D840DD64>" in cmap
    assert "<0003>" not in cmap
    assert "<0004> <00660069>" in cmap


@settings(max_examples=20)
@given(st.integers(1, 350))
def test_no_block_of_the_unicode_map_is_longer_than_a_hundred(count: int) -> None:
    cmap = unicode_map(dict.fromkeys(range(count), "王")).decode("ascii")
    blocks = [block.split("endbfchar")[0] for block in cmap.split("beginbfchar")[1:]]
    sizes = [block.count("> <") for block in blocks]
    assert sum(sizes) == count
    assert max(sizes) <= 100
