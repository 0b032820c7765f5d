"""Pages of inner sheets move towards the fold, each a little more, and never out of the margin."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gridmap.export.imposition.creep import CREEP_ROOM_MM, creep_mm
from gridmap.export.imposition.placing import Duplex, SheetFormat, placed_side
from gridmap.export.imposition.saddle import Mode, saddle_sheets

SIZE = (210.0, 297.0)


@given(sheets=st.integers(1, 50), thickness_mm=st.floats(0.01, 1.0))
def test_creep_grows_inwards_and_stays_in_the_margin(sheets: int, thickness_mm: float) -> None:
    shifts = creep_mm(sheets, thickness_mm)
    assert shifts[0] == 0.0
    assert all(outer < inner for outer, inner in pairwise(shifts))
    assert max(shifts) <= CREEP_ROOM_MM + 1e-9
    if (sheets - 1) * thickness_mm <= CREEP_ROOM_MM and sheets > 1:
        assert abs(shifts[-1] - (sheets - 1) * thickness_mm) < 1e-9


def test_creep_goes_to_the_fold_on_both_sides_whichever_way_the_paper_is_turned() -> None:
    for duplex in Duplex:
        sheet = SheetFormat(mode=Mode.SADDLE, paper_mm=(297.0, 420.0), duplex=duplex)
        for side, is_back in ((saddle_sheets(8)[1].front, False), (saddle_sheets(8)[1].back, True)):
            for item in placed_side(
                side, dict.fromkeys(range(1, 9), SIZE), sheet, is_back=is_back, creep_mm=0.5
            ):
                a, _, c, _, e, _ = item.matrix
                middle = a * SIZE[0] / 2 + c * SIZE[1] / 2 + e
                assert abs(abs(middle - 210.0) - 104.5) < 1e-9
