import gc
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import geopandas
import pyogrio
import pytest
import shapely

from gridmap.errors import ProjectFileError
from gridmap.model.changes import Change, Changeset, added, edited, removed
from gridmap.model.document import Document, Snapshot
from gridmap.model.features import Household, Note, Officer, Project, Village, new_id
from gridmap.progress import run_job
from gridmap.store.connection import connect
from gridmap.store.geopackage import GeoPackageStore, create_project, open_project
from gridmap.store.tables import TABLES
from gridmap.store.writing import BULK
from tests.helpers.build import Tiny, at, fid, household, project, rectangle
from tests.helpers.stores import read_back, rows_of, tables_of, tiny_file

SPATIAL = [table.name for table in TABLES.values() if table.geometry_type]


@pytest.fixture
def path(tmp_path: Path, tiny: Tiny) -> Path:
    return tiny_file(tmp_path, tiny)


@pytest.fixture
def store(path: Path) -> Iterator[GeoPackageStore]:
    opened = open_project(path, author="周建国")
    yield opened
    opened.close()


def crowd(count: int) -> list[Household]:
    return [household(f"new{i}", door=str(i), geometry=at(i, i % 7)) for i in range(count)]


def assert_rtrees_hold_what_the_layers_hold(path: Path) -> None:
    with closing(connect(path, read_only=True)) as connection:
        for name in SPATIAL:
            held = connection.execute(f'SELECT id FROM "rtree_{name}_geom" ORDER BY id').fetchall()
            sql = f'SELECT fid FROM "{name}" WHERE geom NOT NULL ORDER BY fid'
            assert held == connection.execute(sql).fetchall(), name
            outside = connection.execute(
                f'SELECT count(*) FROM "{name}" JOIN "rtree_{name}_geom" ON fid = id WHERE'
                " minx > ST_MinX(geom) OR maxx < ST_MaxX(geom)"
                " OR miny > ST_MinY(geom) OR maxy < ST_MaxY(geom)"
            )
            assert outside.fetchone() == (0,), name


def test_a_project_comes_back_as_it_was_made(path: Path, tiny: Tiny) -> None:
    assert tables_of(read_back(path)) == tables_of(tiny.snapshot())


def test_the_project_may_be_among_its_features_once_more(tmp_path: Path, tiny: Tiny) -> None:
    create_project(tmp_path / "a.gpkg", tiny.project, tiny.features)
    assert read_back(tmp_path / "a.gpkg").count(Project) == 1
    with pytest.raises(ValueError, match="one project"):
        create_project(tmp_path / "b.gpkg", tiny.project, [project(id=fid("other"))])


