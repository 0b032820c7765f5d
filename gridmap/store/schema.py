"""The tables around the features: what makes the file a GeoPackage, the change log, the version.

GeoPackage 1.3 (OGC 12-128r19), the newest version that GDAL 3.4 to 3.6 and QGIS 3.22 read without
a warning. Extensions in use: gpkg_rtree_index for each layer, gpkg_schema for titles of columns.
`change_log`, `print_runs` and `gridmap_meta` are our own and not registered as layers: they are not
for maps.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

from gridmap.store.connection import APPLICATION_ID
from gridmap.store.tables import Table
from gridmap.store.titles import TABLE_TITLES, column_title

SCHEMA_VERSION: Final = 6
"""The version of our own tables; migrations.py brings older files up to it."""

USER_VERSION: Final = 10300
LOCAL_SRS: Final = -1
"""The standard's number for a plane without a known system (undefined Cartesian)."""

TRIGGERS: Final = ("insert", "update1", "update2", "update3", "update4", "delete")
CREATE_RTREE: Final = (
    'CREATE VIRTUAL TABLE "rtree_{name}_geom" USING rtree(id, minx, maxx, miny, maxy)'
)
_NOW: Final = "strftime('%Y-%m-%dT%H:%M:%fZ','now')"

STANDARD_TABLES: Final = f"""
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT ({_NOW}),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
"""

TITLE_TABLES: Final = """
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
INSERT INTO gpkg_extensions VALUES
  ('gpkg_data_columns', NULL, 'gpkg_schema',
   'http://www.geopackage.org/spec130/#extension_schema', 'read-write'),
  ('gpkg_data_column_constraints', NULL, 'gpkg_schema',
   'http://www.geopackage.org/spec130/#extension_schema', 'read-write');
"""

OWN_TABLES: Final = """
CREATE TABLE gridmap_meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
CREATE TABLE change_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, time TEXT NOT NULL, author TEXT NOT NULL,
  title TEXT NOT NULL, act TEXT NOT NULL, target INTEGER NOT NULL, count INTEGER NOT NULL,
  payload BLOB);
"""
"""`payload` comes last, so that listing the log does not read it."""

RUN_TABLES: Final = """
CREATE TABLE print_runs (
  number INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, time TEXT NOT NULL, author TEXT NOT NULL,
  log_seq INTEGER NOT NULL, edition TEXT NOT NULL, spec TEXT NOT NULL, data_digest TEXT NOT NULL,
  pages INTEGER NOT NULL, signature TEXT NOT NULL, payload BLOB NOT NULL);
"""
"""What was printed (runs.py); never changed after it is written."""

_UNDEFINED: Final = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "local plane in metres"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic system"),
)


def create_schema(
    connection: sqlite3.Connection, tables: Iterable[Table], epsg: int | None
) -> None:
    """Make an empty project's tables. `epsg` 0 is a local plane, None not yet decided."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {USER_VERSION}")
    run_statements(connection, STANDARD_TABLES + TITLE_TABLES + OWN_TABLES + RUN_TABLES)
    connection.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", _UNDEFINED)
    ensure_srs(connection, 4326)
    srs_id = ensure_srs(connection, epsg)
    for table in tables:
        create_table(connection, table, srs_id)
    set_version(connection, SCHEMA_VERSION)


def run_statements(connection: sqlite3.Connection, script: str) -> None:
    """Run statements inside the present transaction (executescript would end it)."""
    for statement in script.split(";"):
        connection.execute(statement)


def ensure_srs(connection: sqlite3.Connection, epsg: int | None) -> int:
    """Return the srs_id of a plane, describing it in the file where it is not yet described."""
    if not epsg:
        return LOCAL_SRS
    known = "SELECT 1 FROM gpkg_spatial_ref_sys WHERE srs_id = ?"
    if connection.execute(known, (epsg,)).fetchone() is None:
        from gridmap.geo.crs import wkt_of

        wkt = wkt_of(epsg)
        name = wkt.split('"')[1]
        row = (name, epsg, "EPSG", epsg, wkt, None)
        connection.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", row)
    return epsg


def create_table(connection: sqlite3.Connection, table: Table, srs_id: int) -> None:
    """Make and register the table of one kind, with its titles; the R*Tree comes after the rows."""
    connection.execute(table.create_sql)
    create_uuid_trigger(connection, table.name)
    zh, en = TABLE_TITLES[table.name]
    spatial = bool(table.geometry_type)
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)"
        " VALUES (?,?,?,?,?)",
        (
            table.name,
            "features" if spatial else "attributes",
            f"{table.name} {zh}",
            f"{en} ({zh})",
            srs_id if spatial else None,
        ),
    )
    if spatial:
        connection.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
            (table.name, table.geometry_type, srs_id),
        )
    describe_columns(connection, table)


def create_uuid_trigger(connection: sqlite3.Connection, name: str) -> None:
    """Give rows of other programs their identity; a default would do, but GDAL quotes defaults."""
    connection.execute(
        f'CREATE TRIGGER "{name}_uuid" AFTER INSERT ON "{name}"'
        " WHEN NEW.uuid IS NULL OR NEW.uuid = ''"
        f' BEGIN UPDATE "{name}" SET uuid = lower(hex(randomblob(16))) WHERE fid = NEW.fid; END'
    )


def describe_columns(connection: sqlite3.Connection, table: Table) -> None:
    """Write the Chinese and English titles of a table's columns (extension gpkg_schema)."""
    connection.executemany(
        "INSERT INTO gpkg_data_columns (table_name, column_name, description, name, title)"
        " VALUES (?1,?2,?4,?3,?3)",
        [
            (table.name, column.name, *column_title(table.name, column.name))
            for column in table.columns
            if column.form != "geometry"
        ],
    )


