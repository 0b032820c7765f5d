"""A connection to a project file, and SQLite's errors in the user's words."""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePath
from typing import Final

from gridmap.errors import NotFoundError, ProjectFileError, ProjectLockedError
from gridmap.i18n import tr
from gridmap.store.blobs import register_functions

BUSY_SECONDS: Final = 5.0
_SQLITE_MAGIC: Final = b"SQLite format 3\x00"
_APPLICATION_ID_AT: Final = 68
APPLICATION_ID: Final = 0x47504B47
"""GPKG in ASCII: OGC 12-128r19, requirement 2."""

_NETWORK_FILE_SYSTEMS: Final = frozenset(
    {"9p", "afs", "cifs", "fuse.sshfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "davfs"}
)


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Return a connection in autocommit mode with the functions that the file's triggers call."""
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{uri_of(path.resolve())}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    register_functions(connection)
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def uri_of(path: PurePath) -> str:
    """Return a full path as SQLite's URI: the computer of a Windows share belongs to the path.

    Source: sqlite.org/uri.html, "invalid uri authority" for any but an empty one or localhost.
    """
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def set_journal(connection: sqlite3.Connection, path: Path) -> None:
    """Use write-ahead logging where the file lies on this machine, a rollback journal elsewhere.

    Write-ahead logging needs memory shared between processes, which network file systems lack.
    """
    mode = "DELETE" if is_on_network(path) else "WAL"
    connection.execute(f"PRAGMA journal_mode = {mode}")


def is_on_network(path: Path) -> bool:
    """Whether a path lies on a network share, as far as the system says."""
    resolved = path.resolve()
    if sys.platform == "win32":
        import ctypes

        if resolved.drive.startswith("\\\\"):
            return True
        remote = 4
        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{resolved.drive}\\") == remote)
    return file_system_of(resolved) in _NETWORK_FILE_SYSTEMS


def file_system_of(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """Return the type of the file system a path lies on, empty where the system does not say."""
    try:
        rows = [line.split() for line in mounts.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return ""
    best = ("", "")
    for row in rows:
        point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), row[1])
        if path.is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, row[2])
    return best[1]


def is_project(path: Path) -> bool:
    """Whether a file is a project; a GeoPackage of somebody else's maps is not.

    The file is read as it lies there, without a lock and without its journal.
    """
    if path.suffix.casefold() != ".gpkg":
        return False
    query = "SELECT count(*) FROM sqlite_master WHERE name = 'gridmap_meta'"
    uri = f"{uri_of(path.resolve())}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            return bool(connection.execute(query).fetchone()[0])
    except sqlite3.Error:
        return False


def check_is_geopackage(path: Path) -> None:
    """Look at a file's first bytes, without SQLite.

    Raises: NotFoundError where there is none; ProjectFileError for a folder, an unreadable file,
    or one that is not a GeoPackage.
    """
    if path.is_dir():
        raise ProjectFileError(
            tr("“{path}” is a folder, not a project file.", path=path),
            hint=tr("Choose a file that ends in .gpkg."),
        )
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise NotFoundError(
            tr("There is no project file “{path}”.", path=path),
            hint=tr("Check the name, or make a new project."),
        ) from None
    except OSError as error:
        raise unreadable(path, error) from error
    found = int.from_bytes(head[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4], "big")
    if not head.startswith(_SQLITE_MAGIC) or found != APPLICATION_ID:
        raise ProjectFileError(
            tr("“{path}” is not a GeoPackage, so it is not a GridMap project.", path=path),
            hint=tr("Choose a project file, or import this file into a project."),
        )


def reason_of(error: Exception) -> str:
    """Return what went wrong as a part of a sentence: no error number, no full stop."""
    text = error.strerror if isinstance(error, OSError) else None
    return (text or str(error)).rstrip(". ")


def unreadable(path: Path, error: Exception) -> ProjectFileError:
    """Return the error for a file that the system does not let us read."""
    return ProjectFileError(
        tr("“{path}” cannot be read: {reason}.", path=path, reason=reason_of(error)),
        hint=tr("Check that the disk is there and that you may read the file."),
    )


def damaged(path: Path, reason: object) -> ProjectFileError:
    """Return the error for a file whose content is damaged."""
    return ProjectFileError(
        tr("The project file “{path}” is damaged: {reason}.", path=path, reason=reason),
        hint=tr(
            "Keep the file as it is and restore a backup from the folder “{folder}”.",
            folder=f"{path.name}.backups",
        ),
    )


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours. Raises: ProjectFileError, ProjectLockedError."""
    try:
        yield
    except sqlite3.Error as error:
        raise explained(path, error) from error


def explained(path: Path, error: sqlite3.Error) -> ProjectFileError:
    """Return our error for one of SQLite's."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return ProjectFileError(
            tr("The disk is full: “{path}” could not be written. Nothing was lost.", path=path),
            hint=tr("Free some space and do the last step again."),
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return ProjectFileError(
            tr("“{path}” cannot be written: the file or its folder is read-only.", path=path),
            hint=tr("Open it read-only, or copy it to a folder of your own."),
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ProjectLockedError(
            tr("Another program is writing to “{path}”.", path=path),
            hint=tr("Close it there (QGIS for example) and try again."),
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path, error)
    return ProjectFileError(
        tr("“{path}” could not be read or written: {reason}.", path=path, reason=reason_of(error)),
        hint=tr("Check that the disk is there, then open the project again."),
    )
