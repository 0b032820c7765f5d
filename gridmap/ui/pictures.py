"""Pictures below the printed map, in the window: added, listed, hidden, deleted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.progress import Job
from gridmap.ui.operations import Operation, by_name, why_read_only

if TYPE_CHECKING:
    from gridmap.session import Session
    from gridmap.store.pictures import Picture
    from gridmap.ui.main_window import MainWindow

_PATTERNS: Final = "*.tif *.tiff *.jpg *.jpeg *.png *.TIF *.TIFF *.JPG *.JPEG *.PNG"


def picture_operations(window: MainWindow) -> dict[str, Operation]:
    """Return the commands on the pictures below the printed map, by name."""
    return by_name(
        (
            Operation(
                name="add_picture",
                title=tr("Add a picture below the map…"),
                hint=tr("A drone or scanned picture with its place, pale below printed maps."),
                run=lambda: add_picture(window),
                disabled_reason=why_no_picture,
            ),
            Operation(
                name="pictures",
                title=tr("Pictures below the map…"),
                hint=tr("List the pictures below printed maps; leave one out or delete it."),
                run=lambda: show_pictures(window),
                disabled_reason=why_no_picture,
            ),
        )
    )


def why_no_picture(session: Session) -> str | None:
    """Return why no picture can be added now: read only, or nothing has a place yet."""
    if session.document.project.epsg is None:
        return tr("Take in a map file with boundaries first.")
    return why_read_only(session)


def add_picture(window: MainWindow) -> None:
    """Ask for a picture and keep it beside the open project."""
    if window.path is None or window.session is None:
        return
    title = tr("Add a picture below the map")
    chosen, _ = QFileDialog.getOpenFileName(
        window, title, str(window.last_folder), tr("Pictures ({patterns})", patterns=_PATTERNS)
    )
    if not chosen:
        return
    file = Path(chosen)
    window.remember_folder(file.parent)

    def done(picture: Picture) -> None:
        after_pictures(window)
        if window.view is not None:
            window.view.workspace.toast.success(
                tr("{file} now lies below the printed maps.", file=picture.source)
            )

    def failed(error: BaseException) -> None:
        if not isinstance(error, GridMapError):
            raise error
        if window.view is not None:
            window.view.workspace.toast.error(error)

    job = _kept(window.path, file, window.session.document.project.epsg)
    window.runner.run(tr("Preparing the picture…"), job, done, failed, makes_something=True)


def show_pictures(window: MainWindow) -> None:
    """List the pictures of the open project, until the list is closed."""
    from gridmap.store.pictures import pictures_folder
    from gridmap.ui.dialogs.pictures import PicturesDialog

    if window.path is None:
        return
    dialog = PicturesDialog(window, pictures_folder(window.path), window.runner, window.theme)
    dialog.changed.connect(lambda: after_pictures(window))
    if dialog.exec():
        add_picture(window)


def after_pictures(window: MainWindow) -> None:
    """Have the pages of the atlas drawn anew over the pictures of now."""
    if window.view is not None:
        window.view.workspace.pictures_changed.emit()


def _kept(project: Path, file: Path, plane_epsg: int | None) -> Job[Picture]:
    from gridmap.importers.underlays import add_picture as kept

    return (yield from kept(project, file, plane_epsg=plane_epsg, epsg=None))
