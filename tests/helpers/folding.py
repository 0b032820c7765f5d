"""Paper in the hand: sheets printed on both sides, turned over, folded or cut, and read.

Knows nothing of booklets: it follows points on paper. A printed sheet is, for each side, what lies
where: a page, its middle in mm from the lower left corner of that side, and which way is up.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ink:
    """A page on one side of a sheet: where its middle is, and the direction of its top."""

    page: int
    x_mm: float
    y_mm: float
    up: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed sheet; each side is measured as the printer saw it."""

    width_mm: float
    height_mm: float
    front: tuple[Ink, ...]
    back: tuple[Ink, ...]


def seen_through(paper: Paper, turned_about: str) -> list[Ink]:
    """Return what is on the back, at the points of the front that lie in front of it.

    The printer turns paper about its long or short edge: that edge's direction stays, the other one
    is reversed.
    """
    is_upright_axis = (turned_about == "long") == (paper.height_mm > paper.width_mm)
    found = []
    for ink in paper.back:
        x, y, (right, up) = ink.x_mm, ink.y_mm, ink.up
        if is_upright_axis:
            found.append(Ink(ink.page, paper.width_mm - x, y, (-right, up)))
        else:
            found.append(Ink(ink.page, x, paper.height_mm - y, (right, -up)))
    return found


def folded(pile: list[Paper], turned_about: str) -> list[Ink | None]:
    """Return the sides in the order in which a folded pile is read; fronts lie outside.

    Through the right halves from the outermost sheet inwards, front before back, then through the
    left halves from the innermost outwards, back before front.
    """
    right: list[Ink | None] = []
    left: list[Ink | None] = []
    for paper in pile:
        middle = paper.width_mm / 2
        behind = seen_through(paper, turned_about)
        right += [_on_half(paper.front, middle, is_right=True)]
        right += [_on_half(behind, middle, is_right=True)]
        left = [
            _on_half(behind, middle, is_right=False),
            _on_half(paper.front, middle, is_right=False),
            *left,
        ]
    return right + left


def leafed(pile: list[Paper], turned_about: str) -> list[Ink | None]:
    """Return the sides of loose leaves in order, the front of each before its back."""
    read: list[Ink | None] = []
    for paper in pile:
        behind = seen_through(paper, turned_about)
        read += [paper.front[0] if paper.front else None, behind[0] if behind else None]
    return read


def cut(pile: list[Paper], turned_about: str) -> list[Ink | None]:
    """Return the sides of a pile cut in the middle, its left half laid on its right half."""
    read: list[Ink | None] = []
    for is_right in (False, True):
        for paper in pile:
            middle = paper.width_mm / 2
            behind = seen_through(paper, turned_about)
            read.append(_on_half(paper.front, middle, is_right=is_right))
            read.append(_on_half(behind, middle, is_right=is_right))
    return read


def _on_half(inks: list[Ink] | tuple[Ink, ...], middle_mm: float, *, is_right: bool) -> Ink | None:
    there = [ink for ink in inks if (ink.x_mm > middle_mm) == is_right]
    assert len(there) <= 1, "two pages on one half"
    return there[0] if there else None
