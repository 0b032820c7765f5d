"""Turns a page of a preview into a picture, by way of the PDF file that it would be printed from.

Both steps may run in a thread: the picture is made of a file in memory that nobody else has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from gridmap.errors import ExportError
from gridmap.i18n import tr

if TYPE_CHECKING:
    from gridmap.export.pdf.drawn_page import DrawnPage
    from gridmap.export.report import PageProblem

MOST_PIXELS: Final = 24_000_000
"""No picture is larger: one that is shown still larger is stretched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """A picture of a page on white paper, and the page that it shows.

    `problem` says what could not be made on the page.
    """

    page: DrawnPage
    image: QImage
    problem: PageProblem | None = None


def picture_size(page_mm: tuple[float, float], width_px: int) -> QSize:
    """Return the size in pixels of a picture that is so wide, as far as pictures may be large."""
    width_mm, height_mm = page_mm
    height_px = width_px * height_mm / width_mm
    shrink = min(1.0, (MOST_PIXELS / max(width_px * height_px, 1.0)) ** 0.5)
    return QSize(max(round(width_px * shrink), 1), max(round(height_px * shrink), 1))


def pdf_image(data: bytes, size: QSize) -> QImage:
    """Return the first page of a PDF file as a picture. Raises: ExportError for a damaged file."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        if document.error() is not QPdfDocument.Error.None_ or document.pageCount() < 1:
            raise ExportError(
                tr("The page cannot be shown."), hint=tr("Make the file and open it instead.")
            )
        drawn = document.render(0, size)
    finally:
        document.close()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return image
