"""Lists as files: what Excel would spoil stays as it was, nothing is a formula, nothing is left."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridmap.errors import ExportError
from gridmap.export.lists.files import partial_file, write_lists
from gridmap.export.lists.table import (
    NARROWEST,
    WIDEST,
    ListColumn,
    ListTable,
    Value,
    column_widths,
)
from gridmap.progress import run_job

COLUMNS = (
    ListColumn(title="户号"),
    ListColumn(title="在家", kind="number"),
    ListColumn(title="到期", kind="day"),
)
DANGEROUS = ("=1+1", "+86 138", "-1", "@SUM(A1)", "\t=1", "＝1+1", "=cmd|' /C calc'!A0")
SPOILED = ("0012", "622921105201", "622921199001011234", "12-1", "3/4", "1e5", "1.10", "2026-1-2")


def table(*values: Value, title: str = "住户") -> ListTable:
    """A list of texts with a count and a day."""
    rows = [(value, 3, date(2026, 11, 23)) for value in values]
    return ListTable(title=title, columns=COLUMNS, rows=rows, facts=(("版本", "P2 户图版"),))


def xlsx(path: Path, *tables: ListTable) -> openpyxl.Workbook:
    """Write and read back."""
    assert run_job(write_lists(tables, path)) == (path,)
    return openpyxl.load_workbook(path)


def csv_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("text", [*DANGEROUS, *SPOILED, "王小明", "第一行\n第二行"])
def test_a_text_in_xlsx_is_text_and_nothing_else(tmp_path: Path, text: str) -> None:
    sheet = xlsx(tmp_path / "a.xlsx", table(text))["住户"]
    cell = sheet["A2"]
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.number_format == "@"


def test_numbers_and_days_in_xlsx_can_be_counted_with(tmp_path: Path) -> None:
    sheet = xlsx(tmp_path / "a.xlsx", table("1"))["住户"]
    assert (sheet["B2"].data_type, sheet["B2"].value) == ("n", 3)
    assert sheet["C2"].is_date
    assert sheet["C2"].number_format == "yyyy-mm-dd"


def test_the_header_stays_in_sight_and_columns_are_as_wide_as_their_words(tmp_path: Path) -> None:
    sheet = xlsx(tmp_path / "a.xlsx", table("欧阳文山，住在村口大槐树旁边"))["住户"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C2"
    assert sheet.column_dimensions["A"].width >= 28
    assert [cell.value for cell in sheet[1]] == ["户号", "在家", "到期"]


def test_widths_stay_within_limits() -> None:
    widths = column_widths(ListTable(title="", columns=COLUMNS, rows=[("字" * 200, 1, None)]))
    assert widths[0] == WIDEST
    assert widths[1] == NARROWEST


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "a.xlsx", table("1"))
    assert [cell.value for cell in book.worksheets[-1][1]] == ["版本", "P2 户图版"]


def test_each_list_has_a_sheet_of_its_own_even_where_titles_are_alike(tmp_path: Path) -> None:
    long_title = "一二三网格/四五六:七八九" * 5
    book = xlsx(tmp_path / "a.xlsx", table("1", title=long_title), table("2", title=long_title))
    assert len(book.sheetnames) == 3
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_a_csv_file_begins_with_the_mark_by_which_excel_reads_chinese(tmp_path: Path) -> None:
    run_job(write_lists([table("王小明")], tmp_path / "a.csv"))
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert csv_rows(tmp_path / "a.csv") == [["户号", "在家", "到期"], ["王小明", "3", "2026-11-23"]]


@pytest.mark.parametrize("text", DANGEROUS)
def test_nothing_in_a_csv_file_is_a_formula(tmp_path: Path, text: str) -> None:
    run_job(write_lists([table(text)], tmp_path / "a.csv"))
    assert csv_rows(tmp_path / "a.csv")[1][0] == "'" + text


@pytest.mark.parametrize("text", SPOILED)
def test_excel_does_not_spoil_numbers_of_a_csv_file(tmp_path: Path, text: str) -> None:
    run_job(write_lists([table(text)], tmp_path / "a.csv"))
    assert csv_rows(tmp_path / "a.csv")[1][0] == "\t" + text


@pytest.mark.parametrize("text", ["12号", "41", "三组", "A-1", "12号附1"])
def test_an_ordinary_text_stays_as_it_is_in_csv(tmp_path: Path, text: str) -> None:
    run_job(write_lists([table(text)], tmp_path / "a.csv"))
    assert csv_rows(tmp_path / "a.csv")[1][0] == text


def test_several_lists_make_several_csv_files(tmp_path: Path) -> None:
    files = run_job(write_lists([table("1"), table("2", title="网格")], tmp_path / "a.csv"))
    assert [file.name for file in files] == ["a-住户.csv", "a-网格.csv"]
    assert all(file.exists() for file in files)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40))
def test_any_text_can_be_written_and_none_comes_back_as_a_formula(
    tmp_path: Path, text: str
) -> None:
    run_job(write_lists([table(text)], tmp_path / "a.csv"))
    value = csv_rows(tmp_path / "a.csv")[1][0]
    assert not value.lstrip(" ").startswith(("=", "+", "-", "@"))
    cell = xlsx(tmp_path / "a.xlsx", table(text))["住户"]["A2"]
    assert cell.data_type in {"s", "n"}
    assert cell.value is None or isinstance(cell.value, str)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="xlsx"):
        run_job(write_lists([table("1")], tmp_path / "a.docx"))


def test_a_list_that_was_cancelled_leaves_the_old_file_alone(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    out.write_text("old")
    job = write_lists([table(*map(str, range(2000)))], out)
    next(job)
    job.close()
    assert out.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_what_the_disk_refuses_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    (tmp_path / "a.xlsx" / "x").touch()
    with pytest.raises(ExportError, match=r"a\.xlsx"), partial_file(tmp_path / "a.xlsx") as part:
        part.write_text("new")
    assert not (tmp_path / "a.xlsx.part").exists()
