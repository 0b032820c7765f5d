"""A finished PDF put on sheets: `print_ready` writes the file that goes to the printer.

Pages become form objects: text stays text and can be searched; links and outline stay behind.
`sheets_in_memory` makes the same file without a trace on the disk, for the window.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from gridmap.errors import ExportError, UsageError
from gridmap.export.imposition.drawing import SheetDrawer
from gridmap.export.imposition.layout import LaidSheet, lay_out
from gridmap.export.imposition.opening import is_own, opened, page_sizes_mm
from gridmap.export.imposition.wanted import PrintWanted
from gridmap.export.pdf.locking import locked_again
from gridmap.i18n import tr
from gridmap.progress import Job, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReport:
    """What was made: its pages, sheets and blanks, and the factors of the pages.

    `sides` is the number of pages of the made file; `path` is None where it was not written.
    """

    pages: int
    sheets: int
    sides: int
    blanks: int
    smallest_factor: float
    largest_factor: float
    creep_mm: float
    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSheets:
    """The sheets as a PDF in memory, and what is on them.

    `was_locked`: the PDF that they were made of is locked with a password; they are not.
    """

    data: bytes
    report: PrintReport
    was_locked: bool = False


def print_ready(
    booklet: Path, wanted: PrintWanted, out: Path, *, is_locked: bool = True
) -> Job[PrintReport]:
    """Put the pages of a PDF on sheets and write them to `out`, locked if the PDF is.

    `is_locked` False: they are not, whatever the PDF is.

    Raises: NotFoundError, UsageError for a file that is no open PDF, too long or too large,
    ExportError where `out` cannot be written.
    """
    if out.resolve() == booklet.resolve():
        raise UsageError(
            tr("The sheets cannot be written over the booklet they are made of."),
            hint=tr("Give --out another name."),
        )
    made = yield from sheets_in_memory(booklet, wanted)
    is_locked = is_locked and made.was_locked
    _write(locked_again(made.data, wanted.password) if is_locked else made.data, out)
    return replace(made.report, path=out)


def sheets_in_memory(
    booklet: Path, wanted: PrintWanted, *, is_upright: bool = False
) -> Job[PrintedSheets]:
    """Put the pages of a PDF on sheets and return them; nothing is written.

    `is_upright`: sheets that lie are turned a quarter, front and back the same way, so that the
    printer always gets upright paper. Its offset belongs to the way of the paper through it, and
    has one direction only then, whatever is printed; no driver turns pages by itself.

    Raises: as `print_ready`.
    """
    with opened(booklet, wanted.password) as source, pikepdf.new() as target:
        sheets = lay_out(page_sizes_mm(source), wanted, is_own=is_own(source))
        drawer = SheetDrawer(source, target, wanted, is_upright=is_upright)
        for index, sheet in enumerate(sheets):
            yield Progress(index, len(sheets))
            for side in sheet.sides:
                drawer.add(side)
        drawer.finish()
        _describe(source, target)
        kept = io.BytesIO()
        target.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return PrintedSheets(
            data=kept.getvalue(),
            report=report_of(sheets, wanted),
            was_locked=source.is_encrypted and bool(wanted.password),
        )


def report_of(sheets: list[LaidSheet], wanted: PrintWanted) -> PrintReport:
    """Return the figures of sheets that are laid out."""
    placed = [item for sheet in sheets for side in sheet.sides for item in side.placed]
    factors = [item.factor for item in placed]
    sides = sum(len(sheet.sides) for sheet in sheets)
    return PrintReport(
        pages=len({item.page for item in placed}),
        sheets=len(sheets),
        sides=sides,
        blanks=wanted.sheet.mode.pages_per_side * sides - len(placed),
        smallest_factor=min(factors),
        largest_factor=max(factors),
        creep_mm=sheets[-1].creep_mm,
    )


def _describe(source: pikepdf.Pdf, target: pikepdf.Pdf) -> None:
    """Copy title and language, and tell viewers not to shrink the sheets when they print."""
    title = source.docinfo.get("/Title")
    if title is not None:
        target.docinfo["/Title"] = str(title)
    target.docinfo["/Creator"] = "GridMap"
    language = source.Root.get("/Lang")
    if language is not None:
        target.Root.Lang = pikepdf.String(str(language))
    target.Root.ViewerPreferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"))


def _write(data: bytes, out: Path) -> None:
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(out)
    except OSError as error:
        raise ExportError(
            tr("The file {path} cannot be written.", path=out),
            hint=tr("Close it in other programs, or choose another folder."),
        ) from error
    finally:
        part.unlink(missing_ok=True)
