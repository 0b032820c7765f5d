"""A form: labels and fields of a card.

An edit is committed when the field is left; errors stand below it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.cards import Card, Field
from gridmap.ui.theme import Theme

LONG_TEXT: Final = 23
"""A fixed text wider than this gets as many lines as it needs; Chinese characters count double."""

_FIRST_WIDE: Final = "\u2e80"


class Form(QWidget):
    """The fields of one card. `edited(name, text)` fires when a person has changed one of them."""

    edited = Signal(str, str)

    def __init__(self, card: Card, theme: Theme, *, is_read_only: bool) -> None:
        super().__init__()
        self._theme = theme
        self._values = {field.name: field.value for field in card.fields if field.name}
        self._errors: dict[str, QLabel] = {}
        self._inputs: dict[str, QLineEdit | QComboBox] = {}
        self._shown: dict[str, QWidget] = {}
        self._shape = _shape(card)
        self._is_read_only = is_read_only or card.save is None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, theme.px(78))
        grid.setColumnStretch(1, 1)
        for number, field in enumerate(card.fields):
            self._add(grid, number * 2, field)

    def show_error(self, name: str, text: str) -> None:
        """Say below a field what is wrong with it; empty text: nothing is."""
        label, field = self._errors[name], self._inputs[name]
        label.setText(text)
        label.setVisible(bool(text))
        field.setProperty("wrong", bool(text))
        field.style().unpolish(field)
        field.style().polish(field)

    def accept(self, name: str, text: str) -> None:
        """Take what was typed into a field as what it holds."""
        self._values[name] = text.strip()
        field = self._inputs[name]
        if isinstance(field, QLineEdit):
            field.setModified(False)

    def error_text(self, name: str) -> str:
        """Return what is said below a field, empty where nothing is wrong."""
        return self._errors[name].text()

    def refresh(self, card: Card) -> bool:
        """Show another state of the same feature without losing what is being typed.

        Return False where the fields are others, so that the form must be made anew.
        """
        if _shape(card) != self._shape:
            return False
        for field in card.fields:
            widget = self._shown[field.label]
            if isinstance(widget, QLineEdit) and not _is_being_typed(widget):
                widget.setText(dict(field.choices).get(field.value, field.value))
                widget.setCursorPosition(0)
                widget.setModified(False)
            elif isinstance(widget, QLabel) and field.value:
                widget.setText(field.value)
            elif isinstance(widget, QComboBox):
                with QSignalBlocker(widget):
                    widget.setCurrentIndex(widget.findData(field.value))
        self._values = {field.name: field.value for field in card.fields if field.name}
        return True

    def field(self, name: str) -> QLineEdit | QComboBox:
        """Return the widget of an editable field."""
        return self._inputs[name]

    def begin_editing(self) -> None:
        """Put the cursor into the first field."""
        first = next(iter(self._inputs.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def value(self, name: str) -> str:
        """Return what a field held when the card was shown."""
        return self._values[name]

    def _add(self, grid: QGridLayout, row: int, field: Field) -> None:
        label = QLabel(field.label)
        label.setObjectName("fieldLabel")
        label.setToolTip(field.hint)
        widget = self._widget(field)
        widget.setAccessibleName(field.label)
        if field.hint:
            widget.setToolTip(field.hint)
        label.setBuddy(widget)
        self._shown[field.label] = widget
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        label.setContentsMargins(0, 5, 0, 0)
        grid.addWidget(widget, row, 1)
        if field.name:
            error = QLabel()
            error.setObjectName("fieldError")
            error.setWordWrap(True)
            error.hide()
            grid.addWidget(error, row + 1, 1)
            self._errors[field.name] = error

    def _widget(self, field: Field) -> QWidget:
        if field.kind == "post" and not field.value:
            empty = QLabel(tr("Nobody"))
            empty.setObjectName("urgent")
            empty.setContentsMargins(10, 5, 0, 5)
            return empty
        if field.kind == "choice" and not self._is_read_only:
            return self._choice(field)
        text = dict(field.choices).get(field.value, field.value)
        return _paragraph(text) if _is_long(field) else self._line(field, text)

    def _line(self, field: Field, text: str) -> QLineEdit:
        line = _Line(text)
        line.setCursorPosition(0)
        is_fixed = field.kind not in {"text", "number"} or self._is_read_only
        line.setReadOnly(is_fixed)
        if is_fixed and field.name:
            line.setToolTip(tr("The project is open for reading only."))
        if is_fixed:
            line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if field.name:
            self._inputs[field.name] = line
            line.editingFinished.connect(lambda: self._commit(field.name, line.text()))
            line.textEdited.connect(lambda _text: self.show_error(field.name, ""))
        return line

    def _choice(self, field: Field) -> QComboBox:
        box = _Choice()
        paper = "#FFFFFF" if self._theme.is_dark and field.symbol_prefix else ""
        for value, words in field.choices:
            if field.symbol_prefix:
                sign = icons.map_symbol(
                    field.symbol_prefix + value, self._theme.px(16), paper=paper
                )
                box.addItem(QIcon(sign), words, value)
            else:
                box.addItem(words, value)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        with QSignalBlocker(box):
            box.setCurrentIndex(box.findData(field.value))
        box.activated.connect(lambda _index: self._commit(field.name, str(box.currentData())))
        self._inputs[field.name] = box
        return box

    def _commit(self, name: str, text: str) -> None:
        if not self._is_read_only and text.strip() != self._values[name]:
            self.edited.emit(name, text)


class _Line(QLineEdit):
    """A line that Escape brings back to what it held.

    Undo means its own typing only while there is some; else it means the project.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._first = text

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window while nothing is being typed here."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            is_undo = event.matches(QKeySequence.StandardKey.Undo)
            is_redo = event.matches(QKeySequence.StandardKey.Redo)
            if (is_undo or is_redo) and not self.isModified():
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Escape; leave the rest to the line."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._first:
            self.setText(self._first)
            self.textEdited.emit(self._first)
            return
        super().keyPressEvent(event)


class _Choice(QComboBox):
    """A choice that the wheel leaves alone while one scrolls past it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the panel scroll."""
        event.ignore()


def _shape(card: Card) -> tuple[object, ...]:
    """Return what two cards must share to use one form: feature, labels, kinds, ways to show."""
    empty = tuple(field.kind == "post" and not field.value for field in card.fields)
    long = tuple(_is_long(field) for field in card.fields)
    return (card.feature, empty, long, *((field.label, field.kind) for field in card.fields))


def _is_being_typed(line: QLineEdit) -> bool:
    return line.hasFocus() and line.isModified()


def _is_long(field: Field) -> bool:
    width = sum(2 if char >= _FIRST_WIDE else 1 for char in field.value)
    return field.kind in {"fixed", "post"} and width > LONG_TEXT


def _paragraph(text: str) -> QLabel:
    """Return a fixed text over several lines, in the look of a fixed line."""
    label = QLabel(text)
    label.setObjectName("fixedText")
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
