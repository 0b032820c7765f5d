"""A finished PDF put on sheets: `print_ready` writes the file that goes to the printer.

Pages become form objects: text stays text and can be searched; links and outline stay behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from gridmap.errors import ExportError, NotFoundError, UsageError
from gridmap.export.imposition.creep import creep_mm
from gridmap.export.imposition.mono import make_grey
from gridmap.export.imposition.placing import Placed, SheetFormat, Size, placed_side
from gridmap.export.imposition.saddle import MAX_SADDLE_PAGES, Mode, Side, sheets_for
from gridmap.export.pdf.code import PT_PER_MM, number
from gridmap.i18n import tr
from gridmap.progress import Job, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReport:
    """What was written: the file, its pages, sheets and blanks, and the factors of the pages."""

    path: Path
    pages: int
    sheets: int
    blanks: int
    smallest_factor: float
    largest_factor: float
    creep_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWanted:
    """How a booklet is to be printed; `thickness_mm` is that of one sheet of paper."""

    sheet: SheetFormat
    thickness_mm: float = 0.0
    is_mono: bool = False


def print_ready(booklet: Path, wanted: PrintWanted, out: Path) -> Job[PrintReport]:
    """Put the pages of a PDF on sheets and write them to `out`.

    Raises: NotFoundError, UsageError for a file that is no open PDF, too long or too large,
    ExportError where `out` cannot be written.
    """
    if out.resolve() == booklet.resolve():
        raise UsageError(
            tr("The sheets cannot be written over the booklet they are made of."),
            hint=tr("Give --out another name."),
        )
    with _opened(booklet) as source, pikepdf.new() as target:
        _check_length(len(source.pages), wanted)
        maker = _Maker(source, target, wanted)
        sheets = sheets_for(wanted.sheet.mode, len(source.pages))
        shifts = creep_mm(len(sheets), wanted.thickness_mm)
        if wanted.sheet.mode is not Mode.SADDLE:
            shifts = [0.0] * len(sheets)
        for index, (sheet, shift_mm) in enumerate(zip(sheets, shifts, strict=True)):
            yield Progress(index, len(sheets))
            maker.add(sheet.front, shift_mm, is_back=False)
            maker.add(sheet.back, shift_mm, is_back=True)
        _describe(source, target)
        _save(target, out)
        places = 2 * wanted.sheet.mode.pages_per_side * len(sheets)
        return PrintReport(
            path=out,
            pages=len(source.pages),
            sheets=len(sheets),
            blanks=places - len(source.pages),
            smallest_factor=min(maker.factors),
            largest_factor=max(maker.factors),
            creep_mm=shifts[-1],
        )


def _opened(path: Path) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(path)
    except FileNotFoundError as error:
        raise NotFoundError(
            tr("There is no file {path}.", path=path), hint=tr("Check the name and the folder.")
        ) from error
    except pikepdf.PasswordError as error:
        raise UsageError(
            tr("The file {path} is locked with a password.", path=path),
            hint=tr("Make the booklet without a password, print it, then delete it."),
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


def _check_length(pages: int, wanted: PrintWanted) -> None:
    if wanted.sheet.mode is Mode.SADDLE and pages > MAX_SADDLE_PAGES:
        raise UsageError(
            tr(
                "A booklet of {pages} pages is too thick to fold; at most {most}.",
                pages=pages,
                most=MAX_SADDLE_PAGES,
            ),
            hint=tr("Print it as loose leaves: --mode loose."),
        )


class _Maker:
    """Adds sides to the file in the making; `factors` are those of all pages placed so far."""

    def __init__(self, source: pikepdf.Pdf, target: pikepdf.Pdf, wanted: PrintWanted) -> None:
        self.factors: list[float] = []
        self._target, self._wanted = target, wanted
        self._grey: set[tuple[int, int]] = set()
        self._forms = [target.copy_foreign(page.as_form_xobject()) for page in source.pages]
        self._boxes = [_upright_box(form) for form in self._forms]
        self._sizes_mm = {
            index: (box[2] / PT_PER_MM, box[3] / PT_PER_MM)
            for index, box in enumerate(self._boxes, start=1)
        }
        if wanted.sheet.size is Size.TRUE:
            self._check_room()

    def _check_room(self) -> None:
        """Raise a UsageError where a page is larger than its place by more than a millimetre."""
        room = sorted(self._wanted.sheet.room_mm)
        for page, size in self._sizes_mm.items():
            if any(side > most + 1.0 for side, most in zip(sorted(size), room, strict=True)):
                raise UsageError(
                    tr("Page {page} is larger than the paper at its true size.", page=page),
                    hint=tr("Choose larger paper, or let it be made smaller: --size fit."),
                )

    def add(self, side: Side, creep_mm: float, *, is_back: bool) -> None:
        """Add one side as a page of the file."""
        sheet = self._wanted.sheet
        placed = placed_side(side, self._sizes_mm, sheet, is_back=is_back, creep_mm=creep_mm)
        self.factors += [item.factor for item in placed]
        width, height = (value * PT_PER_MM for value in sheet.size_mm)
        page = self._target.add_blank_page(page_size=(width, height))
        forms = pikepdf.Dictionary()
        for item in placed:
            form = self._forms[item.page - 1]
            if self._wanted.is_mono:
                make_grey(form, self._grey)
            forms[f"/P{item.page}"] = form
        page.obj.Resources = pikepdf.Dictionary(XObject=forms)
        code = "\n".join(_code(item, self._boxes[item.page - 1]) for item in placed)
        page.obj.Contents = self._target.make_stream(code.encode("ascii"))


def _upright_box(form: pikepdf.Object) -> tuple[float, float, float, float]:
    """Return left, low, width and height of a form in points, after its own matrix."""
    left, low, right, high = (float(value) for value in form.BBox.as_list())
    matrix = pikepdf.Matrix(form.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0])))
    box = matrix.transform(pikepdf.Rectangle(left, low, right, high))
    return float(box.llx), float(box.lly), float(box.width), float(box.height)


def _code(item: Placed, box: tuple[float, float, float, float]) -> str:
    a, b, c, d, right_mm, up_mm = item.matrix
    left, low = box[:2]
    moves = (
        right_mm * PT_PER_MM - a * left - c * low,
        up_mm * PT_PER_MM - b * left - d * low,
    )
    window = item.window
    edges = (window.x_mm, window.y_mm, window.width_mm, window.height_mm)
    clip = _numbers(value * PT_PER_MM for value in edges)
    turn = " ".join(f"{value:.6f}" for value in (a, b, c, d))
    return f"q {clip} re W n {turn} {_numbers(moves)} cm /P{item.page} Do Q"


def _numbers(values: Iterable[float]) -> str:
    return " ".join(number(value) for value in values)


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


def _save(target: pikepdf.Pdf, out: Path) -> None:
    part = out.with_name(out.name + ".part")
    try:
        target.save(part, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        part.replace(out)
    except OSError as error:
        raise ExportError(
            tr("The file {path} cannot be written.", path=out),
            hint=tr("Close it in other programs, or choose another folder."),
        ) from error
    finally:
        part.unlink(missing_ok=True)
