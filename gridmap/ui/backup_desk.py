"""Backups and copies in the window: listed, opened as a copy, put back, saved to a stick."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.progress import Job, Progress
from gridmap.store.pictures import pictures_folder
from gridmap.ui.dialogs.error import show_error
from gridmap.ui.dialogs.file_types import choose_project_file
from gridmap.ui.outside import open_outside

if TYPE_CHECKING:
    from gridmap.store.backup import Backup
    from gridmap.store.copies import FileContents
    from gridmap.ui.main_window import MainWindow


def has_backups(path: Path) -> bool:
    """Whether a project file has any backup beside it."""
    from gridmap.store.backup import list_backups

    return bool(path.name and list_backups(path))


def show_backups(window: MainWindow, path: Path | None = None) -> None:
    """List the backups of a project (the open one, else one that is asked for) and do with them.

    So also a project that cannot be opened any more finds its way back.
    """
    from gridmap.ui.dialogs.backups import BackupsDialog

    wanted = path or window.path or choose_project_file(window, window.last_folder)
    if wanted is None:
        return
    dialog = BackupsDialog(window, wanted, window.runner, window.theme)
    if not dialog.exec() or dialog.chosen is None:
        return
    if dialog.verb == "restore":
        _restore(window, dialog.chosen, wanted)
    else:
        _open_copy(window, dialog.chosen, wanted)


def save_copy(window: MainWindow) -> None:
    """Ask where to, copy the open project there and read the copy back."""
    if window.path is None:
        return
    name = f"{window.path.stem} {date.today().isoformat()}.gpkg"
    target = _ask_target(window, _copy_folder(window) / name, tr("Save a copy"))
    if target is None:
        return
    window.settings.ui["copy_folder"] = str(target.parent)

    def done(copied: tuple[FileContents, int]) -> None:
        if window.view is not None:
            words = copy_words(target, *copied)
            window.view.workspace.toast.success(
                words, tr("Open the folder"), lambda: open_outside(target.parent)
            )

    job = _copied(window.path, target, pictures_of=window.path)
    title = tr("Saving a copy…")
    window.runner.run(title, job, done, lambda error: _say(window, error), makes_something=True)


def copy_words(target: Path, found: FileContents, pictures: int = 0) -> str:
    """Return what to say of a copy that is whole, and of the pictures that lie beside it."""
    words = tr(
        "The copy {name} is whole: {villages} villages and {households} households, read back and "
        "checked. It holds names and phones: keep it locked away.",
        name=target.name,
        villages=found.counts.get("village", 0),
        households=found.counts.get("household", 0),
    )
    if not pictures:
        return words
    beside = tr(
        "Its pictures below the map ({count}) lie beside it in the folder “{folder}”.",
        count=pictures,
        folder=pictures_folder(target).name,
    )
    return f"{words} {beside}"


def _open_copy(window: MainWindow, backup: Backup, path: Path) -> None:
    stamp = f"{backup.made_at:%Y-%m-%d %H.%M}"
    name = path.with_name(f"{path.stem} {stamp}.gpkg")
    target = _ask_target(window, name, tr("Open as a copy"))
    if target is not None:
        window.make_and_open(tr("Copying the backup…"), _copied_path(backup.path, target, path))


def _restore(window: MainWindow, backup: Backup, path: Path) -> None:
    was_open = window.path is not None
    if was_open:
        window.close_project()

    def failed(error: BaseException) -> None:
        _say(window, error)
        if was_open:
            window.open_project(path)

    title = tr("Putting the backup back…")
    window.runner.run(
        title,
        _restored(backup.path, path),
        lambda _: window.open_project(path),
        failed,
        makes_something=True,
    )
    if window.start_page is not None:
        window.start_page.show_busy(title)


def _say(window: MainWindow, error: BaseException) -> None:
    if not isinstance(error, GridMapError):
        raise error
    if window.view is not None:
        window.view.workspace.toast.error(error)
    else:
        if window.start_page is not None:
            window.start_page.show_busy("")
        show_error(window, error)


def _copy_folder(window: MainWindow) -> Path:
    """Return the folder of the last copy, where its stick is in."""
    known = window.settings.ui.get("copy_folder", "")
    return Path(known) if known and Path(known).is_dir() else window.last_folder


def _ask_target(window: MainWindow, suggestion: Path, title: str) -> Path | None:
    name, _ = QFileDialog.getSaveFileName(window, title, str(suggestion), tr("Projects (*.gpkg)"))
    if not name:
        return None
    target = Path(name)
    return target if target.suffix.casefold() == ".gpkg" else Path(f"{target}.gpkg")


def _copied(source: Path, target: Path, *, pictures_of: Path) -> Job[tuple[FileContents, int]]:
    """Copy a project or a backup, with the pictures of a project; return what the copy holds."""
    from gridmap.store.copies import copy_verified
    from gridmap.store.picture_copies import copy_pictures

    found = yield from copy_verified(source, target)
    return found, (yield from copy_pictures(pictures_of, target))


def _copied_path(source: Path, target: Path, project: Path) -> Job[Path]:
    yield from _copied(source, target, pictures_of=project)
    return target


def _restored(backup: Path, path: Path) -> Job[Path | None]:
    from gridmap.store.backup import restore_backup

    yield Progress(0, 0, tr("Putting the backup back…"))
    return restore_backup(backup, path)
