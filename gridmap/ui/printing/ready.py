"""What is said when a file is ready: open it, or print it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gridmap.i18n import tr
from gridmap.ui.outside import open_outside
from gridmap.ui.printing.joining import print_made

if TYPE_CHECKING:
    from gridmap.ui.workspace import Workspace


def say_ready(workspace: Workspace, path: Path, words: str = "") -> None:
    """Say that a file or folder is ready and offer to open it; what is a PDF also to print it."""
    verbs = [(tr("Open"), lambda: open_outside(path))]
    if path.is_dir() or path.suffix.casefold() == ".pdf":
        verbs.append((tr("Print…"), lambda: print_made(workspace, path)))
    workspace.toast.offer(words or tr("{name} is ready.", name=path.name), *verbs)
