from pathlib import Path

from shapely import Point

from gridmap.importers.run import Outcome
from gridmap.model.features import (
    Place,
)
from tests.importers.helpers import METRES, NANPING, document, geojson, reasons, take


def test_places_are_matched_to_the_catalogue_and_nothing_vanishes_in_silence(
    tmp_path: Path,
) -> None:
    given = [
        ("甲", {"amenity": "school"}, "P02"),
        ("乙", {"类型": "村卫生室"}, "P04"),
        ("丙", {"healthcare": "hospital", "amenity": "x"}, "P05"),
        ("丁", {"shop": "bakery"}, "P15"),
        ("戊", {"emergency": "assembly_point"}, "P10"),
        ("己", {"amenity": "library"}, "P18"),
        ("庚", {"amenity": "place_of_worship"}, None),
        ("城关派出所", {"kind": "building"}, None),
        ("老槐树", {}, "P18"),
        ("村委会", {}, "P07"),
    ]
    page = geojson(
        tmp_path / "places.geojson",
        [(f"POINT({at} 1)", {"name": name, **tags}) for at, (name, tags, _) in enumerate(given)],
        METRES,
    )
    doc = document(NANPING)
    report = take(doc, page).report
    assert {item.name: item.place_kind for item in doc.all(Place)} == {
        name: code for name, _, code in given if code
    }
    assert {item.village for item in doc.all(Place)} == {NANPING.id}
    assert report.total(Outcome.DROPPED) == 2
    assert "taken as a landmark" in reasons(report)
    assert not take(doc, page).changeset


def test_a_place_that_moved_is_found_by_its_name_and_not_moved(tmp_path: Path) -> None:
    first = geojson(
        tmp_path / "places.geojson", [("POINT(1 1)", {"kind": "小学", "name": "南坪小学"})], METRES
    )
    doc = document(NANPING)
    take(doc, first)
    second = geojson(
        tmp_path / "places.geojson",
        [("POINT(9 9)", {"kind": "小学", "name": "南坪小学", "电话": "0932-000"})],
        METRES,
    )
    take(doc, second)
    assert [(item.phone, item.geometry) for item in doc.all(Place)] == [("0932-000", Point(1, 1))]


def test_names_of_hamlets_are_landmarks_and_names_of_islands_are_left_out(tmp_path: Path) -> None:
    page = geojson(
        tmp_path / "place_names.geojson",
        [("POINT(1 1)", {"place": "hamlet", "name": "上湾"}), ("POINT(2 1)", {"place": "island"})],
        METRES,
    )
    doc = document(NANPING)
    report = take(doc, page).report
    assert [(item.place_kind, item.name) for item in doc.all(Place)] == [("P18", "上湾")]
    assert "whole island" in reasons(report)