def create_rtree(connection: sqlite3.Connection, name: str) -> None:
    """Make the empty R*Tree of a layer and register the extension (annex F.3)."""
    connection.execute(CREATE_RTREE.format(name=name))
    connection.execute(
        "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index',"
        " 'http://www.geopackage.org/spec130/#extension_rtree', 'write-only')",
        (name,),
    )


def create_triggers(connection: sqlite3.Connection, name: str) -> None:
    """Make the triggers that keep a layer's R*Tree right, whoever writes (annex F.3, 1.3)."""
    layer = f'"{name}"'
    tree = f'"rtree_{name}_geom"'
    box = "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)"
    put = f"INSERT OR REPLACE INTO {tree} VALUES (NEW.fid, {box});"
    shown = "NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)"
    hidden = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
    same, other = "OLD.fid = NEW.fid", "OLD.fid != NEW.fid"
    drop = f"DELETE FROM {tree} WHERE id = OLD.fid;"
    drop_both = f"DELETE FROM {tree} WHERE id IN (OLD.fid, NEW.fid);"
    rules = (
        f"AFTER INSERT ON {layer} WHEN ({shown}) BEGIN {put} END",
        f"AFTER UPDATE OF geom ON {layer} WHEN {same} AND ({shown}) BEGIN {put} END",
        f"AFTER UPDATE OF geom ON {layer} WHEN {same} AND {hidden} BEGIN {drop} END",
        f"AFTER UPDATE ON {layer} WHEN {other} AND ({shown}) BEGIN {drop} {put} END",
        f"AFTER UPDATE ON {layer} WHEN {other} AND {hidden} BEGIN {drop_both} END",
        f"AFTER DELETE ON {layer} WHEN OLD.geom NOT NULL BEGIN {drop} END",
    )
    for suffix, rule in zip(TRIGGERS, rules, strict=True):
        connection.execute(f'CREATE TRIGGER "rtree_{name}_geom_{suffix}" {rule}')


def drop_triggers(connection: sqlite3.Connection, name: str) -> None:
    """Take a layer's triggers off; whoever does it keeps the R*Tree right and puts them back."""
    for suffix in TRIGGERS:
        connection.execute(f'DROP TRIGGER "rtree_{name}_geom_{suffix}"')


def empty_rtree(connection: sqlite3.Connection, name: str) -> None:
    """Empty a layer's R*Tree in one step; row by row it takes as long as it took to grow."""
    connection.execute(f'DROP TABLE "rtree_{name}_geom"')
    connection.execute(CREATE_RTREE.format(name=name))


def refresh_bounds(connection: sqlite3.Connection, name: str) -> None:
    """Write a layer's bounds in metres into gpkg_contents, from its R*Tree."""
    connection.execute(
        "UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) ="
        f' (SELECT min(minx), min(miny), max(maxx), max(maxy) FROM "rtree_{name}_geom")'
        " WHERE table_name = ?",
        (name,),
    )


def version_of(connection: sqlite3.Connection) -> int | None:
    """Return the version of a project file's tables, None where it is no project of ours."""
    there = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gridmap_meta'"
    if connection.execute(there).fetchone() is None:
        return None
    row = connection.execute(
        "SELECT value FROM gridmap_meta WHERE key = 'schema_version'"
    ).fetchone()
    return int(row[0]) if row is not None and str(row[0]).isdigit() else None


def set_version(connection: sqlite3.Connection, version: int) -> None:
    """Write the version of the tables."""
    connection.execute(
        "INSERT OR REPLACE INTO gridmap_meta VALUES ('schema_version', ?)", (str(version),)
    )
