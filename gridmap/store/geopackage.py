"""The embedded store: one GeoPackage file, read whole at opening, written change by change."""

from __future__ import annotations

import gc
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from gridmap.errors import ProjectFileError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import Feature, Project
from gridmap.model.runs import PrintRun, RunDraft, RunEntry
from gridmap.progress import Job, Progress
from gridmap.store import history, runs
from gridmap.store.backup import back_up, copy_to, remove_part, sync_folder
from gridmap.store.connection import (
    check_is_geopackage,
    connect,
    damaged,
    in_words,
    reason_of,
    set_journal,
)
from gridmap.store.lock import ProjectLock, acquire, user_name
from gridmap.store.migrations import migrate
from gridmap.store.rows import RowError, to_features
from gridmap.store.schema import (
    SCHEMA_VERSION,
    create_rtree,
    create_schema,
    create_triggers,
    ensure_srs,
    refresh_bounds,
    version_of,
)
from gridmap.store.store import EVERYTHING, Act, LogEntry, LogFilter, LogOutline
from gridmap.store.tables import TABLES, Table
from gridmap.store.writing import changed_by_others, fill_rtree, insert, write_changes

ROWS_AT_ONCE: Final = 2_000
"""Rows read in one go: small enough to stay in the processor's cache."""

QUICK_CHECK_BYTES: Final = 32 * 2**20
"""Files up to this size are checked as a whole at opening (about 0.1 s)."""


def create_project(path: Path, project: Project, features: Iterable[Feature] = ()) -> None:
    """Make a project file, by temporary name and rename.

    `features` may hold `project` itself once more.

    Raises: ProjectFileError where something of that name is there already, or cannot be written.
    """
    refuse_existing(path)
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch()
        with in_words(path), closing(connect(part, read_only=False)) as connection:
            _fill(connection, project, features)
        refuse_existing(path)
        part.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        raise ProjectFileError(
            tr("“{path}” cannot be made: {reason}.", path=path, reason=reason_of(error)),
            hint=tr("Choose a folder in which you may write."),
        ) from error
    finally:
        remove_part(part)


def open_project(
    path: Path, *, read_only: bool = False, author: str = "", backups_kept: int = 10
) -> GeoPackageStore:
    """Open a project file; for writing, make a backup first and bring an older file up to date.

    `author` stands in the change log (default: the user's login name).

    Raises: NotFoundError, ProjectLockedError; ProjectFileError for a file that is foreign, newer,
    damaged or read-only.
    """
    check_is_geopackage(path)
    lock = None if read_only else acquire(path)
    try:
        with in_words(path):
            connection = connect(path, read_only=read_only)
            try:
                connection = _prepared(connection, path, read_only, backups_kept)
            except BaseException:
                connection.close()
                raise
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return GeoPackageStore(path, connection, lock, author=author or user_name())


