"""Tables: workbooks and text files, the header found below merged titles."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from gridmap.errors import ImportFileError
from gridmap.geo.fit import Shapes
from gridmap.i18n import tr
from gridmap.importers import sources
from gridmap.importers.columns import is_forbidden, normal
from gridmap.importers.layer import RawLayer
from gridmap.importers.options import ImportOptions
from gridmap.importers.text import cell_text, is_damaged_number, read_text
from gridmap.importers.words import import_words

Grid = list[list[Any]]

HEADER_SEARCHED: Final = 20
MAX_CELLS: Final = 20_000_000
_DELIMITERS: Final = ",\t;|"
_TOTALS: Final = ("合计", "总计", "小计", "total")
_PAIRS: Final = (
    ("经度", "纬度"), ("lon", "lat"), ("lng", "lat"), ("long", "lat"), ("longitude", "latitude"),
    ("东坐标", "北坐标"), ("横坐标", "纵坐标"), ("x坐标", "y坐标"),
    ("easting", "northing"), ("x", "y"),
)  # fmt: skip
_WKT: Final = ("wkt", "wktgeom", "geom", "geometry", "thegeom")


def read_tables(path: Path, kind: str, options: ImportOptions) -> list[RawLayer]:
    """Return the sheets of a workbook, or the one table of a text file.

    Raises: ImportFileError naming the file, and the sheet where it is to blame.
    """
    if kind == sources.TEXT:
        text, _ = read_text(path, options.encoding)
        tables: list[tuple[str, Grid]] = [(path.stem, _text_rows(path, text))]
    else:
        tables = _workbook_tables(path, options.layer)
    layers = [_layer(path, name, rows) for name, rows in tables]
    found = [layer for layer in layers if layer is not None]
    if tables and not found:
        raise ImportFileError(
            tr("“{file}” holds no table with a header row.", file=path.name),
            hint=tr("Put the names of the columns into one row above the data."),
        )
    return found


def _text_rows(path: Path, text: str) -> Grid:
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    best = max(_DELIMITERS, key=lambda mark: sum(line.count(mark) for line in lines))
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=None), delimiter=best)]
    except csv.Error as error:
        raise ImportFileError(
            tr("“{file}” is not a table in text form: {reason}.", file=path.name, reason=error),
            hint=tr("Save it again as CSV."),
        ) from error


def _workbook_tables(path: Path, wanted: str | None) -> list[tuple[str, Grid]]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        names = [
            item.name
            for item in book.sheets_metadata
            if item.typ == calamine.SheetTypeEnum.WorkSheet
            and (item.visible == calamine.SheetVisibleEnum.Visible or item.name == wanted)
            and wanted in (None, item.name)
        ]
    except calamine.PasswordError as error:
        raise ImportFileError(
            tr("“{file}” is protected by a password.", file=path.name),
            hint=tr("Save a copy without a password and import that."),
        ) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise ImportFileError(
            tr("“{file}” cannot be read as a workbook: {reason}", file=path.name, reason=error),
            hint=tr("Open it in WPS or Excel and save it again."),
        ) from error
    return [(name, _sheet_rows(path, book, name)) for name in names]


def _sheet_rows(path: Path, book: Any, name: str) -> Grid:
    """Return a sheet's cells from its first row and column on, cells merged downwards filled."""
    import python_calamine as calamine

    try:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > MAX_CELLS:
            raise ImportFileError(
                tr("Sheet “{sheet}” of “{file}” is too large.", sheet=name, file=path.name),
                hint=tr("Delete the empty rows and columns around the table."),
            )
        rows: Grid = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise ImportFileError(
            tr("Sheet “{sheet}” of “{file}” cannot be read: {reason}",
               sheet=name, file=path.name, reason=error),
            hint=tr("Open it in WPS or Excel and save it again."),
        ) from error  # fmt: skip
    for (top, left), (bottom, right) in merged:
        if left == right:
            for row in range(top + 1, min(bottom + 1, len(rows))):
                rows[row][left] = rows[top][left]
    return rows


