from pathlib import Path

import pytest
from openpyxl import Workbook

from gridmap.errors import ImportFileError
from gridmap.importers.options import ImportOptions
from gridmap.importers.run import read_layers
from tests.importers.helpers import workbook

OPTIONS = ImportOptions()


def test_the_header_is_found_below_merged_titles_and_totals_are_left_out(tmp_path: Path) -> None:
    rows = [
        ["花名册", None, None],
        ["填报单位：样例乡", None, "2026年"],
        ["户号", "户主姓名", "门牌号"],
        ["1", "甲一", "3号"],
        [None, None, None],
        ["合 计", None, 2],
    ]
    (layer,) = read_layers(workbook(tmp_path / "a.xlsx", rows), OPTIONS)
    assert layer.headers == ["户号", "户主姓名", "门牌号"]
    assert list(layer.rows) == [4]


def test_a_header_of_two_rows_is_joined(tmp_path: Path) -> None:
    rows = [
        ["户号", "户主", "人口", None],
        [None, None, "户籍人口", "常住人口"],
        ["1", "甲一", 4, 2],
    ]
    (layer,) = read_layers(workbook(tmp_path / "a.xlsx", rows), OPTIONS)
    assert layer.headers == ["户号", "户主", "户籍人口", "常住人口"]
    assert layer.texts("常住人口") == ["2"]


def test_cells_merged_downwards_count_for_every_row(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["户号", "户主", "姓名"], ["007", "甲一", "甲一"], [None, None, "乙一"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    (layer,) = read_layers(tmp_path / "a.xlsx", OPTIONS)
    assert layer.texts("户号") == ["007", "007"]
    assert layer.texts("户主") == ["甲一", ""]


def test_columns_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    rows = [["户号", "电话", "电话"], ["1", "2", "3"]]
    (layer,) = read_layers(workbook(tmp_path / "a.xlsx", rows), OPTIONS)
    assert layer.headers == ["户号", "电话", "电话 (2)"]


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_text_tables_are_split_by_their_own_mark(tmp_path: Path, mark: str) -> None:
    page = tmp_path / "a.txt"
    page.write_text(f"户号{mark}户主\r007{mark}甲一\r", "utf-8", newline="")
    (layer,) = read_layers(page, OPTIONS)
    assert layer.texts("户号") == ["007"]


def test_shapes_stand_in_columns_of_text_too(tmp_path: Path) -> None:
    page = tmp_path / "a.csv"
    page.write_text('name,wkt\n甲,"POINT(1 2)"\n乙,broken\n', "utf-8")
    (layer,) = read_layers(page, OPTIONS)
    assert layer.family == "points"
    assert layer.shapes is not None
    assert layer.shapes[1] is None


def test_hidden_sheets_are_left_alone_and_one_sheet_can_be_asked_for(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("甲表", "乙表", "隐藏"):
        sheet = book.create_sheet(name)
        sheet.append(["户号", "户主"])
        sheet.append(["1", name])
    book["隐藏"].sheet_state = "hidden"
    book.remove(book.worksheets[0])
    book.save(tmp_path / "a.xlsx")
    assert [layer.name for layer in read_layers(tmp_path / "a.xlsx", OPTIONS)] == ["甲表", "乙表"]
    (layer,) = read_layers(tmp_path / "a.xlsx", ImportOptions(layer="乙表"))
    assert layer.texts("户主") == ["乙表"]
    with pytest.raises(ImportFileError, match="丙表"):
        read_layers(tmp_path / "a.xlsx", ImportOptions(layer="丙表"))


def test_what_is_no_workbook_or_no_table_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    broken = tmp_path / "a.xlsx"
    broken.write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(ImportFileError, match=r"a\.xlsx.*workbook"):
        read_layers(broken, OPTIONS)
    with pytest.raises(ImportFileError, match=r"b\.xlsx.*header"):
        read_layers(workbook(tmp_path / "b.xlsx", [["一"], ["二"]]), OPTIONS)
    huge = tmp_path / "c.csv"
    huge.write_text("户号,户主\n1," + "x" * 200_000 + "\n", "utf-8")
    with pytest.raises(ImportFileError, match=r"c\.csv.*text form"):
        read_layers(huge, OPTIONS)
