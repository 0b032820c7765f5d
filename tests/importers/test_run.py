import json
import shutil
from pathlib import Path

import pytest
from shapely import LineString, Point

from gridmap.errors import CrsError, ImportFileError, NotFoundError, UsageError
from gridmap.importers.run import ImportOptions, Outcome, read_layers
from gridmap.model.features import (
    Area,
    Duty,
    FeatureId,
    Grid,
    Household,
    Line,
    Officer,
    Place,
    Project,
    Township,
    Village,
    VillagerGroup,
)
from gridmap.store.geopackage import create_project
from tests.importers.helpers import BEIGOU, NANPING, PROJECT, document, geojson, take, workbook

METRES = "EPSG:4544"
SQUARE = "POLYGON((0 0,10 0,10 10,0 10,0 0))"


def reasons(report: object) -> str:
    return " / ".join(
        remark.reason
        for layer in report.layers  # type: ignore[attr-defined]
        for remark in layer.remarks.values()
    )


def test_villages_are_found_again_by_code_or_name(tmp_path: Path) -> None:
    page = geojson(
        tmp_path / "villages.geojson",
        [
            (SQUARE, {"村代码": "621100001201", "村名": "南坪新村"}),
            (SQUARE, {"村名": "北沟村民委员会"}),
            (SQUARE, {"村代码": "62", "村名": "东岭村"}),
            (SQUARE, {}),
        ],
        METRES,
    )
    doc = document(NANPING, BEIGOU, Township(id=FeatureId("t"), name="样例乡"))
    report = take(doc, page).report
    assert {item.id: item.name for item in doc.all(Village)}[NANPING.id] == "南坪新村"
    assert sorted(item.code for item in doc.all(Village)) == ["", "621100001201", "621100001202"]
    assert {item.township for item in doc.all(Village)} == {"t"}
    assert report.total(Outcome.UPDATED) == 2
    assert "neither a name nor a code" in reasons(report)
    assert "twelve-digit" in reasons(report)
    assert "boundary is another one" in reasons(report)
    assert not take(doc, page).changeset


def test_groups_and_grids_belong_to_villages_by_statement_or_position(tmp_path: Path) -> None:
    groups = geojson(
        tmp_path / "村民小组.geojson",
        [(SQUARE, {"组名": "一社"}), (SQUARE, {"组名": "二社", "村名": "北沟"})],
        METRES,
    )
    grids = geojson(
        tmp_path / "grids.geojson",
        [
            (SQUARE, {"网格编码": "621100001201001", "网格名称": "第一网格", "网格长": "周勤"}),
            ("POLYGON((9000 0,9010 0,9010 10,9000 0))", {"网格名称": "无村网格"}),
        ],
        METRES,
    )
    doc = document(NANPING, BEIGOU)
    report = take(doc, groups, grids).report
    assert {item.name: item.village for item in doc.all(VillagerGroup)} == {
        "一社": NANPING.id,
        "二社": BEIGOU.id,
    }
    assert [(item.code, item.village) for item in doc.all(Grid)] == [
        ("621100001201001", NANPING.id)
    ]
    assert [item.role for item in doc.all(Duty)] == ["grid_head"]
    assert "no known village" in reasons(report)
    assert not take(doc, groups, grids).changeset


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
    homes = {(item.geometry.x, item.geometry.y): item for item in doc.all(Household)}
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


