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
from numpy.typing import NDArray

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

SUBSTITUTE_RISE_EM: Final = 0.2
"""How far, in em, those digits stand above the baseline."""

_SUBSTITUTE_HIGH: Final = 1000 * (SUBSTITUTE_RISE_EM + SUBSTITUTE_EM * 0.9)
"""How high they reach, brackets and all, in thousandths of an em."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontTable:
    """What the shipped fonts hold, by rows.

    Code points rising, the font's number in FAMILIES, widths, glyph numbers.

    Widths are thousandths of an em, as are the lowest and the highest ink above the baseline, of
    both weights. A row's number is the code of the character in printed files.
    """

    code: NDArray[np.uint32]
    font: NDArray[np.uint8]
    regular: NDArray[np.uint16]
    bold: NDArray[np.uint16]
    regular_glyph: NDArray[np.uint16]
    bold_glyph: NDArray[np.uint16]
    low: NDArray[np.int16]
    high: NDArray[np.int16]


def fonts_folder() -> Path:
    """Return the folder that holds the shipped fonts."""
    return Path(str(resources.files("gridmap"))) / "resources" / "fonts"


def font_file(family: str, *, bold: bool) -> Path:
    """Return the file of a shipped font."""
    return fonts_folder() / f"{family.replace(' ', '')}-{'Bold' if bold else 'Regular'}.ttf"


@cache
def load_table() -> FontTable:
    """Return the table of the shipped fonts (resources/fonts/metrics.npz)."""
    with np.load(fonts_folder() / "metrics.npz") as columns:
        return FontTable(**{name: columns[name] for name in columns.files})


@cache
def _by_code(column: str) -> Mapping[int, int]:
    table = load_table()
    values: list[int] = getattr(table, column).tolist()
    return MappingProxyType(dict(zip(table.code.tolist(), values, strict=True)))


@cache
def character_rows() -> dict[str, int]:
    """Return the row in the table of each character of the main font."""
    table = load_table()
    main = np.flatnonzero(table.font == 0)
    return {
        chr(code): row for code, row in zip(table.code[main].tolist(), main.tolist(), strict=True)
    }


def family_number(char: str) -> int | None:
    """Return the index in FAMILIES of the font that draws a character, None where none can."""
    return _by_code("font").get(ord(char))


def missing_characters(text: str) -> set[str]:
    """Return the characters of a text that no shipped font can draw.

    They are drawn as small hexadecimal digits (`substitute_text`) and have to be reported before
    printing.
    """
    known = _by_code("font")
    return {char for char in text if ord(char) not in known and not is_silent(char)}


def substitute_text(char: str) -> str:
    """Return what stands for a character no font has: its code point, as in "[2348D]"."""
    return f"[{ord(char):X}]"


def is_silent(char: str) -> bool:
    """Return whether a character is a control or a joiner that draws nothing."""
    code = ord(char)
    return code < 0x20 or code == 0x7F or 0x200B <= code <= 0x200F or 0xFE00 <= code <= 0xFE0F


@lru_cache(maxsize=16384)
def text_width_em(text: str, bold: bool) -> float:
    """Return the width of a line of text in em.

    A character no font has counts as its small digits.
    """
    advances = _by_code("bold" if bold else "regular")
    total = 0.0
    for char in text:
        advance = advances.get(ord(char))
        if advance is not None:
            total += advance
        elif not is_silent(char):
            total += sum(advances[ord(digit)] for digit in substitute_text(char)) * SUBSTITUTE_EM
    return total / 1000.0


def text_width_mm(text: str, style: TextStyle) -> float:
    """Return the width of a line of text in millimetres, without its halo."""
    return text_width_em(text, style.font == "bold") * style.size_pt * MM_PER_POINT


@lru_cache(maxsize=16384)
def _ink_em(text: str) -> tuple[float, float]:
    """Return how far the ink of a line reaches above and below its baseline, in em, 0 or more."""
    lows, highs = _by_code("low"), _by_code("high")
    low = min((lows.get(ord(char), 0) for char in text), default=0)
    high = max((highs.get(ord(char), _SUBSTITUTE_HIGH) for char in text), default=0)
    return max(0, high) / 1000.0, max(0, -low) / 1000.0


def rise_mm(text: str, style: TextStyle) -> float:
    """Return how far the ink of a line reaches above its baseline, in millimetres."""
    return _ink_em(text)[0] * style.size_pt * MM_PER_POINT


def drop_mm(text: str, style: TextStyle) -> float:
    """Return how far the ink of a line reaches below its baseline, as g does, in millimetres."""
    return _ink_em(text)[1] * style.size_pt * MM_PER_POINT


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
    """Return the baseline, in millimetres, that centres a line of text in a height from a top."""
    return top_mm + height_mm / 2 + CAP_HEIGHT_EM / 2 * style.size_pt * MM_PER_POINT


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
    """Cut a text where a line may break: after spaces and around Chinese characters.

    No piece begins with closing punctuation.
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
