from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.errors import UsageError
from gridmap.export.frames import Cells, Rect, cell_at, content_rect, sheet_cells, sheet_frame
from gridmap.export.spec import PAPERS
from tests.export.atlas_helpers import spec

WINDOW = Rect(4.0, 20.0, 162.0, 189.0)


@pytest.mark.parametrize(
    ("share_x", "share_y", "cell"),
    [(0.0, 0.0, "A1"), (0.199, 0.142, "A1"), (0.201, 0.143, "B2"), (0.999, 0.999, "E7")],
)
def test_cells_count_from_the_top_left_corner(share_x: float, share_y: float, cell: str) -> None:
    x, y = WINDOW.x_mm + share_x * WINDOW.width_mm, WINDOW.y_mm + share_y * WINDOW.height_mm
    assert cell_at(WINDOW, x, y) == cell


@given(st.floats(-100, 400), st.floats(-100, 400))
def test_every_point_has_a_cell(x: float, y: float) -> None:
    cell = cell_at(WINDOW, x, y)
    assert cell[0] in "ABCDE"
    assert cell[1] in "1234567"


def test_odd_pages_are_bound_left_and_even_ones_right() -> None:
    odd = content_rect((210.0, 297.0), page=1, binding_mm=28.0)
    even = content_rect((210.0, 297.0), page=2, binding_mm=28.0)
    assert (odd.x_mm, even.x_mm) == (28.0, 12.0)
    assert odd.width_mm == even.width_mm == 170.0


def test_lying_odd_pages_are_bound_at_the_top_and_even_ones_at_the_bottom() -> None:
    odd = content_rect((297.0, 210.0), page=1, binding_mm=28.0)
    even = content_rect((297.0, 210.0), page=2, binding_mm=28.0)
    assert (odd.y_mm, even.y_mm) == (28.0, 12.0)
    assert odd.height_mm == even.height_mm == 170.0
    assert odd.width_mm == 273.0


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("rows", [1, 2, 3])
def test_the_parts_of_a_lying_sheet_never_overlap(paper: str, rows: int) -> None:
    width, height = spec(paper=paper).size_mm
    frame = sheet_frame((height, width), binding_mm=28.0, officer_rows=rows, legend_mm=24.0)
    assert frame.is_lying
    assert frame.window.width_mm > 1.6 * frame.window.height_mm
    for part in (frame.officers, frame.legend):
        assert frame.outer.bottom_mm <= part.y_mm
        assert part.bottom_mm <= frame.footer.y_mm
    assert frame.officers.right_mm < frame.legend.x_mm
    content = content_rect((height, width), page=1, binding_mm=28.0)
    assert frame.legend.right_mm == pytest.approx(content.width_mm)
    assert frame.footer.bottom_mm == pytest.approx(content.height_mm)


def test_a_lying_map_has_more_columns_than_rows() -> None:
    window = Rect(4.0, 20.0, 265.0, 96.0)
    cells = sheet_cells(window)
    assert (len(cells.columns), cells.rows) == (7, 4)
    assert sheet_cells(WINDOW) == Cells()
    for column, letter in enumerate(cells.columns):
        for row in range(cells.rows):
            x = window.x_mm + (column + 0.5) * 265.0 / 7
            y = window.y_mm + (row + 0.5) * 24.0
            cell = cell_at(window, x, y, cells)
            assert cell == f"{letter}{row + 1}"
            assert cells.rect(window, cell).contains(x, y)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("rows", [1, 2, 3])
def test_the_parts_of_a_sheet_never_overlap(paper: str, rows: int) -> None:
    size = spec(paper=paper).size_mm
    frame = sheet_frame(size, binding_mm=28.0, officer_rows=rows, legend_mm=30.0)
    parts = [frame.outer, frame.officers, frame.legend, frame.footer]
    for above, below in pairwise(parts):
        assert above.bottom_mm <= below.y_mm
    content = content_rect(size, page=1, binding_mm=28.0)
    assert frame.footer.bottom_mm == pytest.approx(content.height_mm)
    assert frame.window.width_mm == pytest.approx(content.width_mm - 8.0)


def test_the_window_of_a4_is_about_what_the_design_says() -> None:
    frame = sheet_frame((210.0, 297.0), binding_mm=28.0)
    assert 160 <= frame.window.width_mm <= 170
    assert frame.window.height_mm >= 185


def test_an_unknown_paper_or_copy_is_refused() -> None:
    with pytest.raises(UsageError):
        spec(paper="B5")
    with pytest.raises(UsageError):
        spec(copy=3, copies=2)


def test_larger_papers_hold_more_households() -> None:
    assert spec().max_households == 60
    assert spec(paper="A3").max_households == 120
    assert spec(paper="16K").max_households < 60