def test_lines_and_areas_get_their_kinds(tmp_path: Path) -> None:
    line = "LINESTRING(0 0,10 10)"
    roads = geojson(
        tmp_path / "roads.geojson",
        [
            (line, {"highway": "residential"}),
            ("LINESTRING(0 0,1 1)", {"highway": "footway"}),
            ("LINESTRING(0 0,2 1)", {"highway": "speedway", "宽度": "3.5米"}),
            (SQUARE, {}),
        ],
        METRES,
    )
    water = geojson(
        tmp_path / "水系.geojson",
        [(line, {"waterway": "stream"}), ("LINESTRING(5 0,1 1)", {"waterway": "dam"})],
        METRES,
    )
    ponds = geojson(tmp_path / "water_areas.geojson", [(SQUARE, {"natural": "water"})], METRES)
    land = geojson(
        tmp_path / "landuse.geojson",
        [
            (SQUARE, {"landuse": "orchard"}),
            (SQUARE, {"landuse": "quarry"}),
            (SQUARE, {"landuse": "", "natural": "wood"}),
        ],
        METRES,
    )
    doc = document(NANPING)
    report = take(doc, roads, water, ponds, land).report
    kinds = sorted(item.line_kind for item in doc.all(Line))
    assert kinds == ["path", "road", "road", "stream"]
    assert [item.width_m for item in doc.all(Line) if item.width_m] == [3.5]
    assert sorted(item.area_kind for item in doc.all(Area)) == ["field", "water", "wood"]
    assert "taken as a road" in reasons(report)
    assert "not a line" in reasons(report)
    assert "kind is not on the map" in reasons(report)
    assert not take(doc, roads, water, ponds, land).changeset


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


def test_officers_and_their_duties_come_from_a_list(tmp_path: Path) -> None:
    page = workbook(
        tmp_path / "责任人员.xlsx",
        [
            ["姓名", "职务", "电话", "单位", "角色", "村"],
            ["周勤", "干部", "13800000001", "样例乡政府", "包村领导", "南坪村"],
            ["吴用功", "干部", "13800000002", "", "包村领导", "无此村"],
            ["郑实干", "文书", "", "", "管事的", "南坪村"],
            ["", "干部", "", "", "", ""],
        ],
    )
    doc = document(NANPING)
    report = take(doc, page).report
    assert [item.name for item in doc.all(Officer)] == ["周勤", "吴用功", "郑实干"]
    assert [(item.role, item.scope) for item in doc.all(Duty)] == [("leader", NANPING.id)]
    assert "no duty was made" in reasons(report)
    assert not take(doc, page).changeset


def test_a_village_list_with_coordinates_gives_villages_without_boundaries(tmp_path: Path) -> None:
    page = tmp_path / "villages.csv"
    page.write_text("村代码,村名,经度,纬度\n621100001203,东岭村,104.0,35.1\n", "utf-8")
    doc = document()
    report = take(doc, page).report
    assert [(item.code, item.geometry) for item in doc.all(Village)] == [("621100001203", None)]
    assert report.total(Outcome.NO_POSITION) == 1


def test_tables_with_coordinates_become_points_even_north_first(tmp_path: Path) -> None:
    page = tmp_path / "住户.csv"
    page.write_text("户号,户主,X,Y\n1,甲一,3881000.5,35431000.25\n2,乙二,,\n", "utf-8")
    doc = document(epsg=4544)
    report = take(doc, page).report
    homes = {item.number: item.geometry for item in doc.all(Household)}
    assert (round(homes["1"].x, 2), round(homes["1"].y, 2)) == (431000.25, 3881000.5)
    assert "zone" in " ".join(report.layers[0].messages)
    assert "swapped" in " ".join(report.layers[0].messages)


def test_a_file_without_a_system_that_cannot_be_guessed_asks_for_it(tmp_path: Path) -> None:
    page = tmp_path / "住户.csv"
    page.write_text("户号,户主,X,Y\n1,甲一,431000,3881000\n", "utf-8")
    with pytest.raises(CrsError, match=r"住户\.csv.*--crs"):
        take(document(), page)
    doc = document()
    take(doc, page, epsg=4544)
    assert [item.geometry for item in doc.all(Household)] == [Point(431000, 3881000)]
    local = document(epsg=0)
    take(local, page)
    assert [item.geometry for item in local.all(Household)] == [Point(431000, 3881000)]


