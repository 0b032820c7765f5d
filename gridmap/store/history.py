"""The change log: what was done, when and by whom, and how to take it back.

A payload is the changeset as compressed JSON, one [kind, old, new] per change, fields at their
default left out. It is read by field name: a payload written before a field existed still fits.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

import shapely

from gridmap.model.changes import Change, Changeset
from gridmap.model.features import KIND_BY_NAME, Feature
from gridmap.store.rows import from_json, plain
from gridmap.store.store import Act, LogEntry
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


def entries(connection: sqlite3.Connection, limit: int | None) -> Sequence[LogEntry]:
    """Return the newest lines, newest first, without reading any payload."""
    sql = f"SELECT {_LISTED} FROM change_log ORDER BY seq DESC LIMIT ?"
    rows = connection.execute(sql, (-1 if limit is None else limit,))
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
    raw = [
        [change.feature.kind, _side(change.old), _side(change.new)] for change in changeset.changes
    ]
    text = json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), level=1)


def decode(title: str, payload: bytes) -> Changeset:
    """Return the changeset of a payload. Raises: ValueError, KeyError, zlib.error if damaged."""
    raw = json.loads(zlib.decompress(payload))
    return Changeset(
        title,
        tuple(Change(_feature(kind, old), _feature(kind, new)) for kind, old, new in raw),
    )


def _side(feature: Feature | None) -> dict[str, Any] | None:
    if feature is None:
        return None
    table = TABLES[type(feature)]
    pairs = zip(table.columns, table.values(feature), strict=True)
    return {column.field: _value(value) for column, value in pairs if value != column.default}


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, shapely.Geometry):
        return shapely.to_wkb(value, hex=True, output_dimension=2, byte_order=1)
    return value


def _feature(kind: str, raw: dict[str, Any] | None) -> Feature | None:
    if raw is None:
        return None
    table = TABLES[KIND_BY_NAME[kind]]
    fields = {
        column.field: _parsed(column, raw[column.field])
        for column in table.columns
        if column.field in raw
    }
    return table.kind(**fields)


def _parsed(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.form == "date":
        return date.fromisoformat(value)
    if column.form == "json":
        return from_json(column, value)
    if column.form == "geometry":
        return shapely.from_wkb(value)
    return value
