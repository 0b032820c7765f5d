"""The list of grids with who looks after each; a post that nobody fills is 未落实, in bold red."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.model.features import FeatureId
from gridmap.ui.bottom_panel import BottomPage
from gridmap.ui.digest import Digest
from gridmap.ui.grid_rows import GridRow
from gridmap.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_HOUSEHOLDS: Final = 3
_POSTS: Final = (4, 5, 6)
_SORT: Final = Qt.ItemDataRole.UserRole
_ROWS_MEASURED: Final = 40
"""Columns are made as wide as so many rows need: measuring a county's takes half a second."""


class GridsModel(QAbstractTableModel):
    """Grid rows as a table: village, grid, code, households, leader, head, auxiliary, phone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[GridRow, ...] = ()
        self._titles = (
            tr("Village"),
            tr("Grid"),
            tr("Code"),
            tr("Households"),
            tr("Leader"),
            tr("Grid head"),
            tr("Auxiliary"),
            tr("Phone"),
        )

    def show_rows(self, rows: tuple[GridRow, ...]) -> None:
        """Show these grids; where they are the same ones, only the rows that differ are told."""
        if [row.grid for row in rows] == [row.grid for row in self._rows]:
            before, self._rows = self._rows, rows
            for number, row in enumerate(rows):
                if row is not before[number] and row != before[number]:
                    last = self.index(number, self.columnCount() - 1)
                    self.dataChanged.emit(self.index(number, 0), last)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, number: int) -> GridRow:
        """Return the grid of a row."""
        return self._rows[number]

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many grids there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return how many columns there are."""
        return len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == _HOUSEHOLDS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text, the key for sorting, the colour or the font of a cell."""
        row, column = self._rows[index.row()], index.column()
        text = _cells(row)[column]
        is_empty_post = column in _POSTS and not text
        if role == Qt.ItemDataRole.DisplayRole:
            return tr("Nobody") if is_empty_post else text
        if role == _SORT:
            return row.households if column == _HOUSEHOLDS else text
        if role == Qt.ItemDataRole.ForegroundRole and is_empty_post:
            return QColor(self._theme.red)
        if role == Qt.ItemDataRole.FontRole and is_empty_post:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole and column == _HOUSEHOLDS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class GridsTable(BottomPage):
    """The table: sort by a click on a title; `chosen` fires with the grid that a person picks."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._is_fitted = False
        self._model = GridsModel(theme)
        self._proxy = _Rows(self)
        self._proxy.setSourceModel(self._model)
        self.view = QTableView()
        self.view.setModel(self._proxy)
        self.view.setAccessibleName(tr("Grids and officers"))
        self.view.setSortingEnabled(True)
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(theme.px(31))
        header = self.view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.addWidget(self.view)

    @property
    def count(self) -> int:
        """How many grids there are."""
        return self._model.rowCount()

    def show_digest(self, digest: Digest) -> None:
        """Show the grids."""
        self._model.show_rows(digest.grids)
        if not self._is_fitted:
            self._is_fitted = True
            self._fit_columns()

    def filter(self, text: str) -> None:
        """Show only rows that hold a text in any column."""
        self._proxy.setFilterFixedString(text)

    def mark(self, ids: frozenset[FeatureId]) -> None:
        """Mark the row of a selected grid, without choosing it again."""
        self.view.clearSelection()
        for number in range(self._model.rowCount()):
            if self._model.row_at(number).grid in ids:
                index = self._proxy.mapFromSource(self._model.index(number, 0))
                self.view.selectRow(index.row())

    def _fit_columns(self) -> None:
        self.view.horizontalHeader().setResizeContentsPrecision(_ROWS_MEASURED)
        self.view.resizeColumnsToContents()
        most = self._theme.px(260)
        for column in range(self._model.columnCount()):
            width = self.view.columnWidth(column) + self._theme.px(14)
            self.view.setColumnWidth(column, min(width, most))

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.row_at(self._proxy.mapToSource(index).row())
        self.chosen.emit(row.grid)


class _Rows(QSortFilterProxyModel):
    """Filters over all columns and sorts numbers as numbers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFilterKeyColumn(-1)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setSortRole(_SORT)


def _cells(row: GridRow) -> tuple[str, ...]:
    return (
        row.village,
        row.name,
        row.code,
        str(row.households),
        row.leader,
        row.head,
        row.auxiliary,
        row.phone,
    )
