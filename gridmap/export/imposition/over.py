"""What is printed over the pages of a sheet: the note of a changed size, marks to cut and glue.

Drawn with the code of the booklets, so that the words have the same font.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from gridmap.export.imposition.layout import LaidSide
from gridmap.export.imposition.pieces import draw_piece
from gridmap.export.imposition.placing import Placed
from gridmap.export.imposition.ratio import ratio_note
from gridmap.export.parts.wall import WallSheet
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.pdf.surface import PdfSurface
from gridmap.export.placed_surface import PlacedSurface
from gridmap.i18n import language
from gridmap.layers.metrics import text_width_mm
from gridmap.layers.style import Styles, load_styles
from gridmap.layers.surface import TextRun

_ABOVE_EDGE_MM: Final = 4.6
"""How high the note stands above the edge of the paper: printers leave up to 5 mm white."""

_NOTE_PT: Final = 7.0
_Note: TypeAlias = tuple[str, tuple[float, ...]]
_Key: TypeAlias = tuple[tuple[float, float], tuple[_Note, ...], WallSheet | None]


class Overlays:
    """Collects what stands over the sides; equal ones are drawn once.

    `offset_mm` moves the marks to the right and up, as it does the pages.
    """

    def __init__(self, offset_mm: tuple[float, float] = (0.0, 0.0)) -> None:
        self._offset_mm = offset_mm
        self._places: dict[_Key, int] = {}
        self._document = PdfDocument(
            Path("over.pdf"),
            title="GridMap",
            language="zh-CN" if language() == "zh_CN" else "en",
            deterministic=True,
        )
        self._styles: Styles = load_styles()

    def place_for(self, side: LaidSide, scales: Mapping[int, int]) -> int | None:
        """Return the number of the page in `file` that goes over a side; None: nothing does.

        `scales` are the scales that the pages say they have.
        """
        notes = tuple(
            (words, _at(item))
            for item in side.placed
            if (words := ratio_note(item.factor, scales.get(item.page, 0)))
        )
        if not notes and side.piece is None:
            return None
        key = (side.size_mm, notes, side.piece)
        if key not in self._places:
            self._places[key] = len(self._places)
            self._draw(side, notes)
        return self._places[key]

    def file(self) -> io.BytesIO:
        """Return the overlays as a PDF, one page each."""
        return io.BytesIO(self._document.data())

    def _draw(self, side: LaidSide, notes: tuple[_Note, ...]) -> None:
        width, height = side.size_mm
        with self._document.page(width, height, name=f"o{len(self._places)}") as surface:
            for words, at in notes:
                self._draw_note(surface, words, at)
            if side.piece is not None:
                right_mm, up_mm = self._offset_mm
                placed = PlacedSurface(surface, factor=1.0, x_mm=right_mm, y_mm=-up_mm)
                draw_piece(placed, side.piece, side.pieces, self._styles)

    def _draw_note(self, surface: PdfSurface, words: str, at: tuple[float, ...]) -> None:
        """Draw a note centred at the foot of a place, on its head where the page stands so."""
        left, low, width, is_turned = at
        style = replace(self._styles.text("body"), size_pt=_NOTE_PT)
        room = width - 12.0
        needed = text_width_mm(words, style)
        if needed > room:
            style = replace(style, size_pt=style.size_pt * room / needed)
        run = TextRun(words, left + width / 2, surface.height_mm - low, align="center")
        if is_turned:
            run = replace(run, angle_deg=180.0)
        surface.text([run], style)


def _at(item: Placed) -> tuple[float, ...]:
    """Return left, height of the line, width, and whether the words stand on their heads."""
    window = item.window
    top = window.y_mm + window.height_mm
    is_turned = item.matrix[0] < 0 or item.matrix[1] < 0
    low = top - _ABOVE_EDGE_MM if is_turned else window.y_mm + _ABOVE_EDGE_MM
    return (round(window.x_mm, 3), round(low, 3), round(window.width_mm, 3), float(is_turned))
