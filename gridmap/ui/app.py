"""The window's program: starts Qt, speaks the user's language, shows our own bugs in a dialog."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gridmap.i18n import LANGUAGES, set_language, system_language, tr
from gridmap.settings import Settings, load_settings
from gridmap.ui.leftovers import remove_leftovers
from gridmap.ui.main_window import MainWindow


def run(path: Path | None, argv: Sequence[str]) -> int:
    """Open the window, with a project or with the start page; return when it is closed.

    Opening happens behind the window: it is on the screen before the project is read.
    """
    application = QApplication.instance() or QApplication(list(argv))
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    application.setApplicationName("gridmap")
    application.setDesktopFileName("gridmap")
    settings = load_settings()
    use_language_of(settings)
    application.setApplicationDisplayName(tr("GridMap"))
    sys.excepthook = report_bug
    # Let Ctrl+C in a terminal end the program, which Qt's loop would not notice.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window = MainWindow(settings)
    window.show()
    window.runner.run("", remove_leftovers(), lambda _count: None, _raise, is_shown=False)
    if path is not None:
        QTimer.singleShot(0, window, lambda: window.open_project(path))
    return application.exec()


def _raise(error: BaseException) -> None:
    raise error


def use_language_of(settings: Settings) -> None:
    """Speak the remembered language, else the system's."""
    known = settings.language in LANGUAGES
    set_language(settings.language if known else system_language())


def report_bug(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Show our own bug in a dialog and on the terminal; the window stays open (style.md 7)."""
    sys.__excepthook__(kind, error, trace)
    if issubclass(kind, KeyboardInterrupt):
        return
    from gridmap.ui.dialogs.error import show_bug

    show_bug(kind, error, trace)
