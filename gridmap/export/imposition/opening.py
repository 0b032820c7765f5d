"""Opening a finished PDF to print it, and what its pages measure."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from gridmap.errors import NotFoundError, PasswordNeededError, UsageError
from gridmap.export.pdf.code import PT_PER_MM
from gridmap.i18n import tr


def opened(path: Path, password: str = "") -> pikepdf.Pdf:
    """Return an open file with at least one page.

    Raises: NotFoundError, UsageError for a file that is locked, damaged or empty.
    """
    try:
        pdf = _open(path, password)
    except FileNotFoundError as error:
        raise NotFoundError(
            tr("There is no file {path}.", path=path), hint=tr("Check the name and the folder.")
        ) from error
    except pikepdf.PasswordError as error:
        raise PasswordNeededError(
            tr("The file {path} is locked with a password.", path=path),
            hint=tr("Give its password: in the window when asked, else with --password-file."),
        ) from error
    except (pikepdf.PdfError, OSError) as error:
        raise UsageError(
            tr("The file {path} is no PDF that can be read.", path=path),
            hint=tr("Make the booklet again with “gridmap atlas”."),
        ) from error
    if not len(pdf.pages):
        pdf.close()
        raise UsageError(
            tr("The file {path} has no pages.", path=path),
            hint=tr("Make the booklet again with “gridmap atlas”."),
        )
    return pdf


def _open(path: Path, password: str) -> pikepdf.Pdf:
    """Open a file, with the password only where it needs one: else pikepdf warns of it."""
    try:
        return pikepdf.open(path)
    except pikepdf.PasswordError:
        if not password:
            raise
        return pikepdf.open(path, password=password)


def page_sizes_mm(pdf: pikepdf.Pdf) -> dict[int, tuple[float, float]]:
    """Return width and height of each page as viewers show it, in millimetres, from 1."""
    return {number: _size_mm(page) for number, page in enumerate(pdf.pages, start=1)}


def is_own(pdf: pikepdf.Pdf) -> bool:
    """Whether GridMap made a file, so that its margins are known."""
    return str(pdf.docinfo.get("/Creator", "")) == "GridMap"


def _size_mm(page: pikepdf.Page) -> tuple[float, float]:
    left, low, right, high = (float(value) for value in page.trimbox)
    unit = float(page.obj.get("/UserUnit", 1))
    width, height = (abs(side) * unit / PT_PER_MM for side in (right - left, high - low))
    turn = int(page.obj.get("/Rotate", 0)) % 180
    return (height, width) if turn else (width, height)
