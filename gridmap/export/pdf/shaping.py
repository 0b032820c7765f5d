"""Text as the shipped fonts draw it: the font, the order and the codes of each stretch.

Chinese and Latin take the fast path: one stretch of four hexadecimal digits a character. Scripts
that join or run from right to left go through HarfBuzz, stretch by stretch, after the bidirectional
algorithm. A character that no font has becomes its code point in small digits, never an empty box.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final, TypeAlias

import uharfbuzz as hb
from bidi.algorithm import get_display

from gridmap.layers.metrics import (
    FAMILIES,
    SUBSTITUTE_EM,
    SUBSTITUTE_RISE_EM,
    character_rows,
    family_number,
    font_file,
    is_silent,
    load_table,
    substitute_text,
    text_width_em,
)

FontKey: TypeAlias = tuple[int, bool]
"""The number of a family in FAMILIES, and whether it is the bold font."""

MAIN: Final = 0
_SUBSTITUTE: Final = -1


@dataclass(frozen=True, slots=True)
class PlacedGlyph:
    """A glyph of a shaped stretch at its place, in em from the stretch's origin."""

    glyph: int
    x_em: float
    y_em: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line drawn in one font.

    Plain stretches have `codes` (hexadecimal, advancing by the font's own widths); shaped ones have
    `placed`. `source` pairs each code or glyph with the text it stands for. `scale` and `rise_em`
    are 1 and 0 but for substitutes. `stands_for` is the text to copy and find where glyphs alone do
    not tell it: that of shaped stretches and substitutes.
    """

    font: FontKey
    width_em: float
    source: tuple[tuple[int, str], ...]
    codes: str = ""
    placed: tuple[PlacedGlyph, ...] = ()
    scale: float = 1.0
    rise_em: float = 0.0
    stands_for: str = ""


@lru_cache(maxsize=8192)
def shaped(text: str, bold: bool) -> tuple[Stretch, ...]:
    """Return the stretches of a line of text from left to right."""
    rows = character_rows()
    families = {_family(char) for char in text if not is_silent(char)}
    if families <= {MAIN}:
        return (_plain(text, bold, rows),) if text else ()
    # bidi.get_display, the faster one, leaves brackets as they are (rule L4)
    visible = str(get_display(text)) if families - {MAIN, _SUBSTITUTE} else text
    stretches: list[Stretch] = []
    for family, piece in _pieces(visible):
        if family == MAIN:
            stretches.append(_plain(piece, bold, rows))
        elif family == _SUBSTITUTE:
            stretches.extend(_substitutes(piece, bold, rows))
        else:
            stretches.append(_shaped(piece, (family, bold)))
    return tuple(stretches)


def _family(char: str) -> int:
    """Return the family that draws a character; one that no font has is its own kind."""
    number = family_number(char)
    return _SUBSTITUTE if number is None else number


def _pieces(visible: str) -> list[tuple[int, str]]:
    """Cut a line where the family changes; a joiner stays with the character before it."""
    families: list[int] = []
    for char in visible:
        if is_silent(char):
            families.append(families[-1] if families else MAIN)
        else:
            families.append(_family(char))
    pairs = groupby(zip(families, visible, strict=True), key=itemgetter(0))
    return [(family, "".join(char for _, char in pair)) for family, pair in pairs]


def _plain(text: str, bold: bool, rows: dict[str, int]) -> Stretch:
    known = [char for char in text if char in rows]
    return Stretch(
        font=(MAIN, bold),
        width_em=text_width_em(text, bold),
        source=tuple((rows[char], char) for char in sorted(set(known))),
        codes="".join([f"{rows[char]:04X}" for char in known]),
    )


def _substitutes(text: str, bold: bool, rows: dict[str, int]) -> list[Stretch]:
    """Return each character as its code point in small digits."""
    result = []
    for char in text:
        if is_silent(char):
            continue
        digits = _plain(substitute_text(char), bold, rows)
        result.append(
            Stretch(
                font=digits.font,
                width_em=digits.width_em * SUBSTITUTE_EM,
                source=digits.source,
                codes=digits.codes,
                scale=SUBSTITUTE_EM,
                rise_em=SUBSTITUTE_RISE_EM,
                stands_for=char,
            )
        )
    return result


@cache
def _shaper(font: FontKey) -> hb.Font:
    family, bold = font
    blob = hb.Blob.from_file_path(str(font_file(FAMILIES[family], bold=bold)))
    return hb.Font(hb.Face(blob))


def _shaped(visible: str, font: FontKey) -> Stretch:
    """Return a stretch set by HarfBuzz.

    `visible` is in the order of the page, from left to right.
    """
    buffer = hb.Buffer()
    buffer.add_str(visible)
    buffer.guess_segment_properties()
    logical = visible
    if buffer.direction == "rtl":
        logical = visible[::-1]
        buffer = hb.Buffer()
        buffer.add_str(logical)
        buffer.guess_segment_properties()
    shaper = _shaper(font)
    hb.shape(shaper, buffer)
    em = float(shaper.face.upem)
    placed, x = [], 0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        placed.append(
            PlacedGlyph(info.codepoint, (x + position.x_offset) / em, position.y_offset / em)
        )
        x += position.x_advance
    return Stretch(
        font=font,
        width_em=x / em,
        source=_sources(
            logical,
            [(info.cluster, info.codepoint) for info in buffer.glyph_infos],
            _characters_of(font),
        ),
        placed=tuple(placed),
        stands_for=logical,
    )


@cache
def _characters_of(font: FontKey) -> dict[int, str]:
    """Return the character that each glyph of a font draws by itself."""
    family, bold = font
    table = load_table()
    mine = table.font == family
    glyphs = (table.bold_glyph if bold else table.regular_glyph)[mine].tolist()
    codes = table.code[mine].tolist()
    return {glyph: chr(code) for glyph, code in zip(glyphs, codes, strict=True)}


def _sources(
    logical: str, glyphs: list[tuple[int, int]], characters: dict[int, str]
) -> tuple[tuple[int, str], ...]:
    """Return for each glyph the text it stands for.

    Most glyphs draw one character. A joined form stands for what its cluster holds beside those.
    """
    starts = sorted({cluster for cluster, _ in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(logical)], strict=True))
    rest = {start: logical[start : ends[start]] for start in starts}
    for cluster, glyph in glyphs:
        rest[cluster] = rest[cluster].replace(characters.get(glyph, "\0"), "", 1)
    result = []
    for cluster, glyph in glyphs:
        if glyph in characters:
            result.append((glyph, characters[glyph]))
        else:
            result.append((glyph, rest[cluster]))
            rest[cluster] = ""
    return tuple(result)
