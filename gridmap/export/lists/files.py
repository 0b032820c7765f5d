"""Lists written to xlsx and csv files that Excel and WPS open without spoiling them.

In xlsx every text is stored as text, so that codes keep their zeros and nothing is a formula. A
csv file has no types, so that it begins with the mark by which Excel reads Chinese, and what Excel
would take for a number, a date or a formula is marked as text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gridmap.errors import ExportError
from gridmap.export.booklet_files import disk_errors, safe_name
from gridmap.export.lists.table import ListTable, Value, column_widths
from gridmap.i18n import tr
from gridmap.progress import Job, Progress

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

SUFFIXES: Final = (".xlsx", ".csv")
DAY_FORMAT: Final = "yyyy-mm-dd"
TEXT_FORMAT: Final = "@"
MOST_ROWS: Final = 1_048_575
"""Rows below the header that fit on a sheet of xlsx."""

_ROWS_A_STEP: Final = 500
_NAME_LENGTH: Final = 31
_NOT_IN_SHEET_NAME: Final = re.compile(r"[\\/*?:\[\]]+")
_NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_SPOILED: Final = re.compile(r"0\d+|\d{12,}|\d+[-/.]\d+([-/.]\d+)?|\d+\.?\d*[eE][+-]?\d+")
"""Texts that Excel turns into another number or a date when it opens a csv file: 007, 12-1, 1e5."""


def write_lists(tables: Sequence[ListTable], out: Path) -> Job[tuple[Path, ...]]:
    """Write lists and return the files: an xlsx file with a sheet each, or a csv file each.

    Several csv files are named after `out` and their list. Cancelled or failed, nothing new stays.

    Raises: ExportError for another ending, a list that does not fit on a sheet, or the disk.
    """
    suffix = out.suffix.casefold()
    if suffix not in SUFFIXES:
        raise ExportError(
            tr("“{file}” is neither an xlsx nor a csv file.", file=out.name),
            hint=tr("Give it a name that ends in .xlsx or .csv."),
        )
    total = sum(len(table.rows) for table in tables)
    if suffix == ".xlsx":
        yield from _write_workbook(tables, out, total)
        return (out,)
    written: list[Path] = []
    done = 0
    for table in tables:
        target = out if len(tables) == 1 else _named_after(out, table)
        yield Progress(done, total, tr("Writing {file} …", file=target.name))
        _write_csv(table, target)
        written.append(target)
        done += len(table.rows)
    return tuple(written)


@contextmanager
def partial_file(target: Path) -> Iterator[Path]:
    """Give a name to write to; it becomes the target at the end, or is removed on failure.

    Raises: ExportError where the disk refuses.
    """
    part = target.with_name(target.name + ".part")
    try:
        with disk_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            yield part
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _write_workbook(tables: Sequence[ListTable], out: Path, total: int) -> Job[None]:
    names: set[str] = set()
    done = 0
    with partial_file(out) as part, _new_workbook() as book:
        for table in tables:
            if len(table.rows) > MOST_ROWS:
                raise ExportError(
                    tr("“{list}” has too many rows for one sheet.", list=table.title),
                    hint=tr("Export it village by village."),
                )
            sheet = _new_sheet(book, table, _sheet_name(table.title, names))
            for start in range(0, len(table.rows), _ROWS_A_STEP):
                yield Progress(done, total, tr("Writing {file} …", file=out.name))
                for row in table.rows[start : start + _ROWS_A_STEP]:
                    sheet.append([_cell(sheet, value) for value in row])
                done += len(table.rows[start : start + _ROWS_A_STEP])
        _add_facts(book, tables, names)
        book.save(part)


@contextmanager
def _new_workbook() -> Iterator[Workbook]:
    """Give a workbook whose rows go to a temporary file; it is gone also where the job ends early.

    Only saving removes openpyxl's temporary files before the program ends.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        yield book
    except BaseException:
        book.save(io.BytesIO())
        raise


def _new_sheet(book: Workbook, table: ListTable, name: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet: Any = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    last = get_column_letter(max(len(table.columns), 1))
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4 (ECMA-376, 18.3.1.63)
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.left.text = _plain(table.title).replace("&", "&&")
    sheet.oddHeader.right.text = " · ".join(_plain(text) for _, text in table.facts)[:120].replace(
        "&", "&&"
    )
    sheet.oddFooter.right.text = "&P / &N"
    for index, width in enumerate(column_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    head = []
    for column in table.columns:
        cell = WriteOnlyCell(sheet, value=_plain(column.title))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="FFE8EDF4")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        head.append(cell)
    sheet.append(head)
    return sheet


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> object:
    """Return a cell that keeps a text as text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, str):
        value = _plain(value)
    if value is None or value == "":
        return None
    if isinstance(value, int | float):
        return value
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = DAY_FORMAT
        return cell
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    cell.number_format = TEXT_FORMAT
    cell.quotePrefix = value.startswith(_FORMULA_STARTS)
    return cell


def _add_facts(book: Workbook, tables: Sequence[ListTable], names: set[str]) -> None:
    """Add a last sheet that says of which day and edition the lists are."""
    facts = list(dict.fromkeys(fact for table in tables for fact in table.facts))
    if not facts:
        return
    sheet: Any = book.create_sheet(_sheet_name(tr("About this file"), names))
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 80
    for name, text in facts:
        sheet.append([_cell(sheet, name), _cell(sheet, text)])


def _sheet_name(title: str, taken: set[str]) -> str:
    """Return a sheet's name that Excel accepts and that no other sheet of the file has."""
    base = _NOT_IN_SHEET_NAME.sub(" ", _plain(title)).strip(" '") or tr("List")
    name, number = base[:_NAME_LENGTH], 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = base[: _NAME_LENGTH - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name


def _named_after(out: Path, table: ListTable) -> Path:
    return out.with_name(f"{out.stem}-{safe_name(table.title)}{out.suffix}")


def _write_csv(table: ListTable, target: Path) -> None:
    with (
        partial_file(target) as part,
        part.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow([_defused(column.title) for column in table.columns])
        writer.writerows([_csv_text(value) for value in row] for row in table.rows)


def _csv_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _defused(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _defused(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, a number or a date.

    A formula gets an apostrophe before it (OWASP, "CSV Injection"); what Excel would turn into
    another number or a date gets a tab, which it does not show.
    """
    text = _plain(text)
    if text.lstrip(" ").startswith(_FORMULA_STARTS):
        return "'" + text
    return "\t" + text if _SPOILED.fullmatch(text) else text


def _plain(text: str) -> str:
    """Return a text without the control characters that no file of this kind may hold."""
    return _NOT_IN_XML.sub("", text)
