"""Widths and heights of text in the shipped fonts.

From a table made with them (scripts/build_fonts.py); no font is opened.

The screen, the label placement and the printed page measure text here, so that they agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from gridmap.layers.surface import TextStyle

MM_PER_POINT: Final = 25.4 / 72.0

FAMILIES: Final = ("GridMap Sans SC", "GridMap Thaana", "GridMap Arabic", "GridMap Devanagari")
"""The shipped families, in the order in which a character is looked for."""

ASCENT_EM: Final = 0.88
DESCENT_EM: Final = 0.12
CAP_HEIGHT_EM: Final = 0.733
LINE_EM: Final = 1.35
SLANT: Final = 0.21
"""The italic is the regular font slanted by this share of its height (12 degrees)."""

SUBSTITUTE_EM: Final = 0.5
"""Size, in em, of the digits that stand for a character no font has."""

_SUBSTITUTE_DIGIT: Final = 555


@dataclass(frozen=True, slots=True)
class _Table:
    """Widths in thousandths of an em by code point, and the number of the family that has it."""

    regular: Mapping[int, int]
    bold: Mapping[int, int]
    family: Mapping[int, int]


def fonts_folder() -> Path:
    """Return the folder that holds the shipped fonts."""
    return Path(str(resources.files("gridmap"))) / "resources" / "fonts"


def font_file(family: str, *, bold: bool) -> Path:
    """Return the file of a shipped font."""
    return fonts_folder() / f"{family.replace(' ', '')}-{'Bold' if bold else 'Regular'}.ttf"


@cache
def _table() -> _Table:
    with np.load(fonts_folder() / "metrics.npz") as rows:
        codes: list[int] = rows["code"].tolist()
        columns = [dict(zip(codes, rows[key].tolist(), strict=True)) for key in _COLUMNS]
    return _Table(*(MappingProxyType(column) for column in columns))


_COLUMNS: Final = ("regular", "bold", "font")


def family_number(char: str) -> int | None:
    """Return the index in FAMILIES of the font that draws a character, None where none can."""
    return _table().family.get(ord(char))


def missing_characters(text: str) -> set[str]:
    """Return the characters of a text that no shipped font can draw.

    They are drawn as small hexadecimal digits (`substitute_text`) and have to be reported before
    printing.
    """
    known = _table().family
    return {char for char in text if ord(char) not in known and not _is_silent(char)}


def substitute_text(char: str) -> str:
    """Return what stands for a character no font has: its code point, as in "[2348D]"."""
    return f"[{ord(char):X}]"


def _is_silent(char: str) -> bool:
    """Return whether a character is a control or a joiner that draws nothing."""
    code = ord(char)
    return code < 0x20 or code == 0x7F or 0x200B <= code <= 0x200F or 0xFE00 <= code <= 0xFE0F


@lru_cache(maxsize=65536)
def _width_em(text: str, bold: bool) -> float:
    table = _table()
    advances = table.bold if bold else table.regular
    total = 0.0
    for char in text:
        advance = advances.get(ord(char))
        if advance is not None:
            total += advance
        elif not _is_silent(char):
            total += _SUBSTITUTE_DIGIT * SUBSTITUTE_EM * len(substitute_text(char))
    return total / 1000.0


def text_width_mm(text: str, style: TextStyle) -> float:
    """Return the width of a line of text in millimetres, without its halo."""
    return _width_em(text, style.font == "bold") * style.size_pt * MM_PER_POINT


def ascent_mm(style: TextStyle) -> float:
    """Return how far Chinese text reaches above its baseline, in millimetres."""
    return ASCENT_EM * style.size_pt * MM_PER_POINT


def descent_mm(style: TextStyle) -> float:
    """Return how far Chinese text reaches below its baseline, in millimetres."""
    return DESCENT_EM * style.size_pt * MM_PER_POINT


def cap_height_mm(style: TextStyle) -> float:
    """Return the height of digits and capital letters, in millimetres."""
    return CAP_HEIGHT_EM * style.size_pt * MM_PER_POINT


def line_height_mm(style: TextStyle) -> float:
    """Return the distance from baseline to baseline in running text, in millimetres."""
    return LINE_EM * style.size_pt * MM_PER_POINT


def baseline_mm(top_mm: float, height_mm: float, style: TextStyle) -> float:
    """Return the baseline that centres a line of text between a top and a height.

    Both in millimetres.
    """
    return top_mm + height_mm / 2 + CAP_HEIGHT_EM / 2 * style.size_pt * MM_PER_POINT


def fitted(text: str, style: TextStyle, max_width_mm: float) -> str:
    """Return the text, cut with an ellipsis where it is wider than `max_width_mm`."""
    if text_width_mm(text, style) <= max_width_mm:
        return text
    for length in range(len(text) - 1, 0, -1):
        if text_width_mm(text[:length] + "…", style) <= max_width_mm:
            return text[:length] + "…"
    return "…"


def wrapped(text: str, style: TextStyle, max_width_mm: float) -> list[str]:
    """Return the text as lines no wider than `max_width_mm`; no character is lost.

    Latin words stay whole where they fit; Chinese breaks anywhere but before closing punctuation.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrapped_paragraph(paragraph, style, max_width_mm))
    return lines


_NO_LINE_START: Final = frozenset("，。、；：！？）》」』】〉%…,.;:!?)]}")


def _wrapped_paragraph(text: str, style: TextStyle, max_width_mm: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if not line or text_width_mm((line + piece).rstrip(), style) <= max_width_mm:
            line += piece
        else:
            lines.append(line.rstrip())
            line = piece.lstrip()
        while text_width_mm(line.rstrip(), style) > max_width_mm and len(line) > 1:
            length = _fitting_length(line, style, max_width_mm)
            lines.append(line[:length])
            line = line[length:]
    return [*lines, line.rstrip()]


def _fitting_length(text: str, style: TextStyle, max_width_mm: float) -> int:
    for length in range(len(text) - 1, 1, -1):
        if text_width_mm(text[:length], style) <= max_width_mm:
            return length
    return 1


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may break.

    After spaces, around Chinese characters, not before closing punctuation.
    """
    pieces: list[str] = []
    for char in text:
        wide = ord(char) >= 0x2E80
        joins = bool(pieces) and (
            char in _NO_LINE_START or char == " " or not (wide or _ends_piece(pieces[-1]))
        )
        if joins:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _ends_piece(piece: str) -> bool:
    return piece[-1] == " " or ord(piece[-1]) >= 0x2E80
