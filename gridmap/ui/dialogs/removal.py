"""Asks before something is removed on which other things hang: says what becomes of them."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from gridmap.actions.removal import Removal
from gridmap.i18n import tr


def removal_box(parent: QWidget | None, removal: Removal) -> QMessageBox:
    """Return the question: the act, what hangs on it, and that it can be taken back."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("Remove"))
    box.setText(tr("{title}?", title=removal.changeset.title))
    lines = (*removal.consequences, tr("Ctrl+Z takes it back."))
    box.setInformativeText("\n".join(lines))
    box.addButton(tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
    keep = box.addButton(tr("Keep"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    return box


def may_remove(parent: QWidget | None, removal: Removal) -> bool:
    """Ask where something hangs on what is to be removed; return whether it may go."""
    if not removal.consequences:
        return True
    box = removal_box(parent, removal)
    box.exec()
    clicked = box.clickedButton()
    return clicked is not None and box.buttonRole(clicked) == QMessageBox.ButtonRole.AcceptRole
