"""Creep: inner sheets of a folded booklet stick out, and lose that much when its edge is cut."""

from __future__ import annotations

from typing import Final

CREEP_ROOM_MM: Final = 10.0
"""How far a page may move towards the fold: less than the smallest margin of an atlas page."""


def creep_mm(sheets: int, thickness_mm: float, *, room_mm: float = CREEP_ROOM_MM) -> list[float]:
    """Return how far the pages of each sheet move towards the fold, the outermost sheet first.

    Each sheet inwards adds the thickness of the paper; where the innermost would move more than
    `room_mm`, all are lessened in proportion.
    """
    inner = sheets - 1
    step_mm = min(thickness_mm, room_mm / inner) if inner > 0 else 0.0
    return [step_mm * sheet for sheet in range(sheets)]
