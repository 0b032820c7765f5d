"""Opening the window from the command line, without what only the other commands need."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from gridmap.errors import NotFoundError, UsageError
from gridmap.i18n import tr


def is_plain_open(arguments: Sequence[str]) -> bool:
    """Whether the words are only `open` or `open PROJECT`: these need no parser, which is slow."""
    first, *others = arguments or ("open",)
    return first == "open" and len(others) <= 1 and not any(item.startswith("-") for item in others)


def open_window(path: Path | None) -> int:
    """Show the window until it is closed; return the exit code.

    Raises: NotFoundError where there is no such file, UsageError where there is no screen.
    """
    if path is not None and not path.exists():
        raise NotFoundError(
            tr("There is no file “{path}”.", path=path), hint=tr("Check the name and the folder.")
        )
    if not has_display():
        raise UsageError(
            tr("There is no screen here to show the window on."),
            hint=tr("Run it on the desktop, or use the other commands (gridmap --help)."),
        )
    if path is not None:
        # PySide6 reads the source of every module imported after it: the large ones go first.
        import gridmap.session  # noqa: F401
    from gridmap.ui.app import run

    return run(path, sys.argv[:1])


def has_display() -> bool:
    """Whether a window could be shown here."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
