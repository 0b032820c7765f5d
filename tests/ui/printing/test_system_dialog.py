"""What the system's dialog is told, and what is read from it afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from gridmap.errors import UsageError
from gridmap.export.imposition.placing import Duplex
from gridmap.i18n import tr
from gridmap.ui.printing.system_dialog import (
    PrintSetting,
    check_paper,
    check_sides,
    chosen_sides,
    duplex_of,
    make_printer,
)


def printer(paper: str = "A4", folder: Path | None = None) -> QPrinter:
    setting = PrintSetting(
        paper=paper, duplex=Duplex.SHORT, is_mono=True, title="柳溪村", folder=folder
    )
    return make_printer(setting, "a printer that is gone")


def test_without_a_printer_a_file_is_offered(qtbot: QtBot, tmp_path: Path) -> None:
    made = printer(folder=tmp_path)
    assert Path(made.outputFileName()) == tmp_path / "柳溪村.pdf"
    assert made.docName() == "柳溪村"
    assert printer().outputFileName() == ""


def test_a_name_with_a_stroke_is_still_one_file_in_its_folder(qtbot: QtBot, tmp_path: Path) -> None:
    setting = PrintSetting(
        paper="A4", duplex=Duplex.NONE, is_mono=False, title="柳溪/东坪", folder=tmp_path
    )
    made = make_printer(setting, "a printer that is gone")
    assert Path(made.outputFileName()) == tmp_path / "柳溪_东坪.pdf"


@pytest.mark.parametrize("paper", ["A4", "A3", "8K", "16K"])
def test_another_paper_than_the_sheets_are_laid_out_for_is_refused(
    qtbot: QtBot, paper: str
) -> None:
    made = printer(paper)
    check_paper(made, paper)
    made.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    with pytest.raises(UsageError, match="A5"):
        check_paper(made, paper)


def test_a_range_of_the_dialog_chooses_printed_sides(qtbot: QtBot) -> None:
    made = printer()
    assert chosen_sides(made, 4) == (0, 1, 2, 3)
    made.setPrintRange(QPrinter.PrintRange.PageRange)
    made.setPageRanges(QPageRanges.fromString("2,4-9"))
    assert chosen_sides(made, 6) == (1, 3, 4, 5)


class _Set:
    """A printer of which only the way it turns paper is known."""

    def __init__(self, mode: QPrinter.DuplexMode) -> None:
        self._mode = mode

    def duplex(self) -> QPrinter.DuplexMode:
        return self._mode

    def outputFormat(self) -> QPrinter.OutputFormat:
        return QPrinter.OutputFormat.NativeFormat


@pytest.mark.parametrize(
    ("mode", "wanted", "found"),
    [
        (QPrinter.DuplexMode.DuplexShortSide, Duplex.LONG, Duplex.SHORT),
        (QPrinter.DuplexMode.DuplexLongSide, Duplex.SHORT, Duplex.LONG),
        (QPrinter.DuplexMode.DuplexAuto, Duplex.SHORT, Duplex.LONG),
        (QPrinter.DuplexMode.DuplexNone, Duplex.SHORT, Duplex.SHORT),
        (QPrinter.DuplexMode.DuplexNone, Duplex.NONE, Duplex.NONE),
    ],
)
def test_backs_follow_the_edge_that_was_chosen_in_the_dialog(
    mode: QPrinter.DuplexMode, wanted: Duplex, found: Duplex
) -> None:
    assert duplex_of(_Set(mode), wanted) is found


def test_a_printer_of_one_side_is_not_sent_fronts_and_backs(qtbot: QtBot) -> None:
    single = _Set(QPrinter.DuplexMode.DuplexNone)
    with pytest.raises(UsageError, match=tr("The printer was set to print on one side only.")):
        check_sides(single, Duplex.LONG)
    check_sides(single, Duplex.NONE)
    check_sides(_Set(QPrinter.DuplexMode.DuplexLongSide), Duplex.SHORT)
    check_sides(printer(), Duplex.SHORT)
