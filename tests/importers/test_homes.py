from pathlib import Path

from shapely import Point

from gridmap.model.features import (
    Area,
    FeatureId,
    Household,
)
from tests.importers.helpers import (
    BEIGOU,
    METRES,
    NANPING,
    SQUARE,
    document,
    geojson,
    reasons,
    take,
)


def test_households_get_village_group_and_a_free_number_but_never_a_door(tmp_path: Path) -> None:
    page = geojson(
        tmp_path / "住户.geojson",
        [
            ("POINT(500 100)", {"小组": "一社", "户号": "2", "门牌号": "12号附1", "户主": "甲一"}),
            ("POINT(400 900)", {"居住状态": "空置"}),
            ("POINT(600 900)", {"居住状态": "不详"}),
            ("POINT(9000 9000)", {}),
            ("", {"户号": "8"}),
            ("POINT(1500 5)", {"村名": "南坪"}),
        ],
        METRES,
    )
    doc = document(NANPING, BEIGOU)
    report = take(doc, page).report
    homes = {
        (item.geometry.x, item.geometry.y): item for item in doc.all(Household) if item.geometry
    }
    assert [item.number for item in doc.all(Household) if item.geometry is None] == ["8"]
    assert {at: item.number for at, item in homes.items()} == {
        (400, 900): "1",
        (600, 900): "3",
        (500, 100): "2",
        (1500, 5): "4",
        (9000, 9000): "1",
    }
    assert [item.door for item in homes.values() if item.door] == ["12号附1"]
    assert homes[400, 900].status == "vacant"
    assert homes[9000, 9000].village is None
    assert homes[1500, 5].village == NANPING.id
    assert homes[500, 100].located_by == "import"
    assert "lies in no village" in reasons(report)
    assert "it has no shape" in reasons(report)
    assert "state is not known" in reasons(report)
    assert not take(doc, page).changeset


def test_a_household_on_the_map_is_not_moved_in_silence(tmp_path: Path) -> None:
    home = Household(id=FeatureId("h"), village=NANPING.id, number="2", geometry=Point(5, 5))
    missing = Household(id=FeatureId("m"), village=NANPING.id, number="3")
    page = geojson(
        tmp_path / "住户.geojson",
        [("POINT(50 5)", {"户号": "2", "户主": "甲一"}), ("POINT(60 5)", {"户号": "3"})],
        METRES,
    )
    doc = document(NANPING, home, missing)
    report = take(doc, page).report
    found = {item.id: item for item in doc.all(Household)}
    assert found[FeatureId("h")].geometry == Point(5, 5)
    assert found[FeatureId("h")].head == "甲一"
    assert found[FeatureId("m")].geometry == Point(60, 5)
    assert "was not moved" in reasons(report)


def test_the_same_houses_as_points_and_areas_come_once(tmp_path: Path) -> None:
    areas = geojson(
        tmp_path / "buildings.geojson",
        [(SQUARE, {"building": "yes", "name": "老屋"}), (SQUARE, {"building": "school"})],
        METRES,
    )
    points = geojson(tmp_path / "building_points.geojson", [("POINT(5 5)", {})], METRES)
    doc = document(NANPING)
    take(doc, areas, points)
    assert (doc.count(Area), doc.count(Household)) == (2, 1)
    alone = document(NANPING)
    report = take(alone, areas).report
    assert (alone.count(Area), alone.count(Household)) == (2, 1)
    assert "nobody lives in such a building" in reasons(report)
    only = document(NANPING)
    take(only, areas, target="buildings")
    assert (only.count(Area), only.count(Household)) == (2, 0)
    asked = document(NANPING)
    take(asked, areas, target="households")
    assert (asked.count(Area), asked.count(Household)) == (2, 1)
