"""Large pages on small paper: nothing is lost, neighbours overlap, no more paper than needed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.export.imposition.layout import lay_out
from gridmap.export.imposition.pieces import WHITE_LONG_MM, WHITE_SHORT_MM, pieces_of
from gridmap.export.imposition.placing import Duplex, SheetFormat
from gridmap.export.imposition.print_ready import print_ready
from gridmap.export.imposition.saddle import Mode
from gridmap.export.imposition.wanted import PrintWanted
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.spec import PAPERS
from gridmap.layers.surface import TextRun, TextStyle
from gridmap.progress import run_job
from tests.export.atlas_helpers import page_texts

A4, A3 = PAPERS["A4"], PAPERS["A3"]


@pytest.mark.parametrize("size", [A3, A3[::-1]])
def test_our_own_a3_page_goes_onto_two_sheets_of_a4(size: tuple[float, float]) -> None:
    assert len(pieces_of(size, A4, is_own=True)) == 2
    assert len(pieces_of(size, A4, is_own=False)) == 4


@given(
    width=st.floats(100, 1200),
    height=st.floats(100, 1200),
    paper=st.sampled_from([A4, A3]),
    is_own=st.booleans(),
)
def test_the_pieces_show_all_that_is_inked_and_overlap(
    width: float, height: float, paper: tuple[float, float], is_own: bool
) -> None:
    pieces = pieces_of((width, height), paper, is_own=is_own)
    white = (WHITE_LONG_MM, WHITE_SHORT_MM) if width > height else (WHITE_SHORT_MM, WHITE_LONG_MM)
    edges = white if is_own else (0.0, 0.0)
    for axis, whole in enumerate((width, height)):
        spans = sorted(
            {
                (
                    round((p.window.x_mm - p.x_mm, p.window.y_mm - p.y_mm)[axis], 6),
                    round((p.window.right_mm - p.x_mm, p.window.bottom_mm - p.y_mm)[axis], 6),
                )
                for p in pieces
            }
        )
        assert spans[0][0] <= edges[axis] + 1e-5
        assert spans[-1][1] >= whole - edges[axis] - 1e-5
        assert all(first[1] - second[0] >= 4.9 for first, second in pairwise(spans))
    for piece in pieces:
        assert piece.window.right_mm <= piece.paper_mm[0] - 4.0
        assert piece.window.bottom_mm <= piece.paper_mm[1] - 4.0
        assert min(piece.window.x_mm, piece.window.y_mm) >= 4.0


def test_pages_that_fit_stay_whole_and_the_others_keep_their_size() -> None:
    sheet = SheetFormat(mode=Mode.PIECES, paper_mm=A4, duplex=Duplex.NONE)
    sheets = lay_out({1: A4, 2: A3}, PrintWanted(sheet=sheet), is_own=True)
    assert len(sheets) == 3
    assert all(one.back is None for one in sheets)
    assert sheets[0].front.piece is None
    assert all(item.factor == 1.0 for one in sheets for item in one.front.placed)


def test_each_piece_prints_its_part_with_a_name_where_the_glue_goes(tmp_path: Path) -> None:
    document = PdfDocument(tmp_path / "in.pdf", title="页", language="zh-CN")
    with document.page(*A3, name="p") as surface:
        style = TextStyle(size_pt=12.0)
        surface.text([TextRun("上面", 100.0, 40.0), TextRun("下面", 100.0, 380.0)], style)
    document.save()
    sheet = SheetFormat(mode=Mode.PIECES, paper_mm=A4, duplex=Duplex.NONE)
    report = run_job(
        print_ready(tmp_path / "in.pdf", PrintWanted(sheet=sheet), tmp_path / "out.pdf")
    )
    assert (report.sheets, report.sides, report.smallest_factor) == (2, 2, 1.0)
    texts = page_texts(report.path)
    assert "A1" in texts[0]
    assert "B1" not in texts[0]
    with pypdfium2.PdfDocument(report.path) as pdf:
        sizes = [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in pdf]
    assert sizes == [(297, 210), (297, 210)]
