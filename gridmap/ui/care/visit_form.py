"""Recording a visit with the keyboard alone: way, result, a note, Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.actions.visits import LONGEST_NOTE, NOT_MET, next_visit, record_visit
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.care import visit_due, visit_interval
from gridmap.model.changes import Changeset
from gridmap.model.days import day_text
from gridmap.model.features import VISIT_RESULTS, VISIT_WAYS, CareRecord, FeatureId, Visit
from gridmap.model.state_names import result_name, way_name
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.key_choice import KeyChoice
from gridmap.ui.care.officer_box import OfficerBox
from gridmap.ui.care.rows import STACKED_ABOVE, FieldRows
from gridmap.ui.widgets.date_field import DateField

_REFERRAL = "urgent_referral"


class VisitForm(QWidget):
    """Asks how a visit went. `done(record)` fires when it is recorded, `left()` without."""

    done = Signal(object)
    left = Signal()

    def __init__(self, desk: CareDesk, records: Sequence[CareRecord]) -> None:
        super().__init__()
        self._desk = desk
        self.person = QComboBox()
        for record in records:
            category = desk.catalogue.care.get(record.category)
            words = f"{record.person}　{category.short_name}" if category else record.person
            self.person.addItem(words, record.id)
        is_large = desk.theme.scale > STACKED_ABOVE
        self.way = KeyChoice(
            [(code, way_name(code)) for code in VISIT_WAYS],
            desk.theme,
            columns=2 if is_large else 3,
        )
        self.result = KeyChoice(
            [(code, result_name(code)) for code in VISIT_RESULTS],
            desk.theme,
            columns=1 if is_large else 2,
        )
        self.note = QLineEdit()
        self.note.setMaxLength(LONGEST_NOTE)
        self.note.setPlaceholderText(tr("at most {most} characters", most=LONGEST_NOTE))
        self.referral = QLineEdit()
        self.day = DateField(desk.theme, lean="past", today=desk.today)
        self.day.set_day(desk.today())
        self.next_day = DateField(desk.theme, lean="future", today=desk.today)
        self.officer = OfficerBox(desk.session.document, nobody=tr("Nobody in particular"))
        self.rows = FieldRows(desk.theme)
        self._next = QLabel()
        self._next.setObjectName("quiet")
        self._next.setWordWrap(True)
        self._error = QLabel()
        self._error.setObjectName("fieldError")
        self._error.setWordWrap(True)
        self._error.hide()
        self.save = QPushButton(tr("Record"))
        self._arrange()
        self._connect()
        self._person_chosen()

    @property
    def record(self) -> CareRecord:
        """The record that was visited."""
        return self._desk.session.document.get(FeatureId(self.person.currentData()), CareRecord)

    def begin(self) -> None:
        """Put the focus where the keyboard begins."""
        self.way.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter anywhere records, Escape leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._record()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        title = QLabel(tr("How did the visit go?"))
        title.setObjectName("panelTitle")
        column.addWidget(title)
        if self.person.count() > 1:
            column.addWidget(self.person)
        else:
            name = QLabel(self.person.itemText(0))
            name.setObjectName("sectionTitle")
            column.addWidget(name)
        self.rows.add("way", tr("Way"), self.way)
        self.rows.add("result", tr("Result"), self.result)
        self.rows.add("referral", tr("Referred to"), self.referral)
        self.rows.add("note", tr("Note"), self.note)
        self.rows.add("day", tr("Day"), self.day)
        self.rows.add("officer", tr("Visited by"), self.officer)
        self.rows.add("next_day", tr("Agreed next"), self.next_day)
        self.rows.show_row("referral", is_shown=False)
        self.save.setProperty("primary", True)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.addWidget(self.save, 1)
        foot.addWidget(cancel)
        for part in (self.rows, self._next, self._error):
            column.addWidget(part)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.person.currentIndexChanged.connect(self._person_chosen)
        self.result.chosen.connect(self._result_chosen)
        self.day.day_changed.connect(lambda _day: self._show_next())
        self.day.wrong.connect(lambda words: self.rows.say("day", words))
        self.next_day.wrong.connect(lambda words: self.rows.say("next_day", words))
        self.save.clicked.connect(self._record)

    def _person_chosen(self) -> None:
        digest = self._desk.digest
        if digest is not None:
            post = digest.responsibilities.of_record(self.record).officer
            officer = post.officer if post is not None else None
            self.officer.choose(officer.id if officer is not None else None)
        self._show_next()

    def _result_chosen(self, result: str) -> None:
        self.rows.show_row("referral", is_shown=result == _REFERRAL)
        self._show_next()

    def _show_next(self) -> None:
        """Say when the next visit will be due."""
        record, day = self.record, self.day.day or self._desk.today()
        document = self._desk.session.document
        if self.result.value == NOT_MET:
            visits = [item for item in document.all(Visit) if item.record == record.id]
            due = visit_due(record, visits, self._desk.catalogue, on=self._desk.today())
            words = tr("Not met: the next visit stays due on {day}.", day=day_text(due.next_day))
            self._next.setText(words if due.next_day is not None else "")
            return
        following = next_visit(document, record, day=day, result=self.result.value)
        if following is None:
            self._next.setText(tr("The clinic sets the next visit."))
            return
        days = visit_interval(record, self._desk.catalogue)
        self._next.setText(
            tr("Next visit: {day} (every {days} days)", day=day_text(following), days=days)
        )

    def _record(self) -> None:
        error = self._desk.attempt(self._changeset)
        if error is not None:
            self._error.setText(str(error))
            self._error.show()
            return
        self.done.emit(self.record.id)

    def _changeset(self) -> Changeset:
        day = self.day.read()
        if day is None:
            raise UsageError(tr("Say on which day the visit was."))
        return record_visit(
            self._desk.session.document,
            self.record.id,
            day=day,
            on=self._desk.today(),
            officer=self.officer.officer,
            way=self.way.value,
            result=self.result.value,
            note=self.note.text(),
            referral=self.referral.text() if self.result.value == _REFERRAL else "",
            next_day=self.next_day.read(),
        )
