"""What the print desk asks: its lists of choices, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gridmap.export.imposition.booklet_pages import BookletPages
from gridmap.export.imposition.placing import Duplex, SheetFormat, Size
from gridmap.export.imposition.saddle import Mode
from gridmap.export.imposition.wanted import PrintWanted
from gridmap.export.spec import PAPERS
from gridmap.i18n import tr

_SAME_MM: Final = 2.0


class Sides(StrEnum):
    """Who turns the paper, and about which edge."""

    USUAL = "usual"
    OTHER = "other"
    BY_HAND = "by_hand"
    ONE = "one"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskChoice:
    """All that is chosen in the print desk; `pages` empty: all."""

    mode: Mode = Mode.LOOSE
    paper: str = "A4"
    size: Size = Size.TRUE
    sides: Sides = Sides.USUAL
    is_mono: bool = False
    thickness_mm: float = 0.1
    pages: tuple[int, ...] = ()

    @property
    def duplex(self) -> Duplex:
        """The edge about which the paper is turned."""
        if self.mode is Mode.PIECES or self.sides is Sides.ONE:
            return Duplex.NONE
        if self.sides is Sides.BY_HAND:
            return Duplex.LONG
        is_long = (self.mode is Mode.LOOSE) == (self.sides is Sides.USUAL)
        return Duplex.LONG if is_long else Duplex.SHORT

    @property
    def is_by_hand(self) -> bool:
        """Whether fronts come first and a person turns the pile for the backs."""
        return self.sides is Sides.BY_HAND and self.mode is not Mode.PIECES

    def wanted(self, *, duplex: Duplex | None = None, password: str = "") -> PrintWanted:
        """Return what is asked of the sheets; `duplex` is what the printer was set to since."""
        return PrintWanted(
            sheet=SheetFormat(
                mode=self.mode,
                paper_mm=PAPERS[self.paper],
                duplex=duplex or self.duplex,
                size=self.size,
            ),
            thickness_mm=self.thickness_mm if self.mode is Mode.SADDLE else 0.0,
            is_mono=self.is_mono,
            pages=self.pages,
            password=password,
        )


def usual_paper(pages: BookletPages, mode: Mode) -> str:
    """Return the paper on which pages keep their size; A4 where none does."""
    short, long = pages.largest_mm
    if mode.pages_per_side == 2:
        short, long = long, 2 * short
    if mode is Mode.PIECES:
        return "A4"
    for name, size in PAPERS.items():
        if all(
            abs(one - other) <= _SAME_MM for one, other in zip((short, long), size, strict=True)
        ):
            return name
    fitting = [
        name
        for name in PAPERS
        if PAPERS[name][0] >= short - _SAME_MM and PAPERS[name][1] >= long - _SAME_MM
    ]
    return min(fitting, key=lambda name: PAPERS[name][0], default="A4")


def mode_words(mode: Mode) -> str:
    """Return what comes of a mode, as the list of choices names it."""
    return {
        Mode.LOOSE: tr("Loose pages, to punch or clamp"),
        Mode.SADDLE: tr("Booklet, folded and stapled"),
        Mode.CUT: tr("Two pages a sheet, cut in the middle"),
        Mode.PIECES: tr("Large pages in pieces, to glue"),
    }[mode]


def sides_words(sides: Sides, mode: Mode) -> str:
    """Return who turns the paper, as the list of choices names it."""
    long = tr("Both sides, turned about the long edge")
    short = tr("Both sides, turned about the short edge")
    usual, other = (long, short) if mode is Mode.LOOSE else (short, long)
    return {
        Sides.USUAL: usual,
        Sides.OTHER: other,
        Sides.BY_HAND: tr("Both sides by hand: all fronts, then all backs"),
        Sides.ONE: tr("One side only"),
    }[sides]


def what_then(mode: Mode) -> str:
    """Return what is done with the printed pile."""
    return {
        Mode.LOOSE: "",
        Mode.SADDLE: tr("Then fold the whole pile in the middle and staple it in the fold."),
        Mode.CUT: tr("Then cut the pile in the middle and lay the left half on the right one."),
        Mode.PIECES: tr("Then cut at the marks and glue the sheets together."),
    }[mode]
