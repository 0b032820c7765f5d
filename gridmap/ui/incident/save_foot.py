"""The foot of a form that is saved with one act: what is wrong, Save and Back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.ui.care.desk import CareDesk


class SaveFoot(QWidget):
    """Carries the act of a form out; `left()` fires after it and on Back."""

    left = Signal()

    def __init__(self, desk: CareDesk, act: Callable[[], Changeset]) -> None:
        super().__init__()
        self._desk, self._act = desk, act
        self.error = QLabel()
        self.error.setObjectName("fieldError")
        self.error.setWordWrap(True)
        self.error.hide()
        self.save = QPushButton(tr("Save"))
        self.save.setProperty("primary", True)
        self.save.setEnabled(not desk.is_read_only)
        self.save.clicked.connect(self._save)
        self.back = QPushButton(tr("Back"))
        self.back.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.error, self.save, self.back):
            column.addWidget(part)

    def _save(self) -> None:
        error = self._desk.attempt(self._act)
        self.error.setText(str(error) if error is not None else "")
        self.error.setVisible(error is not None)
        if error is None:
            self.left.emit()
