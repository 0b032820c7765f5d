"""The find box: results as one types, below the line; Enter goes there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.ui.find_index import FindIndex, Finding
from gridmap.ui.header import key_cap
from gridmap.ui.kinds import kind_name
from gridmap.ui.panels.township_tree import filter_line
from gridmap.ui.theme import Theme

_ROWS_SHOWN = 9
_FRAME_PX = 22
"""Borders and margins above and below the rows."""


class FindBox(QWidget):
    """A line with a list that drops from it. `chosen` fires with the id of what a person picks."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._index = FindIndex()
        self.line = filter_line(tr("Person, door, place"), theme)
        self.line.setToolTip(tr("Find a name, its initials, a door, a place, a grid. Ctrl+K"))
        # Modes and menus go first where text is large and the screen small.
        self.line.setMinimumWidth(theme.px(112))
        self.setMaximumWidth(theme.px(268))
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        self._cap = key_cap("Ctrl K")
        self._cap.setParent(self.line)
        self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._cap.adjustSize()
        self.line.textChanged.connect(lambda _text: self._place_cap())
        self._results = QFrame()
        self.list = QListWidget()

    def attach(self, window: QWidget) -> None:
        """Let the results drop over this window."""
        self._results.setParent(window)
        self._results.setObjectName("findResults")
        column = QVBoxLayout(self._results)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.list)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("What was found"))
        self.list.itemClicked.connect(self._choose)
        self._results.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key at the right end of the line, where there is room for it."""
        super().resizeEvent(event)
        self._place_cap()

    def _place_cap(self) -> None:
        side = self._theme.px(8)
        words = self.line.fontMetrics().horizontalAdvance(self.line.placeholderText())
        free = self.line.width() - words - self._theme.px(44)
        self._cap.setVisible(not self.line.text() and free > self._cap.width())
        self._cap.move(self.line.width() - self._cap.width() - side, self._theme.px(6))

    def use_index(self, index: FindIndex) -> None:
        """Search these keys from now on."""
        self._index = index
        if self.line.hasFocus():
            self._search(self.line.text())

    @property
    def is_ready(self) -> bool:
        """Whether there is anything to find yet."""
        return len(self._index) > 0

    def begin(self) -> None:
        """Take the focus, with the text marked."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list with the arrows, go with Enter, leave with Escape."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(Qt.Key(event.key()))
        if event.type() is QEvent.Type.FocusOut:
            self._results.hide()
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            last = self.list.count() - 1
            self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + step)))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.list.currentItem()
            if item is not None:
                self._choose(item)
            return True
        if key == Qt.Key.Key_Escape:
            self.line.clear()
            self.line.clearFocus()
            return True
        return False

    def _search(self, text: str) -> None:
        self.list.clear()
        found = self._index.search(text)
        for finding in found:
            item = QListWidgetItem(_line(finding))
            item.setData(Qt.ItemDataRole.UserRole, finding)
            self.list.addItem(item)
        if text.strip() and not found:
            nothing = QListWidgetItem(tr("Nothing is called “{text}”.", text=text.strip()))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        elif found:
            self.list.setCurrentRow(0)
        self._place(bool(text.strip()))

    def _place(self, is_shown: bool) -> None:
        window = self._results.parentWidget()
        if window is None:
            return
        rows = min(self.list.count(), _ROWS_SHOWN)
        width = max(self.line.width(), self._theme.px(360))
        corner = self.line.mapTo(window, QPoint(self.line.width(), self.line.height() + 4))
        row_px = max(self.list.sizeHintForRow(0), self._theme.px(31))
        height = rows * row_px + self._theme.px(_FRAME_PX)
        self._results.setGeometry(corner.x() - width, corner.y(), width, height)
        self._results.setVisible(is_shown)
        self._results.raise_()

    def _choose(self, item: QListWidgetItem) -> None:
        finding = item.data(Qt.ItemDataRole.UserRole)
        if finding is None:
            return
        self._results.hide()
        self.line.clear()
        self.line.clearFocus()
        self.chosen.emit(finding.feature)


def _line(finding: Finding) -> str:
    parts = [finding.title, finding.where, kind_name(finding.kind)]
    return "   ".join(part for part in parts if part)
