"""Older project files: one function per step brings the tables from a version to the next.

A step speaks SQL as it was at its time; it never asks the present dataclasses what a table looks
like. All steps run in one transaction, after the dated backup.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from gridmap.store.schema import (
    RUN_TABLES,
    SCHEMA_VERSION,
    TITLE_TABLES,
    create_rtree,
    create_triggers,
    create_uuid_trigger,
    describe_columns,
    run_statements,
    set_version,
)
from gridmap.store.tables import TABLES


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a file from an older version to the present one, whole or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in range(version, SCHEMA_VERSION):
            STEPS[step](connection)
        connection.execute("DELETE FROM gpkg_data_columns")
        for table in TABLES.values():
            describe_columns(connection, table)
        set_version(connection, SCHEMA_VERSION)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _to_2(connection: sqlite3.Connection) -> None:
    """Accuracy of positions, deputies of care records, notes, counts in the log, column titles."""
    run = connection.execute
    run('ALTER TABLE households ADD COLUMN "accuracy_m" DOUBLE')
    run('ALTER TABLE households ADD COLUMN "located_on" DATE')
    run('ALTER TABLE care_records ADD COLUMN "deputy" TEXT')
    run_statements(connection, TITLE_TABLES)
    _add_notes(connection)
    _count_log(connection)


def _add_notes(connection: sqlite3.Connection) -> None:
    run = connection.execute
    run(
        'CREATE TABLE notes ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE,'
        ' "tags" TEXT NOT NULL DEFAULT \'[]\', "text" TEXT NOT NULL DEFAULT \'\', "geom" POINT)'
    )
    create_uuid_trigger(connection, "notes")
    srs = run("SELECT srs_id FROM gpkg_contents WHERE table_name = 'households'").fetchone()[0]
    run(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)"
        " VALUES ('notes', 'features', 'notes 备注', 'Notes (备注)', ?)",
        (srs,),
    )
    run("INSERT INTO gpkg_geometry_columns VALUES ('notes', 'geom', 'POINT', ?, 0, 0)", (srs,))
    create_rtree(connection, "notes")
    create_triggers(connection, "notes")


def _count_log(connection: sqlite3.Connection) -> None:
    """Give the log its count, before the payload so that listing it does not read payloads."""
    run = connection.execute
    run("ALTER TABLE change_log RENAME TO change_log_1")
    run(
        "CREATE TABLE change_log (seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
        " time TEXT NOT NULL, author TEXT NOT NULL, title TEXT NOT NULL, act TEXT NOT NULL,"
        " target INTEGER NOT NULL, count INTEGER NOT NULL, payload BLOB)"
    )
    rows = run(
        "SELECT seq, time, author, title, act, target, payload FROM change_log_1 ORDER BY seq"
    )
    counts: dict[int, int] = {}
    for seq, time, author, title, act, target, payload in rows.fetchall():
        if payload is not None:
            counts[seq] = len(json.loads(zlib.decompress(payload))["changes"])
        count = counts.get(seq, counts.get(target, 0))
        row = (seq, time, author, title, act, target, count, payload)
        run("INSERT INTO change_log VALUES (?,?,?,?,?,?,?,?)", row)
    run("DROP TABLE change_log_1")


def _to_3(connection: sqlite3.Connection) -> None:
    """Rules of care categories, the house of the helper, the way to safety."""
    run = connection.execute
    run("ALTER TABLE project ADD COLUMN \"category_rules\" TEXT NOT NULL DEFAULT '[]'")
    run('ALTER TABLE care_records ADD COLUMN "helper_household" TEXT')
    run("ALTER TABLE care_records ADD COLUMN \"deputy_helper\" TEXT NOT NULL DEFAULT ''")
    run("ALTER TABLE care_records ADD COLUMN \"route\" TEXT NOT NULL DEFAULT ''")
    run('ALTER TABLE care_records ADD COLUMN "shelter" TEXT')
    run('ALTER TABLE care_records ADD COLUMN "drill_on" DATE')


def _to_4(connection: sqlite3.Connection) -> None:
    """Print runs, and the register of printed copies."""
    run = connection.execute
    run_statements(connection, RUN_TABLES)
    run(
        'CREATE TABLE print_copies ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,'
        ' "uuid" TEXT UNIQUE, "tags" TEXT NOT NULL DEFAULT \'[]\','
        ' "run" INTEGER NOT NULL DEFAULT 0, "edition" TEXT NOT NULL DEFAULT \'\','
        ' "recipient" TEXT NOT NULL DEFAULT \'\', "copy" INTEGER NOT NULL DEFAULT 1,'
        ' "copies" INTEGER NOT NULL DEFAULT 1, "valid_until" DATE, "handed_on" DATE,'
        ' "returned_on" DATE, "destroyed_on" DATE, "note" TEXT NOT NULL DEFAULT \'\')'
    )
    create_uuid_trigger(connection, "print_copies")
    run(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description)"
        " VALUES ('print_copies', 'attributes', 'print_copies 图册份册登记',"
        " 'Register of printed copies (图册份册登记)')"
    )


def _to_5(connection: sqlite3.Connection) -> None:
    """Incidents, and how far the fetching of each person is."""
    run = connection.execute
    row = (
        '("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "uuid" TEXT UNIQUE,'
        " \"tags\" TEXT NOT NULL DEFAULT '[]',"
    )
    run(
        f"CREATE TABLE incidents {row}"
        " \"name\" TEXT NOT NULL DEFAULT '', \"incident_kind\" TEXT NOT NULL DEFAULT 'flood',"
        ' "ordered_by" TEXT NOT NULL DEFAULT \'\', "start_date" DATE, "valid_until" DATE,'
        ' "closed_on" DATE, "shelters" TEXT NOT NULL DEFAULT \'[]\','
        ' "figures" TEXT NOT NULL DEFAULT \'[]\', "geom" MULTIPOLYGON)'
    )
    run(
        f"CREATE TABLE fetches {row}"
        " \"incident\" TEXT NOT NULL DEFAULT '', \"record\" TEXT NOT NULL DEFAULT '',"
        " \"state\" TEXT NOT NULL DEFAULT 'to_call', \"changed_at\" TEXT NOT NULL DEFAULT '',"
        " \"changed_by\" TEXT NOT NULL DEFAULT '')"
    )
    for name in ("incidents", "fetches"):
        create_uuid_trigger(connection, name)
    srs = run("SELECT srs_id FROM gpkg_contents WHERE table_name = 'households'").fetchone()[0]
    run(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES"
        " ('incidents', 'features', 'incidents 突发事件', 'Incidents (突发事件)', ?),"
        " ('fetches', 'attributes', 'fetches 叫应与接人',"
        " 'Calling and fetching (叫应与接人)', NULL)",
        (srs,),
    )
    layer = (
        "INSERT INTO gpkg_geometry_columns VALUES ('incidents', 'geom', 'MULTIPOLYGON', ?, 0, 0)"
    )
    run(layer, (srs,))
    create_rtree(connection, "incidents")
    create_triggers(connection, "incidents")


def _to_6(connection: sqlite3.Connection) -> None:
    """The office's own emergency numbers."""
    connection.execute("ALTER TABLE project ADD COLUMN \"emergency\" TEXT NOT NULL DEFAULT '[]'")


STEPS: Final[Mapping[int, Callable[[sqlite3.Connection], None]]] = MappingProxyType(
    {1: _to_2, 2: _to_3, 3: _to_4, 4: _to_5, 5: _to_6}
)
"""The step that leads away from each older version."""
