"""Blocks of cells as text between this program and a spreadsheet: tab-separated, quoted. No Qt."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence

Block = list[list[str]]


def block_text(rows: Sequence[Sequence[str]]) -> str:
    """Return cells as tab-separated lines; what holds a tab, a line's end or a quote is quoted."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def block_html(rows: Sequence[Sequence[str]]) -> str:
    """Return cells as a table in which a spreadsheet keeps every text a text.

    So 007 keeps its zeros, 12-1 becomes no date, and a twelve-digit code no 6.2E+11.
    """
    lines = ("".join(_cell(text) for text in row) for row in rows)
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def parse_block(text: str) -> Block:
    """Return the cells of a text from a spreadsheet; the empty line at its end does not count."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if plain.endswith("\n"):
        plain = plain[:-1]
    try:
        return [list(row) or [""] for row in csv.reader(io.StringIO(plain), delimiter="\t")]
    except csv.Error:
        return [line.split("\t") for line in plain.split("\n")]


def spread(block: Block, *, rows: int, columns: int) -> Block:
    """Return a block repeated to fill a selection that is a multiple of it; else the block."""
    height, width = len(block), max((len(row) for row in block), default=0)
    if not height or not width or rows % height or columns % width:
        return block
    return [[*(block[row % height] * (columns // width))] for row in range(rows)]


def _cell(text: str) -> str:
    return f"<td style=\"mso-number-format:'\\@'\">{html.escape(text)}</td>"
