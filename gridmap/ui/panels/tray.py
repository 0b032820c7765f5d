"""待落图: households that are on the roster and not on the map yet."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QTableView, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.model.features import FeatureId
from gridmap.ui.digest import Digest, TrayRow
from gridmap.ui.find_index import FindIndex
from gridmap.ui.panels.township_tree import filter_line
from gridmap.ui.panels.tray_rows import TrayRows, line_of, tray_view
from gridmap.ui.theme import Theme

_MOST_ONE_BY_ONE: Final = 8
_GATHERING: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Tray(QWidget):
    """The list with a filter box. `chosen` fires with the household that a person picks.

    Enter in the filter box picks the first that matches. `waiting_changed` fires when others wait.
    """

    chosen = Signal(object)
    waiting_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._all: tuple[TrayRow, ...] = ()
        self._ids: frozenset[FeatureId] = frozenset()
        self._index: FindIndex | None = None
        self._gone: set[FeatureId] = set()
        self._is_stale = False
        self._armed: FeatureId | None = None
        self.rows = TrayRows(self)
        self.filter_box = filter_line(tr("Filter by name, initials or number"), theme)
        self.filter_box.textChanged.connect(self._fill)
        self.filter_box.returnPressed.connect(lambda: self._choose(self.rows.index(0)))
        self.list = tray_view(self.rows, theme)
        self.list.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.list.clicked.connect(self._clicked)
        self.list.activated.connect(self._choose)
        self._empty = QLabel(tr("Every household has its place on the map."))
        self._empty.setObjectName("quiet")
        self._empty.setWordWrap(True)
        self._foot = QLabel(tr("Click one or drag it onto the map; N begins with the first."))
        self._foot.setObjectName("quiet")
        self._foot.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        for part in (self.filter_box, self._empty):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addWidget(self._foot)

    def show_digest(self, digest: Digest) -> None:
        """Show the households that wait."""
        before = self._waiting()
        self._ids = frozenset(row.household for row in digest.tray)
        self._gone &= self._ids
        self._all = digest.tray
        if self._is_stale or self._waiting() != before:
            self._is_stale = False
            self._fill()

    @property
    def count(self) -> int:
        """How many households wait, whatever the filter shows."""
        return len(self._all) - len(self._gone & self._ids)

    def first(self, count: int) -> list[TrayRow]:
        """Return the first households that wait, whatever the filter shows."""
        return list(islice((row for row in self._all if row.household not in self._gone), count))

    def use_index(self, index: FindIndex) -> None:
        """Use these keys for the filter box from now on."""
        self._index = index

    def bring_back(self, households: Collection[FeatureId]) -> None:
        """Take note of households that wait again; they show with the next digest."""
        self._is_stale |= not self._gone.isdisjoint(households)
        self._gone.difference_update(households)

    def drop(self, households: Collection[FeatureId]) -> None:
        """Take away the rows of households that have just been placed."""
        self._gone |= set(households)
        if len(households) > _MOST_ONE_BY_ONE:
            self._fill()
        else:
            for household in households:
                self.rows.drop(household)
            self._show_emptiness()

    def mark(self, household: FeatureId | None) -> None:
        """Mark the household that is armed and bring it into sight; None: no one is."""
        self._armed = household
        index = self.rows.index_of(household) if household is not None else QModelIndex()
        choice = self.list.selectionModel()
        if index.isValid():
            choice.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(index)
        else:
            choice.clear()

    def _fill(self) -> None:
        text = self.filter_box.text().strip()
        shown = [row for row in self._waiting() if not text or self._matches(row, text)]
        self.rows.show_rows(shown)
        self._show_emptiness()
        self.mark(self._armed)

    def _waiting(self) -> list[TrayRow]:
        return [row for row in self._all if row.household not in self._gone]

    def _show_emptiness(self) -> None:
        is_empty = not self.filter_box.text().strip() and self.rows.rowCount() == 0
        self._empty.setVisible(is_empty)
        self._foot.setVisible(not is_empty)
        self.waiting_changed.emit()

    def _matches(self, row: TrayRow, text: str) -> bool:
        if text.casefold() in line_of(row).casefold():
            return True
        return self._index is not None and self._index.matches(row.household, text)

    def _clicked(self, index: QModelIndex) -> None:
        """Choose a row; with Shift or Ctrl rows are only taken together, to be dragged."""
        if QGuiApplication.keyboardModifiers() & _GATHERING:
            return
        self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.rows.row(index).household)
