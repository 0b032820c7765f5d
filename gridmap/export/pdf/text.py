"""Lines of text as PDF operators: aligned, turned, slanted, with a halo below."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from gridmap.export.pdf.code import PT_PER_MM, number, rgb
from gridmap.export.pdf.shaping import FontKey, Stretch, shaped
from gridmap.layers.metrics import SLANT
from gridmap.layers.surface import TextRun, TextStyle

_DIRECTION_DECIMALS: Final = 5
_ALIGN: Final = {"left": 0.0, "center": 0.5, "right": 1.0}

HALO_BEGIN: Final = "/Span <</ActualText <FEFF>>> BDC\n"
"""Halos repeat the text; marked as standing for nothing, they are neither copied nor read out."""

_MARKS: Final = re.compile(r"/Span [^\n]*BDC\n|EMC\n")

FontName = Callable[[FontKey, Stretch], str]
"""Gives the resource name of a font and remembers what is used of it."""


def text_code(
    runs: Sequence[TextRun], style: TextStyle, height_mm: float, font_name: FontName
) -> str:
    """Return the operators that draw lines of text on a page of that height."""
    glyphs = "".join(
        [
            _simple_code(run, style, height_mm, font_name)
            or _line_code(run, style, height_mm, font_name)
            for run in runs
        ]
    )
    if not glyphs:
        return ""
    color = rgb(style.color)
    if style.halo_mm <= 0:
        return f"BT\n{color} rg\n{glyphs}ET\n"
    halo = rgb(style.halo_color)
    width = number(2 * style.halo_mm * PT_PER_MM)
    return (
        f"q\n{HALO_BEGIN}BT\n2 Tr {halo} rg {halo} RG {width} w 1 J 1 j\n"
        f"{_unmarked(glyphs)}ET\nEMC\nQ\n"
        f"BT\n{color} rg\n{glyphs}ET\n"
    )


def _simple_code(run: TextRun, style: TextStyle, height_mm: float, font_name: FontName) -> str:
    """Return the operators of a level line in one plain stretch, as most are; else nothing."""
    stretches = shaped(run.text, style.font == "bold")
    if run.angle_deg or len(stretches) != 1 or not _is_plain(stretches[0]):
        return ""
    stretch = stretches[0]
    back = stretch.width_em * style.size_pt * _ALIGN[run.align]
    x = run.x_mm * PT_PER_MM - back
    y = (height_mm - run.y_mm) * PT_PER_MM
    slant = f"{SLANT:g}" if style.font == "italic" else "0"
    return (
        f"/{font_name(stretch.font, stretch)} {number(style.size_pt)} Tf "
        f"1 0 {slant} 1 {x:.2f} {y:.2f} Tm <{stretch.codes}> Tj\n"
    )


def _is_plain(stretch: Stretch) -> bool:
    return bool(stretch.codes) and stretch.scale == 1.0 and not stretch.stands_for


def _unmarked(glyphs: str) -> str:
    """Return operators without their own marks of what they stand for; marks do not nest well."""
    return _MARKS.sub("", glyphs) if "BDC" in glyphs else glyphs


def _line_code(run: TextRun, style: TextStyle, height_mm: float, font_name: FontName) -> str:
    """Return the operators of one line, without colours."""
    stretches = shaped(run.text, style.font == "bold")
    width_pt = sum(stretch.width_em for stretch in stretches) * style.size_pt
    x = run.x_mm * PT_PER_MM
    y = (height_mm - run.y_mm) * PT_PER_MM
    along = _direction(run.angle_deg)
    back = width_pt * _ALIGN[run.align]
    x, y = x - back * along[0], y - back * along[1]
    slant = SLANT if style.font == "italic" else 0.0
    code = []
    for stretch in stretches:
        name = font_name(stretch.font, stretch)
        size = style.size_pt * stretch.scale
        code.append(f"/{name} {number(size)} Tf\n")
        drawn = _stretch_code(stretch, (x, y), along, style.size_pt, slant)
        code.append(_marked(drawn, stretch.stands_for) if stretch.stands_for else drawn)
        advance = stretch.width_em * style.size_pt
        x, y = x + advance * along[0], y + advance * along[1]
    return "".join(code)


def _marked(code: str, text: str) -> str:
    """Return operators marked as standing for a text, which is what is copied and found."""
    return f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC\n{code}EMC\n"


@lru_cache(maxsize=512)
def _direction(angle_deg: float) -> tuple[float, float]:
    angle = math.radians(angle_deg)
    return round(math.cos(angle), _DIRECTION_DECIMALS), round(math.sin(angle), _DIRECTION_DECIMALS)


def _stretch_code(
    stretch: Stretch,
    at: tuple[float, float],
    along: tuple[float, float],
    size_pt: float,
    slant: float,
) -> str:
    if not stretch.placed:
        up = stretch.rise_em * size_pt
        return f"{_matrix(at, along, slant, 0.0, up)} Tm <{stretch.codes}> Tj\n"
    return "".join(
        f"{_matrix(at, along, slant, glyph.x_em * size_pt, glyph.y_em * size_pt)} Tm "
        f"<{glyph.glyph:04X}> Tj\n"
        for glyph in stretch.placed
    )


def _matrix(
    at: tuple[float, float], along: tuple[float, float], slant: float, right: float, up: float
) -> str:
    """Return the text matrix at a point moved right and up along the line's own axes."""
    cos, sin = along
    x = at[0] + right * cos - up * sin
    y = at[1] + right * sin + up * cos
    if sin == 0.0 and slant == 0.0:
        return f"{cos:g} 0 0 {cos:g} {x:.2f} {y:.2f}"
    axes = " ".join(
        number(part, _DIRECTION_DECIMALS)
        for part in (cos, sin, slant * cos - sin, slant * sin + cos)
    )
    return f"{axes} {x:.2f} {y:.2f}"
