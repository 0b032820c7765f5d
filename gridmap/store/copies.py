"""Copies of a project: what a file holds, and a copy that was read back before it counts."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gridmap.errors import ProjectFileError, UsageError
from gridmap.i18n import tr
from gridmap.progress import Job, Progress
from gridmap.store import history
from gridmap.store.backup import SIDE_FILES, remove_part, sync_folder
from gridmap.store.connection import connect, damaged, in_words, reason_of
from gridmap.store.geopackage import QUICK_CHECK_BYTES, open_project
from gridmap.store.lock import acquire
from gridmap.store.store import LogEntry
from gridmap.store.tables import TABLES

BYTES_AT_ONCE: Final = 2**20
"""At most a breath on a slow stick, so that a cancelled copy stops at once."""


@dataclass(frozen=True, slots=True)
class FileContents:
    """How many features of each kind a file holds, by the kind's name, and its newest act."""

    counts: Mapping[str, int]
    newest: LogEntry | None


def contents(path: Path) -> FileContents:
    """Return what a project file or backup holds, without loading it.

    The file may be open for work elsewhere in this program. Raises: ProjectFileError where it
    cannot be read or is damaged.
    """
    with in_words(path), closing(connect(path, read_only=True)) as connection:
        if path.stat().st_size <= QUICK_CHECK_BYTES:
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if answer != "ok":
                raise damaged(path, answer)
        return _contents(connection)


def copy_verified(source: Path, target: Path) -> Job[FileContents]:
    """Copy a project, open or not, to a file, and read the whole copy back; return what it holds.

    The copy has the state of the moment it begins; what is edited meanwhile is not in it. A file
    that stood there is replaced only after the copy was found whole.

    Raises: UsageError where the target is the project itself, ProjectLockedError where somebody
    works in it, ProjectFileError where it cannot be written or did not arrive whole.
    """
    if target.exists() and target.samefile(source):
        raise UsageError(
            tr("“{path}” is the project itself.", path=target),
            hint=tr("Choose another folder or another name for the copy."),
        )
    part = target.with_name(f"{target.name}.part")
    lock = None
    try:
        lock = acquire(target)
        remove_part(part)
        part.touch()
        yield Progress(0, 100, tr("Copying the project."))
        image, expected = _image(source)
        yield from _written(image, part)
        yield Progress(99, 100, tr("Reading the copy back."))
        _check(part, target, expected)
        _put_in_place(part, target)
        return expected
    except OSError as error:
        raise ProjectFileError(
            tr(
                "The copy “{path}” cannot be written: {reason}.",
                path=target,
                reason=reason_of(error),
            ),
            hint=tr("Check that the stick is in, has room and is not write-protected."),
        ) from error
    finally:
        remove_part(part)
        if lock is not None:
            lock.release()


def _image(source: Path) -> tuple[memoryview, FileContents]:
    """Return a project's bytes as they are at this moment, and what they hold.

    In memory, so that nobody has to wait for a slow stick before they can go on drawing.
    """
    with in_words(source), closing(connect(source, read_only=True)) as connection:
        connection.execute("BEGIN")
        expected = _contents(connection)
        return memoryview(connection.serialize()), expected


def _written(image: memoryview, part: Path) -> Job[None]:
    """Write an image bit by bit."""
    with part.open("wb") as file:
        for start in range(0, len(image), BYTES_AT_ONCE):
            yield Progress(98 * start // len(image), 100, tr("Copying the project."))
            file.write(image[start : start + BYTES_AT_ONCE])
    with in_words(part), closing(sqlite3.connect(part)) as connection:
        # a file alone, without the write-ahead log that the project has while it is open
        connection.execute("PRAGMA journal_mode = DELETE")


def _check(part: Path, target: Path, expected: FileContents) -> None:
    """Read a copy back: its pages, and every feature as the program reads it at opening.

    Raises: ProjectFileError.
    """
    try:
        with in_words(part), closing(connect(part, read_only=True)) as connection:
            answer = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        with closing(open_project(part, read_only=True)) as store:
            found = Counter(feature.kind for feature in store.load())
    except ProjectFileError as error:
        raise _not_whole(target) from error
    if answer != "ok" or found != Counter(expected.counts):
        raise _not_whole(target)


def _not_whole(target: Path) -> ProjectFileError:
    return ProjectFileError(
        tr("The copy “{path}” did not arrive whole; it was thrown away.", path=target),
        hint=tr("Try another stick or another folder."),
    )


def _contents(connection: sqlite3.Connection) -> FileContents:
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    counts = {
        kind.kind: connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
        for kind, table in TABLES.items()
        if table.name in there
    }
    newest = next(iter(history.entries(connection, 1)), None)
    return FileContents(counts, newest)


def _put_in_place(part: Path, target: Path) -> None:
    """Let a copy that is whole and on the stick take the place of what stood there."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    for suffix in SIDE_FILES:  # of the file that is replaced
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    part.replace(target)
    sync_folder(target.parent)
