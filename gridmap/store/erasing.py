"""Erasing deleted care records for good: from the change log and from the dated backups.

A deletion alone can be undone, so the log and every backup still hold what was deleted. This takes
it out of all of them; the lines of the log stay, without what they said of the record. Copies that
were saved elsewhere cannot be reached.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import CareRecord, Duty, Feature, Fetch, Visit
from gridmap.model.masks import masked_name
from gridmap.progress import Job, Progress
from gridmap.store.backup import list_states
from gridmap.store.connection import check_is_geopackage, connect, in_words
from gridmap.store.history import add_entry
from gridmap.store.lock import acquire, user_name
from gridmap.store.tables import TABLES

_REFERENCE: Final[dict[type[Feature], str]] = {
    CareRecord: "id",
    Visit: "record",
    Duty: "scope",
    Fetch: "record",
}
"""What goes with a care record, each with the field that names the record."""

_REFERENCE_OF_KIND: Final = {kind.kind: field for kind, field in _REFERENCE.items()}
_Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Erased:
    """How many records were erased, from how many backups, and which backups could not be read."""

    records: int
    backups: int
    unreadable: tuple[Path, ...] = ()


def count_deleted(path: Path) -> int:
    """Return how many deleted care records the change log of a project still holds.

    Raises: NotFoundError, ProjectFileError.
    """
    check_is_geopackage(path)
    with in_words(path), closing(connect(path, read_only=True)) as connection:
        return len(_deleted(connection))


def erase_deleted(path: Path, *, author: str = "") -> Job[Erased]:
    """Erase the deleted care records of a project that nobody has open.

    Who did it (default: the user's login name) and when stands in the change log. The backups come
    first: where it is broken off, the log still knows what there is to erase, and the next run ends
    the work. Raises: NotFoundError, ProjectLockedError, ProjectFileError.
    """
    check_is_geopackage(path)
    lock = acquire(path)
    try:
        with in_words(path), closing(connect(path, read_only=False)) as connection:
            ids = _deleted(connection)
            backups = list_states(path) if ids else []
            unreadable = []
            for place, backup in enumerate(backups):
                yield Progress(place, len(backups) + 1, tr("Erasing from the backups."))
                if not _erase_from_backup(backup.path, ids):
                    unreadable.append(backup.path)
            yield Progress(len(backups), len(backups) + 1, tr("Erasing from the history."))
            if ids:
                _erase(connection, ids, author=author or user_name())
            return Erased(len(ids), len(backups) - len(unreadable), tuple(unreadable))
    finally:
        lock.release()


def _deleted(connection: sqlite3.Connection) -> Set[str]:
    """Return the ids of care records that stand in the change log and no more in the project."""
    table = TABLES[CareRecord].name
    held = {found for (found,) in connection.execute(f'SELECT uuid FROM "{table}"')}
    logged = {
        side["id"]
        for _seq, changes in _payloads(connection)
        for kind, *sides in changes["changes"]
        if kind == CareRecord.kind
        for side in sides
        if side is not None
    }
    return logged - held


def _payloads(connection: sqlite3.Connection) -> Iterator[tuple[int, _Fields]]:
    """Yield the number and the payload of every act, as JSON says it."""
    rows = connection.execute("SELECT seq, payload FROM change_log WHERE payload IS NOT NULL")
    for seq, payload in rows:
        yield seq, json.loads(zlib.decompress(payload))


def _erase_from_backup(path: Path, ids: Set[str]) -> bool:
    """Erase records from a backup and say whether it could be read and written."""
    try:
        with closing(connect(path, read_only=False)) as connection:
            _erase(connection, ids)
    except (sqlite3.Error, zlib.error, ValueError):
        return False
    return True


def _erase(connection: sqlite3.Connection, ids: Set[str], *, author: str = "") -> None:
    """Take the records out of the tables and the log, and their traces out of the file.

    With an author the log says that it was done.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        _empty_tables(connection, ids)
        _empty_log(connection, ids)
        if author:
            done = Changeset(tr("Erase {count} deleted care records", count=len(ids)), ())
            add_entry(connection, done, author=author, act="do", target=None)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    # what is deleted stays in the free pages of the file until it is written anew
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA journal_mode = DELETE")


def _empty_tables(connection: sqlite3.Connection, ids: Set[str]) -> None:
    present = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    for kind, field in _REFERENCE.items():
        table = TABLES[kind]
        if table.name not in present:
            continue  # a backup from before that kind existed
        column = next(column.name for column in table.columns if column.field == field)
        connection.executemany(
            f'DELETE FROM "{table.name}" WHERE "{column}" = ?', [(found,) for found in ids]
        )


def _empty_log(connection: sqlite3.Connection, ids: Set[str]) -> None:
    """Take out what the acts say of the records; a line that spoke of nothing else says so."""
    for seq, payload in list(_payloads(connection)):
        gone: list[Any] = []
        kept: list[Any] = []
        for change in payload["changes"]:
            (gone if _is_about(change, ids) else kept).append(change)
        if not gone:
            continue
        text = json.dumps({**payload, "changes": kept}, ensure_ascii=False, separators=(",", ":"))
        connection.execute(
            "UPDATE change_log SET payload = ?, count = ? WHERE seq = ?",
            (zlib.compress(text.encode(), level=1), len(kept), seq),
        )
        _retitle(connection, seq, gone, is_empty=not kept)


def _retitle(
    connection: sqlite3.Connection, seq: int, gone: Sequence[list[Any]], *, is_empty: bool
) -> None:
    """Give an act, and whatever undid or redid it, a title that names nobody who was erased."""
    sides = [side for _kind, *both in gone for side in both if side is not None]
    names = {side["person"] for side in sides if side.get("person")}
    words = names | {masked_name(name) for name in names}
    lines = connection.execute("SELECT seq, title FROM change_log WHERE target = ?", (seq,))
    for line, title in lines.fetchall():
        if is_empty:
            sql = "UPDATE change_log SET title = ?, count = 0 WHERE seq = ?"
            connection.execute(sql, (tr("A care record, erased"), line))
        elif any(word in title for word in words):
            sql = "UPDATE change_log SET title = ? WHERE seq = ?"
            connection.execute(sql, (tr("Several changes; a care record was erased"), line))


def _is_about(change: list[Any], ids: Set[str]) -> bool:
    """Whether a change speaks of one of the records or of what hung on it."""
    kind, *sides = change
    field = _REFERENCE_OF_KIND.get(kind)
    return field is not None and any(side is not None and side.get(field) in ids for side in sides)
