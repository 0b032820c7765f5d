"""A list to choose from by typing: a part of the name, its pinyin or the initials."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QSignalBlocker, QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QLineEdit

from gridmap.i18n import tr
from gridmap.model.surnames import sounds

_MOST_SEEN: Final = 10


class SearchBox(QComboBox):
    """An editable list; what is typed only chooses, it never becomes an entry of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self._rows: list[int] = []
        self._words = QStringListModel(self)
        # The entries are found here, by sound as well; the completer only shows them.
        self.finder = QCompleter(self._words, self)
        self.finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.finder.setMaxVisibleItems(_MOST_SEEN)
        activated: Any = self.finder.activated  # the stubs do not know that it has two forms
        activated[QModelIndex].connect(lambda index: self._take(index.row()))
        line = self.line
        line.setCompleter(self.finder)
        line.setPlaceholderText(tr("Name or initials"))
        line.textEdited.connect(self._look)
        line.returnPressed.connect(lambda: self._settle(is_sure=True))
        line.editingFinished.connect(self._settle)
        self.currentIndexChanged.connect(lambda _row: self._show_beginning())

    @property
    def line(self) -> QLineEdit:
        """The field to type into."""
        line = self.lineEdit()
        assert line is not None
        return line

    @property
    def _found(self) -> QAbstractItemView:
        """The list under the field of what was found."""
        popup = self.finder.popup()
        assert popup is not None
        return popup

    def list_anew(self, items: Iterable[tuple[str, object]]) -> None:
        """Offer other entries without a word to anybody; what was chosen stays where it is there.

        Else the first is chosen. Words that are being typed stay, and find among the new entries.
        """
        chosen = self.currentData()
        typed = self.line.text() if self._found.isVisible() else ""
        with QSignalBlocker(self):
            self.clear()
            for words, value in items:
                self.addItem(words, value)
            self.setCurrentIndex(max(self.findData(chosen), 0) if self.count() else -1)
        if typed:
            self.setEditText(typed)
            self._look(typed)
        self._show_beginning()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the panel scroll."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the words, so that typing replaces them."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.line.selectAll()

    def _show_beginning(self) -> None:
        """Show long words from their first letter, not their last."""
        if not self.line.hasFocus():
            self.line.setCursorPosition(0)

    def _look(self, text: str) -> None:
        """Show the entries that what is typed finds."""
        self._rows = [at for at in range(self.count()) if is_found(text, self.itemText(at))]
        self._words.setStringList([self.itemText(at) for at in self._rows])
        if self._rows:
            self.finder.complete()
        else:
            self._found.hide()

    def _take(self, place: int) -> None:
        """Choose one of the entries that were found."""
        if place < len(self._rows):
            self.setCurrentIndex(self._rows[place])

    def _settle(self, *, is_sure: bool = False) -> None:
        """Take what was typed as the first entry that it finds; else stay at the one chosen.

        An entry of which it is a whole word comes before those of which it is a part. Who does not
        press Enter (`is_sure`) but goes on has chosen nothing as long as there are several.
        """
        text = self.currentText().strip()
        if text == self.itemText(self.currentIndex()):
            return
        if text:
            found = [at for at in range(self.count()) if is_found(text, self.itemText(at))]
            whole = [at for at in found if text in self.itemText(at).split()]
            best = whole or found
            if len(best) == 1 or (best and is_sure):
                self.setCurrentIndex(best[0])
        self.setEditText(self.itemText(self.currentIndex()))


def is_found(wanted: str, words: str) -> bool:
    """Whether what a person types finds some words: as they stand, by pinyin or by initials."""
    text = wanted.strip().casefold()
    if text in words.casefold():
        return True
    return any(text in sound.casefold() for word in words.split() for sound in sounds(word))
