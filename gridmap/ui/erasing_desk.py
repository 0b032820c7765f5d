"""Erasing deleted care records for good, asked for in the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.progress import Job, Progress
from gridmap.ui.dialogs.error import show_error
from gridmap.ui.dialogs.question import may_go_on

if TYPE_CHECKING:
    from gridmap.store.erasing import Erased
    from gridmap.ui.main_window import MainWindow


def erase_deleted_records(window: MainWindow) -> None:
    """Look for deleted care records in the history, ask, and erase them from there and the backups.

    The project is closed for it and opened again.
    """
    path = window.path
    if path is None or window.view is None:
        return
    window.runner.run(
        tr("Looking through the history…"),
        _counted(path),
        lambda count: _ask(window, path, count),
        window.view.workspace.toast.error,
    )


def _ask(window: MainWindow, path: Path, count: int) -> None:
    if window.path != path or window.view is None:
        return
    if not count:
        window.view.workspace.toast.success(tr("The history holds no deleted care record."))
        return
    if may_go_on(
        window,
        tr("Erase {count} deleted care records for good?", count=count),
        tr(
            "They are taken out of the history and of all dated backups, with their visits and "
            "measures. This cannot be undone. Copies that were saved elsewhere are not reached."
        ),
        go=tr("Erase"),
        stay=tr("Keep"),
    ):
        _erase(window, path)


def _erase(window: MainWindow, path: Path) -> None:
    title = tr("Erasing deleted care records…")
    author = window.session.store.author if window.session is not None else ""
    window.close_project()

    def done(erased: Erased) -> None:
        words = erased_words(erased)
        window.project_opened.connect(
            lambda _session: _say(window, words), Qt.ConnectionType.SingleShotConnection
        )
        window.open_project(path)

    def failed(error: BaseException) -> None:
        window.open_project(path)
        if not isinstance(error, GridMapError):
            raise error
        show_error(window, error)

    window.runner.run(title, _erased(path, author), done, failed, makes_something=True)
    if window.start_page is not None:
        window.start_page.show_busy(title)


def _say(window: MainWindow, words: str) -> None:
    if window.view is not None:
        window.view.workspace.toast.success(words)


def erased_words(erased: Erased) -> str:
    """Return what to say when it is done; backups that could not be read are named."""
    words = tr(
        "{count} deleted care records are erased from the history and from {backups} backups.",
        count=erased.records,
        backups=erased.backups,
    )
    if not erased.unreadable:
        return words
    names = "、".join(path.name for path in erased.unreadable)
    return words + tr(" These backups could not be read; delete them: {names}", names=names)


def _counted(path: Path) -> Job[int]:
    from gridmap.store.erasing import count_deleted

    yield Progress(0, 0, tr("Looking through the history…"))
    return count_deleted(path)


def _erased(path: Path, author: str) -> Job[Erased]:
    from gridmap.store.erasing import erase_deleted

    return (yield from erase_deleted(path, author=author))
