"""T6: a photocopy of a sheet still tells its door numbers, and the code on it still reads."""

from __future__ import annotations

import pypdfium2
import zxingcpp

from tests.quality.photocopy import numbered_doors, photocopy, read_doors
from tests.quality.subjects import Subject, all_problems

LEAST = 0.98
SHEETS = 5


def test_an_ocr_engine_reads_the_door_numbers_on_a_photocopy(demo: Subject) -> None:
    sheets = demo.sheets[:SHEETS]
    doors = sum(len(sheet.doors) for sheet in sheets)
    assert sum(len(numbered_doors(sheet)) for sheet in sheets) > 0.75 * doors
    found = read_doors(demo.path, sheets)
    assert found.total > 150
    assert found.share >= LEAST, all_problems(found.wrong)


def test_the_code_reads_on_a_photocopied_sheet_and_names_it(demo: Subject) -> None:
    document = pypdfium2.PdfDocument(demo.path)
    try:
        for sheet in demo.sheets:
            (code,) = zxingcpp.read_barcodes(photocopy(document[sheet.page.index]))
            program, project, edition, *name, revision = code.text.split("/")
            assert (program, edition, revision) == ("GM", "P2", "0")
            assert len(project) == 8
            assert name[-1] == sheet.sheet_id.upper()
    finally:
        document.close()