def test_more_rows_than_are_read_at_once_all_come_back(
    path: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridmap.store.geopackage.ROWS_AT_ONCE", 7)
    assert tables_of(read_back(path)) == tables_of(tiny.snapshot())


def test_parents_come_before_children(store: GeoPackageStore) -> None:
    kinds = [type(feature) for feature in store.load()]
    assert kinds == sorted(kinds, key=list(TABLES).index)


def test_the_file_says_that_it_is_a_geopackage(path: Path) -> None:
    head = path.read_bytes()[:100]
    assert head[68:72] == b"GPKG"
    assert int.from_bytes(head[60:64], "big") == 10300
    assert path.suffix == ".gpkg"


def test_every_geometry_layer_is_registered_with_its_plane_and_index(path: Path) -> None:
    registered = rows_of(
        path,
        "SELECT table_name, geometry_type_name, g.srs_id, data_type, z, m"
        " FROM gpkg_geometry_columns g JOIN gpkg_contents c USING (table_name)",
    )
    expected = [
        (table.name, table.geometry_type, 4544, "features", 0, 0)
        for table in TABLES.values()
        if table.geometry_type
    ]
    assert sorted(registered) == sorted(expected)
    indexed = "SELECT table_name FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'"
    assert {row[0] for row in rows_of(path, indexed)} == set(SPATIAL)
    systems = dict(rows_of(path, "SELECT srs_id, definition FROM gpkg_spatial_ref_sys"))
    assert set(systems) == {-1, 0, 4326, 4544}
    assert "CGCS2000" in systems[4544]


def test_the_file_keeps_the_rules_that_sqlite_can_check(path: Path) -> None:
    assert rows_of(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows_of(path, "PRAGMA foreign_key_check") == []
    assert_rtrees_hold_what_the_layers_hold(path)


def test_a_local_plan_has_the_undefined_plane(tmp_path: Path) -> None:
    create_project(tmp_path / "local.gpkg", project(epsg=0), [household("h", geometry=at(0, 0))])
    assert rows_of(
        tmp_path / "local.gpkg", "SELECT DISTINCT srs_id FROM gpkg_geometry_columns"
    ) == [(-1,)]


def test_the_first_map_file_may_decide_the_plane_later(tmp_path: Path) -> None:
    path = tmp_path / "later.gpkg"
    create_project(path, project(epsg=None))
    store = open_project(path)
    decided = edited("定坐标系", [(project(epsg=None), project(epsg=4545))])
    store.write(decided.merged_with(added("", [household("h", geometry=at(0, 0))])))
    store.close()
    assert rows_of(path, "SELECT DISTINCT srs_id FROM gpkg_geometry_columns") == [(4545,)]
    assert pyogrio.read_info(path, layer="households")["crs"] == "EPSG:4545"


def test_gdal_opens_every_layer_with_its_names(path: Path) -> None:
    layers = dict(pyogrio.list_layers(path).tolist())
    assert set(layers) == {table.name for table in TABLES.values()}
    assert layers["villages"] == "MultiPolygon"
    assert layers["officers"] is None
    info = pyogrio.read_info(path, layer="households")
    assert (info["crs"], info["features"], info["geometry_type"]) == ("EPSG:4544", 20, "Point")
    assert {"door", "head", "villager_group"} <= set(info["fields"])
    assert info["layer_metadata"]["DESCRIPTION"] == "Households (住户)"


def test_gdal_reads_names_and_places(path: Path, tiny: Tiny) -> None:
    frame = pyogrio.read_dataframe(path, layer="villages")
    village = tiny.get("v1", Village)
    assert frame["name"].tolist() == ["柳树湾村", "石桥村"]
    assert village.geometry is not None
    assert frame.geometry[0].equals(village.geometry)


def test_gdal_finds_by_place_through_the_index(path: Path) -> None:
    box = shapely.buffer(at(50, 50), 1).bounds
    found = pyogrio.read_dataframe(path, layer="households", bbox=box)
    assert found["door"].tolist() == ["1号"]


def test_a_changeset_is_on_disk_when_the_call_returns(
    store: GeoPackageStore, path: Path, tiny: Tiny
) -> None:
    old = tiny.get("h01", Household)
    changeset = Changeset(
        "改一户",
        (
            Change(old, replace(old, door="1号附1", geometry=at(60, 60), tags=())),
            Change(tiny.get("n1", Note), None),
            Change(None, household("h99", geometry=at(70, 70))),
        ),
    )
    document = Document(store.load())
    entry = store.write(changeset)
    document.apply(changeset)
    assert (entry.act, entry.author, entry.title, entry.count) == ("do", "周建国", "改一户", 3)
    assert tables_of(read_back(path)) == tables_of(document.snapshot())
    store.close()
    assert_rtrees_hold_what_the_layers_hold(path)


def test_an_edit_that_takes_the_place_away_leaves_the_index(
    store: GeoPackageStore, path: Path, tiny: Tiny
) -> None:
    old = tiny.get("h01", Household)
    store.write(edited("取消定位", [(old, replace(old, geometry=None))]))
    store.close()
    assert_rtrees_hold_what_the_layers_hold(path)


def test_many_at_once_go_in_and_out_whole(store: GeoPackageStore, path: Path, tiny: Tiny) -> None:
    houses = crowd(BULK + 1)
    store.write(added("导入", houses))
    assert read_back(path).count(Household) == 20 + len(houses)
    store.write(removed("删除", houses))
    store.close()
    assert tables_of(read_back(path)) == tables_of(tiny.snapshot())
    assert_rtrees_hold_what_the_layers_hold(path)


def test_many_at_once_leave_the_triggers_in_place(store: GeoPackageStore, path: Path) -> None:
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    before = rows_of(path, sql)
    store.write(added("导入", crowd(BULK)))
    assert rows_of(path, sql) == before
    assert len(before) == 6 * len(SPATIAL) + len(TABLES)


def test_the_layer_bounds_follow_the_changes(store: GeoPackageStore, path: Path) -> None:
    far = household("far", geometry=at(9000, 8000))
    store.write(added("", [far]))
    sql = "SELECT max_x, max_y FROM gpkg_contents WHERE table_name = 'households'"
    assert rows_of(path, sql) == [(far.geometry.x, far.geometry.y)]  # type: ignore[union-attr]
    store.write(removed("", [far]))
    run_job(store.optimise())
    (bounds,) = rows_of(path, sql)
    assert bounds[0] == pytest.approx(at(690, 0).x, abs=0.1)


def test_a_failed_write_changes_nothing(store: GeoPackageStore, path: Path, tiny: Tiny) -> None:
    clash = added("", [household("fresh"), tiny.get("h01", Household)])
    with pytest.raises(ProjectFileError):
        store.write(clash)
    assert tables_of(read_back(path)) == tables_of(tiny.snapshot())
    assert store.log() == []


def test_what_another_program_removed_is_noticed(
    store: GeoPackageStore, path: Path, tiny: Tiny
) -> None:
    with closing(connect(path, read_only=False)) as other:
        other.execute("DELETE FROM households WHERE uuid = 'h01'")
    old = tiny.get("h01", Household)
    with pytest.raises(ProjectFileError, match="changed by another program"):
        store.write(edited("", [(old, replace(old, door="7"))]))
    with pytest.raises(ProjectFileError, match="changed by another program"):
        store.write(removed("", [old]))
    assert store.log() == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE households SET door = '9' WHERE uuid = 'h01'",
        "INSERT INTO officers (name) VALUES ('钱多多')",
    ],
)
def test_what_another_program_wrote_is_not_written_over(
    path: Path, store: GeoPackageStore, tiny: Tiny, sql: str
) -> None:
    store.load()
    before = read_back(path)
    old = tiny.get("h01", Household)
    store.write(edited("", [(old, replace(old, head="王明"))]))
    with closing(connect(path, read_only=False)) as other:
        other.execute(sql)
    with pytest.raises(ProjectFileError, match="changed by another program"):
        store.write(edited("", [(replace(old, head="王明"), replace(old, door="7"))]))
    assert len(store.log()) == 1
    assert tables_of(read_back(path)) != tables_of(before)
    store.load()
    store.write(added("", [household("again")]))


