"""A layer or sheet as it came in, before anything is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from gridmap.geo.fit import AREA_TYPES, LINE_TYPES, POINT_TYPES, Shapes, types_of
from gridmap.importers.text import cell_text

POINTS = "points"
LINES = "lines"
AREAS = "areas"
NOTHING = ""


@dataclass(slots=True)
class RawLayer:
    """Rows with named columns and, where the file has them, shapes in the file's own system.

    `shapes` is an object array with None for rows without one, or None for a table. `crs` is the
    system's text as the file gives it. `rows` are the names by which people find a row; `bad` are
    pairs of row index and reason for shapes that could not be read, `mended` for those that were
    repaired while reading; `totals` are the rows of sums (合计), which are no data.
    """

    file: Path
    name: str
    columns: dict[str, Sequence[Any]]
    rows: Sequence[object]
    shapes: Shapes | None = None
    crs: str = ""
    is_table: bool = False
    bad: dict[int, str] = field(default_factory=dict)
    mended: dict[int, str] = field(default_factory=dict)
    totals: list[object] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    @property
    def headers(self) -> list[str]:
        """The names of the columns."""
        return list(self.columns)

    def texts(self, column: str) -> list[str]:
        """Return a column as text, empty where there is nothing."""
        return [cell_text(value) for value in self.columns[column]]

    @property
    def family(self) -> str:
        """What most shapes are: points, lines, areas, or nothing."""
        if self.shapes is None:
            return NOTHING
        kinds = types_of(self.shapes)
        totals = {
            POINTS: int(np.isin(kinds, POINT_TYPES).sum()),
            LINES: int(np.isin(kinds, LINE_TYPES).sum()),
            AREAS: int(np.isin(kinds, AREA_TYPES).sum()),
        }
        best = max(totals, key=lambda name: totals[name])
        return best if totals[best] else NOTHING
