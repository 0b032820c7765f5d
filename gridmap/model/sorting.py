"""The order of door numbers as people read them: 12, 12-1, 12号附1, 12之一, 13, no number."""

from __future__ import annotations

import re
from typing import Final

_CHINESE_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_PIECE = re.compile(r"\d+|[零〇一二两三四五六七八九十百]+|[^\d零〇一二两三四五六七八九十百]+")

SortKey = tuple[tuple[int, int, str], ...]


def chinese_number(text: str) -> int:
    """Return the value of a small Chinese numeral (十二: 12, 一百零三: 103, 二〇: 20)."""
    if not any(char in "十百" for char in text):
        return int("".join(str(_CHINESE_DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _CHINESE_DIGITS[char]
    return total + digit


def door_key(door: str) -> SortKey:
    """Return a key that sorts doors naturally; a door without a number comes last."""
    text = door.strip().casefold()
    pieces = _PIECE.findall(text)
    if not any(_is_number(piece) for piece in pieces):
        return ((2, 0, text),)
    return tuple(_piece_key(piece) for piece in pieces if piece.strip("- 号#附之"))


def _is_number(piece: str) -> bool:
    return piece.isdigit() or all(char in "零〇一二两三四五六七八九十百" for char in piece)


def _piece_key(piece: str) -> tuple[int, int, str]:
    if piece.isascii() and piece.isdigit():
        return (0, int(piece), "")
    if _is_number(piece):
        return (0, chinese_number(piece), "")
    return (1, 0, piece)