def test_a_project_whose_own_row_is_gone_is_damaged(path: Path) -> None:
    with closing(connect(path, read_only=False)) as other:
        other.execute("DELETE FROM project")
    with (
        closing(open_project(path)) as store,
        pytest.raises(ProjectFileError, match="its own description is missing"),
    ):
        store.load()


def test_rows_that_another_program_adds_get_an_identity(path: Path) -> None:
    with closing(connect(path, read_only=False)) as other:
        other.execute("INSERT INTO officers (name, phone) VALUES ('钱多多', '1')")
        other.execute("INSERT INTO officers (name, uuid) VALUES ('钱少少', '')")
    added_outside = list(read_back(path).all(Officer))[-2:]
    assert [officer.name for officer in added_outside] == ["钱多多", "钱少少"]
    assert [len(officer.id) for officer in added_outside] == [32, 32]


def test_rows_that_gdal_adds_get_an_identity_and_the_defaults(path: Path) -> None:
    houses = geopandas.GeoDataFrame({"door": ["88", "89"]}, geometry=[at(1, 1), at(2, 2)], crs=4544)
    pyogrio.write_dataframe(houses, path, layer="households", append=True)
    first, second = list(read_back(path).all(Household))[-2:]
    assert replace(first, id=fid("x")) == household("x", door="88", geometry=at(1, 1))
    assert len({first.id, second.id, ""}) == 3
    assert_rtrees_hold_what_the_layers_hold(path)


