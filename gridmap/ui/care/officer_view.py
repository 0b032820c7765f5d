"""One officer in the care mode: every post and record that hangs on the name, and what to do."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gridmap.actions.handover import holdings, words_of
from gridmap.actions.officers import remove_officer
from gridmap.i18n import tr
from gridmap.model.features import Officer
from gridmap.ui.care.desk import CareDesk

MOST_LINES: Final = 30


class OfficerView(QWidget):
    """`handover_wanted(officer)` and `visits_wanted(officer)` fire from the buttons."""

    handover_wanted = Signal(object)
    visits_wanted = Signal(object)

    def __init__(self, desk: CareDesk, officer: Officer) -> None:
        super().__init__()
        self._desk, self._officer = desk, officer.id
        document = desk.session.document
        yesterday = desk.today() - timedelta(days=1)
        found = holdings(document, officer.id, last_day=yesterday)
        title = QLabel(tr("What hangs on the officer"))
        title.setObjectName("sectionTitle")
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        for row, item in enumerate(found[:MOST_LINES]):
            for column, words in enumerate(words_of(document, item)):
                label = QLabel(words)
                label.setWordWrap(True)
                if column:
                    label.setObjectName("secondary")
                grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.setSpacing(8)
        column_box.addWidget(title)
        column_box.addLayout(grid)
        left_out = len(found) - MOST_LINES
        if left_out > 0:
            column_box.addWidget(QLabel(tr("and {count} more", count=left_out)))
        if not found:
            column_box.addWidget(QLabel(tr("Nothing hangs on this officer.")))
        self.visits = QPushButton(tr("Visits that are due"))
        self.handover = QPushButton(tr("Hand over…"))
        self.remove = QPushButton(tr("Remove the officer"))
        for button in (self.visits, self.handover, self.remove):
            column_box.addWidget(button)
        self.handover.setDisabled(desk.is_read_only or not found)
        self.remove.setDisabled(desk.is_read_only)
        self.visits.clicked.connect(lambda: self.visits_wanted.emit(officer.id))
        self.handover.clicked.connect(lambda: self.handover_wanted.emit(officer.id))
        self.remove.clicked.connect(self._remove)

    def _remove(self) -> None:
        self._desk.carry(lambda: remove_officer(self._desk.session.document, self._officer))
