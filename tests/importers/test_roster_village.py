from pathlib import Path

import pytest

from gridmap.importers.roster_village import village_in
from gridmap.model.features import Household, Village, VillagerGroup
from tests.importers.helpers import NANPING, document, geojson, take, workbook

HEADER = ["户号", "村民小组", "门牌号", "户主姓名"]
ROWS = [["001", "一组", "3", "甲一"], ["002", "二组", "3", "乙二"]]


def groups_of(doc) -> dict[str, str]:
    """Return the head of each household with its village and group by name."""
    return {
        item.head: doc.get(item.village, Village).name
        + (doc.get(item.group, VillagerGroup).name if item.group else "")
        for item in doc.all(Household)
    }


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("花名册.xlsx", "柳溪村"),
        ("云岭镇柳溪村住户花名册.xlsx", "Sheet1"),
        ("柳溪村民委员会.xlsx", "表1"),
    ],
)
def test_the_first_roster_of_a_project_makes_its_village_and_groups(
    tmp_path: Path, name: str, sheet: str
) -> None:
    doc = document()
    report = take(doc, workbook(tmp_path / name, [HEADER, *ROWS], sheet=sheet)).report
    assert groups_of(doc) == {"甲一": "柳溪村一组", "乙二": "柳溪村二组"}
    assert any("柳溪村 is new" in message for message in report.layers[0].messages)
    assert not take(doc, workbook(tmp_path / name, [HEADER, *ROWS], sheet=sheet)).changeset


def test_a_column_names_the_villages_and_a_second_roster_brings_another(tmp_path: Path) -> None:
    stated = [
        ["行政村", "村代码", *HEADER],
        ["柳溪村", "990124101200", *ROWS[0]],
        ["石梁村委会", "12", *ROWS[1]],
    ]
    doc = document()
    take(doc, workbook(tmp_path / "a.xlsx", stated))
    take(doc, workbook(tmp_path / "b.xlsx", [HEADER, ["9", "一组", "5", "丙三"]], sheet="金鸡村"))
    assert groups_of(doc) == {"甲一": "柳溪村一组", "乙二": "石梁村委会二组", "丙三": "金鸡村一组"}
    assert sorted(item.code for item in doc.all(Village)) == ["", "", "990124101200"]


def test_the_outline_that_comes_later_finds_the_village_by_its_name(tmp_path: Path) -> None:
    doc = document()
    take(doc, workbook(tmp_path / "a.xlsx", [HEADER, *ROWS], sheet="柳溪村"))
    outline = "POLYGON ((104 35, 104.02 35, 104.02 35.02, 104 35.02, 104 35))"
    row = {"村名": "柳溪村委会", "村代码": "990124101200"}
    take(doc, geojson(tmp_path / "villages.geojson", [(outline, row)]))
    (village,) = doc.all(Village)
    assert village.geometry is not None
    assert village.code == "990124101200"
    assert {item.village for item in doc.all(Household)} == {village.id}


def test_where_outlines_are_there_a_village_that_none_of_them_has_is_a_doubt(
    tmp_path: Path,
) -> None:
    doc = document(NANPING)
    assert NANPING.geometry is not None
    take(doc, workbook(tmp_path / "a.xlsx", [["行政村", *HEADER], ["无此村", *ROWS[0]]]))
    assert [item.village for item in doc.all(Household)] == [None]
    assert [item.name for item in doc.all(Village)] == [NANPING.name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("柳溪村", "柳溪村"),
        ("云岭镇柳溪村住户花名册", "柳溪村"),
        ("东关街道北城社区2026", "北城社区"),
        ("三岔乡 村头村", "村头村"),
        ("一村民小组", ""),
        ("全村", ""),
        ("Sheet1", ""),
        ("roster-liuxi", ""),
    ],
)
def test_a_village_is_read_out_of_the_name_of_a_sheet_or_file(text: str, name: str) -> None:
    assert village_in(text) == name
