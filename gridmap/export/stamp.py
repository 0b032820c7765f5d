"""What tells one copy from another on every page: the words of its code and a light watermark.

Both belong to the imprint, so that a page whose content has not changed is known as the same.
"""

from __future__ import annotations

from typing import Final

from gridmap.export.page import Booklet, PageCanvas, PageHead, PageKind
from gridmap.i18n import tr
from gridmap.layers.metrics import text_width_mm
from gridmap.layers.surface import TextRun, TextStyle

WATERMARK: Final = TextStyle(size_pt=26.0, font="bold", color="#1E222712")
"""Seven parts of a hundred of the ink's colour: paper stays paper and text stays text."""

_ANGLE_DEG: Final = 38.0
_ROWS: Final = (0.22, 0.5, 0.78)
_LONGEST: Final = 0.8


def page_code(booklet: Booklet, page: PageHead, number: int) -> str:
    """Return what the code of a page says: project, edition, sheet and revision, nobody's name."""
    sheet = page.name if page.kind is PageKind.SHEET else f"P{number}"
    project = booklet.view.features.project.id[:8]
    parts = ("GM", project, booklet.edition.value, sheet, booklet.spec.revision or "0")
    return "/".join(parts).upper()


def draw_watermark(canvas: PageCanvas) -> None:
    """Draw recipient, copy and day across the page, where the edition shows households."""
    booklet = canvas.booklet
    if not (booklet.spec.watermark and booklet.edition.shows_households):
        return
    text = watermark_text(booklet)
    width_mm, height_mm = booklet.spec.size_mm
    style = WATERMARK
    room = _LONGEST * (width_mm**2 + height_mm**2) ** 0.5
    if text_width_mm(text, style) > room:
        style = TextStyle(
            size_pt=style.size_pt * room / text_width_mm(text, style),
            font=style.font,
            color=style.color,
        )
    canvas.foot.text(
        [TextRun(text, width_mm / 2, height_mm * row, "center", _ANGLE_DEG) for row in _ROWS],
        style,
    )


def watermark_text(booklet: Booklet) -> str:
    """Return who holds this copy, which one it is, and when it was printed."""
    spec = booklet.spec
    copy = tr("{copy} of {copies}", copy=spec.copy, copies=spec.copies)
    return "  ".join(p for p in (booklet.recipient, copy, spec.print_day.isoformat()) if p)
