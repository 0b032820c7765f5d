"""The inputs of a form: a line, a choice, a day. Each knows what it held and can bring it back."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from PySide6.QtCore import QEvent, QSignalBlocker
from PySide6.QtGui import QIcon, QInputMethodEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.cards import Field
from gridmap.ui.fields.spec import Pairs
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.date_field import DateField


class LineInput(QLineEdit):
    """A line of text or figures.

    Undo means its own typing only while there is some; else it means the project.
    """

    def __init__(self) -> None:
        super().__init__()
        self._held = ""
        self._is_composing = False

    @property
    def is_busy(self) -> bool:
        """Whether somebody is typing here, an input method's letters included."""
        return self._is_composing or (self.hasFocus() and self.isModified())

    def show_text(self, text: str, *, is_mixed: bool = False) -> None:
        """Show what the field holds."""
        self._held = text
        self.setText(text)
        self.setCursorPosition(0)
        self.setModified(False)
        self.setPlaceholderText(tr("several values") if is_mixed else "")

    def typed(self) -> str:
        """Return what is typed."""
        return self.text()

    def restore(self) -> bool:
        """Bring back what the field held; False where nothing else was typed."""
        if self.text() == self._held:
            return False
        self.setText(self._held)
        self.setModified(False)
        return True

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window while nothing is being typed here."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            is_undo = event.matches(QKeySequence.StandardKey.Undo)
            is_redo = event.matches(QKeySequence.StandardKey.Redo)
            if (is_undo or is_redo) and not self.isModified():
                event.ignore()
                return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether letters wait to become characters."""
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)


class ChoiceInput(QComboBox):
    """A choice that the wheel leaves alone while one scrolls past it."""

    def __init__(self, field: Field, theme: Theme) -> None:
        super().__init__()
        self._held = ""
        self._choices: Pairs = ()
        self._theme, self._prefix = theme, field.symbol_prefix
        self.offer(field.choices)
        self.setPlaceholderText(tr("several values"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    @property
    def is_busy(self) -> bool:
        """Whether somebody is choosing."""
        return self.view().isVisible()

    def offer(self, choices: Pairs) -> None:
        """Offer these pairs of value and words; what is chosen stays chosen where it can."""
        if choices == self._choices:
            return
        self._choices = choices
        theme, prefix = self._theme, self._prefix
        paper = "#FFFFFF" if theme.is_dark and prefix else ""
        with QSignalBlocker(self):
            self.clear()
            for value, words in choices:
                if prefix:
                    sign = icons.map_symbol(prefix + value, theme.px(16), paper=paper)
                    self.addItem(QIcon(sign), words, value)
                else:
                    self.addItem(words, value)
            self.setCurrentIndex(self.findData(self._held))

    def show_text(self, text: str, *, is_mixed: bool = False) -> None:
        """Show the choice that holds."""
        self._held = text
        with QSignalBlocker(self):
            self.setCurrentIndex(-1 if is_mixed else self.findData(text))

    def typed(self) -> str:
        """Return the value chosen, empty where nothing is."""
        return str(self.currentData() or "")

    def restore(self) -> bool:
        """Bring back the choice that holds; False where it stands already."""
        index = self.findData(self._held)
        if index == self.currentIndex():
            return False
        with QSignalBlocker(self):
            self.setCurrentIndex(index)
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the panel scroll."""
        event.ignore()


class DayInput(DateField):
    """A day in a form."""

    @property
    def is_busy(self) -> bool:
        """Whether somebody is typing here."""
        return self.line.hasFocus() and self.line.isModified()

    def show_text(self, text: str, *, is_mixed: bool = False) -> None:
        """Show the day that holds, written as 2026-03-15."""
        self.set_day(date.fromisoformat(text) if text else None)
        self.line.setPlaceholderText(tr("several values") if is_mixed else tr("For example 3.15"))

    def typed(self) -> str:
        """Return what is typed."""
        return self.line.text()


Input: TypeAlias = LineInput | ChoiceInput | DayInput
