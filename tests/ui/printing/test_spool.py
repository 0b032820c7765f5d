"""What comes out of the printer: at its true size, in order, put right, stopped at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from gridmap.errors import ExportError
from gridmap.export.imposition.calibration import calibration_page
from gridmap.export.imposition.placing import Duplex, SheetFormat
from gridmap.export.imposition.print_ready import sheets_in_memory
from gridmap.export.imposition.printer_errors import Measured
from gridmap.export.imposition.saddle import Mode
from gridmap.export.imposition.wanted import PrintWanted
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.spec import PAPERS
from gridmap.layers.shapes import rectangle
from gridmap.layers.surface import PathStyle
from gridmap.progress import run_job
from gridmap.ui.printing.spool import Spool, order_of, print_spool
from gridmap.ui.printing.system_dialog import PrintSetting, make_printer, use_true_size

SEEN_DPI = 254  # ten points a millimetre
EXACT_MM = 0.2


def printer_to(path: Path, paper: str = "A4") -> QPrinter:
    """A printer of 600 dpi that writes what it prints to a file."""
    setting = PrintSetting(paper=paper, duplex=Duplex.LONG, is_mono=False, title="柳溪村")
    printer = make_printer(setting)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    use_true_size(printer, paper)
    return printer


def seen(path: Path, page: int = 0) -> np.ndarray:
    """A page as grey levels, ten points to the millimetre."""
    with pypdfium2.PdfDocument(path) as pdf:
        image = pdf[page].render(scale=SEEN_DPI / 72).to_pil().convert("L")
    return np.asarray(image)


def page_sizes_mm(path: Path) -> list[tuple[float, float]]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [tuple(length / 72 * 25.4 for length in page.get_size()) for page in pdf]


def calibration_sheet(paper: str = "A4") -> SheetFormat:
    return SheetFormat(mode=Mode.LOOSE, paper_mm=PAPERS[paper], duplex=Duplex.LONG)


def span_mm(levels: np.ndarray) -> tuple[float, float]:
    """Where a row or column of a page begins and ends to be dark."""
    dark = np.nonzero(levels < 128)[0]
    return float(dark[0]) / 10, float(dark[-1] + 1) / 10


def bars_mm(
    levels: np.ndarray, *, row_mm: float = 62.0, column_mm: float = 40.0
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where the bar across begins and ends from the left edge, the bar down from the top.

    `row_mm` and `column_mm` are where they are looked for: just above and left of their lines,
    where only their ticks are dark.
    """
    across = levels[round(10 * row_mm) - 8, 500:1750]
    down = levels[1000:2250, round(10 * column_mm) - 8]
    left, right = span_mm(across)
    top, bottom = span_mm(down)
    return (left + 50.0, right + 50.0), (top + 100.0, bottom + 100.0)


def marked_booklet(path: Path, pages: int) -> Path:
    """A booklet whose page n has a black square n centimetres from its left edge."""
    document = PdfDocument(path, title="柳溪村", language="zh-CN")
    for page in range(1, pages + 1):
        with document.page(210.0, 297.0, name=f"p{page}") as surface:
            surface.paths([rectangle(10.0 * page, 50.0, 5.0, 5.0)], PathStyle(fill="#000000"))
            surface.paths([rectangle(150.0, 100.0, 30.0, 30.0)], PathStyle(fill="#CC3311"))
    document.save()
    return path


@pytest.mark.parametrize("paper", ["A4", "A3", "8K", "16K"])
def test_the_bar_of_100_mm_is_100_mm_long_and_where_it_should_be(
    qtbot: QtBot, tmp_path: Path, paper: str
) -> None:
    out = tmp_path / "page.pdf"
    data = calibration_page(calibration_sheet(paper), paper, is_proof=False)
    count = run_job(print_spool(Spool(data=data, order=(0, 1)), printer_to(out, paper)))
    assert count == 2
    for size in page_sizes_mm(out):
        assert size == pytest.approx(PAPERS[paper], abs=0.4)
    for page in (0, 1):
        (left, right), (top, bottom) = bars_mm(seen(out, page))
        # The line of a tick reaches 0.25 mm beyond the bar's end.
        assert (left, right) == pytest.approx((61.75, 162.25), abs=EXACT_MM)
        assert (top, bottom) == pytest.approx((114.75, 215.25), abs=EXACT_MM)


