"""待落图: households that are on the roster and not on the map yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.ui.digest import Digest, TrayRow
from gridmap.ui.find_index import FindIndex
from gridmap.ui.kinds import door_words
from gridmap.ui.panels.township_tree import filter_line
from gridmap.ui.theme import Theme

_ROW = Qt.ItemDataRole.UserRole


class Tray(QWidget):
    """The list with a filter box. `chosen` fires with the household that a person picks."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows: tuple[TrayRow, ...] = ()
        self._index: FindIndex | None = None
        self.filter_box = filter_line(tr("Filter by name, initials or number"), theme)
        self.filter_box.textChanged.connect(self._fill)
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("Households not on the map"))
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self._empty = QLabel(tr("Every household has its place on the map."))
        self._empty.setObjectName("quiet")
        self._empty.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.filter_box)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)

    def show_digest(self, digest: Digest) -> None:
        """Show the households that wait."""
        self._rows = digest.tray
        self._fill()

    def use_index(self, index: FindIndex) -> None:
        """Use these keys for the filter box from now on."""
        self._index = index

    def _fill(self) -> None:
        text = self.filter_box.text().strip()
        self.list.clear()
        for row in self._rows:
            if not text or self._matches(row, text):
                item = QListWidgetItem(_line(row))
                item.setData(_ROW, row)
                item.setToolTip(row.village)
                self.list.addItem(item)
        self._empty.setVisible(not self._rows)

    def _matches(self, row: TrayRow, text: str) -> bool:
        if text.casefold() in _line(row).casefold():
            return True
        return self._index is not None and self._index.matches(row.household, text)

    def _choose(self, item: QListWidgetItem) -> None:
        row: TrayRow = item.data(_ROW)
        self.chosen.emit(row.household)


def _line(row: TrayRow) -> str:
    door = door_words(row.door) or tr("No door number")
    return "   ".join(part for part in (door, row.head, row.group) if part)
