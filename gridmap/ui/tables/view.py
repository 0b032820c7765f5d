"""The table's view: keys as in a spreadsheet, cells selected in blocks, titles that sort."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gridmap.ui.tables.model import TableModel
from gridmap.ui.theme import Theme

_TRAVEL: Final = (
    Qt.Key.Key_F2,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)
"""Keys that mean the same as in a spreadsheet while the table has the cursor."""

Cells = tuple[list[int], list[int]]
"""Rows and columns of a block, from the top left on."""


class TableView(QTableView):
    """Shows a TableModel. The signals fire for keys that mean the same as in a spreadsheet."""

    copy_wanted = Signal(bool)
    paste_wanted = Signal()
    fill_wanted = Signal()
    clear_wanted = Signal()
    add_wanted = Signal()
    all_wanted = Signal()
    chosen = Signal(int)

    def __init__(self, model: TableModel, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.setTabKeyNavigation(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.px(31))
        rows.setSectionsClickable(True)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        titles = self.horizontalHeader()
        titles.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        titles.setHighlightSections(False)
        titles.setSectionsClickable(True)
        # A click on a title sorts. Qt would select the column too: all households for one edit.
        titles.sectionPressed.disconnect()
        titles.sectionEntered.disconnect()
        titles.setSectionsMovable(False)
        titles.setSortIndicatorShown(True)
        titles.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        titles.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def shown_columns(self) -> list[int]:
        """Return the columns that are not hidden."""
        return [
            column for column in range(self._model.columnCount()) if not self.isColumnHidden(column)
        ]

    def block(self) -> Cells | None:
        """Return rows and shown columns of the selected block, None where nothing is selected."""
        chosen = self._parts()
        if not chosen:
            return None
        top = min(part.top() for part in chosen)
        bottom = max(part.bottom() for part in chosen)
        left = min(part.left() for part in chosen)
        right = max(part.right() for part in chosen)
        columns = [item for item in self.shown_columns() if left <= item <= right]
        return list(range(top, bottom + 1)), columns

    def selected_rows(self) -> Iterator[int]:
        """Return the rows that have a selected cell."""
        for part in self._parts():
            yield from range(part.top(), part.bottom() + 1)

    def select_row(self, row: int) -> None:
        """Put the cursor into a row and bring it into sight, without selecting it anew."""
        column = max(0, self.currentIndex().column())
        index = self._model.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)

    def go_on(self, row: int, column: int, key: Qt.Key) -> None:
        """Put the cursor where typing goes on: below after Enter, beside after Tab."""
        columns = self.shown_columns()
        place = columns.index(column) if column in columns else 0
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = min(row + 1, self._model.rowCount() - 1)
        elif key == Qt.Key.Key_Tab:
            place = min(place + 1, len(columns) - 1)
        elif key == Qt.Key.Key_Backtab:
            place = max(place - 1, 0)
        if 0 <= row < self._model.rowCount() and columns:
            self.setCurrentIndex(self._model.index(row, columns[place]))
        self.setFocus()

    def selectAll(self) -> None:
        """Ask for all rows: cell by cell, a hundred thousand of them would take seconds."""
        self.all_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of a spreadsheet; leave the rest to the view."""
        act = self._act_of(event)
        if act is not None:
            act()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep letters, Home and the keys of a spreadsheet from the shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            plain = (Qt.KeyboardModifier(0), Qt.KeyboardModifier.ShiftModifier)
            is_typing = bool(event.text().strip()) and event.modifiers() in plain
            if is_typing or self._act_of(event) or event.key() in _TRAVEL:
                event.accept()
                return True
        return super().event(event)

    def _parts(self) -> list[QItemSelectionRange]:
        chosen = self.selectionModel().selection()
        return [chosen.at(number) for number in range(chosen.count())]

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        control = Qt.KeyboardModifier.ControlModifier
        shift = Qt.KeyboardModifier.ShiftModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            return lambda: self.copy_wanted.emit(False)
        if event.key() == Qt.Key.Key_C and event.modifiers() == control | shift:
            return lambda: self.copy_wanted.emit(True)
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste_wanted.emit
        if event.key() == Qt.Key.Key_D and event.modifiers() == control:
            return self.fill_wanted.emit
        if event.key() == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier(0):
            return self.clear_wanted.emit
        if event.key() == Qt.Key.Key_Insert and event.modifiers() == Qt.KeyboardModifier(0):
            return self.add_wanted.emit
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == control:
            return lambda: self.chosen.emit(self.currentIndex().row())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._step_down
        return None

    def _step_down(self) -> None:
        index: QModelIndex = self.currentIndex()
        if index.isValid():
            self.go_on(index.row(), index.column(), Qt.Key.Key_Return)
