"""Changes into rows: inserts, updates of just the columns that changed, deletes; bounds follow."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeAlias

from gridmap.errors import ProjectFileError
from gridmap.i18n import tr
from gridmap.model.changes import Change, Changeset
from gridmap.model.features import Feature, Project
from gridmap.store.rows import encode_column, to_rows
from gridmap.store.schema import (
    create_triggers,
    drop_triggers,
    empty_rtree,
    ensure_srs,
)
from gridmap.store.tables import TABLES, Table

BULK: Final = 500
"""From this many rows on it pays to take the triggers off while inserting."""

Edits: TypeAlias = dict[tuple[str, ...], list[Change]]


def insert(
    connection: sqlite3.Connection, table: Table, features: Sequence[Feature], srs_id: int
) -> None:
    """Insert features of one kind."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    sql = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'
    connection.executemany(sql, to_rows(table, features, srs_id))


def _add(
    connection: sqlite3.Connection, table: Table, features: Sequence[Feature], srs_id: int
) -> None:
    """Insert features; many at once go in first and into the R*Tree after, which is faster."""
    if not table.geometry_type or len(features) < BULK:
        insert(connection, table, features, srs_id)
        return
    last = connection.execute(f'SELECT ifnull(max(fid), 0) FROM "{table.name}"').fetchone()[0]
    drop_triggers(connection, table.name)
    insert(connection, table, features, srs_id)
    fill_rtree(connection, table.name, after_fid=last)
    create_triggers(connection, table.name)


def fill_rtree(connection: sqlite3.Connection, name: str, *, after_fid: int = 0) -> None:
    """Put the geometries of a layer, from behind a row onwards, into its R*Tree."""
    connection.execute(
        f'INSERT INTO "rtree_{name}_geom" SELECT fid, ST_MinX(geom), ST_MaxX(geom),'
        f' ST_MinY(geom), ST_MaxY(geom) FROM "{name}"'
        " WHERE fid > ? AND geom NOT NULL AND NOT ST_IsEmpty(geom)",
        (after_fid,),
    )


def write_changes(connection: sqlite3.Connection, path: Path, changeset: Changeset) -> None:
    """Carry a changeset out on the tables, inside the caller's transaction.

    Raises: ProjectFileError where a feature is no longer in the file (another program took it).
    """
    by_kind: dict[type[Feature], list[Change]] = defaultdict(list)
    for change in changeset:
        by_kind[type(change.feature)].append(change)
    srs_id = _plane(connection, by_kind.get(Project, ()))
    for kind, changes in by_kind.items():
        table = TABLES[kind]
        gone = [change.id for change in changes if change.new is None]
        if gone:
            _remove(connection, path, table, gone)
        _update(connection, path, table, changes, srs_id)
        new = [change.new for change in changes if change.old is None and change.new is not None]
        _add(connection, table, new, srs_id)
        _touch(connection, table, Changeset("", tuple(changes)))


def _plane(connection: sqlite3.Connection, projects: Sequence[Change]) -> int:
    """Return the srs_id of the project's plane; where the project moves to another, register it."""
    for project in [change.new for change in projects if isinstance(change.new, Project)]:
        srs_id = ensure_srs(connection, project.epsg)
        connection.execute("UPDATE gpkg_geometry_columns SET srs_id = ?", (srs_id,))
        spatial = "UPDATE gpkg_contents SET srs_id = ? WHERE data_type = 'features'"
        connection.execute(spatial, (srs_id,))
    sql = "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = 'households'"
    return int(connection.execute(sql).fetchone()[0])


def _remove(connection: sqlite3.Connection, path: Path, table: Table, ids: Sequence[str]) -> None:
    """Delete rows; where most of a layer goes, what stays is put into a fresh R*Tree."""
    count = connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
    if not table.geometry_type or len(ids) < max(BULK, count / 3):
        _delete(connection, path, table, ids)
        return
    drop_triggers(connection, table.name)
    _delete(connection, path, table, ids)
    empty_rtree(connection, table.name)
    fill_rtree(connection, table.name)
    create_triggers(connection, table.name)


def _delete(connection: sqlite3.Connection, path: Path, table: Table, ids: Sequence[str]) -> None:
    sql = f'DELETE FROM "{table.name}" WHERE uuid = ?'
    _all_found(path, connection.executemany(sql, [(key,) for key in ids]).rowcount, len(ids))


def _update(
    connection: sqlite3.Connection,
    path: Path,
    table: Table,
    changes: Sequence[Change],
    srs_id: int,
) -> None:
    edits: Edits = defaultdict(list)
    for change in changes:
        if change.old is not None and change.new is not None:
            edits[_changed_fields(table, change)].append(change)
    for fields, group in edits.items():
        columns = [table.column(field) for field in fields]
        assignments = ", ".join(f'"{column.name}" = ?' for column in columns)
        values = [
            encode_column(column, [getattr(change.new, column.field) for change in group], srs_id)
            for column in columns
        ]
        rows = list(zip(*values, [change.id for change in group], strict=True))
        sql = f'UPDATE "{table.name}" SET {assignments} WHERE uuid = ?'
        _all_found(path, connection.executemany(sql, rows).rowcount, len(rows))


def _changed_fields(table: Table, change: Change) -> tuple[str, ...]:
    """Return the fields that differ; the id where none does, so that the row is still looked up."""
    sides = zip(table.columns, table.values(change.old), table.values(change.new), strict=True)
    fields = tuple(column.field for column, old, new in sides if old != new)
    return fields or ("id",)


def _all_found(path: Path, found: int, wanted: int) -> None:
    if wanted and found != wanted:
        raise changed_by_others(path)


def changed_by_others(path: Path) -> ProjectFileError:
    """Return the error for a file that is no longer what was loaded from it."""
    return ProjectFileError(
        tr("“{path}” was changed by another program while it was open.", path=path),
        hint=tr("Close the project and open it again to see the present state."),
    )


def _touch(connection: sqlite3.Connection, table: Table, changes: Changeset) -> None:
    """Note the time of the change for other programs, and widen the layer's bounds (metres)."""
    sql = "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now')"
    bounds = changes.bounds() if table.geometry_type else None
    if bounds is not None:
        sql += (
            ", min_x = min(ifnull(min_x, ?1), ?1), min_y = min(ifnull(min_y, ?2), ?2),"
            " max_x = max(ifnull(max_x, ?3), ?3), max_y = max(ifnull(max_y, ?4), ?4)"
        )
    connection.execute(sql + " WHERE table_name = ?5", (*(bounds or (None,) * 4), table.name))
