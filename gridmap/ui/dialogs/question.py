"""A question with two answers, of which leaving all as it is is the default."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from gridmap.i18n import tr


def may_go_on(parent: QWidget | None, text: str, more: str, *, go: str, stay: str = "") -> bool:
    """Ask whether to do something that is hard to take back; Enter and Escape leave it.

    `go` and `stay` are the words of the buttons (empty: leave it as it is); `more` stands below.
    """
    box = QMessageBox(QMessageBox.Icon.Question, tr("GridMap"), text, parent=parent)
    box.setInformativeText(more)
    staying = box.addButton(stay or tr("Leave it as it is"), QMessageBox.ButtonRole.RejectRole)
    going = box.addButton(go, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(staying)
    box.setEscapeButton(staying)
    box.exec()
    is_going = box.clickedButton() is going
    box.deleteLater()
    return is_going
