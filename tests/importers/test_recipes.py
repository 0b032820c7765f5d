from pathlib import Path

import pytest

from gridmap.errors import ImportFileError
from gridmap.model.features import Household, Village
from tests.importers.helpers import METRES, NANPING, SQUARE, document, geojson, take, workbook

ROSTER = [
    ["户号", "户主姓名", "姓名", "门牌号"],
    ["1", "张三", "张三", "5"],
    ["2", "李四", "李四", "6"],
]


@pytest.mark.parametrize("target", ["villages", "groups", "grids"])
def test_heads_of_household_never_become_villages_groups_or_grids(
    tmp_path: Path, target: str
) -> None:
    page = workbook(tmp_path / "a.xlsx", ROSTER)
    doc = document(NANPING)
    with pytest.raises(ImportFileError, match=r"a\.xlsx.*list of households"):
        take(doc, page, target=target)


def test_a_name_of_people_is_no_column_for_a_village(tmp_path: Path) -> None:
    page = workbook(tmp_path / "a.xlsx", [["姓名", "职业"], ["张三", "木匠"]])
    with pytest.raises(ImportFileError, match=r"neither a name nor a code.*姓名, 职业"):
        take(document(), page, target="villages")


def test_a_long_list_of_names_alone_makes_no_villages(tmp_path: Path) -> None:
    rows = [["名称"], *([f"村{n}"] for n in range(51))]
    page = workbook(tmp_path / "a.xlsx", [[*row, "x"] for row in rows])
    with pytest.raises(ImportFileError, match="51 villages without a code or an outline"):
        take(document(), page, target="villages")
    short = workbook(tmp_path / "b.xlsx", [[*row, "x"] for row in rows[:51]])
    doc = document()
    take(doc, short, target="villages")
    assert doc.count(Village) == 50


def test_outlines_of_villages_are_no_roster(tmp_path: Path) -> None:
    page = geojson(
        tmp_path / "a.geojson", [(SQUARE, {"name": "甲村", "code": "621100001203"})], METRES
    )
    with pytest.raises(ImportFileError, match="no columns of a list of households"):
        take(document(NANPING), page, target="roster")


def test_areas_of_a_roster_become_points_inside(tmp_path: Path) -> None:
    page = geojson(tmp_path / "a.geojson", [(SQUARE, {"户号": "1", "户主": "张三"})], METRES)
    doc = document(NANPING)
    take(doc, page, target="roster")
    assert [item.geometry.geom_type for item in doc.all(Household)] == ["Point"]


def test_areas_with_village_names_and_codes_are_villages_though_a_name_is_blank(
    tmp_path: Path,
) -> None:
    rows = [{"村名": "" if n == 3 else f"村{n}", "村代码": f"{n}"} for n in range(6)]
    page = geojson(tmp_path / "abc.geojson", [(SQUARE, row) for row in rows], METRES)
    doc = document()
    take(doc, page)
    assert doc.count(Village) == 5
