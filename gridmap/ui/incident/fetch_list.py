"""The people to fetch by officer; a figure ticks a person and goes on to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from gridmap.i18n import tr
from gridmap.model.evacuation import Evacuee, by_officer
from gridmap.model.features import INCIDENT_STATES, FeatureId, Fetch, Officer
from gridmap.model.state_names import fetch_state_name
from gridmap.ui.incident.work import DONE, lacking_words, state_of
from gridmap.ui.kinds import door_words
from gridmap.ui.theme import Theme

_RECORD: Final = Qt.ItemDataRole.UserRole
_OFFICER: Final = Qt.ItemDataRole.UserRole + 1


class FetchTree(QTreeWidget):
    """Officers and their people. `ticked(record, state)` on a figure, `chosen(record)` on a click.

    `marked()` fires when another line is the current one.
    """

    ticked = Signal(object, str)
    chosen = Signal(object)
    marked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: dict[FeatureId, QTreeWidgetItem] = {}
        self._people: dict[FeatureId, Evacuee] = {}
        self.setColumnCount(3)
        self.setHeaderLabels([tr("Person"), tr("Door"), tr("How far")])
        self.setRootIsDecorated(False)
        self.setIndentation(theme.px(14))
        self.setAccessibleName(tr("People to fetch"))
        self.setMinimumHeight(theme.px(220))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.itemClicked.connect(self._clicked)
        self.currentItemChanged.connect(lambda *_: self.marked.emit())

    @property
    def current(self) -> Evacuee | None:
        """The person of the current line, None on an officer's."""
        line = self.currentItem()
        return self._people.get(line.data(0, _RECORD)) if line is not None else None

    def line_of(self, record: FeatureId) -> QTreeWidgetItem:
        """Return the line of a care record's person."""
        return self._lines[record]

    def show_people(self, people: Sequence[Evacuee], fetches: Mapping[FeatureId, Fetch]) -> None:
        """Show who has to be fetched; the current line stays where it was."""
        before = self.current
        self.blockSignals(True)
        self.clear()
        self._lines.clear()
        self._people = {person.record.id: person for person in people}
        for officer, group in by_officer(people):
            top = self._officer_line(officer)
            self.addTopLevelItem(top)
            top.setFirstColumnSpanned(True)
            for person in group:
                line = QTreeWidgetItem(top)
                line.setData(0, _RECORD, person.record.id)
                self._lines[person.record.id] = line
            top.setExpanded(True)
        self.show_states(fetches)
        wanted = self._lines.get(before.record.id) if before is not None else None
        current = wanted or next(iter(self._lines.values()), None)
        if current is not None:
            self.setCurrentItem(current)
        self.blockSignals(False)
        self.marked.emit()

    def show_states(self, fetches: Mapping[FeatureId, Fetch]) -> None:
        """Show how far the fetching of each person is, and how many of each officer's are done."""
        for record, line in self._lines.items():
            person, state = self._people[record], state_of(fetches, record)
            lacking = lacking_words(person)
            name = f"{person.number}  {person.record.person}"
            line.setText(0, f"{name}  ⚠" if lacking else name)
            line.setToolTip(0, lacking)
            line.setForeground(0, QBrush(QColor(self._theme.red)) if lacking else QBrush())
            line.setText(1, door_words(person.household.door))
            line.setText(2, fetch_state_name(state))
            font = QFont(self.font())
            font.setBold(state not in (INCIDENT_STATES[0], *DONE))
            line.setFont(2, font)
        for at in range(self.topLevelItemCount()):
            self._count(self.topLevelItem(at), fetches)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take figures as ticks; leave the rest to the tree."""
        number = event.key() - Qt.Key.Key_0
        person = self.current
        if not 0 <= number < len(INCIDENT_STATES):
            super().keyPressEvent(event)
        elif person is not None:
            self.ticked.emit(person.record.id, INCIDENT_STATES[number])
            self.go_on()

    def go_on(self) -> None:
        """Make the next person's line the current one; the last stays."""
        lines = list(self._lines.values())
        line = self.currentItem()
        if line in lines and lines.index(line) + 1 < len(lines):
            self.setCurrentItem(lines[lines.index(line) + 1])

    def _officer_line(self, officer: Officer | None) -> QTreeWidgetItem:
        words = f"{officer.name}  {officer.phone}" if officer is not None else tr("No officer")
        line = QTreeWidgetItem()
        font = QFont(self.font())
        font.setBold(True)
        line.setFont(0, font)
        line.setData(0, _OFFICER, words.strip())
        if officer is None:
            line.setForeground(0, QBrush(QColor(self._theme.red)))
        return line

    def _count(self, top: QTreeWidgetItem | None, fetches: Mapping[FeatureId, Fetch]) -> None:
        if top is None:
            return
        lines = (top.child(at) for at in range(top.childCount()))
        records = [line.data(0, _RECORD) for line in lines if line is not None]
        done = sum(state_of(fetches, record) in DONE for record in records)
        words = tr("{done} of {all} done", done=done, all=len(records))
        top.setText(0, f"{top.data(0, _OFFICER)} · {words}")

    def _clicked(self, line: QTreeWidgetItem) -> None:
        record = line.data(0, _RECORD)
        if record is not None:
            self.chosen.emit(record)
