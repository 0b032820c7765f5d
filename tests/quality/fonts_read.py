"""A font inside a PDF: what its codes stand for, how wide they are, and where their ink lies."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pikepdf
from fontTools.ttLib import TTFont

_PAIR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>")
Ink = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class FontRead:
    """A composite font; widths and ink are shares of the size."""

    name: str
    is_embedded: bool
    unicode: dict[int, str]
    widths: dict[int, float]
    usual_width: float
    glyph_of: np.ndarray
    inks: dict[int, Ink | None]

    def codes(self, data: bytes) -> list[int]:
        """Return the codes of a shown string."""
        return np.frombuffer(data, dtype=">u2").tolist()

    def words(self, codes: Sequence[int]) -> str:
        """Return the text that codes stand for; a code that stands for nothing gives U+FFFD."""
        return "".join(self.unicode.get(code, "\ufffd") for code in codes)

    def glyphs(self, codes: Sequence[int]) -> list[int]:
        """Return the glyph numbers in the embedded file; 0 is the box of a missing character."""
        return [int(self.glyph_of[code]) if code < len(self.glyph_of) else 0 for code in codes]

    def ink(self, codes: Sequence[int]) -> Ink:
        """Return left, lower, right, upper edge of what a line of codes paints."""
        x, boxes = 0.0, []
        for code, glyph in zip(codes, self.glyphs(codes), strict=True):
            box = self.inks.get(glyph)
            if box is not None:
                boxes.append((x + box[0], box[1], x + box[2], box[3]))
            x += self.widths.get(code, self.usual_width)
        if not boxes:
            return 0.0, 0.0, x, 0.0
        lefts, lows, rights, highs = zip(*boxes, strict=True)
        return min(lefts), min(lows), max(rights), max(highs)


def read_font(font: Any) -> FontRead:
    """Read a Type 0 font with an embedded TrueType file."""
    (inner,) = font.DescendantFonts
    program = inner.FontDescriptor.get("/FontFile2")
    inks = _inks(program.read_bytes()) if program is not None else {}
    return FontRead(
        name=str(font.BaseFont),
        is_embedded=program is not None,
        unicode=_unicode(font.ToUnicode.read_bytes()),
        widths=_widths(inner.get("/W", [])),
        usual_width=float(inner.get("/DW", 1000)) / 1000,
        glyph_of=np.frombuffer(inner.CIDToGIDMap.read_bytes(), dtype=">u2"),
        inks=inks,
    )


def _inks(file: bytes) -> dict[int, Ink | None]:
    """Return the box of each glyph of a TrueType file, as its outline's header gives it."""
    tables = TTFont(io.BytesIO(file), lazy=True)
    em, places = tables["head"].unitsPerEm, tables["loca"].locations
    data = tables.reader["glyf"]
    inks: dict[int, Ink | None] = {}
    for number, (start, end) in enumerate(pairwise(places)):
        if end - start < 10:
            inks[number] = None
            continue
        left, low, right, high = struct.unpack_from(">4h", data, start + 2)
        inks[number] = (left / em, low / em, right / em, high / em)
    return inks


def _unicode(data: bytes) -> dict[int, str]:
    found = {}
    for code, text in _PAIR.findall(data.split(b"endcodespacerange", 1)[1]):
        found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found


def _widths(entries: Any) -> dict[int, float]:
    widths: dict[int, float] = {}
    first = 0
    for entry in entries:
        if isinstance(entry, pikepdf.Array):
            for step, width in enumerate(entry):
                widths[first + step] = float(width) / 1000
        else:
            first = int(entry)
    return widths