def test_a_local_plan_takes_no_file_that_has_a_system(tmp_path: Path) -> None:
    page = geojson(tmp_path / "roads.geojson", [("LINESTRING(104 35,104.1 35)", {})])
    with pytest.raises(CrsError, match=r"roads.*local plan"):
        take(document(epsg=0), page)


def test_an_old_datum_is_refused_with_the_files_name(tmp_path: Path) -> None:
    page = geojson(tmp_path / "roads.geojson", [("LINESTRING(104 35,104.1 35)", {})])
    with pytest.raises(CrsError, match=r"roads\.geojson.*Xian 1980"):
        take(document(), page, epsg=4610)


def test_degrees_in_china_are_never_trusted_in_silence(tmp_path: Path) -> None:
    page = geojson(tmp_path / "roads.geojson", [("LINESTRING(104 35,104.1 35)", {})])
    report = take(document(), page).report
    assert "GCJ-02" in " ".join(report.layers[0].messages)


def test_metres_in_a_file_that_says_degrees_are_seen(tmp_path: Path) -> None:
    page = geojson(
        tmp_path / "roads.geojson", [("LINESTRING(35431000 3881000,35432000 3881000)", {})]
    )
    doc = document()
    report = take(doc, page).report
    assert "cannot be in it" in " ".join(report.layers[0].messages)
    assert next(iter(doc.all(Line))).geometry.length == pytest.approx(1000, rel=1e-6)


def test_the_first_map_decides_the_plane_of_a_new_project(tmp_path: Path) -> None:
    page = geojson(tmp_path / "roads.geojson", [("LINESTRING(103.9 35,104.1 35)", {})])
    doc = document(epsg=None)
    result = take(doc, page)
    assert next(iter(doc.all(Project))).epsg == 4544
    assert "EPSG:4544" in result.report.to_text()


def test_data_far_from_the_central_meridian_is_warned_of(tmp_path: Path) -> None:
    page = geojson(tmp_path / "roads.geojson", [("LINESTRING(110.9 35,111 35)", {})])
    report = take(document(), page).report
    assert "central meridian" in " ".join(report.layers[0].messages)


def test_one_bad_shape_does_not_lose_the_layer(tmp_path: Path) -> None:
    page = geojson(
        tmp_path / "roads.geojson",
        [("LINESTRING(0 0,1 1)", {}), ("LINESTRING(0 0,2 2)", {})],
        METRES,
    )
    raw = json.loads(page.read_text("utf-8"))
    raw["features"][0]["geometry"]["coordinates"] = [["a", 1], [1, 1]]
    page.write_text(json.dumps(raw), "utf-8")
    doc = document()
    report = take(doc, page, epsg=4544).report
    assert doc.count(Line) == 1
    assert report.layers[0].to_dict()["reasons"][0]["rows"][0]["row"] == "1"


def test_layers_that_cannot_be_told_are_named(tmp_path: Path) -> None:
    page = geojson(tmp_path / "abc.geojson", [(SQUARE, {"a": 1})], METRES)
    with pytest.raises(ImportFileError, match=r"abc.*--as"):
        take(document(), page)
    other = geojson(tmp_path / "roads.geojson", [("LINESTRING(0 0,1 1)", {})], METRES)
    report = take(document(), page, other).report
    assert report.layer("abc").counts == {Outcome.DROPPED: 1}
    with pytest.raises(ImportFileError, match="cannot be told"):
        take(document(), page, target="roads")


def test_a_layer_or_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    page = geojson(tmp_path / "roads.geojson", [("LINESTRING(0 0,1 1)", {})], METRES)
    with pytest.raises(ImportFileError, match="no layer “lanes”"):
        take(document(), page, layer="lanes")
    with pytest.raises(NotFoundError, match=r"gone\.shp"):
        take(document(), tmp_path / "gone.shp")
    with pytest.raises(NotFoundError, match="vsicurl"):
        take(document(), Path("/vsicurl/http://example.invalid/a.gpkg"))
    with pytest.raises(ImportFileError, match="folder"):
        take(document(), tmp_path)
    with pytest.raises(UsageError, match="castles"):
        ImportOptions(target="castles")


