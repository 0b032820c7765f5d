"""`gridmap print-ready`: put a finished booklet on the sheets of an office printer."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from gridmap.cli.atlas_options import Paper
from gridmap.cli.common import JsonOption
from gridmap.cli.output import run_with_progress, show
from gridmap.cli.password import known_password
from gridmap.cli.print_options import (
    BookletArgument,
    CalibrationOption,
    CreepOption,
    DuplexOption,
    ModeOption,
    MonoOption,
    OffsetOption,
    OpeningOption,
    PagesOption,
    PaperOption,
    SheetsOption,
    SizeOption,
)
from gridmap.errors import UsageError
from gridmap.export.imposition.placing import Duplex, SheetFormat, Size
from gridmap.export.imposition.ratio import scale_at
from gridmap.export.imposition.saddle import Mode
from gridmap.export.imposition.wanted import PrintWanted, pages_in
from gridmap.export.spec import PAPERS
from gridmap.i18n import tr
from gridmap.progress import run_job
from gridmap.settings import load_settings

if TYPE_CHECKING:
    from gridmap.export.imposition.print_ready import PrintReport

_MOST_MM: Final = 20.0
_KEPT: Final = "printer_offset_mm"
_USUAL_DUPLEX: Final = {
    Mode.SADDLE: Duplex.SHORT,
    Mode.CUT: Duplex.SHORT,
    Mode.LOOSE: Duplex.LONG,
    Mode.PIECES: Duplex.NONE,
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    words = tr("Put a finished PDF on sheets for the printer: a booklet to fold, or loose leaves.")
    app.command("print-ready", help=words)(print_ready)


def print_ready(
    out: SheetsOption,
    booklet: BookletArgument = None,
    paper: PaperOption = Paper.A3,
    mode: ModeOption = Mode.SADDLE,
    duplex: DuplexOption = None,
    creep: CreepOption = 0.1,
    offset: OffsetOption = None,
    size: SizeOption = Size.FIT,
    pages: PagesOption = "",
    password_file: OpeningOption = None,
    mono: MonoOption = False,
    calibration: CalibrationOption = False,
    as_json: JsonOption = False,
) -> None:
    """Write the sheets, or the calibration page, and say how to print them."""
    sheet = SheetFormat(
        mode=mode,
        paper_mm=PAPERS[paper.value],
        duplex=duplex or _USUAL_DUPLEX[mode],
        size=size,
        offset_mm=_offset(offset, _kept_as(paper, mode)),
    )
    if calibration:
        _calibrate(sheet, paper.value, out, as_json=as_json)
        return
    if booklet is None:
        raise UsageError(
            tr("No booklet was named."), hint=tr("Name a PDF, or ask for --calibration.")
        )
    password = known_password(password_file)
    wanted = PrintWanted(
        sheet=sheet,
        thickness_mm=creep,
        is_mono=mono,
        pages=_which(pages, booklet, password),
        password=password,
    )
    _put_on_sheets(booklet, wanted, out, as_json=as_json)


def _put_on_sheets(booklet: Path, wanted: PrintWanted, out: Path, *, as_json: bool) -> None:
    from gridmap.export.imposition.print_ready import print_ready as job_of

    report = run_with_progress(job_of(booklet, wanted, out), quiet=as_json)
    sheet = wanted.sheet
    show(_body(report, sheet), _words(report, sheet), as_json=as_json)


def _which(pages: str, booklet: Path, password: str) -> tuple[int, ...]:
    """Return the pages that a text names; nothing stands for all: empty."""
    from gridmap.export.imposition.booklet_pages import read_pages

    count = len(run_job(read_pages(booklet, password)).sizes_mm) if pages else 0
    return pages_in(pages, count)


def _calibrate(sheet: SheetFormat, paper: str, out: Path, *, as_json: bool) -> None:
    from gridmap.export.imposition.calibration import write_calibration

    path = write_calibration(sheet, paper, out)
    text = tr("Calibration page: {path}. What to do stands on it.", path=path)
    show({"path": str(path), "offset_mm": sheet.offset_mm}, text, as_json=as_json)


def _kept_as(paper: Paper, mode: Mode) -> str:
    """Return under which name an offset is kept: a printer draws a paper in as it lies."""
    return f"{paper.value}-{'upright' if mode.pages_per_side == 1 else 'lying'}"


def _offset(text: str | None, kept_as: str) -> tuple[float, float]:
    """Return the offset of a text, and keep it; without a text the one that was kept."""
    settings = load_settings()
    kept = settings.ui.get(_KEPT)
    offsets = dict(kept) if isinstance(kept, dict) else {}
    if text is None:
        return _pair(",".join(map(str, offsets[kept_as]))) if kept_as in offsets else (0.0, 0.0)
    pair = _pair(text)
    offsets[kept_as] = list(pair)
    settings.ui[_KEPT] = offsets
    settings.save()
    return pair


def _pair(text: str) -> tuple[float, float]:
    """Return two numbers in millimetres. Raises: UsageError for anything else, or too much."""
    try:
        right, up = (float(part) for part in re.split("[,，]", text))
        is_good = all(math.isfinite(part) and abs(part) <= _MOST_MM for part in (right, up))
    except ValueError:
        is_good = False
    if not is_good:
        raise UsageError(
            tr("“{text}” is no offset.", text=text),
            hint=tr("Write two numbers in mm, at most 20, with a comma between: 1.0,-0.5"),
        )
    return right, up


def _body(report: PrintReport, sheet: SheetFormat) -> dict[str, object]:
    return {
        "path": str(report.path),
        "pages": report.pages,
        "sheets": report.sheets,
        "blanks": report.blanks,
        "factor": report.smallest_factor,
        "creep_mm": report.creep_mm,
        "duplex": sheet.duplex.value,
        "offset_mm": sheet.offset_mm,
    }


def _words(report: PrintReport, sheet: SheetFormat) -> str:
    lines = [
        tr(
            "{pages} pages on {sheets} sheets, {blanks} blank, pages at {percent} % of their size: "
            "{path}",
            pages=report.pages,
            sheets=report.sheets,
            blanks=report.blanks,
            percent=round(100 * report.smallest_factor),
            path=report.path,
        ),
        _how_to_print(sheet),
    ]
    if report.smallest_factor != 1.0 or report.largest_factor != 1.0:
        lines.append(
            tr(
                "Maps change their scale with it: 1 : 1000 becomes 1 : {scale}. Scale bars "
                "stay right.",
                scale=scale_at(1000, report.smallest_factor),
            )
        )
    if sheet.offset_mm != (0.0, 0.0):
        right, up = (f"{value:g}" for value in sheet.offset_mm)
        lines.append(tr("Offset of the printer: {right},{up} mm.", right=right, up=up))
    return "\n".join(lines)


def _how_to_print(sheet: SheetFormat) -> str:
    if sheet.duplex is Duplex.NONE or sheet.mode is Mode.PIECES:
        return tr("Print at 100 %, on one side.")
    if sheet.duplex is Duplex.LONG:
        return tr("Print at 100 %, on both sides, turned over on the long edge.")
    return tr("Print at 100 %, on both sides, turned over on the short edge.")
