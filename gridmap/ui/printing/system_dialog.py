"""The system's print dialog: printer, copies, page range, tray; and what was chosen in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from gridmap.errors import UsageError
from gridmap.export.booklet_files import safe_name
from gridmap.export.imposition.placing import Duplex
from gridmap.export.spec import PAPERS
from gridmap.i18n import tr

MOST_DPI: Final = 600
"""More cannot be seen on paper, and takes four times as long at every doubling."""

_SAME_MM: Final = 2.0
_KNOWN: Final = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}
_DUPLEX: Final = {
    Duplex.LONG: QPrinter.DuplexMode.DuplexLongSide,
    Duplex.SHORT: QPrinter.DuplexMode.DuplexShortSide,
    Duplex.NONE: QPrinter.DuplexMode.DuplexNone,
}
_Option = QAbstractPrintDialog.PrintDialogOption


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSetting:
    """What the printer is told before its dialog is shown: paper, sides, colour and a title.

    `folder` is where a file is offered where there is no printer; None: none is offered.
    """

    paper: str
    duplex: Duplex
    is_mono: bool
    title: str
    folder: Path | None = None


def make_printer(setting: PrintSetting, name: str = "") -> QPrinter:
    """Return a printer that is told what is wanted; `name` is the one used last, if it is there."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    names = QPrinterInfo.availablePrinterNames()
    if name in names:
        printer.setPrinterName(name)
    elif not names and setting.folder is not None:
        printer.setOutputFileName(str(setting.folder / f"{safe_name(setting.title)}.pdf"))
    printer.setDocName(setting.title)
    printer.setCreator("GridMap")
    printer.setDuplex(_DUPLEX[setting.duplex])
    if setting.is_mono:
        printer.setColorMode(QPrinter.ColorMode.GrayScale)
    use_true_size(printer, setting.paper)
    return printer


def use_true_size(printer: QPrinter, paper: str) -> None:
    """Have a printer take upright paper whole: 0 mm is the paper's own corner, not its margin's."""
    margins = QMarginsF(0.0, 0.0, 0.0, 0.0)
    layout = QPageLayout(_page_size(paper), QPageLayout.Orientation.Portrait, margins)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)
    if printer.resolution() > MOST_DPI:
        printer.setResolution(MOST_DPI)


def ask_printer(parent: QWidget, printer: QPrinter, sides: int) -> bool:
    """Show the system's dialog for a number of printed sides; whether to print."""
    dialog = QPrintDialog(printer, parent)
    dialog.setOptions(
        _Option.PrintToFile
        | _Option.PrintPageRange
        | _Option.PrintCollateCopies
        | _Option.PrintShowPageSize
    )
    dialog.setMinMax(1, sides)
    is_wanted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return is_wanted


def check_paper(printer: QPrinter, paper: str) -> None:
    """Raise a UsageError where another paper was chosen in the system's dialog."""
    size = printer.pageLayout().pageSize().size(QPageSize.Unit.Millimeter)
    chosen, wanted = sorted((size.width(), size.height())), sorted(PAPERS[paper])
    if any(abs(one - other) > _SAME_MM for one, other in zip(chosen, wanted, strict=True)):
        raise UsageError(
            tr(
                "The printer was set to {chosen}, but the sheets are laid out for {paper}.",
                chosen=printer.pageLayout().pageSize().name(),
                paper=paper,
            ),
            hint=tr("Choose the paper at “Paper in the printer”, then print again."),
        )


def check_sides(printer: QPrinter, wanted: Duplex) -> None:
    """Raise a UsageError where both sides are wanted of a printer that is set to print one."""
    is_real = printer.outputFormat() is QPrinter.OutputFormat.NativeFormat
    is_single = printer.duplex() is QPrinter.DuplexMode.DuplexNone
    if is_real and is_single and wanted is not Duplex.NONE:
        raise UsageError(
            tr("The printer was set to print on one side only."),
            hint=tr("Switch both sides on in its dialog, or choose “by hand” at “Sides”."),
        )


def duplex_of(printer: QPrinter, wanted: Duplex) -> Duplex:
    """Return about which edge the chosen printer turns paper, so that backs are turned for it.

    A file is not turned: it stays as wanted.
    """
    mode = printer.duplex()
    if mode is QPrinter.DuplexMode.DuplexShortSide:
        return Duplex.SHORT
    if mode is QPrinter.DuplexMode.DuplexNone:
        return wanted
    return Duplex.LONG


def chosen_sides(printer: QPrinter, sides: int) -> tuple[int, ...]:
    """Return the sides chosen in the dialog, from 0; all where no range was chosen."""
    ranges = printer.pageRanges()
    if printer.printRange() is QPrinter.PrintRange.AllPages or ranges.isEmpty():
        return tuple(range(sides))
    return tuple(number for number in range(sides) if ranges.contains(number + 1))


def _page_size(paper: str) -> QPageSize:
    if paper in _KNOWN:
        return QPageSize(_KNOWN[paper])
    return QPageSize(QSizeF(*PAPERS[paper]), QPageSize.Unit.Millimeter, paper)
