"""Files that are dropped onto the window: a project to open, or files to take in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData


def files_in(data: QMimeData) -> tuple[Path, ...]:
    """Return the files of this machine that are being dragged; folders do not count."""
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return tuple(path for path in paths if path.is_file())


def project_among(files: Sequence[Path]) -> Path | None:
    """Return the file where just one was dropped and it is a project of ours, else None."""
    from gridmap.store.connection import is_project

    if len(files) == 1 and is_project(files[0]):
        return files[0]
    return None
