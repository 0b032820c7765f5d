"""All sheets of a printout before anything is drawn: which page lies where on which side.

The file for the printer and the small picture in the window are both made of this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gridmap.errors import UsageError
from gridmap.export.frames import Rect
from gridmap.export.imposition.creep import creep_mm
from gridmap.export.imposition.pieces import pieces_of
from gridmap.export.imposition.placing import (
    Placed,
    SheetFormat,
    Size,
    factor_for,
    placed_side,
)
from gridmap.export.imposition.saddle import MAX_SADDLE_PAGES, Mode, Side, sheets_for
from gridmap.export.imposition.wanted import PrintWanted
from gridmap.export.parts.wall import WallSheet
from gridmap.i18n import tr

_ROOM_MM = 1.0
"""A page may be larger than its place by this and still be printed at its true size."""

Sizes = Mapping[int, tuple[float, float]]
"""Width and height of each page in millimetres, by its number from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidSide:
    """One printed side, `size_mm` wide and high; `pieces` are all sheets of a page cut in pieces.

    `piece` is this side among them, None where pages are whole.
    """

    size_mm: tuple[float, float]
    placed: tuple[Placed, ...] = ()
    piece: WallSheet | None = None
    pieces: tuple[WallSheet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidSheet:
    """One sheet of paper; `back` None: it is printed on one side. `creep_mm` goes to the fold."""

    front: LaidSide
    back: LaidSide | None = None
    creep_mm: float = 0.0

    @property
    def sides(self) -> tuple[LaidSide, ...]:
        """The printed sides in the order in which they come."""
        return (self.front,) if self.back is None else (self.front, self.back)


def lay_out(sizes_mm: Sizes, wanted: PrintWanted, *, is_own: bool = False) -> list[LaidSheet]:
    """Return the sheets for the pages of a file, the one on top of the printed pile first.

    `is_own`: GridMap made the pages, with the margins of its own.

    Raises: UsageError for a booklet that is too thick, or a page too large for its true size.
    """
    pages = wanted.chosen(len(sizes_mm))
    sheet = wanted.sheet
    _check_length(len(pages), sheet)
    if sheet.mode is Mode.PIECES:
        return [one for page in pages for one in _pieces(page, sizes_mm, sheet, is_own)]
    if sheet.size is Size.TRUE:
        _check_room(pages, sizes_mm, sheet)
    sheets = sheets_for(sheet.mode, len(pages), is_two_sided=sheet.is_two_sided)
    shifts = [0.0] * len(sheets)
    if sheet.mode is Mode.SADDLE:
        shifts = creep_mm(len(sheets), wanted.thickness_mm)
    found = []
    for one, shift_mm in zip(sheets, shifts, strict=True):
        sides = [
            _side(side, pages, sizes_mm, sheet, is_back=bool(number), shift_mm=shift_mm)
            for number, side in enumerate((one.front, one.back))
        ]
        back = sides[1] if sheet.is_two_sided else None
        found.append(LaidSheet(front=sides[0], back=back, creep_mm=shift_mm))
    return found


def smallest_factor(sizes_mm: Sizes, wanted: PrintWanted) -> float:
    """Return how large the smallest page comes out by its own size, fitted to its place."""
    room = wanted.sheet.room_mm
    shown = {sizes_mm[page] for page in wanted.chosen(len(sizes_mm))}
    return min(factor_for(size, room, Size.FIT) for size in shown)


def has_true_room(sizes_mm: Sizes, wanted: PrintWanted) -> bool:
    """Whether every page has room at its true size."""
    room = wanted.sheet.room_mm
    if wanted.sheet.mode is Mode.PIECES:
        return True
    return all(_fits(size, room) for size in {sizes_mm[p] for p in wanted.chosen(len(sizes_mm))})


def _side(
    side: Side,
    pages: Sequence[int],
    sizes_mm: Sizes,
    sheet: SheetFormat,
    *,
    is_back: bool,
    shift_mm: float,
) -> LaidSide:
    """Return a side; `side` counts among the pages to print, what is placed counts in the file."""
    real = tuple(None if place is None else pages[place - 1] for place in side)
    placed = placed_side(real, sizes_mm, sheet, is_back=is_back, creep_mm=shift_mm)
    return LaidSide(size_mm=sheet.size_mm, placed=tuple(placed))


def _pieces(page: int, sizes_mm: Sizes, sheet: SheetFormat, is_own: bool) -> list[LaidSheet]:
    """Return the sheets of one page at its true size; one sheet where it goes on whole."""
    size = sizes_mm[page]
    short, long = sorted(sheet.paper_mm)
    if _fits(size, (short, long)):
        side = _side((1,), (page,), sizes_mm, sheet, is_back=False, shift_mm=0.0)
        return [LaidSheet(front=side)]
    pieces = tuple(pieces_of(size, (short, long), is_own=is_own))
    right_mm, up_mm = sheet.offset_mm
    found = []
    for piece in pieces:
        width, height = piece.paper_mm
        window = piece.window
        matrix = (
            *(1.0, 0.0, 0.0, 1.0),
            piece.x_mm + right_mm,
            height - piece.y_mm - size[1] + up_mm,
        )
        shown = Rect(
            window.x_mm + right_mm,
            height - window.bottom_mm + up_mm,
            window.width_mm,
            window.height_mm,
        )
        placed = Placed(page, matrix, shown, 1.0)
        side = LaidSide(size_mm=(width, height), placed=(placed,), piece=piece, pieces=pieces)
        found.append(LaidSheet(front=side))
    return found


def _check_length(pages: int, sheet: SheetFormat) -> None:
    if sheet.mode is Mode.SADDLE and pages > MAX_SADDLE_PAGES:
        raise UsageError(
            tr(
                "A booklet of {pages} pages is too thick to fold; at most {most}.",
                pages=pages,
                most=MAX_SADDLE_PAGES,
            ),
            hint=tr("Print it as loose leaves."),
        )


def _check_room(pages: Sequence[int], sizes_mm: Sizes, sheet: SheetFormat) -> None:
    """Raise a UsageError where a page is larger than its place by more than a millimetre."""
    room_mm = sheet.room_mm
    too_large = {size for size in {sizes_mm[page] for page in pages} if not _fits(size, room_mm)}
    for page in pages if too_large else ():
        if sizes_mm[page] in too_large:
            raise UsageError(
                tr("Page {page} is larger than the paper at its true size.", page=page),
                hint=tr("Choose larger paper, or let it be made smaller."),
            )


def _fits(size_mm: tuple[float, float], room_mm: tuple[float, float]) -> bool:
    pairs = zip(sorted(size_mm), sorted(room_mm), strict=True)
    return all(side <= most + _ROOM_MM for side, most in pairs)