class GeoPackageStore:
    """An open project file (see the Protocol in store.py). Made by `open_project`."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, lock: ProjectLock | None, *, author: str
    ) -> None:
        self.path = path
        self.author = author
        self._connection = connection
        self._lock = lock
        self._guard = threading.RLock()
        self._is_open = True
        self._version = _version_seen(connection)

    @property
    def is_read_only(self) -> bool:
        """Whether writing is refused."""
        return self._lock is None

    def load(self) -> list[Feature]:
        """Return all features, parents before children.

        Raises: ProjectFileError where the file is damaged or holds something unreadable.
        """
        with self._reading(), _without_gc():
            memo: dict[object, object] = {}
            found = [feature for table in TABLES.values() for feature in self._load(table, memo)]
            self._version = _version_seen(self._connection)
        if not found or not isinstance(found[0], Project):
            raise damaged(self.path, tr("its own description is missing"))
        return found

    def write(
        self, changeset: Changeset, *, act: Act = "do", target: int | None = None
    ) -> LogEntry:
        """Write a changeset and its log row in one transaction.

        Raises: ProjectFileError (disk full, read-only, file damaged, changed by others).
        """
        self._refuse_read_only()
        with self._writing():
            if _version_seen(self._connection) != self._version:
                raise changed_by_others(self.path)
            write_changes(self._connection, self.path, changeset)
            return history.add_entry(
                self._connection, changeset, author=self.author, act=act, target=target
            )

    def log(
        self,
        *,
        limit: int | None = None,
        before: int | None = None,
        wanted: LogFilter = EVERYTHING,
    ) -> Sequence[LogEntry]:
        """Return the newest log entries, newest first; `before` only those of lower numbers."""
        with self._reading():
            return history.entries(self._connection, limit, before=before, wanted=wanted)

    def log_outline(self) -> LogOutline:
        """Return the people and days of the change log, to choose from."""
        with self._reading():
            return history.outline(self._connection)

    def changeset_of(self, seq: int) -> Changeset:
        """Return the changeset that a log entry wrote.

        Raises: KeyError where there is no such entry; ProjectFileError where it is damaged.
        """
        with self._reading():
            try:
                return history.changeset_of(self._connection, seq)
            except (zlib.error, ValueError, TypeError) as error:
                raise damaged(self.path, error) from error

    def add_run(self, draft: RunDraft) -> PrintRun:
        """Keep a print run under the author's name; see store.py."""
        self._refuse_read_only()
        with self._writing():
            return runs.add_run(self._connection, draft, author=self.author)

    def runs(self) -> Sequence[RunEntry]:
        """Return the list of print runs, newest first."""
        with self._reading():
            return runs.entries(self._connection)

    def run(self, number: int) -> PrintRun:
        """Return a print run with its pages; see store.py."""
        with self._reading():
            try:
                return runs.run_of(self._connection, number)
            except (zlib.error, ValueError, TypeError) as error:
                raise damaged(self.path, error) from error

    def is_genuine(self, run: PrintRun) -> bool:
        """Whether a run is as it was when it was written under the key that this file keeps."""
        with self._reading():
            return runs.is_genuine(self._connection, run)

    def _refuse_read_only(self) -> None:
        if self.is_read_only:
            raise ProjectFileError(
                tr("“{path}” is open read-only, so it cannot be changed.", path=self.path),
                hint=tr("Close it and open it for writing."),
            )

    def copy_to(self, target: Path) -> None:
        """Write what the project holds now into a file of its own, for other programs to open.

        Never let GDAL open the live file in our process: it brings a second SQLite, and closing
        it would take the write-ahead log from under us.
        """
        with self._reading():
            copy_to(self._connection, target)

    def optimise(self) -> Job[None]:
        """Compact the file and make its bounds exact; nothing it holds changes."""
        yield Progress(0, 2, tr("Measuring the layers."))
        with self._writing():
            for table in TABLES.values():
                if table.geometry_type:
                    refresh_bounds(self._connection, table.name)
        yield Progress(1, 2, tr("Compacting the file."))
        with self._guard, in_words(self.path):
            self._connection.execute("VACUUM")

    def close(self) -> None:
        """Leave a single file that can be copied, and release the lock. Twice does no harm."""
        with self._guard:
            if not self._is_open:
                return
            self._is_open = False
            try:
                if not self.is_read_only:
                    _fold_log_away(self._connection)
            finally:
                self._connection.close()
                if self._lock is not None:
                    self._lock.release()

    def _load(self, table: Table, memo: dict[object, object]) -> list[Feature]:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        cursor = self._connection.execute(f'SELECT {names} FROM "{table.name}" ORDER BY fid')
        features: list[Feature] = []
        try:
            while rows := cursor.fetchmany(ROWS_AT_ONCE):
                features += to_features(table, rows, memo)
        except RowError as error:
            raise damaged(self.path, error) from error
        return features

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._guard, in_words(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._guard, in_words(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def _version_seen(connection: sqlite3.Connection) -> int:
    """Return a number that changes when another connection commits, whatever it changed."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _prepared(
    connection: sqlite3.Connection, path: Path, read_only: bool, backups_kept: int
) -> sqlite3.Connection:
    """Return the connection ready for work: checked, backed up, up to date, journal chosen."""
    version = _checked_version(connection, path)
    if path.stat().st_size <= QUICK_CHECK_BYTES:
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if answer != "ok":
            raise damaged(path, answer)
    if read_only:
        return connection if version == SCHEMA_VERSION else _migrated_copy(connection, version)
    back_up(connection, path, kept=backups_kept)
    if version < SCHEMA_VERSION:
        migrate(connection, version)
    set_journal(connection, path)
    return connection


def _checked_version(connection: sqlite3.Connection, path: Path) -> int:
    version = version_of(connection)
    if version is None:
        raise ProjectFileError(
            tr("“{path}” is a GeoPackage, but not a GridMap project.", path=path),
            hint=tr("Make a new project and import this file into it."),
        )
    if version > SCHEMA_VERSION:
        raise ProjectFileError(
            tr(
                "“{path}” was written by a newer GridMap (format {found}; this one reads {known}).",
                path=path,
                found=version,
                known=SCHEMA_VERSION,
            ),
            hint=tr("Install the newer GridMap; the file was not touched."),
        )
    return version


def _migrated_copy(connection: sqlite3.Connection, version: int) -> sqlite3.Connection:
    """Return a copy in memory that is up to date; the older file itself stays as it is."""
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.backup(copy)
    connection.close()
    migrate(copy, version)
    return copy


def _fill(connection: sqlite3.Connection, project: Project, features: Iterable[Feature]) -> None:
    """Write all tables, first the rows, then the R*Trees over them: triggers would be slower."""
    by_kind: dict[type[Feature], list[Feature]] = {table.kind: [] for table in TABLES.values()}
    by_kind[Project].append(project)
    for feature in features:
        if feature != project:
            by_kind[type(feature)].append(feature)
    if len(by_kind[Project]) > 1:
        raise ValueError("a project file holds one project")
    connection.execute("BEGIN")
    create_schema(connection, TABLES.values(), project.epsg)
    srs_id = ensure_srs(connection, project.epsg)
    for table in TABLES.values():
        insert(connection, table, by_kind[table.kind], srs_id)
        if table.geometry_type:
            create_rtree(connection, table.name)
            fill_rtree(connection, table.name)
            create_triggers(connection, table.name)
            refresh_bounds(connection, table.name)
    connection.execute("COMMIT")


def _fold_log_away(connection: sqlite3.Connection) -> None:
    """Move the write-ahead log into the file.

    Where that cannot be (somebody still reads it, the disk is full or failing) the log stays
    beside the file with everything in it, and the next opening takes it up.
    """
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")


def refuse_existing(path: Path) -> None:
    """Raise ProjectFileError where something of that name is there already."""
    if path.exists():
        raise ProjectFileError(
            tr("“{path}” exists already; it was not overwritten.", path=path),
            hint=tr("Choose another name, or open the existing project."),
        )


@contextmanager
def _without_gc() -> Iterator[None]:
    """Keep the garbage collector from walking a growing heap of objects that all stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
