import json
import shutil
from pathlib import Path

import pytest
from shapely import LineString, Point

from gridmap.errors import CrsError, ImportFileError, NotFoundError, UsageError
from gridmap.importers.run import ImportOptions, Outcome, read_layers
from gridmap.model.features import (
    Household,
    Line,
    Project,
)
from gridmap.store.geopackage import create_project
from tests.importers.helpers import (
    BEIGOU,
    METRES,
    NANPING,
    PROJECT,
    SQUARE,
    document,
    geojson,
    take,
)


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
    with pytest.raises(ImportFileError, match=r"abc \(columns: a\).*--as.*roster"):
        take(document(), page)
    other = geojson(tmp_path / "roads.geojson", [("LINESTRING(0 0,1 1)", {})], METRES)
    report = take(document(), page, other).report
    assert report.layer("abc").counts == {Outcome.DROPPED: 1}
    with pytest.raises(ImportFileError, match="cannot become roads"):
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