def test_files_are_what_their_first_bytes_say(tmp_path: Path) -> None:
    vrt = b'<OGRVRTDataSource><OGRVRTLayer name="x"/></OGRVRTDataSource>'
    for name in ("a.gpkg", "a.shp", "a.geojson", "a.dxf", "a.zip", "a.kmz"):
        (tmp_path / name).write_bytes(vrt)
        with pytest.raises(ImportFileError, match=name):
            take(document(), tmp_path / name)
    (tmp_path / "empty.kml").write_bytes(b"")
    with pytest.raises(ImportFileError, match="empty"):
        take(document(), tmp_path / "empty.kml")


def test_neither_the_open_project_nor_another_one_is_imported(tmp_path: Path) -> None:
    project = tmp_path / "project.gpkg"
    create_project(project, PROJECT, [NANPING])
    with pytest.raises(ImportFileError, match="itself"):
        take(document(), project, open_project=project)
    with pytest.raises(ImportFileError, match="is itself a GridMap project"):
        take(document(), project)
    (tmp_path / "project.gpkg-wal").write_bytes(b"")
    before = sorted(item.name for item in tmp_path.iterdir())
    with pytest.raises(ImportFileError, match="is itself a GridMap project"):
        take(document(), project)
    assert sorted(item.name for item in tmp_path.iterdir()) == before


def test_reading_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    import geopandas

    frame = geopandas.GeoDataFrame(
        {"name": ["南坪路"]}, geometry=[LineString([(0, 0), (1, 1)])], crs=4544
    )
    frame.to_file(tmp_path / "roads.shp", encoding="gb18030")
    (tmp_path / "roads.shx").unlink()
    (tmp_path / "roads.cpg").unlink(missing_ok=True)
    before = sorted(item.name for item in tmp_path.iterdir())
    doc = document()
    take(doc, tmp_path / "roads.shp")
    assert [item.name for item in doc.all(Line)] == ["南坪路"]
    assert sorted(item.name for item in tmp_path.iterdir()) == before


def test_a_shapefile_in_an_archive_is_read(tmp_path: Path) -> None:
    import geopandas

    folder = tmp_path / "parts"
    folder.mkdir()
    frame = geopandas.GeoDataFrame(
        {"name": ["南坪路"]}, geometry=[LineString([(0, 0), (1, 1)])], crs=4544
    )
    frame.to_file(folder / "roads.shp")
    archive = Path(shutil.make_archive(str(tmp_path / "roads"), "zip", folder))
    doc = document()
    take(doc, archive)
    assert doc.count(Line) == 1
    (folder / "two.kml").write_text("<kml/>")
    both = Path(shutil.make_archive(str(tmp_path / "both"), "zip", folder))
    with pytest.raises(ImportFileError, match="2 maps"):
        read_layers(both, ImportOptions())
    (tmp_path / "cut.zip").write_bytes(archive.read_bytes()[:200])
    with pytest.raises(ImportFileError, match="cannot be unpacked"):
        read_layers(tmp_path / "cut.zip", ImportOptions())


def test_the_report_is_plain_json_and_bounded(tmp_path: Path) -> None:
    lines = "\n".join(f"{n},无此村" for n in range(1000))
    page = tmp_path / "住户.csv"
    page.write_text(f"户号,村名\n{lines}\n", "utf-8")
    report = take(document(NANPING, BEIGOU), page, target="households").report
    body = json.loads(json.dumps(report.to_dict(), ensure_ascii=False))
    assert body["totals"]["taken"] == 1000
    assert body["made"] == {"household": 1000}
    assert all(len(item["rows"]) <= 20 for item in body["layers"][0]["reasons"])
    assert "1000" in report.to_text()
    with pytest.raises(KeyError):
        report.layer("other")
