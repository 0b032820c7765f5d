"""Black toner: what is looked for stays, areas lose their toner, nothing becomes unreadable."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp

from gridmap.export.frames import Rect
from gridmap.export.imposition.mono import grey_of
from gridmap.export.imposition.placing import Duplex, SheetFormat
from gridmap.export.imposition.print_ready import print_ready
from gridmap.export.imposition.saddle import Mode
from gridmap.export.imposition.wanted import PrintWanted
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.scan_code import draw_code
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.surface import PathStyle, Surface, TextRun, TextStyle
from gridmap.progress import run_job

PX_MM = 10


def page(surface: Surface) -> None:
    def box(x_mm: float, y_mm: float, size_mm: float, style: PathStyle) -> None:
        surface.paths([rectangle(x_mm, y_mm, size_mm, size_mm)], style)

    box(20, 20, 20, PathStyle(fill="#CDE2EE"))  # a pale tint
    box(50, 20, 20, PathStyle(fill="#B9BEC4"))  # a middle one
    box(80, 20, 20, PathStyle(fill="#1F5FA8"))  # dark, with white words
    box(110, 20, 4, PathStyle(fill="#B01E1E"))  # a symbol
    surface.paths([segment(20, 60, 100, 60)], PathStyle(stroke="#4C87AB", width_mm=5.0))
    surface.paths([segment(20, 60, 100, 60)], PathStyle(stroke="#CDE2EE", width_mm=4.0))
    surface.paths([segment(20, 70, 100, 70)], PathStyle(stroke="#D5DABB", width_mm=0.2))
    style = TextStyle(size_pt=24.0, font="bold", color="#FFFFFF")
    surface.text([TextRun("户图", 82.0, 33.0)], style)
    draw_code(surface, "GM1;X;P2;01-01;1.1", Rect(20.0, 90.0, 14.0, 14.0))


@pytest.fixture
def pictures(tmp_path: Path) -> tuple[np.ndarray, np.ndarray]:
    """The page in colour and as it is printed with black toner, ten points a millimetre."""
    document = PdfDocument(tmp_path / "in.pdf", title="页", language="zh-CN")
    with document.page(210.0, 297.0, name="p") as surface:
        page(surface)
    document.save()
    sheet = SheetFormat(mode=Mode.LOOSE, paper_mm=(210.0, 297.0), duplex=Duplex.NONE)
    wanted = PrintWanted(sheet=sheet, is_mono=True)
    run_job(print_ready(tmp_path / "in.pdf", wanted, tmp_path / "out.pdf"))
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert pdf.check_pdf_syntax() == []
    return seen(tmp_path / "in.pdf"), seen(tmp_path / "out.pdf")


def seen(path: Path) -> np.ndarray:
    with pypdfium2.PdfDocument(path) as pdf:
        image = pdf[0].render(scale=PX_MM * 25.4 / 72).to_pil().convert("RGB")
    return np.asarray(image, dtype=int)


def toner(picture: np.ndarray, box: tuple[float, float, float, float]) -> float:
    """How much of a rectangle (left, top, right, bottom in mm) is black, 0 to 1."""
    left, top, right, bottom = (round(PX_MM * side) for side in box)
    return 1.0 - float(picture[top:bottom, left:right].mean()) / 255


def test_only_grey_is_left(pictures: tuple[np.ndarray, np.ndarray]) -> None:
    assert np.ptp(pictures[1], axis=2).max() == 0


def test_tints_are_white_and_middle_areas_a_light_hatch(
    pictures: tuple[np.ndarray, np.ndarray],
) -> None:
    plain, mono = pictures
    assert toner(mono, (21, 21, 39, 39)) == 0.0
    hatched = toner(mono, (51, 21, 69, 39))
    assert 0.02 < hatched < 0.6 * toner(plain, (51, 21, 69, 39))


def test_dark_areas_are_outlined_and_their_words_black(
    pictures: tuple[np.ndarray, np.ndarray],
) -> None:
    _, mono = pictures
    assert toner(mono, (79.8, 19.8, 100.2, 20.2)) > 0.4
    assert toner(mono, (81, 35, 99, 39)) == 0.0
    assert toner(mono, (82, 25, 99, 34)) > 0.2


def test_symbols_stay_solid_and_the_code_can_be_scanned(
    pictures: tuple[np.ndarray, np.ndarray],
) -> None:
    _, mono = pictures
    assert toner(mono, (110.5, 20.5, 113.5, 23.5)) > 0.6
    (found,) = zxingcpp.read_barcodes(mono.astype(np.uint8))
    assert found.text == "GM1;X;P2;01-01;1.1"


def test_rivers_keep_their_banks_and_thin_lines_stay(
    pictures: tuple[np.ndarray, np.ndarray],
) -> None:
    _, mono = pictures
    assert toner(mono, (30, 59, 90, 61)) == 0.0
    assert toner(mono, (30, 57.6, 90, 57.9)) > 0.3
    assert toner(mono, (30, 69.9, 90, 70.1)) > 0.1


def test_less_than_half_of_the_toner_is_used(pictures: tuple[np.ndarray, np.ndarray]) -> None:
    plain, mono = (toner(picture, (15, 15, 115, 75)) for picture in pictures)
    assert mono < plain / 2


def test_how_light_a_colour_is() -> None:
    assert grey_of([0.4]) == 0.4
    assert grey_of([1.0, 1.0, 1.0]) == pytest.approx(1.0)
    assert grey_of([0.0, 0.0, 0.0, 1.0]) == 0.0
