from pathlib import Path

import pytest

from gridmap.errors import UsageError
from gridmap.i18n import CHINESE, set_language
from tests.importers.helpers import NANPING, document, geojson, take, workbook

ROWS = [["户号", "户主", "备用", "关爱类别"], ["1", "甲一", "x", "残疾人"], ["2", "", "", "乱写"]]


def test_the_report_says_what_was_made_and_names_rows_and_fields_in_chinese(
    tmp_path: Path,
) -> None:
    set_language(CHINESE)
    text = take(document(NANPING), workbook(tmp_path / "a.xlsx", ROWS)).report.to_text()
    assert "a.xlsx／表1 → 花名册：导入 2" in text
    assert "户号（number） = 户号" in text
    assert "户主姓名（head） = 户主" in text
    assert "未使用的列：备用。" in text
    assert "（第 3 行 乱写）" in text
    assert text.splitlines()[-2:] == ["新增：住户 2、关爱对象 1。", "更改：无。"]


def test_the_fields_of_a_mapping_are_explained_in_chinese(tmp_path: Path) -> None:
    set_language(CHINESE)
    page = workbook(tmp_path / "a.xlsx", ROWS)
    with pytest.raises(UsageError) as caught:
        take(document(NANPING), page, mapping={"nosuch": "备用"})
    assert "门牌号（door）" in caught.value.hint


def test_a_shift_is_warned_of_once_a_file(tmp_path: Path) -> None:
    import geopandas
    from shapely import LineString, Point

    page = tmp_path / "a.gpkg"
    for layer, shape in (("roads", LineString([(104, 35), (104.1, 35)])), ("住户", Point(104, 35))):
        frame = geopandas.GeoDataFrame({"户号": ["1"]}, geometry=[shape], crs=4326)
        frame.to_file(page, layer=layer)
    other = geojson(tmp_path / "water.geojson", [("LINESTRING(104 35,104.1 35.1)", {})])
    report = take(document(), page, other).report
    told = [layer.file for layer in report.layers if "GCJ-02" in " ".join(layer.messages)]
    assert sorted(told) == ["a.gpkg", "water.geojson"]
