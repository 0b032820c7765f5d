from pathlib import Path

import pytest
from shapely import Point

from gridmap.errors import CrsError
from gridmap.model.features import Household, Village
from tests.importers.helpers import METRES, NANPING, document, geojson, reasons, take

HOUSES = ["POINT(104.01 35.01)", "POINT(104.011 35.011)", "POINT(104.012 35.01)"]


def test_a_point_at_nought_is_told_of_and_its_household_kept_without_a_position(
    tmp_path: Path,
) -> None:
    texts = [*HOUSES, "POINT(0 0)"]
    page = geojson(
        tmp_path / "住户.geojson",
        [(text, {"户号": str(n), "户主": f"张{n}"}) for n, text in enumerate(texts, 1)],
    )
    doc = document()
    report = take(doc, page).report
    homes = {item.number: item.geometry for item in doc.all(Household)}
    assert homes["4"] is None
    assert all(isinstance(homes[number], Point) for number in "123")
    assert "over 100 km" in reasons(report)
    assert not take(doc, page).changeset


def test_a_far_point_of_a_roster_is_told_of_too(tmp_path: Path) -> None:
    page = tmp_path / "花名册.csv"
    page.write_text(
        "户号,户主,经度,纬度\n1,甲一,104.01,35.01\n2,乙二,0,0\n3,丙三,104.02,35\n", "utf-8"
    )
    doc = document()
    report = take(doc, page, target="roster").report
    assert [item.geometry is None for item in doc.all(Household)] == [False, True, False]
    assert "over 100 km" in reasons(report)


def test_what_lies_far_from_the_projects_villages_is_left_out(tmp_path: Path) -> None:
    page = geojson(tmp_path / "roads.geojson", [("LINESTRING(200000 0,200100 0)", {})], METRES)
    report = take(document(NANPING), page).report
    assert "over 100 km" in reasons(report)


@pytest.mark.parametrize("declared", ["", "EPSG:4490"])
def test_degrees_that_are_called_metres_are_refused(tmp_path: Path, declared: str) -> None:
    page = geojson(
        tmp_path / "villages.geojson",
        [("POLYGON((104 35,104.1 35,104.1 35.1,104 35))", {"村名": "甲村"})],
        declared,
    )
    with pytest.raises(CrsError, match=r"villages\.geojson.*cannot be in"):
        take(document(), page, epsg=4545)
    doc = document()
    take(doc, page, epsg=4490)
    assert doc.count(Village) == 1


def test_metres_that_are_called_degrees_are_refused(tmp_path: Path) -> None:
    page = tmp_path / "住户.csv"
    page.write_text("户号,户主,X,Y\n1,甲一,431000,3881000\n", "utf-8")
    with pytest.raises(CrsError, match=r"住户\.csv.*cannot be in"):
        take(document(), page, epsg=4490)
