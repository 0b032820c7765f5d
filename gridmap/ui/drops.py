"""What is dragged: files onto the window, households from the tray onto the map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData

from gridmap.model.features import FeatureId

HOUSEHOLDS: Final = "application/x-gridmap-households"
"""The kind of data that households are dragged as: their ids, one a line."""


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


def dragged_households(households: Iterable[FeatureId]) -> QMimeData:
    """Return households as something to drag."""
    data = QMimeData()
    data.setData(HOUSEHOLDS, "\n".join(households).encode())
    return data


def households_in(data: QMimeData) -> tuple[FeatureId, ...]:
    """Return the households that are being dragged, none where it is something else."""
    if not data.hasFormat(HOUSEHOLDS):
        return ()
    text = bytes(data.data(HOUSEHOLDS).data()).decode()
    return tuple(FeatureId(key) for key in text.split())
