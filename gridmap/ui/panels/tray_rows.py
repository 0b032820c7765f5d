"""The tray's lines: a model that holds any number of them, and how one is drawn."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import Final, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.model.features import FeatureId
from gridmap.ui.digest import TrayRow
from gridmap.ui.drops import HOUSEHOLDS, dragged_households
from gridmap.ui.kinds import door_words
from gridmap.ui.theme import Theme

ROW_ROLE = Qt.ItemDataRole.UserRole
WHERE_ROLE = Qt.ItemDataRole.UserRole + 1

CARD_PX: Final = 38

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class TrayRows(QAbstractListModel):
    """The rows that are shown, in their order.

    `_places` are the rows' numbers when they were shown, `_dropped` those that have gone since.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[TrayRow] = []
        self._places: dict[FeatureId, int] = {}
        self._dropped: list[int] = []
        self._names_villages = False

    def show_rows(self, rows: Sequence[TrayRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._places = {row.household: number for number, row in enumerate(self._rows)}
        self._dropped = []
        self._names_villages = len({row.village for row in self._rows}) > 1
        self.endResetModel()

    def drop(self, household: FeatureId) -> None:
        """Take one row away."""
        index = self.index_of(household)
        if index.isValid():
            self.beginRemoveRows(QModelIndex(), index.row(), index.row())
            del self._rows[index.row()]
            insort(self._dropped, self._places.pop(household))
            self.endRemoveRows()

    def index_of(self, household: FeatureId) -> QModelIndex:
        """Return the index of a household's row, invalid where it has none."""
        number = self._places.get(household)
        if number is None:
            return QModelIndex()
        return self.index(number - bisect_left(self._dropped, number))

    def row(self, index: _Index) -> TrayRow:
        """Return the row at an index."""
        return self._rows[index.row()]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let rows be dragged onto the map."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Say what the rows are dragged as."""
        return [HOUSEHOLDS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the households of some rows, in the rows' order."""
        rows = sorted({index.row() for index in indexes})
        return dragged_households(self._rows[row].household for row in rows)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row in words, or the row itself."""
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line_of(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(
                "{village} · drag onto the map, or click and click there", village=row.village
            )
        if role == WHERE_ROLE:
            return f"{row.village} {row.group}" if self._names_villages else row.group
        return row if role == ROW_ROLE else None


class TrayDelegate(QStyledItemDelegate):
    """Draws a row as a card: a house, door and head, the group at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a card."""
        return QSize(self._theme.px(160), self._theme.px(CARD_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the card."""
        theme, row = self._theme, index.data(ROW_ROLE)
        is_armed = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hot = bool(option.state & QStyle.StateFlag.State_MouseOver)
        card = option.rect.adjusted(1, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.accent if is_armed else theme.field_line))
        back = theme.selected if is_armed else theme.hover if is_hot else theme.field
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(card, 6, 6)
        inside = card.adjusted(theme.px(10), 0, -theme.px(10), 0)
        self._draw_texts(painter, inside, (row, index.data(WHERE_ROLE)), option.font)
        painter.restore()

    def _draw_texts(
        self, painter: QPainter, inside: QRect, texts: tuple[TrayRow, str], font: QFont
    ) -> None:
        """Draw door and head at the left, where they belong at the right, as far as it fits."""
        theme, (row, where) = self._theme, texts
        side = theme.px(10)
        house = QRect(inside.left(), inside.center().y() - side // 2 + 2, side, side)
        painter.fillRect(house, QColor(theme.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        bold = QFont(font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        left = inside.adjusted(side + theme.px(10), 0, 0, 0)
        door = door_words(row.door) or tr("No door number")
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | middle, door)
        door_px = painter.fontMetrics().horizontalAdvance(door) + theme.px(8)
        painter.setFont(font)
        head = left.adjusted(door_px, 0, 0, 0)
        metrics = painter.fontMetrics()
        name = metrics.elidedText(row.head, Qt.TextElideMode.ElideRight, max(0, head.width()))
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | middle, name)
        rest = head.adjusted(metrics.horizontalAdvance(name) + theme.px(8), 0, 0, 0)
        words = metrics.elidedText(where, Qt.TextElideMode.ElideLeft, max(0, rest.width()))
        painter.setPen(QColor(theme.text2))
        painter.drawText(rest, Qt.AlignmentFlag.AlignRight | middle, words)


def tray_view(rows: TrayRows, theme: Theme) -> QTableView:
    """Return a view of the cards, from which they can be dragged onto the map."""
    view = QTableView()
    view.setObjectName("tray")
    view.setModel(rows)
    view.horizontalHeader().hide()
    view.horizontalHeader().setStretchLastSection(True)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(theme.px(CARD_PX))
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setDragEnabled(True)
    view.setDragDropMode(QTableView.DragDropMode.DragOnly)
    view.setItemDelegate(TrayDelegate(theme, view))
    view.setMouseTracking(True)
    view.setAccessibleName(tr("Households not on the map"))
    return view


def line_of(row: TrayRow) -> str:
    """Return a row in one line: door, head and group."""
    door = door_words(row.door) or tr("No door number")
    return "   ".join(part for part in (door, row.head, row.group) if part)
