"""Editing a cell: a line, a choice or a day; what cannot be is said below the cell at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gridmap.errors import GridMapError
from gridmap.ui.tables.model import Index, TableModel
from gridmap.ui.theme import Theme

if TYPE_CHECKING:
    from gridmap.ui.tables.view import TableView

Saves = Callable[[int, int, str], None]
"""Row, column and text (of a choice the value). Raises: GridMapError."""

_BUBBLE_MARGIN_PX = 14


class CellDelegate(QStyledItemDelegate):
    """Editors of a table's cells. `save` carries an edit out or raises what is wrong with it."""

    def __init__(self, view: TableView, model: TableModel, theme: Theme, save: Saves) -> None:
        super().__init__(view)
        self._view, self._model, self._save = view, model, save
        self._theme = theme
        self.bubble = QLabel(view.viewport())
        self.bubble.setObjectName("cellError")
        self.bubble.setWordWrap(True)
        self.bubble.hide()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Tint the row of what is selected on the map; frame the cell that has the cursor."""
        theme = self._theme
        if self._model.is_marked(index.row()):
            painter.fillRect(option.rect, QColor(theme.selected))
        super().paint(painter, option, index)
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.save()
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
            painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a choice for a field with choices, a line for anything else."""
        field = self._model.fields[index.column()]
        feature = self._model.feature_at(index.row())
        digest = self._model.digest
        editor: QWidget
        if (
            feature is not None
            and digest is not None
            and field.kind == "choice"
            and field.choices is not None
        ):
            box = QComboBox(parent)
            for value, words in field.choices(digest, [feature]):
                box.addItem(words, value)
            box.activated.connect(lambda _index: self._commit(box, Qt.Key.Key_unknown))
            QTimer.singleShot(0, box, box.showPopup)
            editor = box
        else:
            line = QLineEdit(parent)
            line.textEdited.connect(lambda _text: self.bubble.hide())
            editor = line
        editor.setObjectName("cellEditor")
        editor.setAccessibleName(field.label)
        editor.setProperty("cell", (index.row(), index.column()))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what the cell holds."""
        value = self._model.value(index.row(), index.column())
        if isinstance(editor, QComboBox):
            with QSignalBlocker(editor):
                editor.setCurrentIndex(editor.findData(value))
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Carry the edit out where the cell is left; what cannot be is said below it."""
        try:
            self._save(index.row(), index.column(), _typed(editor))
        except GridMapError as error:
            self._say(index, error)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Let the editor go."""
        if not editor.property("wrong"):
            self.bubble.hide()
        super().destroyEditor(editor, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter and Tab leave a cell only where what is typed can be; Escape brings back."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key == Qt.Key.Key_Escape:
                self.bubble.hide()
            enters = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if key in enters + tabs and isinstance(editor, QWidget):
                self._commit(editor, key)
                return True
        return super().eventFilter(editor, event)

    def _commit(self, editor: QWidget, key: Qt.Key) -> None:
        """Carry an edit out; the cursor goes down after Enter, aside after Tab."""
        row, column = editor.property("cell")
        try:
            self._save(row, column, _typed(editor))
        except GridMapError as error:
            editor.setProperty("wrong", True)
            editor.style().unpolish(editor)
            editor.style().polish(editor)
            self._say(self._model.index(row, column), error)
            return
        self.bubble.hide()
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._view.go_on(row, column, key)

    def _say(self, index: Index, error: GridMapError) -> None:
        """Say below a cell what is wrong, above it where there is no room."""
        self.bubble.setText(str(error))
        room = self._view.viewport().rect()
        margin = 2 * self._theme.px(_BUBBLE_MARGIN_PX)
        wanted = self.bubble.fontMetrics().horizontalAdvance(str(error)) + margin
        width = min(wanted, room.width() - margin)
        self.bubble.setFixedSize(width, self.bubble.heightForWidth(width))
        place = self._view.visualRect(self._model.index(index.row(), index.column()))
        at = place.bottomLeft() + QPoint(0, 2)
        if at.y() + self.bubble.height() > room.bottom():
            at = place.topLeft() - QPoint(0, self.bubble.height() + 2)
        at.setY(max(0, at.y()))
        at.setX(max(0, min(at.x(), room.right() - self.bubble.width())))
        self.bubble.move(at)
        self.bubble.show()
        self.bubble.raise_()


def _typed(editor: QWidget) -> str:
    if isinstance(editor, QComboBox):
        return str(editor.currentData() or "")
    return editor.text() if isinstance(editor, QLineEdit) else ""
