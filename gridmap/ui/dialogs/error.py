"""What went wrong, in a whole sentence; for our own bugs with details that can be copied."""

from __future__ import annotations

import traceback
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from gridmap.errors import GridMapError
from gridmap.i18n import tr


def show_error(parent: QWidget | None, error: GridMapError) -> None:
    """Show an error of the world with its next step."""
    box = QMessageBox(QMessageBox.Icon.Warning, tr("GridMap"), error.message, parent=parent)
    box.setInformativeText(error.hint)
    box.addButton(tr("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def ask_read_only(parent: QWidget | None, error: GridMapError) -> bool:
    """Say who has the project open; return whether to open it for reading only."""
    box = QMessageBox(QMessageBox.Icon.Information, tr("GridMap"), error.message, parent=parent)
    box.setInformativeText(error.hint)
    reading = box.addButton(tr("Open for reading only"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is reading


def show_bug(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> QMessageBox:
    """Show that the program itself failed, with the details behind a button. Does not block."""
    details = "".join(traceback.format_exception(kind, error, trace))
    box = QMessageBox(
        QMessageBox.Icon.Critical,
        tr("GridMap"),
        tr("Something went wrong inside the program. What you did before is saved."),
    )
    box.setInformativeText(
        tr("You can go on working. Please send the details to whoever looks after the program.")
    )
    box.setDetailedText(details)
    copy = box.addButton(tr("Copy the details"), QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    box.addButton(tr("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box
