"""The foot of a record's form: visits so far, review, and the end of the record."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gridmap.actions.care import end_record, reopen_record, review_record
from gridmap.i18n import tr
from gridmap.model.care import keep_until
from gridmap.model.days import day_text
from gridmap.model.features import CareRecord, FeatureId, Officer, Visit
from gridmap.model.state_names import result_name, way_name
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.rows import FieldRows

MOST_VISITS: Final = 6


class RecordFoot(QWidget):
    """The last visits and the verbs on the whole record."""

    visit_wanted = Signal(object)

    def __init__(self, desk: CareDesk, record: FeatureId) -> None:
        super().__init__()
        self._desk, self._record = desk, record
        self._visits = QLabel()
        self._visits.setWordWrap(True)
        self._state = QLabel()
        self._state.setObjectName("secondary")
        self._state.setWordWrap(True)
        self.visit = QPushButton(tr("Record visit"))
        self.visit.setProperty("primary", True)
        self.review = QPushButton(tr("Reviewed today"))
        self.end = QPushButton(tr("End the record…"))
        self.reopen = QPushButton(tr("Reopen"))
        self.rows = FieldRows(desk.theme)
        self.reason: QLineEdit = self.rows.line("reason", tr("Reason"))
        self.confirm = QPushButton(tr("End it today"))
        self._arrange()
        self.visit.clicked.connect(lambda: self.visit_wanted.emit(record))
        self.review.clicked.connect(self._reviewed)
        self.end.clicked.connect(self._ask_end)
        self.confirm.clicked.connect(self._end)
        self.reason.returnPressed.connect(self._end)
        self.reopen.clicked.connect(self._reopen)

    def refresh(self, record: CareRecord) -> None:
        """Show the visits and what can be done with the record as it is."""
        document = self._desk.session.document
        visits = [visit for visit in document.all(Visit) if visit.record == record.id]
        visits.sort(key=lambda visit: visit.day, reverse=True)
        lines = [self._words(visit) for visit in visits[:MOST_VISITS]]
        self._visits.setText("\n".join(lines) or tr("No visit yet."))
        has_ended = record.end is not None
        for button in (self.visit, self.review, self.end):
            button.setVisible(not has_ended)
            button.setDisabled(self._desk.is_read_only)
        self.reopen.setVisible(has_ended)
        self.reopen.setDisabled(self._desk.is_read_only)
        self._state.setVisible(has_ended)
        if has_ended:
            last = keep_until(record, self._desk.catalogue)
            self._state.setText(
                tr(
                    "Ended on {day}: {reason} Kept until {last}.",
                    day=day_text(record.end),
                    reason=record.end_reason,
                    last=day_text(last),
                )
            )
        for widget in (self.rows, self.confirm):
            widget.hide()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        title = QLabel(tr("Visits"))
        title.setObjectName("sectionTitle")
        buttons = (self.review, self.end, self.reopen)
        for part in (title, self._visits, self.visit, self._state, *buttons):
            column.addWidget(part)
        column.addWidget(self.rows)
        column.addWidget(self.confirm)

    def _words(self, visit: Visit) -> str:
        officer = self._desk.session.document.find(visit.officer, Officer)
        who = officer.name if officer is not None else ""
        parts = (
            day_text(visit.day),
            way_name(visit.way),
            result_name(visit.result),
            who,
            visit.note,
        )
        return " · ".join(part for part in parts if part)

    def _reviewed(self) -> None:
        document = self._desk.session.document
        self._desk.carry(lambda: review_record(document, self._record, on=self._desk.today()))

    def _ask_end(self) -> None:
        self.rows.show()
        self.confirm.show()
        self.reason.setFocus()

    def _end(self) -> None:
        document, reason = self._desk.session.document, self.reason.text()
        error = self._desk.attempt(
            lambda: end_record(document, self._record, on=self._desk.today(), reason=reason)
        )
        self.rows.say("reason", str(error) if error is not None else "")

    def _reopen(self) -> None:
        self._desk.carry(lambda: reopen_record(self._desk.session.document, self._record))
