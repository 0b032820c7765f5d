"""Files that are dropped onto the window: a project to open, or files to take in."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QMimeData


def files_in(data: QMimeData) -> tuple[Path, ...]:
    """Return the files of this machine that are being dragged; folders do not count."""
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return tuple(path for path in paths if path.is_file())


def project_among(files: Sequence[Path]) -> Path | None:
    """Return the file where just one was dropped and it is a project of ours, else None."""
    if len(files) == 1 and is_project(files[0]):
        return files[0]
    return None


def is_project(path: Path) -> bool:
    """Whether a file is a project; a GeoPackage of somebody else's maps is not.

    The file is read as it lies there, without a lock and without its journal.
    """
    if path.suffix.casefold() != ".gpkg":
        return False
    from gridmap.store.connection import uri_of

    query = "SELECT count(*) FROM sqlite_master WHERE name = 'gridmap_meta'"
    uri = f"{uri_of(path.resolve())}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            return bool(connection.execute(query).fetchone()[0])
    except sqlite3.Error:
        return False
