"""The form that opens an incident: its name, its kind, who ordered it, the last day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from gridmap.actions.incidents import open_incident
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import INCIDENT_KINDS
from gridmap.model.state_names import incident_kind_name
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.rows import FieldRows
from gridmap.ui.widgets.date_field import DateField

_USUAL_DAYS: Final = 3


class OpeningForm(QWidget):
    """Opens an incident with one act; `opened(id)` fires after it, `left()` on Back."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, desk: CareDesk) -> None:
        super().__init__()
        self._desk = desk
        self.rows = FieldRows(desk.theme)
        self.name = self.rows.line("name", tr("Name"), hint=tr("For example: storm of 23 November"))
        self.kind = QComboBox()
        for code in INCIDENT_KINDS:
            self.kind.addItem(incident_kind_name(code), code)
        self.rows.add("kind", tr("Kind"), self.kind)
        self.ordered_by = self.rows.line("ordered_by", tr("Ordered by"))
        self.last_day = DateField(desk.theme, today=desk.today)
        self.last_day.set_day(desk.today() + timedelta(days=_USUAL_DAYS))
        hint = tr("After this day the printed lists are void.")
        self.rows.add("last_day", tr("Lists valid until"), self.last_day, hint=hint)
        self.last_day.wrong.connect(lambda words: self.rows.say("last_day", words))
        self.start = QPushButton(tr("Open the incident"))
        self.start.setProperty("primary", True)
        self.start.setEnabled(not desk.is_read_only)
        self.start.clicked.connect(self._open)
        self.name.returnPressed.connect(self._open)
        self.error = QLabel()
        self.error.setObjectName("fieldError")
        self.error.setWordWrap(True)
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        words = QLabel(
            tr(
                "Name the incident and draw its area. Whom to fetch, who helps and where to "
                "is then listed by officer."
            )
        )
        words.setWordWrap(True)
        words.setObjectName("secondary")
        self.back = QPushButton(tr("Back"))
        self.back.clicked.connect(self.left)
        for part in (words, self.rows, self.error, self.start, self.back):
            column.addWidget(part)
        column.addStretch(1)

    def _open(self) -> None:
        made: list[Changeset] = []

        def act() -> Changeset:
            made.append(self._changeset())
            return made[0]

        error = self._desk.attempt(act)
        self.error.setText(str(error) if error is not None else "")
        self.error.setVisible(error is not None)
        if error is None:
            self.opened.emit(made[0].changes[0].id)

    def _changeset(self) -> Changeset:
        last_day: date | None = self.last_day.read()
        if last_day is None:
            raise UsageError(tr("Say until which day the lists are valid."))
        return open_incident(
            self._desk.session.document,
            self.name.text(),
            on=self._desk.today(),
            valid_until=last_day,
            incident_kind=self.kind.currentData(),
            ordered_by=self.ordered_by.text().strip(),
        )
