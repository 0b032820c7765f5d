"""Folders that a killed program has left in the system's folder for temporary files. No Qt."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import Final

from gridmap.progress import Job, Progress

PREFIX: Final = "gridmap-"
"""What the names of our temporary folders begin with."""

_OLD_S: Final = 24 * 3600.0
"""What is younger may be in use by a window that is open."""


def remove_leftovers() -> Job[int]:
    """Remove our own temporary folders that are older than a day; return how many went."""
    removed = 0
    for folder in _ours(Path(tempfile.gettempdir())):
        yield Progress(removed, 0)
        shutil.rmtree(folder, ignore_errors=True)
        removed += not folder.exists()
    return removed


def _ours(place: Path) -> list[Path]:
    try:
        found = list(place.glob(f"{PREFIX}*"))
    except OSError:
        return []
    return [one for one in found if one.is_dir() and not one.is_symlink() and _is_old(one)]


def _is_old(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > _OLD_S
    except OSError:
        return False