def _layer(path: Path, name: str, rows: Grid) -> RawLayer | None:
    """Return a table as a layer; None where no header is found or nothing stands below it."""
    header = _header_row(rows)
    if header is None:
        return None
    titles, first = _titles(rows, header)
    filled = [(index + 1, row) for index, row in enumerate(rows[first:], first) if _filled(row)]
    body = [(number, row) for number, row in filled if not _is_total(row)]
    used = [at for at, title in enumerate(titles) if title]
    columns: dict[str, Sequence[Any]] = {
        title: [row[at] if at < len(row) else None for _, row in body]
        for title, at in zip(_unique([titles[at] for at in used]), used, strict=True)
    }
    layer = RawLayer(file=path, name=name, columns=columns, rows=[number for number, _ in body])
    for title, values in columns.items():
        if any(is_damaged_number(value) for value in values):
            layer.messages.append(
                tr(
                    "Column “{column}” holds numbers of over 15 digits: the last ones are lost.",
                    column=title,
                )
            )  # fmt: skip
    layer.shapes = _shapes(layer)
    layer.is_table = True
    layer.totals = [number for number, row in filled if _is_total(row)]
    return layer


def _header_row(rows: Grid) -> int | None:
    """Return the row with most known header words, else the first with two cells or more."""
    best, best_score = None, 0
    for index, row in enumerate(rows[:HEADER_SEARCHED]):
        score = _score(row)
        if score > best_score:
            best, best_score = index, score
    if best is not None:
        return best
    return next((at for at, row in enumerate(rows[:HEADER_SEARCHED]) if _filled(row) >= 2), None)


def _titles(rows: Grid, header: int) -> tuple[list[str], int]:
    """Return the column titles and the first row of data; a second header row is joined in."""
    titles = [cell_text(value) for value in rows[header]]
    below = rows[header + 1] if header + 1 < len(rows) else []
    if 0 < _filled(below) < _filled(rows[header]) + 2 and _score(below) == _filled(below):
        width = max(len(titles), len(below))
        upper = titles + [""] * (width - len(titles))
        lower = [cell_text(value) for value in below] + [""] * (width - len(below))
        return [low or up for up, low in zip(upper, lower, strict=True)], header + 2
    return titles, header + 1


def _score(row: Sequence[Any]) -> int:
    known = _known_headers()
    texts = {normal(cell_text(value)) for value in row if isinstance(value, str) and value.strip()}
    return sum(1 for text in texts if text in known or (len(text) < 12 and is_forbidden(text)))


@cache
def _known_headers() -> frozenset[str]:
    words = import_words().fields.values()
    fields = {normal(word) for table in words for known in table.values() for word in known}
    return frozenset(fields | {name for pair in _PAIRS for name in pair})


def _filled(row: Sequence[Any]) -> int:
    return sum(1 for value in row if cell_text(value))


def _is_total(row: Sequence[Any]) -> bool:
    """Whether a row that says something is a sum of the others."""
    first = next(text for value in row if (text := cell_text(value)))
    return first.replace(" ", "").casefold().startswith(_TOTALS)


def _unique(titles: Sequence[str]) -> list[str]:
    """Return titles with a number behind those that come again."""
    seen: dict[str, int] = {}
    result = []
    for title in titles:
        seen[title] = seen.get(title, 0) + 1
        result.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return result


def _shapes(layer: RawLayer) -> Shapes | None:
    """Return points from coordinate columns or shapes from a WKT column, None without either."""
    by_name = {normal(title): title for title in layer.columns}
    for name in _WKT:
        if name in by_name and len(layer):
            shapes = shapely.from_wkt(layer.texts(by_name[name]), on_invalid="ignore")
            if not shapely.is_missing(shapes).all():
                return np.asarray(shapes, dtype=object)
    for east, north in _PAIRS:
        if east in by_name and north in by_name and len(layer):
            return _points(layer.texts(by_name[east]), layer.texts(by_name[north]))
    return None


def _points(easts: Sequence[str], norths: Sequence[str]) -> Shapes | None:
    x = np.array([_number(text) for text in easts])
    y = np.array([_number(text) for text in norths])
    good = np.isfinite(x) & np.isfinite(y)
    if not good.any():
        return None
    shapes = np.full(len(x), None, dtype=object)
    shapes[good] = shapely.points(x[good], y[good])
    return shapes


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
