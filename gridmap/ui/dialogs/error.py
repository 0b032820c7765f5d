"""What went wrong, in a whole sentence; for our own bugs with details that can be copied."""

from __future__ import annotations

import traceback
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.ui.dialogs.question import may_go_on

_BUG = "bug"


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


def ask_backups(parent: QWidget | None, error: GridMapError) -> bool:
    """Say why a project cannot be opened; return whether to look at its backups."""
    box = QMessageBox(QMessageBox.Icon.Warning, tr("GridMap"), error.message, parent=parent)
    box.setInformativeText(error.hint)
    looking = box.addButton(tr("Look at the backups…"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is looking


def ask_stop(parent: QWidget, title: str) -> bool:
    """Ask whether to end the program while something is being made; to go on is the default."""
    return may_go_on(
        parent,
        tr("The program is still at work: {title}", title=title),
        tr("If you close the window now, what is being made is thrown away."),
        go=tr("Stop it and close"),
        stay=tr("Let it finish"),
    )


def show_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show that the program itself failed, with the details behind a button.

    It does not block where there is a window to stand over, and there is only one at a time: a
    fault that comes again adds nothing to read.
    """
    windows = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    if any(widget.objectName() == _BUG for widget in windows):
        return
    owner = QApplication.activeWindow() or next(iter(windows), None)
    details = "".join(traceback.format_exception(kind, error, trace))
    box = _bug_box(owner, details)
    if owner is None:
        box.exec()
    else:
        box.open()


def _bug_box(owner: QWidget | None, details: str) -> QMessageBox:
    box = QMessageBox(
        QMessageBox.Icon.Critical,
        tr("GridMap"),
        tr("Something went wrong inside the program. What you did before is saved."),
        parent=owner,
    )
    box.setObjectName(_BUG)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setInformativeText(
        tr("You can go on working. Please send the details to whoever looks after the program.")
    )
    box.setDetailedText(details)
    copy = box.addButton(tr("Copy the details"), QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    box.addButton(tr("Close"), QMessageBox.ButtonRole.AcceptRole)
    return box
