"""The sheets as files: sound, searchable, of the right size, without links."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest

from gridmap.errors import NotFoundError, PasswordNeededError, UsageError
from gridmap.export.imposition.booklet_pages import read_pages
from gridmap.export.imposition.calibration import write_calibration
from gridmap.export.imposition.placing import Duplex, SheetFormat, Size
from gridmap.export.imposition.print_ready import PrintReport, PrintWanted, print_ready
from gridmap.export.imposition.saddle import Mode
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.pdf.surface import PdfSurface
from gridmap.layers.shapes import rectangle
from gridmap.layers.surface import Link, PathStyle, TextRun, TextStyle
from gridmap.layers.view import MapView
from gridmap.progress import run_job
from tests.export.atlas_helpers import page_texts
from tests.export.pdf_checks import glyphs_of

A3 = (297.0, 420.0)


def booklet(path: Path, pages: int, size_mm: tuple[float, float] = (210.0, 297.0)) -> Path:
    document = PdfDocument(path, title="柳溪村", language="zh-CN")
    for page in range(1, pages + 1):
        with document.page(*size_mm, name=f"p{page}") as surface:
            surface.paths([rectangle(30, 30, 50, 50)], PathStyle(fill="#CC3311"))
            surface.paths([rectangle(90, 30, 50, 50)], PathStyle(fill="#F3EEF8"))
            surface.text([TextRun(f"第{page}页", 40.0, 100.0)], TextStyle(size_pt=12.0))
            surface.link(Link("p1", 10, 10, 20, 20))
    document.save()
    return path


def wanted(
    mode: Mode = Mode.SADDLE,
    *,
    paper_mm: tuple[float, float] = A3,
    offset_mm: tuple[float, float] = (0.0, 0.0),
    size: Size = Size.FIT,
) -> PrintWanted:
    sheet = SheetFormat(
        mode=mode, paper_mm=paper_mm, duplex=Duplex.SHORT, size=size, offset_mm=offset_mm
    )
    return PrintWanted(sheet=sheet)


def made(path: Path, pages: int, want: PrintWanted) -> PrintReport:
    return run_job(print_ready(booklet(path / "in.pdf", pages), want, path / "out.pdf"))


def test_a_booklet_becomes_sound_sheets_whose_text_is_still_found(tmp_path: Path) -> None:
    report = made(tmp_path, 6, wanted())
    assert (report.pages, report.sheets, report.blanks) == (6, 2, 2)
    texts = page_texts(report.path)
    found = [{page for page in range(1, 7) if f"第{page}页" in text} for text in texts]
    assert found == [{1}, {2}, {3, 6}, {4, 5}]
    with pikepdf.open(report.path) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert not any("/Annots" in page for page in pdf.pages)
        assert str(pdf.Root.Lang) == "zh-CN"
        assert str(pdf.docinfo["/Title"]) == "柳溪村"
        for page in pdf.pages:
            width, height = (float(value) / 72 * 25.4 for value in page.mediabox[2:])
            assert (width, height) == pytest.approx((420.0, 297.0), abs=0.02)


def test_text_stands_where_the_offset_puts_it(tmp_path: Path) -> None:
    places = []
    for offset in ((0.0, 0.0), (1.0, -0.5)):
        report = made(tmp_path, 2, wanted(Mode.LOOSE, paper_mm=(210, 297), offset_mm=offset))
        with pypdfium2.PdfDocument(report.path) as pdf:
            first = next(iter(glyphs_of(pdf[0])))
        places.append((first.x_mm, first.y_mm))
    (x, y), (moved_x, moved_y) = places
    assert x == pytest.approx(40.3, abs=1.0)
    assert (moved_x - x, moved_y - y) == pytest.approx((1.0, -0.5), abs=0.02)


def test_a_page_that_a_viewer_turns_is_turned_on_the_sheet_too(tmp_path: Path) -> None:
    source = booklet(tmp_path / "in.pdf", 1, (297.0, 210.0))
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].rotate(90, relative=False)
        pdf.save()
    report = run_job(
        print_ready(source, wanted(Mode.LOOSE, paper_mm=(210, 297)), tmp_path / "out.pdf")
    )
    assert report.smallest_factor == 1.0
    assert "第1页" in page_texts(report.path)[0]
    middles = []
    for path in (source, report.path):
        with pypdfium2.PdfDocument(path) as document:
            image = np.asarray(document[0].render(scale=2).to_pil().convert("RGB"), dtype=int)
        rows, columns = np.nonzero((image[:, :, 0] > 150) & (image[:, :, 1] < 150))
        middles.append((columns.mean(), rows.mean()))
    assert middles[0] == pytest.approx(middles[1], abs=1.0)


def test_a_page_made_smaller_says_its_scale_on_every_page_and_a_true_one_nothing(
    tmp_path: Path,
) -> None:
    small = made(tmp_path, 4, wanted(paper_mm=(210.0, 297.0)))
    assert [text.count("70.7 %") for text in page_texts(small.path)] == [2, 2]
    true = made(tmp_path, 4, wanted())
    assert not any("%" in text for text in page_texts(true.path))


def test_a_map_made_smaller_says_the_scale_that_is_true_now(tmp_path: Path) -> None:
    document = PdfDocument(tmp_path / "in.pdf", title="柳溪村", language="zh-CN")
    view = MapView(
        center_x_m=0.0, center_y_m=0.0, scale_denominator=1500, width_mm=170.0, height_mm=245.0
    )
    document.add(PdfSurface(210.0, 297.0, name="p").drawn([view]))
    document.save()
    sheet = wanted(paper_mm=(210.0, 297.0))
    report = run_job(print_ready(tmp_path / "in.pdf", sheet, tmp_path / "out.pdf"))
    assert "1 : 2120" in page_texts(report.path)[0]
    pages = run_job(read_pages(tmp_path / "in.pdf"))
    assert pages.scales == {1: 1500}
    assert pages.usual_scale == 1500


def test_only_chosen_pages_are_printed(tmp_path: Path) -> None:
    want = replace(wanted(Mode.LOOSE, paper_mm=(210, 297)), pages=(2, 5))
    report = made(tmp_path, 6, want)
    assert (report.pages, report.sheets) == (2, 1)
    texts = page_texts(report.path)
    assert ["第2页" in texts[0], "第5页" in texts[1]] == [True, True]


def test_a_locked_file_is_printed_with_its_password_and_its_sheets_are_locked_too(
    tmp_path: Path,
) -> None:
    source = booklet(tmp_path / "open.pdf", 2)
    with pikepdf.open(source) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    want = wanted(Mode.LOOSE, paper_mm=(210, 297))
    with pytest.raises(PasswordNeededError):
        run_job(print_ready(tmp_path / "locked.pdf", want, tmp_path / "out.pdf"))
    want = replace(want, password="b")
    report = run_job(print_ready(tmp_path / "locked.pdf", want, tmp_path / "out.pdf"))
    assert report.path is not None
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(report.path)
    with pypdfium2.PdfDocument(report.path, password="b") as pdf:
        assert "第1页" in pdf[0].get_textpage().get_text_range()


def test_a_password_that_a_file_does_not_need_locks_nothing_and_is_shown_nowhere(
    tmp_path: Path,
) -> None:
    want = replace(wanted(), password="柳溪村2026")
    report = made(tmp_path, 4, want)
    assert report.path is not None
    with pikepdf.open(report.path) as pdf:
        assert not pdf.is_encrypted
    assert "2026" not in repr(want)


def test_what_cannot_be_printed_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"no\.pdf"):
        run_job(print_ready(tmp_path / "no.pdf", wanted(), tmp_path / "out.pdf"))
    (tmp_path / "text.pdf").write_text("no PDF", "utf-8")
    with pytest.raises(UsageError, match=r"text\.pdf"):
        run_job(print_ready(tmp_path / "text.pdf", wanted(), tmp_path / "out.pdf"))
    with pytest.raises(UsageError, match="204"):
        made(tmp_path, 204, wanted())
    with pytest.raises(UsageError, match="larger"):
        made(tmp_path, 2, wanted(paper_mm=(210.0, 297.0), size=Size.TRUE))
    source = booklet(tmp_path / "same.pdf", 2)
    with pytest.raises(UsageError, match="over the booklet"):
        run_job(print_ready(source, wanted(), source))
    with pikepdf.open(source) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UsageError, match="password"):
        run_job(print_ready(tmp_path / "locked.pdf", wanted(), tmp_path / "out.pdf"))
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("mode", Mode)
def test_the_bars_of_the_calibration_page_are_100_mm_long(mode: Mode, tmp_path: Path) -> None:
    sheet = SheetFormat(mode=mode, paper_mm=A3, duplex=Duplex.LONG, offset_mm=(2.0, 1.0))
    out = write_calibration(sheet, "A3", tmp_path / "c.pdf")
    with pypdfium2.PdfDocument(out) as pdf:
        assert len(pdf) == 2
        image = pdf[0].render(scale=8 * 25.4 / 72).to_pil()
        px_mm = image.width / sheet.size_mm[0]
    dark = image.convert("L").point(lambda level: level < 128)
    row, column = round(62.0 * px_mm - 1.0 * px_mm), round(42.0 * px_mm)
    across = [x for x in range(image.width) if dark.getpixel((x, row))]
    down = [y for y in range(image.height) if dark.getpixel((column, y))]
    assert max(across) / px_mm - 64.0 == pytest.approx(100.0, abs=0.6)
    assert (max(down) - min(y for y in down if y > 110 * px_mm)) / px_mm == pytest.approx(
        100.0, abs=0.6
    )
