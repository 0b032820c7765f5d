"""Which page of a booklet stands where on which sheet, for booklets, loose leaves and cut stacks.

Pages count from 1; None is a blank. The two sides of a sheet are each seen as one looks at them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

MAX_SADDLE_PAGES: Final = 200
"""Folded once and stapled, more than 50 sheets do not close."""

Side: TypeAlias = tuple[int | None, ...]
"""The pages on one side of a sheet, from left to right."""


class Mode(StrEnum):
    """How sheets become a booklet: folded in the middle, single leaves, or cut in the middle.

    PIECES is the other way round: a page too large for the paper comes on several sheets, to be
    glued.
    """

    SADDLE = "saddle"
    LOOSE = "loose"
    CUT = "cut"
    PIECES = "pieces"

    @property
    def pages_per_side(self) -> int:
        """How many pages stand beside each other on one side."""
        return 2 if self in (Mode.SADDLE, Mode.CUT) else 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of paper with its two printed sides."""

    front: Side
    back: Side


def sheets_for(mode: Mode, pages: int, *, is_two_sided: bool = True) -> list[Sheet]:
    """Return the sheets for a number of pages, the one on top of the printed pile first.

    Folded and cut sheets always have two printed sides.
    """
    if not is_two_sided:
        return [Sheet((page,), (None,)) for page in range(1, pages + 1)]
    orders = {Mode.SADDLE: saddle_sheets, Mode.LOOSE: loose_sheets, Mode.CUT: cut_sheets}
    return orders[mode](pages)


def saddle_sheets(pages: int) -> list[Sheet]:
    """Return the sheets of a booklet folded once, the outermost first; blanks are at its end."""
    last = 4 * math.ceil(pages / 4)
    found = []
    for sheet in range(last // 4):
        low, high = 2 * sheet + 1, last - 2 * sheet
        front, back = (high, low), (low + 1, high - 1)
        found.append(Sheet(_real(front, pages), _real(back, pages)))
    return found


def loose_sheets(pages: int) -> list[Sheet]:
    """Return leaves with a page on each side, to be punched or clamped."""
    return [
        Sheet(_real((page,), pages), _real((page + 1,), pages)) for page in range(1, pages + 1, 2)
    ]


def cut_sheets(pages: int) -> list[Sheet]:
    """Return sheets of two leaves: cut in the middle, the left pile goes on the right one."""
    leaves = math.ceil(pages / 2)
    rows = math.ceil(leaves / 2)
    found = []
    for left in range(rows):
        right = left + rows
        front, back = (2 * left + 1, 2 * right + 1), (2 * right + 2, 2 * left + 2)
        found.append(Sheet(_real(front, pages), _real(back, pages)))
    return found


def _real(side: tuple[int, ...], pages: int) -> Side:
    return tuple(page if page <= pages else None for page in side)
