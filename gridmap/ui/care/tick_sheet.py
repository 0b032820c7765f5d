"""What comes back on a paper tick sheet: line by line a figure for the result, then Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridmap.actions.visits import Tick, record_batch
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import (
    VISIT_RESULTS,
    VISIT_WAYS,
    CareRecord,
    FeatureId,
    Household,
)
from gridmap.model.state_names import result_name, way_name
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.key_choice import KeyChoice
from gridmap.ui.care.officer_box import OfficerBox
from gridmap.ui.care.rows import FieldRows
from gridmap.ui.kinds import door_words
from gridmap.ui.widgets.date_field import DateField

_PERSON, _DOOR, _RESULT, _NOTE = range(4)
_CODE: Final = Qt.ItemDataRole.UserRole


class TickSheet(QDialog):
    """The lines in the order of the paper. `recorded()` fires when the visits are recorded."""

    recorded = Signal()

    def __init__(
        self,
        parent: QWidget,
        desk: CareDesk,
        records: Sequence[FeatureId],
        officer: FeatureId | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Enter a tick sheet"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._records = list(records)
        self.day = DateField(desk.theme, lean="past", today=desk.today)
        self.day.set_day(desk.today())
        self.officer = OfficerBox(desk.session.document, officer, nobody=tr("Nobody in particular"))
        self.way = KeyChoice([(code, way_name(code)) for code in VISIT_WAYS], desk.theme)
        self.table = _Ticks(len(self._records))
        self.error = QLabel()
        self.error.setObjectName("fieldError")
        self.error.setWordWrap(True)
        self.save = QPushButton(tr("Record all"))
        self._fill()
        self._arrange()
        self.table.setFocus()

    def sizeHint(self) -> QSize:
        """Room for a dozen lines."""
        px = self._desk.theme.px
        return QSize(px(620), px(600))

    def _fill(self) -> None:
        document = self._desk.session.document
        for row, record_id in enumerate(self._records):
            record = document.find(record_id, CareRecord)
            home = document.find(record.household, Household) if record is not None else None
            name = record.person if record is not None else ""
            door = door_words(home.door) if home is not None else ""
            for column, text in ((_PERSON, name), (_DOOR, door), (_RESULT, ""), (_NOTE, "")):
                item = QTableWidgetItem(text)
                if column != _NOTE:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(row, column, item)
        if self._records:
            self.table.setCurrentCell(0, _RESULT)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        rows = FieldRows(self._desk.theme)
        rows.add("day", tr("Day"), self.day)
        rows.add("officer", tr("Visited by"), self.officer)
        rows.add("way", tr("Way"), self.way)
        self.day.wrong.connect(lambda words: rows.say("day", words))
        keys = "　".join(
            f"{number} {result_name(code)}" for number, code in enumerate(VISIT_RESULTS, start=1)
        )
        legend = QLabel(tr("Type for each line: {keys}　0 not visited", keys=keys))
        legend.setWordWrap(True)
        legend.setObjectName("secondary")
        self.save.setProperty("primary", True)
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._record)
        close = QPushButton(tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        foot.addWidget(close)
        column.addWidget(rows)
        column.addWidget(legend)
        column.addWidget(self.table, 1)
        column.addWidget(self.error)
        column.addLayout(foot)
        self.table.finished.connect(self._record)

    def _record(self) -> None:
        error = self._desk.attempt(self._changeset)
        if error is not None:
            self.error.setText(str(error))
            return
        self.recorded.emit()
        self.accept()

    def _changeset(self) -> Changeset:
        day = self.day.read()
        if day is None:
            raise UsageError(tr("Say on which day the visit was."))
        ticks = [
            Tick(
                record=record,
                result=self.table.result(row),
                day=day,
                way=self.way.value,
                note=self.table.note(row),
            )
            for row, record in enumerate(self._records)
            if self.table.result(row)
        ]
        if not ticks:
            raise UsageError(tr("No line has a result yet."))
        return record_batch(
            self._desk.session.document,
            ticks,
            on=self._desk.today(),
            officer=self.officer.officer,
        )


class _Ticks(QTableWidget):
    """The lines; a figure sets the result of the line and goes on to the next.

    `finished()` fires on Ctrl+Enter.
    """

    finished = Signal()

    def __init__(self, count: int) -> None:
        super().__init__(count, 4)
        self.setHorizontalHeaderLabels([tr("Person"), tr("Door"), tr("Result"), tr("Note")])
        self.setAccessibleName(tr("Lines of the tick sheet"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NOTE, QHeaderView.ResizeMode.Stretch)

    def result(self, row: int) -> str:
        """Return the code of a line's result, empty: not visited."""
        item = self.item(row, _RESULT)
        return str(item.data(_CODE) or "") if item is not None else ""

    def note(self, row: int) -> str:
        """Return a line's note."""
        item = self.item(row, _NOTE)
        return item.text() if item is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take figures outside the notes; leave the rest to the table."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
            return
        number = event.key() - Qt.Key.Key_0
        if self.currentColumn() != _NOTE and 0 <= number <= len(VISIT_RESULTS):
            self._set(self.currentRow(), number)
            return
        super().keyPressEvent(event)

    def _set(self, row: int, number: int) -> None:
        item = self.item(row, _RESULT)
        if item is None:
            return
        code = VISIT_RESULTS[number - 1] if number else ""
        item.setData(_CODE, code)
        item.setText(f"{number} {result_name(code)}" if code else "")
        self.setCurrentCell(min(row + 1, self.rowCount() - 1), _RESULT)
