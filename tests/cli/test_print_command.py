"""The command that makes a booklet ready for the printer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gridmap.cli import main
from gridmap.export.pdf.document import PdfDocument
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
    assert "1 : 1414" in said
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
