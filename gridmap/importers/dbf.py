"""The encoding of a shapefile's table: .cpg, then the language byte, then a test of the bytes.

Real Chinese shapefiles come as UTF-8 or GBK tables without a word about it (tech.md, "Files that
come in").
"""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

from gridmap.errors import ImportFileError
from gridmap.importers.text import is_plausible_chinese, known_encoding, read_bytes

LANGUAGE_BYTE: Final = 29
_HEADER_BYTES: Final = 32
_BY_LANGUAGE: Final = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x08: "cp865", 0x0D: "cp437", 0x13: "cp932",
    0x1F: "cp852", 0x24: "cp860", 0x25: "cp850", 0x26: "cp866", 0x37: "cp850", 0x40: "cp852",
    0x4D: "gb18030", 0x4E: "cp949", 0x4F: "cp950", 0x50: "cp874", 0x58: "cp1252", 0x59: "cp1252",
    0x64: "cp852", 0x65: "cp866", 0x66: "cp865", 0x78: "cp950", 0x79: "cp949", 0x7A: "gb18030",
    0x7B: "cp932", 0x7C: "cp874", 0xC8: "cp1250", 0xC9: "cp1251", 0xCA: "cp1254", 0xCB: "cp1253",
}  # fmt: skip
"""What the language byte means; 0x00 and 0x57 ("the system's own") say nothing."""


def table_encoding(table: Path) -> str:
    """Return the encoding of a .dbf. Raises: ImportFileError where the file cannot be read."""
    named = _named_in_cpg(table)
    if named:
        return named
    data = read_bytes(table)
    if len(data) <= _HEADER_BYTES:
        return "utf-8"
    by_language = _BY_LANGUAGE.get(data[LANGUAGE_BYTE])
    return by_language or _by_bytes(data)


def _named_in_cpg(table: Path) -> str:
    for suffix in (".cpg", ".CPG", ".cst"):
        page = table.with_suffix(suffix)
        if page.is_file():
            text = read_bytes(page)[:60].decode("ascii", "ignore").strip("\ufeff\x00 \r\n\t")
            try:
                return known_encoding(text) if text else ""
            except ImportFileError:
                return ""
    return ""


def _by_bytes(data: bytes) -> str:
    """Return UTF-8 where every cell is UTF-8 (an end may be cut off), else GB18030."""
    header_end = int.from_bytes(data[8:10], "little")
    row_bytes = int.from_bytes(data[10:12], "little")
    widths = [data[at + 16] for at in range(32, max(32, header_end - 32), 32) if data[at] != 0x0D]
    body = data[header_end:]
    if _cells_decode(body, widths, row_bytes, "utf-8"):
        return "utf-8"
    is_chinese = _cells_decode(body, widths, row_bytes, "gb18030") and is_plausible_chinese(
        body.decode("gb18030", "replace")
    )
    return "gb18030" if is_chinese else "latin-1"


def _cells_decode(body: bytes, widths: list[int], row_bytes: int, encoding: str) -> bool:
    if row_bytes <= 0:
        return True
    for start in range(0, len(body), row_bytes):
        at = start + 1
        for width in widths:
            if not _decodes(body[at : at + width].rstrip(b" \x00\x1a"), encoding):
                return False
            at += width
    return True


def _decodes(cell: bytes, encoding: str) -> bool:
    if cell.isascii():
        return True
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        decoder.decode(cell, final=False)
    except UnicodeDecodeError:
        return False
    return True


def decoded(text: str, encoding: str) -> str:
    """Return a cell that was read as Latin-1 in its true encoding; an end cut off is left out."""
    if text.isascii():
        return text
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    return decoder.decode(text.encode("latin-1", "replace"), final=False)
