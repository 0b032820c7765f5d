"""The command that makes a booklet ready for the printer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gridmap.cli import main
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.pdf.locking import locked_again
from tests.export.atlas_helpers import page_texts


@pytest.fixture
def booklet(tmp_path: Path) -> Path:
    document = PdfDocument(tmp_path / "in.pdf", title="t", language="en")
    for page in range(5):
        with document.page(210.0, 297.0, name=str(page)):
            pass
    document.save()
    return tmp_path / "in.pdf"


def test_the_offset_of_a_printer_is_kept_for_its_paper(
    booklet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def offset(*more: str) -> list[float]:
        words = ["print-ready", str(booklet), "--out", str(tmp_path / "o.pdf"), "--json", *more]
        assert main(words) == 0
        found: list[float] = json.loads(capsys.readouterr().out)["offset_mm"]
        return found

    assert offset() == [0.0, 0.0]
    assert offset("--offset", "-1.0，0.5") == [-1.0, 0.5]
    assert offset() == [-1.0, 0.5]
    assert offset("--paper", "A4") == [0.0, 0.0]
    assert offset("--mode", "loose") == [0.0, 0.0]
    assert offset("--offset", "0,0") == [0.0, 0.0]
    assert offset() == [0.0, 0.0]


def test_the_report_says_how_to_print_and_what_becomes_of_the_scale(
    booklet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--lang", "en", "print-ready", str(booklet), "--out", str(tmp_path / "o.pdf")]
    assert main([*words, "--paper", "A4"]) == 0
    said = capsys.readouterr().out
    assert "71 %" in said
    assert "1 : 1410" in said
    assert "short edge" in said
    assert main([*words, "--mode", "loose", "--paper", "A4"]) == 0
    said = capsys.readouterr().out
    assert "long edge" in said
    assert "1 :" not in said


def test_a_calibration_page_needs_no_booklet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "c.pdf"
    words = ["--lang", "en", "print-ready", "--calibration", "--out", str(out)]
    assert main([*words, "--offset", "1,0.5"]) == 0
    assert "1,0.5 mm" in " ".join(page_texts(out)[0].split())
    assert main(["print-ready", "--out", str(out)]) == 2
    assert main([*words, "--offset", "1"]) == 2
    assert main([*words, "--offset", "nan,1"]) == 2
    assert "“nan,1”" in capsys.readouterr().err


def test_chosen_pages_are_printed_on_one_side(
    booklet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--lang", "en", "print-ready", str(booklet), "--out", str(tmp_path / "o.pdf")]
    assert main([*words, "--mode", "loose", "--paper", "A4", "--duplex", "none",
                 "--pages", "2-3,5"]) == 0  # fmt: skip
    said = capsys.readouterr().out
    assert "3 pages on 3 sheets" in said
    assert "on one side" in said
    assert main([*words, "--pages", "2-9"]) == 2
    assert "2-9" in capsys.readouterr().err


def test_pages_too_large_for_the_paper_come_in_pieces(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = PdfDocument(tmp_path / "in.pdf", title="t", language="en")
    with document.page(297.0, 420.0, name="a"):
        pass
    document.save()
    out = tmp_path / "o.pdf"
    assert main(["--lang", "en", "print-ready", str(tmp_path / "in.pdf"), "--out", str(out),
                 "--mode", "pieces", "--paper", "A4"]) == 0  # fmt: skip
    assert "1 pages on 2 sheets" in capsys.readouterr().out
    assert "glue" in page_texts(out)[0]


def test_a_locked_booklet_is_printed_with_the_password_of_a_file(
    booklet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(locked_again(booklet.read_bytes(), "correct horse"))
    words = ["print-ready", str(locked), "--out", str(tmp_path / "o.pdf")]
    assert main(["--lang", "en", *words]) == 12
    assert "--password-file" in capsys.readouterr().err
    (tmp_path / "password.txt").write_text("correct horse\n", "utf-8")
    assert main([*words, "--password-file", str(tmp_path / "password.txt")]) == 0
