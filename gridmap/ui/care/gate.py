"""Before a restricted record: only the officer responsible and the data steward go on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.model.duties import is_on_duty
from gridmap.model.features import CareRecord, Duty, Officer
from gridmap.ui.care.desk import CareDesk

STEWARD = "steward"


class Gate(QWidget):
    """Asks who is looking. `passed()` fires for one of those who may, `left()` otherwise.

    It is a declaration: the program has no passwords, whoever holds the file can read it.
    """

    passed = Signal()
    left = Signal()

    def __init__(self, desk: CareDesk, record: CareRecord) -> None:
        super().__init__()
        self.who = QComboBox()
        self.who.setAccessibleName(tr("I am"))
        self.who.addItem(tr("Choose who you are"), None)
        for officer in allowed(desk, record):
            self.who.addItem(officer.name, officer.id)
        self.go = QPushButton(tr("Open"))
        self.go.setProperty("primary", True)
        self.go.setEnabled(False)
        back = QPushButton(tr("Back"))
        words = QLabel(
            tr(
                "This record is restricted. Only its officer and the data steward may see it. "
                "Go on only if you are one of them."
            )
        )
        words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(words)
        column.addWidget(self.who)
        row = QHBoxLayout()
        row.addWidget(self.go, 1)
        row.addWidget(back)
        column.addLayout(row)
        self.who.currentIndexChanged.connect(lambda index: self.go.setEnabled(index > 0))
        self.go.clicked.connect(self.passed)
        back.clicked.connect(self.left)


def allowed(desk: CareDesk, record: CareRecord) -> list[Officer]:
    """Return who may see a restricted record: its officer and the data stewards on duty."""
    document = desk.session.document
    found: dict[str, Officer] = {}
    if desk.digest is not None:
        post = desk.digest.responsibilities.of_record(record).officer
        if post is not None and post.officer is not None:
            found[post.officer.id] = post.officer
    for duty in document.all(Duty):
        officer = document.find(duty.officer, Officer)
        if duty.role == STEWARD and officer is not None and is_on_duty(duty, desk.today()):
            found[officer.id] = officer
    return list(found.values())
