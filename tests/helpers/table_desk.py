"""The window on the tiny project with a table open, and hands for it."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gridmap.model.features import FeatureId, Household
from gridmap.ui.main_window import MainWindow
from gridmap.ui.tables.deck import TablesDeck
from gridmap.ui.tables.table import KindTable
from tests.helpers.window import (
    WAIT_MS,
    settle,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """The window on the tiny project with a table open, and hands for it."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        assert window.view is not None
        assert window.session is not None
        self.workspace = window.view.workspace
        self.session = window.session

    def open(self, name: str) -> KindTable:
        """Open a table and put the cursor into its first cell."""
        self.workspace.show_table(name)
        self.qtbot.waitUntil(lambda: self.table.model.rowCount() > 0, timeout=WAIT_MS)
        self.table.view.setFocus()
        return self.table

    @property
    def table(self) -> KindTable:
        """The table in front."""
        deck = self.workspace.bottom.table("tables")
        assert isinstance(deck, TablesDeck)
        return deck.table

    def column(self, name: str) -> int:
        """Return the number of a column."""
        return [field.name for field in self.table.spec.fields].index(name)

    def go_to(self, feature: str, column: str) -> None:
        """Click a cell."""
        row = self.table.model.row_of(FeatureId(feature))
        assert row is not None
        index = self.table.model.index(row, self.column(column))
        self.table.view.scrollTo(index)
        place = self.table.view.visualRect(index).center()
        self.qtbot.mouseClick(self.table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def select_down(self, count: int) -> None:
        """Make the selected block longer with Shift and Down."""
        for _ in range(count):
            self.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    def type_into(self, feature: str, column: str, text: str) -> QLineEdit:
        """Click a cell and type over it; the editor is still open."""
        self.go_to(feature, column)
        self.key(Qt.Key.Key_F2)
        editor = self.table.view.findChild(QLineEdit, "cellEditor")
        assert editor is not None
        editor.selectAll()
        write(editor, text)
        return editor

    def key(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key in the table."""
        self.qtbot.keyClick(self.table.view, key, modifiers)

    def household(self, name: str) -> Household:
        """Return a household as it is now."""
        return self.session.document.get(FeatureId(name), Household)

    def texts(self, column: str) -> list[str]:
        """Return a column as people read it, from the top down."""
        number = self.column(column)
        return [self.table.model.text(row, number) for row in range(self.table.model.rowCount())]

    def settle(self) -> None:
        """Wait for what the window works out."""
        settle(self.qtbot, self.window)


def write(editor: QLineEdit, text: str) -> None:
    """Write as an input method does: letters that wait, then the characters."""
    QApplication.sendEvent(editor, QInputMethodEvent("pin'yin", []))
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


def put_on_clipboard(text: str) -> None:
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
