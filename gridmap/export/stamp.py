"""What tells one copy from another on every page: the words of its code and a light watermark.

Both belong to the imprint, so that a page whose content has not changed is known as the same.

On a detail sheet the watermark stands where the map has room, clear of houses, names and symbols,
small and dark enough to come out on a photocopy. On other pages, and on a map without such room,
it runs across the page, large and so pale that text over it stays as readable as before.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.export.free_room import FreeRoom
from gridmap.export.page import Booklet, PageCanvas, PageHead, PageKind
from gridmap.i18n import tr
from gridmap.layers.metrics import MM_PER_POINT, text_width_mm
from gridmap.layers.surface import TextRun, TextStyle
from gridmap.model.page_numbers import PageNumber

WATERMARK: Final = TextStyle(size_pt=24.0, font="bold", color="#1E22270B")
"""Four parts of a hundred of the ink's colour: paper stays paper and text stays text."""

ON_MAPS: Final = TextStyle(size_pt=11.0, font="bold", color="#1E222722")
"""Thirteen parts of a hundred: on ground where nothing is written."""

_ANGLE_DEG: Final = 38.0
_MAP_ANGLES_DEG: Final = (24.0, 0.0, 90.0)
_ROWS: Final = (0.22, 0.5, 0.78)
_ON_A_MAP: Final = 3
_ROOM_MM: Final = 8.0
_LONGEST: Final = 0.8


def page_code(booklet: Booklet, page: PageHead, number: PageNumber) -> str:
    """Return what the code of a page says: project, edition, sheet and revision, nobody's name."""
    sheet = page.name if page.kind is PageKind.SHEET else f"P{number}"
    project = booklet.view.features.project.id[:8]
    parts = ("GM", project, booklet.edition.value, sheet, booklet.spec.revision or "0")
    return "/".join(parts).upper()


def draw_watermark(canvas: PageCanvas) -> None:
    """Draw recipient, copy and day into free room of the page's maps, else across the page.

    Only where the edition shows households.
    """
    booklet = canvas.booklet
    if not (booklet.spec.watermark and booklet.edition.shows_households):
        return
    text = watermark_text(booklet)
    runs = [run for room in canvas.rooms for run in _in_room(room, text)]
    if runs:
        canvas.foot.text(runs, ON_MAPS)
        return
    width_mm, height_mm = booklet.page_mm(is_lying=canvas.is_lying)
    style = WATERMARK
    room_mm = _LONGEST * (width_mm**2 + height_mm**2) ** 0.5
    if text_width_mm(text, style) > room_mm:
        style = TextStyle(
            size_pt=style.size_pt * room_mm / text_width_mm(text, style),
            font=style.font,
            color=style.color,
        )
    canvas.foot.text(
        [TextRun(text, width_mm / 2, height_mm * row, "center", _ANGLE_DEG) for row in _ROWS],
        style,
    )


def _in_room(room: FreeRoom, text: str) -> list[TextRun]:
    """Return the words set a few times into what a map leaves free; none where it has no room."""
    length_mm = text_width_mm(text, ON_MAPS) + _ROOM_MM
    height_mm = 2 * ON_MAPS.size_pt * MM_PER_POINT
    for angle in _MAP_ANGLES_DEG:
        found = room.strips(length_mm, height_mm, angle_deg=angle)
        if len(found):
            middles = room.spread(found, min(_ON_A_MAP, len(found)))
            return [
                TextRun(text, x_mm, y_mm, "center", angle)
                for x_mm, y_mm in _apart(middles, length_mm, height_mm, angle).tolist()
            ]
    return []


def _apart(
    middles: NDArray[np.float64], length_mm: float, height_mm: float, angle_deg: float
) -> NDArray[np.float64]:
    """Return those of the middles whose strips meet none before them."""
    turn = math.radians(angle_deg)
    along = np.array([math.cos(turn), -math.sin(turn)])
    across = np.array([math.sin(turn), math.cos(turn)])
    kept: list[int] = []
    for at, middle in enumerate(middles):
        steps = middles[kept] - middle
        if np.all((np.abs(steps @ along) >= length_mm) | (np.abs(steps @ across) >= height_mm)):
            kept.append(at)
    return middles[kept]


def watermark_text(booklet: Booklet) -> str:
    """Return who holds this copy, which one it is, and when it was printed."""
    spec = booklet.spec
    copy = tr("{copy} of {copies}", copy=spec.copy, copies=spec.copies)
    return "  ".join(p for p in (booklet.recipient, copy, spec.print_day.isoformat()) if p)
