"""Dated backups beside the project file: NAME.backups/2026-11-23T081500.gpkg, the last N kept."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from gridmap.errors import ProjectFileError
from gridmap.i18n import tr
from gridmap.store.connection import check_is_geopackage, connect, damaged, in_words, reason_of
from gridmap.store.lock import acquire

_STAMP: Final = "%Y-%m-%dT%H%M%S"
_NAME: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d{6})(?:-(\d+))?")
_REPLACED: Final = "-replaced"
SIDE_FILES: Final = ("-wal", "-shm", "-journal")
"""What SQLite may leave beside a file whose program was killed."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its file, the moment it was made (local time) and its size in bytes.

    `is_replaced`: the state that a restored backup took the place of; it is kept for good.
    """

    path: Path
    made_at: datetime
    size_bytes: int
    is_replaced: bool = False


def backup_folder(path: Path) -> Path:
    """Return the folder that holds a project file's backups."""
    return path.with_name(f"{path.name}.backups")


def list_backups(path: Path) -> Sequence[Backup]:
    """Return the backups of a project file, newest first; other files there are left out."""
    return [backup for backup in list_states(path) if not backup.is_replaced]


def list_states(path: Path) -> Sequence[Backup]:
    """Return the backups and the states that restored ones replaced, newest first."""
    found = []
    for file in backup_folder(path).glob("*.gpkg"):
        name = _NAME.fullmatch(file.stem.removesuffix(_REPLACED))
        if name is not None:
            made_at = datetime.strptime(name[1], _STAMP).astimezone()
            is_replaced = file.stem.endswith(_REPLACED)
            backup = Backup(file, made_at, file.stat().st_size, is_replaced)
            found.append((name[1], int(name[2] or 1), backup))
    return [backup for *_, backup in sorted(found, key=lambda item: item[:2], reverse=True)]


def back_up(connection: sqlite3.Connection, path: Path, *, kept: int) -> Path | None:
    """Copy an open project into its backup folder unless nothing changed since the last backup.

    Only the newest `kept` stay (0: no backups at all). Returns the new file, None where none was
    made. Raises: ProjectFileError where it cannot be written.
    """
    if kept < 1:
        return None
    earlier = list_backups(path)
    if earlier and _state_of_file(earlier[0].path) == _state(connection):
        return None
    target = _fresh_name(backup_folder(path))
    copy_to(connection, target)
    others = [backup.path for backup in list_backups(path) if backup.path != target]
    for old in others[kept - 1 :]:
        old.unlink(missing_ok=True)
    return target


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """Copy an open project into one file, by temporary name and rename.

    Raises: ProjectFileError where it cannot be written.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.touch()
        with in_words(target), closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        part.replace(target)
    except OSError as error:
        raise ProjectFileError(
            tr(
                "The backup “{path}” cannot be written: {reason}.",
                path=target,
                reason=reason_of(error),
            ),
            hint=tr("Free some space or open the project read-only."),
        ) from error
    finally:
        remove_part(part)


def restore_backup(backup: Path, path: Path) -> Path | None:
    """Put a backup in the place of a project file that nobody has open.

    What was there is moved into the backup folder, with whatever SQLite left beside it; returns
    where it went, None where there was nothing.

    Raises: ProjectFileError where the backup is not sound, ProjectLockedError.
    """
    check_is_geopackage(backup)
    lock = acquire(path)
    try:
        part = path.with_name(f"{path.name}.part")
        with closing(connect(backup, read_only=True)) as connection:
            with in_words(backup):
                answer = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if answer != "ok":
                raise damaged(backup, answer)
            copy_to(connection, part)
        moved = _set_aside(path)
        part.replace(path)
        return moved
    finally:
        lock.release()


def _set_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    folder = backup_folder(path)
    folder.mkdir(exist_ok=True)
    fresh = _fresh_name(folder)
    target = fresh.with_name(f"{fresh.stem}{_REPLACED}.gpkg")
    for suffix in SIDE_FILES:
        side = path.with_name(path.name + suffix)
        if side.exists():
            side.replace(target.with_name(target.name + suffix))
    path.replace(target)
    return target


def _fresh_name(folder: Path) -> Path:
    """Return a name by the present second; a number follows where that second has one already."""
    stamp = datetime.now().astimezone().strftime(_STAMP)
    stems = [file.stem.removesuffix(_REPLACED) for file in folder.glob(f"{stamp}*.gpkg")]
    names = [_NAME.fullmatch(stem) for stem in stems]
    taken = max((int(name[2] or 1) for name in names if name is not None), default=0)
    return folder / (f"{stamp}-{taken + 1}.gpkg" if taken else f"{stamp}.gpkg")


def _state(connection: sqlite3.Connection) -> tuple[object, ...]:
    """Return what tells two states of a project apart: our last act, anybody's last change."""
    sql = (
        "SELECT (SELECT max(seq) FROM change_log), (SELECT max(last_change) FROM gpkg_contents),"
        " (SELECT value FROM gridmap_meta WHERE key = 'schema_version')"
    )
    row: tuple[object, ...] = connection.execute(sql).fetchone()
    return row


def _state_of_file(path: Path) -> tuple[object, ...] | None:
    """Return the state that a backup holds, None where it cannot be read (then it is no backup)."""
    try:
        with closing(connect(path, read_only=True)) as connection:
            return _state(connection)
    except sqlite3.Error:
        return None


def remove_part(part: Path) -> None:
    """Take a temporary file away, with whatever SQLite left beside it; absent is fine."""
    for suffix in ("", *SIDE_FILES):
        with suppress(OSError):
            part.with_name(part.name + suffix).unlink()


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last through a power cut, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
