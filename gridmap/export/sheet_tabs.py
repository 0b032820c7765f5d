"""Where the tabs stand that name the pages on which a map goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gridmap.export.neighbours import Neighbour, Side
from gridmap.layers.frame import (
    NeighbourTab,
    ReferenceFrame,
    tab_length_mm,
    tab_positions_mm,
)
from gridmap.layers.style import Styles

_LETTER_MM: Final = 4.0
_APART_MM: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TabText:
    """A neighbour with the words of its tab and the name of its page (empty: no link).

    `shorter` are words to use where the longer ones would hide the letters of the frame.
    """

    neighbour: Neighbour
    text: str
    target: str
    shorter: tuple[str, ...] = ()


def placed_tabs(
    tabs: Sequence[TabText], frame: ReferenceFrame, styles: Styles
) -> list[NeighbourTab]:
    """Return the tabs on the cell borders nearest to their direction.

    Two of one side do not touch. Those straight on come first; one to a corner stands on either
    side of it. One for which no words are short enough is left out.
    """
    result: list[NeighbourTab] = []
    for tab in sorted(tabs, key=lambda tab: tab.neighbour.other_side is not None):
        first = tab.neighbour.side
        sides = [first, *([tab.neighbour.other_side] if tab.neighbour.other_side else [])]
        placed = None
        for side in sides:
            along = tab.neighbour.along if side == first else _along_other(tab.neighbour)
            placed = placed or _placed(tab, side, along, frame, result, styles)
        if placed is not None:
            result.append(placed)
    return result


def _along_other(neighbour: Neighbour) -> float:
    """Return how far along the other side of its corner a tab belongs."""
    return 0.0 if neighbour.side in ("top", "left") else 1.0


def _placed(
    tab: TabText,
    side: Side,
    along: float,
    frame: ReferenceFrame,
    others: Sequence[NeighbourTab],
    styles: Styles,
) -> NeighbourTab | None:
    """Return a tab with the longest words that fit on a side; None where there is no room."""
    is_level = side in ("top", "bottom")
    start = frame.x_mm if is_level else frame.y_mm
    length = frame.width_mm if is_level else frame.height_mm
    room = length / (frame.columns if is_level else frame.rows) - _LETTER_MM
    texts = (tab.text, *tab.shorter)
    beside = [other for other in others if other.side == side]
    for text in [text for text in texts if tab_length_mm(text, styles) <= room] or texts[-1:]:
        half = tab_length_mm(text, styles) / 2
        free = [
            at
            for at in tab_positions_mm(frame, side)
            if start + half <= at <= start + length - half
            and all(
                abs(at - other.at_mm) > half + tab_length_mm(other.text, styles) / 2 + _APART_MM
                for other in beside
            )
        ]
        if free:
            wanted = start + along * length
            at_mm = min(free, key=lambda at: (abs(at - wanted), at))
            return NeighbourTab(
                side=side,
                at_mm=at_mm,
                text=text,
                target=tab.target,
                angle_deg=tab.neighbour.angle_deg,
            )
    return None
