import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from gridmap.actions.emergency import set_emergency
from gridmap.errors import ProjectFileError
from gridmap.model.changes import added
from gridmap.model.features import CareRecord, Fetch, Household, Incident, Note
from gridmap.session import open_session
from gridmap.store import migrations
from gridmap.store.backup import list_backups
from gridmap.store.blobs import register_functions
from gridmap.store.geopackage import open_project
from gridmap.store.schema import SCHEMA_VERSION
from gridmap.store.tables import TABLES
from tests.helpers.build import Tiny, at, fid
from tests.helpers.stores import read_back, rows_of, tiny_file
from tests.helpers.storm import flood

HERE = Path(__file__).parent
OLDER = range(1, SCHEMA_VERSION)


def old_file(folder: Path, version: int) -> Path:
    """Build a project file of an older version, kept as SQL."""
    path = folder / f"version_{version}.gpkg"
    with closing(sqlite3.connect(path)) as connection:
        register_functions(connection)
        connection.executescript((HERE / f"version_{version}.sql").read_text("utf-8"))
    return path


def layout(path: Path) -> dict[str, list[tuple[str, str, int, str | None]]]:
    """Return name, type, not-null and default of every column by table, whatever their order."""
    names = rows_of(path, "SELECT name FROM sqlite_master WHERE type = 'table'")
    return {
        name: sorted(
            (column, form, required, default)
            for _, column, form, required, default, _ in rows_of(path, f"PRAGMA table_info({name})")
        )
        for (name,) in names
        if not name.startswith("sqlite_")
    }


def in_one_line(rows: list[tuple[Any, ...]]) -> list[list[str]]:
    """Return rows as texts without line breaks."""
    return [[" ".join(str(value).split()) for value in row] for row in rows]


@pytest.mark.parametrize("version", OLDER)
def test_a_file_of_each_older_version_opens_with_all_it_held(tmp_path: Path, version: int) -> None:
    path = old_file(tmp_path, version)
    session = open_session(path)
    house = session.document.get(fid("h02"), Household)
    record = session.document.get(fid("c1"), CareRecord)
    assert (house.head, house.door, house.geometry) == ("李桂兰", "2号附1", at(50, 150))
    assert (record.person, record.measures[1].what, record.deputy) == ("王老五", "修炕", None)
    assert len(session.document) == 17
    assert session.undo_title == "改门牌号"
    session.undo()
    session.close()
    assert read_back(path).get(fid("h02"), Household).door == "2号"


@pytest.mark.parametrize("version", OLDER)
def test_a_migrated_file_has_the_tables_of_a_new_one(
    tmp_path: Path, tiny: Tiny, version: int
) -> None:
    path = old_file(tmp_path, version)
    open_project(path).close()
    fresh = tiny_file(tmp_path, tiny)
    assert layout(path) == layout(fresh)
    for sql in (
        "SELECT table_name, identifier, description FROM gpkg_contents ORDER BY 1",
        "SELECT * FROM gpkg_extensions ORDER BY 1, 2, 3",
        "SELECT * FROM gpkg_data_columns ORDER BY 1, 2",
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1",
        "SELECT value FROM gridmap_meta",
    ):
        assert in_one_line(rows_of(path, sql)) == in_one_line(rows_of(fresh, sql))
    assert rows_of(path, "PRAGMA integrity_check") == [("ok",)]
    assert {str(row[0]) for row in pyogrio.list_layers(path)} == {t.name for t in TABLES.values()}


@pytest.mark.parametrize("version", OLDER)
def test_the_older_file_is_backed_up_first(tmp_path: Path, version: int) -> None:
    path = old_file(tmp_path, version)
    before = rows_of(path, "SELECT * FROM gridmap_meta")
    open_project(path).close()
    (backup,) = list_backups(path)
    assert rows_of(backup.path, "SELECT * FROM gridmap_meta") == before
    open_project(path).close()
    assert len(list_backups(path)) == 2


@pytest.mark.parametrize("version", OLDER)
def test_reading_only_leaves_the_older_file_as_it_is(tmp_path: Path, version: int) -> None:
    path = old_file(tmp_path, version)
    before = path.read_bytes()
    store = open_project(path, read_only=True)
    assert len(store.load()) == 17
    assert [entry.count for entry in store.log()] == [1, 1, 1]
    store.close()
    assert path.read_bytes() == before


def test_what_came_with_version_2_works_after_migration(tmp_path: Path) -> None:
    path = old_file(tmp_path, 1)
    session = open_session(path)
    session.apply(added("备注", [Note(id=fid("n"), text="修渠", geometry=at(1, 1))]))
    session.close()
    assert read_back(path).get(fid("n"), Note).geometry == at(1, 1)
    assert rows_of(path, "SELECT count(*) FROM rtree_notes_geom") == [(1,)]


def test_a_step_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_file(tmp_path, 1)
    before = layout(path)

    def breaks(connection: sqlite3.Connection) -> None:
        migrations._to_2(connection)
        connection.execute("SELECT no_such_function()")

    monkeypatch.setattr(migrations, "STEPS", {1: breaks})
    with pytest.raises(ProjectFileError):
        open_project(path)
    assert layout(path) == before
    monkeypatch.undo()
    open_project(path).close()


def test_every_older_version_has_its_step_and_its_file() -> None:
    assert list(migrations.STEPS) == list(OLDER)
    assert all((HERE / f"version_{version}.sql").is_file() for version in OLDER)


def test_an_older_file_on_a_copied_disk_opens_the_same(tmp_path: Path) -> None:
    path = old_file(tmp_path, 1)
    copied = tmp_path / "copy.gpkg"
    shutil.copy(path, copied)
    open_project(path).close()
    open_project(copied).close()
    assert len(read_back(path)) == len(read_back(copied))


def test_what_came_with_version_5_works_after_migration(tmp_path: Path) -> None:
    path = old_file(tmp_path, 4)
    session = open_session(path)
    tick = Fetch(id=fid("f"), incident=fid("storm"), record=fid("c1"), state="called")
    closed = flood(figures=(("called", 3), ("refused", 1)))
    session.apply(added("暴雨", [closed, tick]))
    session.close()
    back = read_back(path)
    assert back.get(fid("storm"), Incident) == closed
    assert back.get(fid("f"), Fetch) == tick
    assert rows_of(path, "SELECT count(*) FROM rtree_incidents_geom") == [(1,)]


def test_what_came_with_version_6_works_after_migration(tmp_path: Path) -> None:
    path = old_file(tmp_path, 5)
    session = open_session(path)
    assert session.document.project.emergency == ()
    session.apply(set_emergency(session.document, [("0930-1", "值班室")]))
    session.close()
    back = open_session(path)
    assert back.document.project.emergency == (("0930-1", "值班室"),)
    back.close()
