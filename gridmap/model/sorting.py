"""The order of door numbers as people read them: 12, 12-1, 12号附1, 12之一, 13, no number."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_CHINESE_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_CHINESE_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_NUMERALS: Final = "".join([*_CHINESE_DIGITS, *_CHINESE_UNITS])
_PIECE: Final = re.compile(rf"\d+|[{_NUMERALS}]+|[^\d{_NUMERALS}]+")
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_STEM_FIRST: Final = re.compile(rf"^([{_STEMS}])\s*(\d+)\s*号?(.*)$")
_DASHES: Final = str.maketrans("‐‑‒–—―−", "-------")
_BRANCHES: Final = {sign: rank for rank, sign in enumerate(["-", "附", "之", *_STEMS], start=1)}
"""What joins a branch number to its house or tells it apart, as people list them."""

SortKey = tuple[tuple[int, int, str], ...]


def chinese_number(text: str) -> int:
    """Return the value of a small Chinese numeral (十二: 12, 一百零三: 103, 二〇: 20)."""
    if not any(char in _CHINESE_UNITS for char in text):
        return int("".join(str(_CHINESE_DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in _CHINESE_UNITS:
            total, digit = total + (digit or 1) * _CHINESE_UNITS[char], 0
        else:
            digit = _CHINESE_DIGITS[char]
    return total + digit


def door_key(door: str) -> SortKey:
    """Return a key that sorts doors naturally; a door without a number comes last.

    Full-width figures and dashes count as plain ones; 号, # and spaces do not count. 甲12 stands
    with 12, as 12甲 does: it is the second house of that number.
    """
    text = unicodedata.normalize("NFKC", door).translate(_DASHES).strip().casefold()
    text = _STEM_FIRST.sub(r"\2\1\3", text)
    pieces = _PIECE.findall(text)
    if not any(_is_number(piece) for piece in pieces):
        return ((2, 0, text),)
    return tuple(_piece_key(piece) for piece in pieces if piece.strip(" 号#"))


def _is_number(piece: str) -> bool:
    return piece.isdecimal() or piece[0] in _NUMERALS


def _piece_key(piece: str) -> tuple[int, int, str]:
    if piece.isdecimal():
        return (0, int(piece), "")
    if _is_number(piece):
        return (0, chinese_number(piece), "")
    words = piece.strip(" 号#")
    rank = _BRANCHES.get(words, len(_BRANCHES) + 1)
    return (1, rank, words)
