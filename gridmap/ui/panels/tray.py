"""待落图: households that are on the roster and not on the map yet."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.model.features import FeatureId
from gridmap.ui.digest import Digest, TrayRow
from gridmap.ui.find_index import FindIndex
from gridmap.ui.panels.township_tree import filter_line
from gridmap.ui.panels.tray_rows import TrayDelegate, TrayRows, line_of
from gridmap.ui.theme import Theme


class Tray(QWidget):
    """The list with a filter box. `chosen` fires with the household that a person picks.

    Enter in the filter box picks the first that matches.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._all: tuple[TrayRow, ...] = ()
        self._index: FindIndex | None = None
        self._armed: FeatureId | None = None
        self.rows = TrayRows(self)
        self.filter_box = filter_line(tr("Filter by name, initials or number"), theme)
        self.filter_box.textChanged.connect(self._fill)
        self.filter_box.returnPressed.connect(lambda: self._choose(self.rows.index(0)))
        self.list = QListView()
        self.list.setObjectName("tray")
        self.list.setModel(self.rows)
        self.list.setItemDelegate(TrayDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(tr("Households not on the map"))
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        self._empty = QLabel(tr("Every household has its place on the map."))
        self._empty.setObjectName("quiet")
        self._empty.setWordWrap(True)
        self._foot = QLabel(tr("Click one, or press N to begin with the first."))
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
        if digest.tray != self._all:
            self._all = digest.tray
            self._fill()

    def use_index(self, index: FindIndex) -> None:
        """Use these keys for the filter box from now on."""
        self._index = index

    def drop(self, households: Collection[FeatureId]) -> None:
        """Take away the rows of households that have just been placed."""
        gone = {row.household for row in self._all if row.household in households}
        if not gone:
            return
        self._all = tuple(row for row in self._all if row.household not in gone)
        if len(gone) == 1:
            self.rows.drop(next(iter(gone)))
            self._empty.setVisible(not self._all)
            self._foot.setVisible(bool(self._all))
        else:
            self._fill()

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
        self.rows.show_rows([row for row in self._all if not text or self._matches(row, text)])
        self._empty.setVisible(not self._all)
        self._foot.setVisible(bool(self._all))
        self.mark(self._armed)

    def _matches(self, row: TrayRow, text: str) -> bool:
        if text.casefold() in line_of(row).casefold():
            return True
        return self._index is not None and self._index.matches(row.household, text)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.rows.row(index).household)
