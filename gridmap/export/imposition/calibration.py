"""The calibration page: shows whether a printer keeps the size, and how far off it prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from gridmap.export.imposition.placing import SheetFormat
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.placed_surface import PlacedSurface
from gridmap.i18n import language, tr
from gridmap.layers.metrics import line_height_mm, wrapped
from gridmap.layers.shapes import segment
from gridmap.layers.style import load_styles
from gridmap.layers.surface import Path as Line
from gridmap.layers.surface import PathStyle, Surface, TextRun, TextStyle

BAR_MM: Final = 100.0
EDGE_MM: Final = 20.0
"""How far the lines A and B lie from the left and the upper edge where the printer is exact."""

_CORNER_MM: Final = 10.0
_ARM_MM: Final = 5.0
_INK: Final = PathStyle(stroke="#000000", width_mm=0.2)
_BOLD: Final = PathStyle(stroke="#000000", width_mm=0.5)
_TEXT_PT: Final = 11.0
_TEXT_LEFT_MM: Final = 62.0


def write_calibration(sheet: SheetFormat, paper: str, out: Path) -> Path:
    """Write a sheet of two sides for a printer; the offset of `sheet` is applied, to prove it.

    Raises: ExportError where the file cannot be written.
    """
    _drawn(out, sheet, paper, instructions(sheet.offset_mm)).save()
    return out


def calibration_page(sheet: SheetFormat, paper: str, *, is_proof: bool) -> bytes:
    """Return the same sheet for the window, which asks for what is measured on it.

    `is_proof`: it will be printed with the printer's errors put right.
    """
    return _drawn(Path("calibration.pdf"), sheet, paper, window_instructions(is_proof)).data()


def _drawn(out: Path, sheet: SheetFormat, paper: str, words: Sequence[str]) -> PdfDocument:
    document = PdfDocument(
        out,
        title=tr("Calibration page"),
        language="zh-CN" if language() == "zh_CN" else "en",
    )
    width_mm, height_mm = sheet.size_mm
    right_mm, up_mm = sheet.offset_mm
    for name, side in (("front", tr("front")), ("back", tr("back"))):
        with document.page(width_mm, height_mm, name=name, label=side) as surface:
            placed = PlacedSurface(surface, factor=1.0, x_mm=right_mm, y_mm=-up_mm)
            _draw(placed, tr("Calibration page, {paper}, {side}", paper=paper, side=side), words)
    return document


def _draw(surface: Surface, title: str, words: Sequence[str]) -> None:
    styles = load_styles()
    text = replace(styles.text("body"), size_pt=_TEXT_PT)
    bold = replace(styles.text("body-bold"), size_pt=_TEXT_PT)
    head = replace(styles.text("body-bold"), size_pt=1.5 * _TEXT_PT)
    surface.paths(corner_marks(surface.width_mm, surface.height_mm), _INK)
    surface.paths([segment(EDGE_MM, 45.0, EDGE_MM, 95.0)], _BOLD)
    surface.paths([segment(70.0, EDGE_MM, 120.0, EDGE_MM)], _BOLD)
    surface.paths(bar(_TEXT_LEFT_MM, 62.0) + bar(40.0, 115.0, is_upright=True), _BOLD)
    bar_words = tr("{length} mm", length=round(BAR_MM))
    runs = [
        TextRun("A", EDGE_MM + 3.0, 71.0),
        TextRun("B", 94.0, EDGE_MM + 6.0),
        TextRun(bar_words, _TEXT_LEFT_MM + BAR_MM / 2, 59.0, align="center"),
        TextRun(bar_words, 36.5, 115.0 + BAR_MM / 2, align="center", angle_deg=90.0),
    ]
    surface.text(runs, bold)
    surface.text([TextRun(title, _TEXT_LEFT_MM, 47.0)], head)
    room_mm = min(150.0, surface.width_mm - _TEXT_LEFT_MM - 18.0)
    _lines(surface, words, text, room_mm)


def _lines(surface: Surface, words: Sequence[str], style: TextStyle, width_mm: float) -> None:
    y_mm, step_mm = 82.0, 1.2 * line_height_mm(style)
    for sentence in words:
        for line in wrapped(sentence, style, width_mm):
            surface.text([TextRun(line, _TEXT_LEFT_MM, y_mm)], style)
            y_mm += step_mm
        y_mm += 0.6 * step_mm


def instructions(offset_mm: tuple[float, float]) -> list[str]:
    """Return what to do with the page, step by step."""
    found = [
        tr(
            "1. Print at 100 % (“actual size”, not “fit to page”), on both sides, on the paper you "
            "will use."
        ),
        tr("2. Both bars must measure 100 mm. If not, the printer's dialog changes the size."),
        tr(
            "3. Measure from the left edge of the paper to line A, and from the upper edge to line "
            "B. Both should be 20 mm."
        ),
        tr(
            "4. Move the print to the right by 20 minus A, and up by B minus 20. Example: A 19 mm, "
            "B 20.5 mm: --offset 1.0,0.5. It is kept for the next time."
        ),
        tr("5. Hold the sheet against the light: the crosses of both sides should meet."),
    ]
    right, up = offset_mm
    if offset_mm != (0.0, 0.0):
        words = tr(
            "This page is printed with the offset {right},{up} mm: A and B should be 20 mm now. "
            "What is still wrong is added to that offset.",
            right=f"{right:g}",
            up=f"{up:g}",
        )
        found.append(words)
    return found


def window_instructions(is_proof: bool) -> list[str]:
    """Return what to do with the page that the window prints."""
    if is_proof:
        return [
            tr("This page is printed with the printer's errors put right."),
            tr("Both bars must measure 100 mm, lines A and B lie 20 mm from the edges."),
            tr("If not, press “Forget” in the window, print the page anew and measure once more."),
        ]
    return [
        tr("1. With a ruler, measure the two long bars. Both should be 100 mm."),
        tr(
            "2. Measure from the left edge of the paper to line A, and from the upper edge to line "
            "B. Both should be 20 mm."
        ),
        tr("3. Type the four lengths into the window, as finely as you can read them; keep them."),
        tr("4. Hold the sheet against the light: the crosses of both sides should meet."),
    ]


def bar(x_mm: float, y_mm: float, *, is_upright: bool = False) -> list[Line]:
    """Return a bar of 100 mm with a tick every 10 mm, from a point to the right or down."""
    ticks: list[Line] = []
    for step in range(11):
        at, half = 10.0 * step, 2.0 if step in (0, 5, 10) else 1.2
        ticks.append(
            segment(x_mm - half, y_mm + at, x_mm + half, y_mm + at)
            if is_upright
            else segment(x_mm + at, y_mm - half, x_mm + at, y_mm + half)
        )
    end = (x_mm, y_mm + BAR_MM) if is_upright else (x_mm + BAR_MM, y_mm)
    return [segment(x_mm, y_mm, *end), *ticks]


def corner_marks(width_mm: float, height_mm: float) -> list[Line]:
    """Return a cross in each corner, each as far from both its edges as the others."""
    return [
        line
        for x_mm in (_CORNER_MM, width_mm - _CORNER_MM)
        for y_mm in (_CORNER_MM, height_mm - _CORNER_MM)
        for line in (
            segment(x_mm - _ARM_MM, y_mm, x_mm + _ARM_MM, y_mm),
            segment(x_mm, y_mm - _ARM_MM, x_mm, y_mm + _ARM_MM),
        )
    ]