def test_what_a_printer_does_wrong_is_put_right(qtbot: QtBot, tmp_path: Path) -> None:
    measured = Measured(across_mm=98.5, down_mm=101.0, left_mm=21.5, top_mm=18.0)
    out = tmp_path / "page.pdf"
    data = calibration_page(calibration_sheet(), "A4", is_proof=True)
    run_job(print_spool(Spool(data=data, order=(0,), measured=measured), printer_to(out)))
    (left, right), (top, bottom) = bars_mm(seen(out), row_mm=63.2, column_mm=38.8)

    def by_printer(at_mm: float, length_mm: float, edge_mm: float) -> float:
        size = length_mm / 100
        return edge_mm - 20 * size + size * at_mm

    assert by_printer(left + 0.25, 98.5, 21.5) == pytest.approx(62.0, abs=EXACT_MM)
    assert by_printer(right - 0.25, 98.5, 21.5) == pytest.approx(162.0, abs=EXACT_MM)
    assert by_printer(top + 0.25, 101.0, 18.0) == pytest.approx(115.0, abs=EXACT_MM)
    assert by_printer(bottom - 0.25, 101.0, 18.0) == pytest.approx(215.0, abs=EXACT_MM)


def test_pages_come_in_the_order_that_is_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    source, out = marked_booklet(tmp_path / "in.pdf", 7), tmp_path / "out.pdf"
    order = (0, 1, 2, 3, 4, 5, 6, 2, 0)
    run_job(print_spool(Spool(data=source.read_bytes(), order=order), printer_to(out)))
    assert len(page_sizes_mm(out)) == len(order)
    for at, page in enumerate(order):
        left, right = span_mm(seen(out, at)[525])
        assert (left, right) == pytest.approx((10.0 * (page + 1), 10.0 * (page + 1) + 5.0), abs=0.2)


def test_lying_sheets_come_on_upright_paper_fronts_and_backs_the_same_way(
    qtbot: QtBot, tmp_path: Path
) -> None:
    source, out = marked_booklet(tmp_path / "in.pdf", 4), tmp_path / "out.pdf"
    sheet = SheetFormat(mode=Mode.SADDLE, paper_mm=PAPERS["A3"], duplex=Duplex.SHORT)
    made = run_job(sheets_in_memory(source, PrintWanted(sheet=sheet), is_upright=True))
    run_job(print_spool(Spool(data=made.data, order=(0, 1)), printer_to(out, "A3")))
    assert page_sizes_mm(out) == [pytest.approx(PAPERS["A3"], abs=0.4)] * 2
    for side, (left_page, right_page) in enumerate(((4, 1), (2, 3))):
        upright = np.rot90(seen(out, side), k=-1)  # turned back, so that it reads
        dark = np.nonzero(upright[525] < 60)[0] / 10
        starts = [dark[0], dark[dark > 210.0][0]]
        assert starts == pytest.approx([10.0 * left_page, 210.0 + 10.0 * right_page], abs=0.3)


def test_a_mono_printer_gets_grey_only(qtbot: QtBot, tmp_path: Path) -> None:
    source = marked_booklet(tmp_path / "in.pdf", 1).read_bytes()
    for is_mono in (False, True):
        out = tmp_path / f"{is_mono}.pdf"
        run_job(print_spool(Spool(data=source, order=(0,), is_mono=is_mono), printer_to(out)))
        with pypdfium2.PdfDocument(out) as pdf:
            image = np.asarray(pdf[0].render(scale=1).to_pil().convert("RGB"), dtype=int)
        assert bool(np.ptp(image, axis=2).max() == 0) is is_mono


def test_a_print_that_is_stopped_leaves_no_half_file(qtbot: QtBot, tmp_path: Path) -> None:
    source, out = marked_booklet(tmp_path / "in.pdf", 3), tmp_path / "out.pdf"
    job = print_spool(Spool(data=source.read_bytes(), order=(0, 1, 2)), printer_to(out))
    steps = [next(job) for _ in range(5)]
    assert steps[0].total == 3
    job.close()
    assert not out.exists()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_no_pages_is_named(qtbot: QtBot, tmp_path: Path) -> None:
    source = marked_booklet(tmp_path / "in.pdf", 1)
    printer = printer_to(tmp_path / "nowhere" / "out.pdf")
    with pytest.raises(ExportError, match="out"):
        run_job(print_spool(Spool(data=source.read_bytes(), order=(0,)), printer))


def test_the_whole_paper_is_used_whatever_margins_the_dialog_left(
    qtbot: QtBot, tmp_path: Path
) -> None:
    printer = printer_to(tmp_path / "out.pdf")
    printer.setFullPage(False)
    printer.setPageMargins(QMarginsF(20.0, 20.0, 20.0, 20.0), QPageLayout.Unit.Millimeter)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    use_true_size(printer, "A4")
    rect = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
    assert (rect.width(), rect.height()) == pytest.approx((210.0, 297.0), abs=0.2)
    assert printer.fullPage()
    assert printer.resolution() == 600


def test_copies_come_one_after_the_other_or_page_by_page() -> None:
    assert order_of((0, 1), 2) == (0, 1, 0, 1)
    assert order_of((0, 1), 2, is_collated=False) == (0, 0, 1, 1)
