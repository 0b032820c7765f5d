"""ChoiceButton: many choices behind one button that opens a list of symbols and words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QElapsedTimer, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QPushButton, QWidget

from gridmap.i18n import tr
from gridmap.model.surnames import sounds
from gridmap.ui import icons
from gridmap.ui.theme import Theme
from gridmap.ui.tools.tool import Choice

SYMBOL_PX: Final = 18
_TAKING: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_OPENING: Final = _TAKING | {Qt.Key.Key_Down}
_GAP_PX: Final = 4
_KEY: Final = Qt.ItemDataRole.UserRole


class ChoiceList(QListWidget):
    """A list that opens over the window; arrows, first letters and Enter work in it.

    `taken` carries the key of the choice that was clicked or entered. The list closes then, with
    Escape, and with a click elsewhere.
    """

    taken = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setObjectName("choiceList")
        self.setAccessibleName(tr("Choose from the list…"))
        self.setIconSize(QSize(theme.px(SYMBOL_PX), theme.px(SYMBOL_PX)))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._theme = theme
        self._typed = ""
        self._since_typed = QElapsedTimer()
        self.itemClicked.connect(self._take)

    def fill(self, choices: tuple[Choice, ...], chosen: str) -> None:
        """Show these choices and stand on the one in use."""
        self.clear()
        for choice in choices:
            item = QListWidgetItem(symbol_icon(choice, self._theme), choice.words)
            item.setData(_KEY, choice.key)
            self.addItem(item)
            if choice.key == chosen:
                self.setCurrentItem(item)

    def open_at(self, button: QWidget) -> None:
        """Open above a button, or below it, where the screen has more room."""
        frame = 2 * self._theme.px(_GAP_PX) + 2 * self.frameWidth()
        bar_px = self.verticalScrollBar().sizeHint().width()
        width = max(self.sizeHintForColumn(0) + bar_px + frame, button.width())
        wanted = self.sizeHintForRow(0) * self.count() + frame
        screen = button.screen().availableGeometry()
        head = button.mapToGlobal(QPoint(0, 0))
        foot = head.y() + button.height()
        above, below = head.y() - screen.top(), screen.bottom() - foot
        height = min(wanted, max(above, below))
        self.resize(width, height)
        left = max(min(head.x(), screen.right() - width), screen.left())
        self.move(left, head.y() - height if above >= below else foot)
        self._since_typed.invalidate()
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        self.scrollToItem(self.currentItem())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the line with Enter or the space bar, leave with Escape, else move in the list."""
        item = self.currentItem()
        if event.key() in _TAKING and item is not None:
            self._take(item)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to the next line that begins with the letters typed in one go: words or pinyin."""
        pause_ms = QApplication.keyboardInputInterval()
        goes_on = self._since_typed.isValid() and self._since_typed.elapsed() < pause_ms
        self._typed = (self._typed if goes_on else "") + search.casefold()
        start = self.currentRow() + (len(self._typed) == 1)
        for row in (*range(start, self.count()), *range(start)):
            words = self.item(row).text().casefold()
            if any(sound.startswith(self._typed) for sound in sounds(words)):
                self.setCurrentRow(row)
                break
        # What the search itself takes, the first one most, is not the typist's pause.
        self._since_typed.start()

    def _take(self, item: QListWidgetItem) -> None:
        self.close()
        self.taken.emit(item.data(_KEY))


class ChoiceButton(QPushButton):
    """Shows the choice in use and opens the list of all; `taken` carries the key of another."""

    taken = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setObjectName("choiceButton")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(theme.px(SYMBOL_PX), theme.px(SYMBOL_PX)))
        self.setToolTip(tr("All there is to choose (Alt+Down)"))
        self.list = ChoiceList(self, theme)
        self._theme = theme
        self.list.taken.connect(self.taken)
        self.clicked.connect(self.open_list)

    def fill(self, choices: tuple[Choice, ...], chosen: str, ask: str) -> None:
        """Offer these choices; `chosen` is the key of the one in use, with none `ask` is shown."""
        self.list.fill(choices, chosen)
        used = next((choice for choice in choices if choice.key == chosen), None)
        words = used.words if used is not None else ask or tr("Choose from the list…")
        self.setText(f"{words}  ▾")
        self.setAccessibleName(words)
        self.setIcon(symbol_icon(used, self._theme) if used is not None else QIcon())

    def open_list(self) -> None:
        """Open the list of all choices."""
        self.list.open_at(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Down, Enter or the space bar."""
        if event.key() in _OPENING:
            self.open_list()
        else:
            super().keyPressEvent(event)


def symbol_icon(choice: Choice, theme: Theme) -> QIcon:
    """Return the symbol of a choice as an icon, an empty one where it has none."""
    if not choice.symbol:
        return QIcon()
    return QIcon(icons.map_symbol(choice.symbol, theme.px(SYMBOL_PX)))
