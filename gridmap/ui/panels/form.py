"""A form: labels and fields of a card, made for the keyboard.

An edit is committed when the field is left; errors stand below it. Enter goes to the next field,
Ctrl+Enter to the next record, Escape brings back what the field held.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.cards import Card, Field
from gridmap.ui.panels.form_inputs import ChoiceInput, DayInput, Input, LineInput
from gridmap.ui.theme import Theme

LONG_TEXT: Final = 23
"""A fixed text wider than this gets as many lines as it needs; Chinese characters count double."""

_FIRST_WIDE: Final = "\u2e80"
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Form(QWidget):
    """The fields of one card.

    `edited` fires with names and texts when a person has changed a field (and its reason);
    `record_wanted` with 1 or -1 for the next or the last record; `folded(is_open)` when the fold is
    turned.
    """

    edited = Signal(object)
    record_wanted = Signal(int)
    folded = Signal(bool)

    def __init__(
        self, card: Card, theme: Theme, *, is_read_only: bool, is_open: bool = False
    ) -> None:
        super().__init__()
        self._theme = theme
        self._fields = {field.name: field for field in card.fields if field.name}
        self._errors: dict[str, QLabel] = {}
        self._inputs: dict[str, Input] = {}
        self._shown: dict[str, QWidget] = {}
        self._labels: dict[str, QLabel] = {}
        self._pending: dict[str, str] = {}
        self._shape = _shape(card)
        self._is_read_only = is_read_only or card.spec is None
        self._is_open = is_open
        self._fold = QPushButton()
        self._more = [field.label for field in card.fields if field.is_more]
        self._lay_out(card)
        self._show_values(card)
        self._show_fold()

    def show_error(self, name: str, text: str) -> None:
        """Say below a field what is wrong with it; empty text: nothing is."""
        label, field = self._errors[name], self._inputs[name]
        label.setText(text)
        label.setVisible(bool(text))
        line = field.line if isinstance(field, DayInput) else field
        line.setProperty("wrong", bool(text))
        line.style().unpolish(line)
        line.style().polish(line)

    def accept(self, texts: dict[str, str]) -> None:
        """Take what was typed into some fields as what they hold."""
        for name, text in texts.items():
            field = self._inputs[name]
            self._pending.pop(name, None)
            if not isinstance(field, DayInput):
                field.show_text(text.strip())
            self._fields[name] = self._with_value(name, text.strip())
        self._show_reasons()

    def error_text(self, name: str) -> str:
        """Return what is said below a field, empty where nothing is wrong."""
        return self._errors[name].text()

    def refresh(self, card: Card) -> bool:
        """Show another state of the same features without losing what is being typed.

        Return False where the fields are others, so that the form must be made anew.
        """
        if _shape(card) != self._shape:
            return False
        self._fields = {field.name: field for field in card.fields if field.name}
        self._show_values(card)
        return True

    def field(self, name: str) -> Input:
        """Return the input of an editable field."""
        return self._inputs[name]

    def begin_editing(self) -> None:
        """Put the cursor into the first field."""
        first = next(iter(self._inputs.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if isinstance(first, LineInput):
                first.selectAll()

    def begin_at(self, name: str) -> None:
        """Put the cursor into a field."""
        if name in self._inputs:
            self._inputs[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def name_with_focus(self) -> str:
        """Return the name of the field that has the cursor, empty for none."""
        for name, field in self._inputs.items():
            if (field.line if isinstance(field, DayInput) else field).hasFocus():
                return name
        return ""

    def commit(self) -> None:
        """Commit the field that has the cursor."""
        name = self.name_with_focus()
        if name and not isinstance(self._inputs[name], ChoiceInput):
            self._commit(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that lead from field to field."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        name = watched.property("field_name")
        if event.key() == Qt.Key.Key_Escape:
            return self._restore(name)
        if event.key() not in _ENTER:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commit()
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if not self._errors[name].text():
                self.record_wanted.emit(-1 if is_back else 1)
            return True
        # The line commits first; the cursor goes on where it was content.
        QTimer.singleShot(0, self, lambda: self._go_on(name))
        return False

    # Building

    def _lay_out(self, card: Card) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, self._theme.px(78))
        grid.setColumnStretch(1, 1)
        in_order = sorted(card.fields, key=lambda field: field.is_more)
        fold_row = sum(not field.is_more for field in card.fields) * 2
        for number, field in enumerate(in_order):
            self._add(grid, number * 2 + (1 if field.is_more else 0), field)
        if self._more:
            self._fold.setProperty("flat_link", True)
            self._fold.clicked.connect(self._turn_fold)
            grid.addWidget(self._fold, fold_row, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def _add(self, grid: QGridLayout, row: int, field: Field) -> None:
        label = QLabel(field.label)
        label.setObjectName("fieldLabel")
        label.setToolTip(field.hint)
        label.setWordWrap(True)
        widget = self._widget(field)
        widget.setAccessibleName(field.label)
        if field.hint:
            widget.setToolTip(field.hint)
        label.setBuddy(widget)
        self._shown[field.label] = widget
        self._labels[field.label] = label
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
        if field.name and not self._is_read_only:
            return self._input(field)
        if _is_long(field):
            return _paragraph(field.value)
        line = LineInput()
        line.setReadOnly(True)
        line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if field.name:
            self._inputs[field.name] = line
            line.setToolTip(tr("The project is open for reading only."))
        return line

    def _input(self, field: Field) -> QWidget:
        name = field.name
        made: Input
        if field.kind == "choice":
            made = ChoiceInput(field, self._theme)
            made.activated.connect(lambda _index: self._commit(name))
            watched: QWidget = made
        elif field.kind == "date":
            made = DayInput(self._theme, lean=field.spec.lean if field.spec else "nearest")
            made.day_changed.connect(lambda _day: self._commit(name))
            made.wrong.connect(lambda text: self.show_error(name, text))
            made.line.textEdited.connect(lambda _text: self.show_error(name, ""))
            watched = made.line
        else:
            made = LineInput()
            made.editingFinished.connect(lambda: self._commit(name))
            made.textEdited.connect(lambda _text: self.show_error(name, ""))
            watched = made
        watched.setProperty("field_name", name)
        watched.installEventFilter(self)
        self._inputs[name] = made
        return made

    # Showing

    def _show_values(self, card: Card) -> None:
        for field in card.fields:
            widget = self._shown[field.label]
            if isinstance(widget, LineInput | ChoiceInput | DayInput):
                if isinstance(widget, ChoiceInput) and not widget.is_busy:
                    widget.offer(field.choices)
                if not widget.is_busy and field.name not in self._pending:
                    is_plain = isinstance(widget, LineInput) and widget.isReadOnly()
                    text = dict(field.choices).get(field.value, field.value)
                    widget.show_text(text if is_plain else field.value, is_mixed=field.is_mixed)
            elif isinstance(widget, QLabel) and field.value:
                widget.setText(field.value)
        self._show_reasons()

    def _show_reasons(self) -> None:
        """Show the line for a reason only where there is something to give a reason for."""
        for field in self._fields.values():
            if field.reason:
                reason = self._fields[field.reason]
                is_wanted = bool(field.value or field.is_mixed or field.name in self._pending)
                self._labels[reason.label].setVisible(is_wanted)
                self._shown[reason.label].setVisible(is_wanted)

    def _show_fold(self) -> None:
        self._fold.setVisible(bool(self._more))
        words = tr("Show less") if self._is_open else tr("Show more")
        sign = "chevron-down" if self._is_open else "chevron-right"
        self._fold.setText(words)
        self._fold.setIcon(icons.icon(sign, self._theme, color=self._theme.link, size_px=16))
        for label in self._more:
            self._labels[label].setVisible(self._is_open)
            self._shown[label].setVisible(self._is_open)

    def _turn_fold(self) -> None:
        self._is_open = not self._is_open
        self._show_fold()
        self.folded.emit(self._is_open)

    # Committing

    def _commit(self, name: str) -> None:
        """Tell what a person has changed, together with the reason where one must be given."""
        field = self._fields[name]
        text = self._inputs[name].typed().strip()
        if self._is_read_only or (text == field.value and not self._is_other_mixed(field, text)):
            self._withdraw(name)
            return
        texts = {name: text}
        if field.reason and text:
            self._ask_reason(field, text)
            return
        for owner, pending in self._pending.items():
            if self._fields[owner].reason == name:
                texts[owner] = pending
        self.edited.emit(texts)

    def _is_other_mixed(self, field: Field, text: str) -> bool:
        return field.is_mixed and bool(text)

    def _ask_reason(self, field: Field, text: str) -> None:
        self._pending[field.name] = text
        self._show_reasons()
        self.show_error(field.reason, tr("Say why, then press Enter."))
        reason = self._inputs[field.reason]
        reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _withdraw(self, name: str) -> None:
        """Forget a choice that waited for its reason, where its old value was chosen again."""
        if self._pending.pop(name, None) is not None:
            self.show_error(self._fields[name].reason, "")
            self._show_reasons()

    def _restore(self, name: str) -> bool:
        """Bring back what a field held, and a choice that waited for this reason."""
        is_changed = self._inputs[name].restore()
        self.show_error(name, "")
        for owner in [item for item in self._pending if self._fields[item].reason == name]:
            self._inputs[owner].restore()
            self._withdraw(owner)
            self._inputs[owner].setFocus(Qt.FocusReason.OtherFocusReason)
            is_changed = True
        return is_changed

    def _go_on(self, name: str) -> None:
        """Put the cursor into the next field, unless this one is wrong or another has it."""
        field = self._inputs[name]
        line = field.line if isinstance(field, DayInput) else field
        if self._errors[name].text() or not line.hasFocus():
            return
        shown = [item for item, field in self._inputs.items() if not field.isHidden()]
        later = shown[shown.index(name) + 1 :] if name in shown else []
        if later:
            following = self._inputs[later[0]]
            following.setFocus(Qt.FocusReason.TabFocusReason)
            if isinstance(following, LineInput):
                following.selectAll()

    def _with_value(self, name: str, value: str) -> Field:
        return replace(self._fields[name], value=value, is_mixed=False)


def _shape(card: Card) -> tuple[object, ...]:
    """Return what two cards must share to use one form: features, labels, kinds, long texts."""
    empty = tuple(field.kind == "post" and not field.value for field in card.fields)
    long = tuple(_is_long(field) for field in card.fields)
    fields = ((field.label, field.kind) for field in card.fields)
    return (card.features, empty, long, *fields)


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
