"""Asks before something is removed on which other things hang: says what becomes of them."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from gridmap.actions.removal import Removal
from gridmap.i18n import tr


def may_remove(parent: QWidget | None, removal: Removal) -> bool:
    """Ask where something hangs on what is to be removed; return whether it may go.

    The question names the act, what hangs on it, and that it can be taken back.
    """
    if not removal.consequences:
        return True
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("Remove"))
    box.setText(tr("{title}?", title=removal.changeset.title))
    lines = (*removal.consequences, tr("Ctrl+Z takes it back."))
    box.setInformativeText("\n".join(lines))
    remove = box.addButton(tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
    keep = box.addButton(tr("Keep"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    may_go = box.clickedButton() is remove
    box.deleteLater()
    return may_go
