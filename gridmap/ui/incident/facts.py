"""The form of an open incident: name, kind, who ordered it, last day, and what is open."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from gridmap.actions.incidents import edit_incident
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import INCIDENT_KINDS, Incident
from gridmap.model.state_names import incident_kind_name
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.rows import FieldRows
from gridmap.ui.incident.save_foot import SaveFoot
from gridmap.ui.incident.shelters import ShelterBoxes
from gridmap.ui.widgets.date_field import DateField


class FactsForm(QWidget):
    """Changes an incident with one act; `left()` fires after it and on Back."""

    left = Signal()

    def __init__(self, desk: CareDesk, incident: Incident) -> None:
        super().__init__()
        self._desk, self._incident = desk, incident
        self.rows = FieldRows(desk.theme)
        self.name = self.rows.line("name", tr("Name"), incident.name)
        self.kind = QComboBox()
        for code in INCIDENT_KINDS:
            self.kind.addItem(incident_kind_name(code), code)
        self.kind.setCurrentIndex(self.kind.findData(incident.incident_kind))
        self.rows.add("kind", tr("Kind"), self.kind)
        self.ordered_by = self.rows.line("ordered_by", tr("Ordered by"), incident.ordered_by)
        self.last_day = DateField(desk.theme, today=desk.today)
        self.last_day.set_day(incident.valid_until)
        self.last_day.wrong.connect(lambda words: self.rows.say("last_day", words))
        hint = tr("After this day the printed lists are void.")
        self.rows.add("last_day", tr("Lists valid until"), self.last_day, hint=hint)
        self.shelters = ShelterBoxes(desk.session.document, incident.shelters, incident)
        title = QLabel(tr("Open shelters"))
        title.setObjectName("sectionTitle")
        self.foot = SaveFoot(desk, self._changeset)
        self.foot.left.connect(self.left)
        words = QLabel(
            tr("Who has no shelter of their own goes to the nearest that is open and dry.")
        )
        words.setWordWrap(True)
        words.setObjectName("secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self.rows, title, self.shelters, words, self.foot):
            column.addWidget(part)
        column.addStretch(1)

    def _changeset(self) -> Changeset:
        last_day: date | None = self.last_day.read()
        if last_day is None:
            raise UsageError(tr("Say until which day the lists are valid."))
        return edit_incident(
            self._desk.session.document,
            self._incident.id,
            name=self.name.text(),
            incident_kind=self.kind.currentData(),
            ordered_by=self.ordered_by.text(),
            valid_until=last_day,
            shelters=self.shelters.opened,
        )
