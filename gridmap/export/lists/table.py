"""A list as it leaves the program: titled columns, rows of plain values, and facts about itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

ColumnKind = Literal["text", "number", "day"]
Value: TypeAlias = str | int | float | date | None

NARROWEST: Final = 6
WIDEST: Final = 48
_MARGIN: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column. `kind` decides how a program that opens the file takes its values.

    A code, a door or a phone is text, however many figures it has; in a number column a masked
    count ("<5") stays text.
    """

    title: str
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTable:
    """A list: `title` names the sheet, `facts` say of which day and edition it is."""

    title: str
    columns: tuple[ListColumn, ...]
    rows: Sequence[Sequence[Value]]
    facts: tuple[tuple[str, str], ...] = ()


def column_widths(table: ListTable) -> list[int]:
    """Return how many Latin characters wide each column is: its longest value, within limits."""
    widths = [display_width(column.title) for column in table.columns]
    for row in table.rows:
        for index, value in enumerate(row):
            if value is not None and widths[index] < WIDEST:
                widths[index] = max(widths[index], display_width(str(value)))
    return [min(max(width + _MARGIN, NARROWEST), WIDEST) for width in widths]


def display_width(text: str) -> int:
    """Return the width of a text's widest line in Latin characters; a Chinese one counts two."""
    return max(
        (
            sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
            for line in text.split("\n")
        ),
        default=0,
    )
