"""Where pages lie on a sheet: size, turn, the two ways a printer turns paper, creep and offset.

Boxes and offsets are millimetres from the lower left corner, x to the right and y up, as in PDF.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeAlias

from gridmap.export.frames import Rect
from gridmap.export.imposition.saddle import Mode, Side

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""The six numbers of a PDF matrix; the moves are millimetres."""

_SAME_SIZE: Final = 0.004
"""A factor this near 1 is 1: papers are rounded to whole millimetres, scales should stay true."""


class Duplex(StrEnum):
    """The edge about which the printer turns the sheet over; NONE: one side only is printed."""

    LONG = "long"
    SHORT = "short"
    NONE = "none"


class Size(StrEnum):
    """Pages as large as the paper allows, or at their own size."""

    FIT = "fit"
    TRUE = "true"


@dataclass(frozen=True, slots=True)
class Placed:
    """A page on a side: `matrix` puts its lower left corner and axes, `window` is all it may ink.

    `factor` is its size on the sheet by its own size.
    """

    page: int
    matrix: Matrix
    window: Rect
    factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFormat:
    """A sheet as the printer gets it, how it is turned over, and the printer's offset.

    `paper_mm` is the upright paper; `offset_mm` moves the print to the right and up.
    """

    mode: Mode
    paper_mm: tuple[float, float]
    duplex: Duplex
    size: Size = Size.FIT
    offset_mm: tuple[float, float] = (0.0, 0.0)

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height: lying for two pages beside each other, else upright."""
        short, long = sorted(self.paper_mm)
        return (short, long) if self.mode.pages_per_side == 1 else (long, short)

    @property
    def is_two_sided(self) -> bool:
        """Whether sheets have a printed back: folded and cut ones always do."""
        return self.mode.pages_per_side == 2 or self.duplex is not Duplex.NONE

    @property
    def room_mm(self) -> tuple[float, float]:
        """Width and height of what one page has."""
        width, height = self.size_mm
        return width / self.mode.pages_per_side, height

    @property
    def is_back_turned(self) -> bool:
        """Whether backs stand on their heads to be upright after the printer turned the sheet."""
        width, height = self.size_mm
        turned_about = Duplex.LONG if width > height else Duplex.SHORT
        return self.duplex is turned_about


def factor_for(page_mm: tuple[float, float], room_mm: tuple[float, float], size: Size) -> float:
    """Return the factor for a page; one that lies where the room stands is turned first."""
    if size is Size.TRUE:
        return 1.0
    width, height = _as_turned(page_mm, is_turned(page_mm, room_mm))
    factor = min(room_mm[0] / width, room_mm[1] / height)
    return 1.0 if abs(factor - 1.0) < _SAME_SIZE else factor


def is_turned(page_mm: tuple[float, float], room_mm: tuple[float, float]) -> bool:
    """Return whether a page is turned a quarter to lie as its room does."""
    (width, height), (room_width, room_height) = page_mm, room_mm
    return (width > height) != (room_width > room_height) and width != height


def placed_side(
    side: Side,
    pages_mm: Mapping[int, tuple[float, float]],
    sheet: SheetFormat,
    *,
    is_back: bool,
    creep_mm: float = 0.0,
) -> list[Placed]:
    """Return the pages of a side; `pages_mm` are the sizes by page, `creep_mm` goes to the fold."""
    found = []
    for place, page in enumerate(side):
        if page is None:
            continue
        shift_mm = (creep_mm if place == 0 else -creep_mm) if len(side) > 1 else 0.0
        spot = _spot(place, pages_mm[page], shift_mm, sheet, is_back)
        found.append(Placed(page, *spot))
    return found


@lru_cache(maxsize=1024)
def _spot(
    place: int,
    size_mm: tuple[float, float],
    shift_mm: float,
    sheet: SheetFormat,
    is_back: bool,
) -> tuple[Matrix, Rect, float]:
    """Return how any page of a size lies at a place of a side; kept, for most pages are alike."""
    width_mm, height_mm = sheet.room_mm
    window = Rect(place * width_mm, 0.0, width_mm, height_mm)
    item = _placed(0, size_mm, window, shift_mm, sheet)
    if is_back and sheet.is_back_turned:
        item = _upside_down(item, sheet.size_mm)
    item = _moved(item, sheet.offset_mm)
    return item.matrix, item.window, item.factor


def _placed(
    page: int, size_mm: tuple[float, float], window: Rect, shift_mm: float, sheet: SheetFormat
) -> Placed:
    factor = factor_for(size_mm, sheet.room_mm, sheet.size)
    turned = is_turned(size_mm, sheet.room_mm)
    width, height = (factor * side for side in _as_turned(size_mm, turned))
    left = window.x_mm + (window.width_mm - width) / 2 + shift_mm
    low = (window.height_mm - height) / 2
    matrix = (
        (0.0, factor, -factor, 0.0, left + width, low)
        if turned
        else (factor, 0.0, 0.0, factor, left, low)
    )
    return Placed(page, matrix, window, factor)


def _as_turned(size_mm: tuple[float, float], turned: bool) -> tuple[float, float]:
    return (size_mm[1], size_mm[0]) if turned else size_mm


def _upside_down(item: Placed, sheet_mm: tuple[float, float]) -> Placed:
    a, b, c, d, e, f = item.matrix
    width, height = sheet_mm
    window = item.window
    return Placed(
        item.page,
        (-a, -b, -c, -d, width - e, height - f),
        Rect(width - window.right_mm, height - window.bottom_mm, window.width_mm, window.height_mm),
        item.factor,
    )


def _moved(item: Placed, offset_mm: tuple[float, float]) -> Placed:
    a, b, c, d, e, f = item.matrix
    right, up = offset_mm
    window = item.window
    return Placed(
        item.page,
        (a, b, c, d, e + right, f + up),
        Rect(window.x_mm + right, window.y_mm + up, window.width_mm, window.height_mm),
        item.factor,
    )
