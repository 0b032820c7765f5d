"""Pages of a PDF drawn onto a printer at their true size, band by band, as a job.

The PDF itself is drawn, by Qt's PDF engine at the printer's resolution, so that paper and file
cannot differ. A band is small: the memory is that of a few million points whatever the paper, and
the job stops within a band. QPainter may draw on a QPrinter and on pictures in any thread
(Qt, "Threads and Concurrent Modules"); nothing else of the printer is touched here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter

from gridmap.errors import ExportError
from gridmap.export.imposition.printer_errors import Measured
from gridmap.i18n import tr
from gridmap.progress import Job, Progress

BAND_POINTS: Final = 600_000
"""Points of a band: 120 rows of A4 at 600 dpi. Qt keeps Python waiting while it takes one in, and
the window with it: 8 ms."""

_MM_PER_INCH: Final = 25.4
_PT_PER_INCH: Final = 72.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spool:
    """What goes to the printer: the sides in their order, copies included, from 0.

    `measured` are the printer's errors; `is_mono`: grey instead of colour.
    """

    data: bytes
    order: tuple[int, ...]
    measured: Measured = field(default_factory=Measured)
    is_mono: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """Where a side lies on the device, in its points."""

    left_px: int
    top_px: int
    width_px: int
    height_px: int


def print_spool(spool: Spool, printer: QPrinter) -> Job[int]:
    """Draw all sides; return how many were printed.

    Raises: ExportError where the printer takes no pages.
    """
    buffer = QBuffer()
    buffer.setData(spool.data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    painter = QPainter()
    is_begun = is_whole = False
    try:
        if not painter.begin(printer):
            raise _refused(printer)
        is_begun = True
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for number, page in enumerate(spool.order):
            yield Progress(number, len(spool.order), _words(number, len(spool.order)))
            if number and not printer.newPage():
                raise _refused(printer)
            for _band in _draw_side(painter, document, page, spool):
                yield Progress(number, len(spool.order), _words(number, len(spool.order)))
        if not painter.end() or printer.printerState() is QPrinter.PrinterState.Error:
            raise _refused(printer)
        is_whole = True
    finally:
        if is_begun and not is_whole:
            _stop(painter, printer)
        document.close()
        buffer.close()
    return len(spool.order)


def _words(number: int, sides: int) -> str:
    return tr("Printing page {number} of {count}", number=number + 1, count=sides)


def _refused(printer: QPrinter) -> ExportError:
    name = printer.printerName() or Path(printer.outputFileName()).name
    return ExportError(
        tr("“{name}” takes no pages.", name=name),
        hint=tr("Look whether it is switched on, connected and has paper, then print again."),
    )


def _stop(painter: QPainter, printer: QPrinter) -> None:
    """Take back what was begun, as far as the system can; half a file is none."""
    printer.abort()
    if painter.isActive():
        painter.end()
    if printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:
        with suppress(OSError):
            Path(printer.outputFileName()).unlink(missing_ok=True)


def _draw_side(
    painter: QPainter, document: QPdfDocument, page: int, spool: Spool
) -> Iterator[None]:
    """Draw a side band by band, and stop after each."""
    device = painter.device()
    dpi = (device.logicalDpiX(), device.logicalDpiY())
    side = _place(document, page, spool.measured, dpi)
    rows = max(BAND_POINTS // side.width_px, 16)
    for top_px in range(0, side.height_px, rows):
        height_px = min(rows, side.height_px - top_px)
        band = QRect(0, top_px, side.width_px, height_px)
        image = _band(document, page, side, band, is_mono=spool.is_mono)
        if image is not None:
            painter.drawImage(side.left_px, side.top_px + top_px, image)
        yield


def _place(document: QPdfDocument, page: int, measured: Measured, dpi: tuple[int, int]) -> _Side:
    size = document.pagePointSize(page)
    width_mm, height_mm = (
        length / _PT_PER_INCH * _MM_PER_INCH for length in (size.width(), size.height())
    )
    left, top = map(_px, measured.at_mm(0.0, 0.0), dpi)
    right, bottom = map(_px, measured.at_mm(width_mm, height_mm), dpi)
    return _Side(left_px=left, top_px=top, width_px=right - left, height_px=bottom - top)


def _px(at_mm: float, dpi: int) -> int:
    return round(at_mm / _MM_PER_INCH * dpi)


def _band(
    document: QPdfDocument, page: int, side: _Side, band: QRect, *, is_mono: bool
) -> QImage | None:
    """Return a band on white, None where it is white all over."""
    options = QPdfDocumentRenderOptions()
    options.setScaledSize(QSize(side.width_px, side.height_px))
    # WORKAROUND: QtPdf takes right() - left() for the width of what it clips, a point too little,
    # and shrinks each band by that (measured: 0.8 % of the height with bands of 120 rows).
    options.setScaledClipRect(band.adjusted(0, 0, 1, 1))
    drawn = document.render(page, band.size(), options)
    image_format = QImage.Format.Format_Grayscale8 if is_mono else QImage.Format.Format_RGB32
    white = QImage(band.size(), image_format)
    white.fill(0xFFFFFFFF)
    image = QImage(white)
    painter = QPainter(image)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return None if image == white else image


def order_of(sides: Sequence[int], copies: int, *, is_collated: bool = True) -> tuple[int, ...]:
    """Return sides with their copies: one whole copy after the other, or each side in a row."""
    if is_collated:
        return tuple(sides) * copies
    return tuple(side for side in sides for _ in range(copies))
