"""Pages keep their scale where the paper allows, and change it exactly where it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.export.imposition.placing import Duplex, SheetFormat, Size, factor_for, placed_side
from gridmap.export.imposition.saddle import Mode
from gridmap.export.spec import PAPERS


@pytest.mark.parametrize(
    ("page", "paper", "mode", "factor"),
    [
        ("A4", "A3", Mode.SADDLE, 1.0),
        ("A4", "A4", Mode.SADDLE, 0.5**0.5),
        ("A3", "A4", Mode.LOOSE, 0.5**0.5),
        ("A4", "A3", Mode.LOOSE, 2**0.5),
        ("16K", "8K", Mode.SADDLE, 1.0),
    ],
)
def test_the_factor_between_papers(page: str, paper: str, mode: Mode, factor: float) -> None:
    sheet = SheetFormat(mode=mode, paper_mm=PAPERS[paper], duplex=Duplex.SHORT)
    assert factor_for(PAPERS[page], sheet.room_mm, Size.FIT) == pytest.approx(factor, abs=0.001)


def test_a_factor_of_papers_that_match_is_exactly_one() -> None:
    assert factor_for((210.0, 297.0), (210.5, 297.4), Size.FIT) == 1.0
    assert factor_for((297.0, 420.0), (210.0, 297.0), Size.TRUE) == 1.0


@given(
    width=st.floats(50, 900),
    height=st.floats(50, 900),
    mode=st.sampled_from(Mode),
    duplex=st.sampled_from(Duplex),
    is_back=st.booleans(),
)
def test_a_fitted_page_lies_wholly_in_its_place(
    width: float, height: float, mode: Mode, duplex: Duplex, is_back: bool
) -> None:
    sheet = SheetFormat(mode=mode, paper_mm=PAPERS["A3"], duplex=duplex)
    side = (1, 2)[: mode.pages_per_side]
    pages = dict.fromkeys((1, 2), (width, height))
    for item in placed_side(side, pages, sheet, is_back=is_back):
        a, b, c, d, e, f = item.matrix
        for x, y in ((0, 0), (width, 0), (0, height), (width, height)):
            slack = 0.005 * max(sheet.room_mm)
            at_x, at_y = a * x + c * y + e, b * x + d * y + f
            assert item.window.x_mm - slack <= at_x <= item.window.right_mm + slack
            assert item.window.y_mm - slack <= at_y <= item.window.bottom_mm + slack


def test_the_offset_moves_both_sides_to_the_right_and_up_as_the_printer_sees_them() -> None:
    for duplex in Duplex:
        for is_back in (False, True):
            plain = SheetFormat(mode=Mode.SADDLE, paper_mm=PAPERS["A3"], duplex=duplex)
            moved = SheetFormat(
                mode=Mode.SADDLE, paper_mm=PAPERS["A3"], duplex=duplex, offset_mm=(1.0, -0.5)
            )
            sizes = {1: PAPERS["A4"], 4: PAPERS["A4"]}
            before = placed_side((4, 1), sizes, plain, is_back=is_back)
            after = placed_side((4, 1), sizes, moved, is_back=is_back)
            for was, now in zip(before, after, strict=True):
                assert now.matrix[4] - was.matrix[4] == pytest.approx(1.0)
                assert now.matrix[5] - was.matrix[5] == pytest.approx(-0.5)
                assert now.window.x_mm - was.window.x_mm == pytest.approx(1.0)
