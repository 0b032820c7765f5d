"""Handing files and folders to the programs that the desktop has for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from gridmap.ui.workspace import Workspace


def open_outside(path: Path) -> None:
    """Open a file or folder with the program that the desktop has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def last_folder(workspace: Workspace) -> Path:
    """Return the folder that was used last, else the home."""
    known = str(workspace.settings.ui.get("last_folder", ""))
    return Path(known) if known and Path(known).is_dir() else Path.home()
