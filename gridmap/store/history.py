"""The change log: what was done, when and by whom, and how to take it back.

A payload is the changeset as compressed JSON: one [kind, old, new] per change, fields at their
default left out, geometries apart. It is read by field name, so that a payload written before a
field existed still fits.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.model.changes import Change, Changeset
from gridmap.model.features import KIND_BY_NAME, Feature
from gridmap.store.blobs import Shapes
from gridmap.store.rows import from_json, plain
from gridmap.store.store import EVERYTHING, Act, LogEntry, LogFilter, LogOutline
from gridmap.store.tables import TABLES, Column

_LISTED: Final = "seq, time, author, title, act, target, count"


def add_entry(
    connection: sqlite3.Connection,
    changeset: Changeset,
    *,
    author: str,
    act: Act,
    target: int | None,
) -> LogEntry:
    """Write one line; only what was done (not undone or redone) needs a payload."""
    now = datetime.now(UTC)
    payload = encode(changeset) if act == "do" else None
    sql = (
        "INSERT INTO change_log (time, author, title, act, target, count, payload)"
        " VALUES (?,?,?,?,?,?,?)"
    )
    row = (now.isoformat(), author, changeset.title, act, target or 0, len(changeset), payload)
    seq = connection.execute(sql, row).lastrowid or 0
    if target is None:
        connection.execute("UPDATE change_log SET target = seq WHERE seq = ?", (seq,))
    return LogEntry(
        seq=seq,
        at=now,
        author=author,
        title=changeset.title,
        act=act,
        target=seq if target is None else target,
        count=len(changeset),
    )


def entries(
    connection: sqlite3.Connection,
    limit: int | None,
    *,
    before: int | None = None,
    wanted: LogFilter = EVERYTHING,
) -> Sequence[LogEntry]:
    """Return the newest lines, newest first, without reading any payload.

    `before` leaves out that number and all above it: the next page begins there.
    """
    where, values = _conditions(before, wanted)
    sql = f"SELECT {_LISTED} FROM change_log {where} ORDER BY seq DESC LIMIT ?"
    rows = connection.execute(sql, (*values, -1 if limit is None else limit))
    return [
        LogEntry(
            seq=seq,
            at=datetime.fromisoformat(at),
            author=author,
            title=title,
            act=act,
            target=target,
            count=count,
        )
        for seq, at, author, title, act, target, count in rows
    ]


def outline(connection: sqlite3.Connection) -> LogOutline:
    """Return who stands in the log and on which days, without reading any payload."""
    authors = connection.execute("SELECT DISTINCT author FROM change_log ORDER BY author")
    # an hour of the world touches at most two days of a place: those of its first and last line
    hours = connection.execute(
        "SELECT min(time), max(time) FROM change_log GROUP BY substr(time, 1, 13)"
    )
    days = {datetime.fromisoformat(at).astimezone().date() for ends in hours for at in ends}
    return LogOutline(tuple(name for (name,) in authors), tuple(sorted(days, reverse=True)))


def _conditions(before: int | None, wanted: LogFilter) -> tuple[str, list[object]]:
    """Return the WHERE clause and its values. Times are text in UTC that sorts by time."""
    tests = [
        ("seq < ?", before),
        ("author = ?", wanted.author),
        ("time >= ?", wanted.since and wanted.since.astimezone(UTC).isoformat()),
        ("time < ?", wanted.until and wanted.until.astimezone(UTC).isoformat()),
        ("instr(lower(title), ?)", wanted.words.strip().lower() or None),
    ]
    asked = [(test, value) for test, value in tests if value is not None]
    where = f"WHERE {' AND '.join(test for test, _ in asked)}" if asked else ""
    return where, [value for _, value in asked]


def changeset_of(connection: sqlite3.Connection, seq: int) -> Changeset:
    """Return the changeset that a line wrote. Raises: KeyError where there is no such line."""
    sql = "SELECT title, act, target, payload FROM change_log WHERE seq = ?"
    row = connection.execute(sql, (seq,)).fetchone()
    if row is None:
        raise KeyError(seq)
    title, act, target, payload = row
    if payload is not None:
        return decode(title, payload)
    done = changeset_of(connection, target)
    return done.inverted() if act == "undo" else done


def encode(changeset: Changeset) -> bytes:
    """Return a changeset as a payload."""
    shapes: list[BaseGeometry] = []
    changes = [
        [change.feature.kind, _side(change.old, shapes), _side(change.new, shapes)]
        for change in changeset.changes
    ]
    wkb = shapely.to_wkb(shapes, hex=True, output_dimension=2, byte_order=1) if shapes else []
    raw = {"changes": changes, "shapes": list(wkb)}
    text = json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), level=1)


def decode(title: str, payload: bytes) -> Changeset:
    """Return the changeset of a payload. Raises: ValueError, KeyError, zlib.error if damaged."""
    raw = json.loads(zlib.decompress(payload))
    shapes = shapely.from_wkb(raw["shapes"])
    return Changeset(
        title,
        tuple(
            Change(_feature(kind, old, shapes), _feature(kind, new, shapes))
            for kind, old, new in raw["changes"]
        ),
    )


def _side(feature: Feature | None, shapes: list[BaseGeometry]) -> dict[str, Any] | None:
    """Return the fields that are not at their default; a geometry as its place in `shapes`."""
    if feature is None:
        return None
    table = TABLES[type(feature)]
    fields: dict[str, Any] = {}
    for column, value in zip(table.columns, table.values(feature), strict=True):
        if value is column.default or value == column.default:
            continue
        if column.form == "geometry":
            fields[column.field] = len(shapes)
            shapes.append(value)
        else:
            fields[column.field] = _plain_value(column, value)
    return fields


def _plain_value(column: Column, value: Any) -> Any:
    if column.form == "date":
        return value.isoformat()
    return [plain(item) for item in value] if column.form == "json" else value


def _feature(kind: str, raw: dict[str, Any] | None, shapes: Shapes) -> Feature | None:
    if raw is None:
        return None
    table = TABLES[KIND_BY_NAME[kind]]
    fields = {
        column.field: _parsed(column, raw[column.field], shapes)
        for column in table.columns
        if column.field in raw
    }
    return table.kind(**fields)


def _parsed(column: Column, value: Any, shapes: Shapes) -> Any:
    if column.form == "date":
        return date.fromisoformat(value)
    if column.form == "json":
        return from_json(column, value)
    return shapes[value] if column.form == "geometry" else value
