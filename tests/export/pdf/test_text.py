from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.export.pdf.shaping import FontKey, Stretch
from gridmap.export.pdf.text import text_code
from gridmap.layers.surface import TextRun, TextStyle

PLAIN = TextStyle(size_pt=10, color="#000000")


def code_of(run: TextRun, style: TextStyle = PLAIN) -> str:
    def font_name(font: FontKey, stretch: Stretch) -> str:
        return f"F{font[0]}{'b' if font[1] else ''}"

    return text_code([run], style, 254.0, font_name)


def place(code: str) -> tuple[float, float]:
    matrix = next(line for line in code.splitlines() if " Tm " in line).split(" Tm ")[0].split()
    return float(matrix[-2]), float(matrix[-1])


def test_sizes_and_places_are_points_from_the_bottom_left() -> None:
    code = code_of(TextRun("王", 25.4, 25.4))
    assert "/F0 10 Tf" in code
    assert place(code) == (72.0, 648.0)


@pytest.mark.parametrize(("align", "x"), [("left", 72.0), ("center", 62.0), ("right", 52.0)])
def test_alignment_moves_the_start(align: str, x: float) -> None:
    run = TextRun("王明", 25.4, 25.4, align)  # type: ignore[arg-type]
    assert place(code_of(run)) == (x, 648.0)


def test_a_turned_line_starts_along_its_own_direction() -> None:
    assert place(code_of(TextRun("王明", 25.4, 25.4, "right", 90))) == (72.0, 628.0)


@given(
    angle=st.floats(-0.01, 0.01) | st.floats(-360.0, 360.0),
    font=st.sampled_from(["regular", "italic"]),
)
def test_no_direction_is_written_with_an_exponent(angle: float, font: str) -> None:
    code = code_of(TextRun("王明", 25.4, 25.4, "left", angle), TextStyle(size_pt=9, font=font))
    matrices = re.findall(r"(\S+(?: \S+){5}) Tm", code)
    assert matrices
    for matrix in matrices:
        assert all(re.fullmatch(r"-?\d+(\.\d+)?", part) for part in matrix.split())


def test_italic_is_slanted() -> None:
    assert "1 0 0.21 1 " in code_of(TextRun("柳溪", 0, 0), TextStyle(size_pt=9, font="italic"))


def test_bold_has_its_own_font() -> None:
    assert "/F0b " in code_of(TextRun("王", 0, 0), TextStyle(size_pt=9, font="bold"))


def test_halos_come_first_and_stand_for_nothing() -> None:
    style = TextStyle(size_pt=10, halo_mm=0.3)
    code = text_code(
        [TextRun("一", 0, 0), TextRun("二", 9, 9)], style, 100, lambda font, stretch: "F"
    )
    halo, glyphs = code.split("EMC")
    assert halo.count(" Tj") == glyphs.count(" Tj") == 2
    assert "<FEFF>" in halo
    assert "2 Tr" in halo
    assert "Tr" not in glyphs


def test_marks_of_substitutes_do_not_nest_in_the_halo() -> None:
    code = code_of(TextRun("\U000323ad", 0, 0), TextStyle(size_pt=10, halo_mm=0.3))
    assert code.count("BDC") == code.count("EMC") == 2
    assert code.index("EMC") < code.rindex("BDC")


def test_nothing_to_write_writes_nothing() -> None:
    assert code_of(TextRun("", 0, 0)) == ""
