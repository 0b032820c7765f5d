from __future__ import annotations

import pytest

from gridmap.export.pdf.shaping import MAIN, shaped
from gridmap.layers.metrics import FAMILIES, character_rows, text_width_em

THAANA, DEVANAGARI = FAMILIES.index("GridMap Thaana"), FAMILIES.index("GridMap Devanagari")
KULHUDHUFFUSHI = "ކުޅުދުއްފުށި"


def test_chinese_and_digits_are_one_plain_stretch() -> None:
    (stretch,) = shaped("王小明12", False)
    assert stretch.font == (MAIN, False)
    rows = character_rows()
    assert stretch.codes == "".join(f"{rows[char]:04X}" for char in "王小明12")
    assert dict(stretch.source)[rows["王"]] == "王"
    assert stretch.width_em == text_width_em("王小明12", False)


def test_no_text_has_no_stretches() -> None:
    assert shaped("", False) == ()


def test_characters_above_the_first_plane_keep_their_identity() -> None:
    (stretch,) = shaped("𬭎𠅤", True)
    assert [text for _, text in sorted(stretch.source)] == sorted("𬭎𠅤")


def test_thaana_is_set_from_right_to_left_after_the_latin_before_it() -> None:
    stretches = shaped(f"{KULHUDHUFFUSHI} 12", False)
    assert [stretch.font[0] for stretch in stretches] == [MAIN, THAANA]
    word = stretches[1]
    assert {text for _, text in word.source} == set(KULHUDHUFFUSHI)
    texts = dict(word.source)
    first = min(word.placed, key=lambda glyph: glyph.x_em)
    assert texts[first.glyph] in "ށި"
    assert word.width_em > 2


@pytest.mark.parametrize("text", [f"{KULHUDHUFFUSHI} (5)", f"({KULHUDHUFFUSHI}) 5"])
def test_brackets_in_a_line_from_right_to_left_open_to_the_left(text: str) -> None:
    chars = {row: char for char, row in character_rows().items()}
    seen = ""
    for stretch in shaped(text, False):
        seen += "".join(
            chars[int(stretch.codes[place : place + 4], 16)]
            for place in range(0, len(stretch.codes), 4)
        )
    assert [char for char in seen if char in "()"] == ["(", ")"]


def test_vowel_signs_are_placed_over_their_letters() -> None:
    word = shaped(KULHUDHUFFUSHI, False)[0]
    assert any(glyph.y_em != 0 for glyph in word.placed)


def test_devanagari_is_joined_and_every_letter_stays_in_the_source() -> None:
    (stretch,) = shaped("क्षेत्र", False)
    assert stretch.font[0] == DEVANAGARI
    assert len(stretch.placed) < len("क्षेत्र")
    assert sorted("".join(text for _, text in stretch.source)) == sorted("क्षेत्र")


def test_a_character_without_a_font_becomes_its_code_in_small_digits() -> None:
    before, substitute, after = shaped("王\U000323ad李", False)
    assert (before.codes, after.codes) == (
        shaped("王", False)[0].codes,
        shaped("李", False)[0].codes,
    )
    assert substitute.stands_for == "\U000323ad"
    assert substitute.codes == shaped("[323AD]", False)[0].codes
    assert 0 < substitute.scale < 1
    assert substitute.width_em == pytest.approx(text_width_em("\U000323ad", False))


def test_the_width_agrees_with_the_one_that_labels_are_placed_by() -> None:
    for text in ("王小明 12-1", "\U000323ad王", "Road 7"):
        assert sum(s.width_em for s in shaped(text, True)) == pytest.approx(
            text_width_em(text, True)
        )


def test_silent_characters_draw_nothing() -> None:
    assert shaped("王\u200b明", False)[0].codes == shaped("王明", False)[0].codes