def test_a_read_only_store_reads_while_another_writes(path: Path, store: GeoPackageStore) -> None:
    reader = open_project(path, read_only=True)
    store.write(added("", [household("late")]))
    assert reader.is_read_only
    assert Snapshot.of(reader.load()).find(fid("late"), Household) is not None
    with pytest.raises(ProjectFileError, match="read-only"):
        reader.write(added("", [household("no")]))
    store.close()
    reader.close()


def test_closing_leaves_one_file(path: Path) -> None:
    store = open_project(path, backups_kept=0)
    store.write(added("", [household("late")]))
    assert path.with_name(f"{path.name}-wal").exists()
    store.close()
    store.close()
    assert sorted(item.name for item in path.parent.iterdir()) == ["qingshi.gpkg"]


def test_optimise_changes_nothing_that_the_file_holds(
    store: GeoPackageStore, path: Path, tiny: Tiny
) -> None:
    houses = crowd(BULK * 4)
    store.write(added("", houses))
    store.write(removed("", houses))
    run_job(store.optimise())
    entries = store.log()
    store.close()
    assert tables_of(read_back(path)) == tables_of(tiny.snapshot())
    assert [entry.title for entry in entries] == ["", ""]
    assert_rtrees_hold_what_the_layers_hold(path)


def test_a_copy_is_a_project_of_its_own(store: GeoPackageStore, tmp_path: Path, tiny: Tiny) -> None:
    store.copy_to(tmp_path / "copies" / "copy.gpkg")
    assert tables_of(read_back(tmp_path / "copies" / "copy.gpkg")) == tables_of(tiny.snapshot())


def test_a_store_can_be_used_from_another_thread(store: GeoPackageStore) -> None:
    seen: list[int] = []
    worker = threading.Thread(target=lambda: seen.append(len(store.load())))
    worker.start()
    worker.join()
    assert seen == [len(store.load())]


@pytest.mark.parametrize("was_on", [True, False])
def test_loading_leaves_the_garbage_collector_as_it_was(
    store: GeoPackageStore, was_on: bool
) -> None:
    try:
        if not was_on:
            gc.disable()
        store.load()
        assert gc.isenabled() is was_on
    finally:
        gc.enable()


def test_creating_never_overwrites(path: Path, tiny: Tiny) -> None:
    before = path.read_bytes()
    with pytest.raises(ProjectFileError, match="exists already"):
        create_project(path, tiny.project)
    assert path.read_bytes() == before


def test_a_failed_creation_leaves_nothing(tmp_path: Path, tiny: Tiny) -> None:
    twice = household("same")
    with pytest.raises(ProjectFileError):
        create_project(tmp_path / "x.gpkg", tiny.project, [twice, twice])
    with pytest.raises(ProjectFileError, match="cannot be made"):
        create_project(tmp_path / "no" / "such" / "folder.gpkg", tiny.project)
    assert [item.name for item in tmp_path.iterdir() if item.name != "config"] == []


def test_a_project_of_many_layers_has_its_index_filled_at_birth(tmp_path: Path) -> None:
    path = tmp_path / "many.gpkg"
    areas = [
        Village(id=new_id(), name=str(i), geometry=rectangle(i, 0, i + 1, 1)) for i in range(50)
    ]
    create_project(path, project(), [*areas, *crowd(60)])
    assert_rtrees_hold_what_the_layers_hold(path)
    count = "SELECT count(*) FROM rtree_villages_geom"
    assert rows_of(path, count) == [(50,)]


def test_sqlite_is_used_as_the_durability_promise_needs(store: GeoPackageStore) -> None:
    settings = {
        name: store._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous")
    }
    assert settings == {"journal_mode": "wal", "synchronous": 2}
    assert sqlite3.threadsafety == 3
