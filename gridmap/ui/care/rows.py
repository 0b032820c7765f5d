"""Labelled fields below each other, each with room for a word about what is wrong."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.ui.theme import Theme

STACKED_ABOVE: Final = 1.2
"""Text sizes, as a share of the usual one, above which labels stand over their fields."""


class FieldRows(QWidget):
    """The fields of a form by name; labels on the left, errors below their field.

    At large text the labels stand above the fields: the panel is no wider than the map allows.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._notes: dict[str, QLabel] = {}
        self._labels: dict[str, QLabel] = {}
        self._reasons: dict[str, QLabel] = {}
        self.widgets: dict[str, QWidget] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._is_stacked = theme.scale > STACKED_ABOVE
        if not self._is_stacked:
            self._grid.setColumnMinimumWidth(0, theme.px(78))
        self._grid.setColumnStretch(0 if self._is_stacked else 1, 1)

    def add(self, name: str, words: str, widget: QWidget, *, hint: str = "") -> None:
        """Add a field at the end; free texts warn of words that may not be recorded."""
        row = self._grid.rowCount()
        label = QLabel(words)
        label.setObjectName("fieldLabel")
        label.setContentsMargins(0, 5, 0, 0)
        label.setBuddy(widget)
        label.setWordWrap(True)
        widget.setAccessibleName(words)
        for item in (label, widget):
            item.setToolTip(hint)
        note = QLabel()
        note.setObjectName("fieldError")
        note.setWordWrap(True)
        note.hide()
        reason = QLabel()
        reason.setObjectName("quiet")
        reason.setWordWrap(True)
        reason.hide()
        column = 0 if self._is_stacked else 1
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        for place, item in enumerate((widget, reason, note), start=1 - column):
            self._grid.addWidget(item, row + place, column)
        self._reasons[name] = reason
        self._notes[name], self._labels[name], self.widgets[name] = note, label, widget
        if isinstance(widget, QLineEdit):
            widget.textChanged.connect(lambda text: self._watch(name, text))

    def line(self, name: str, words: str, text: str = "", *, hint: str = "") -> QLineEdit:
        """Add a line of free text and return it."""
        widget = QLineEdit(text)
        widget.setCursorPosition(0)
        widget.setPlaceholderText(hint)
        self.add(name, words, widget)
        self._watch(name, text)
        return widget

    def say(self, name: str, words: str) -> None:
        """Say something below a field; empty: nothing."""
        note = self._notes[name]
        note.setText(words)
        note.setVisible(bool(words))

    def explain(self, name: str, words: str) -> None:
        """Say something quiet below a field; what is wrong with it is said over that."""
        note = self._reasons[name]
        note.setText(words)
        note.setVisible(bool(words))

    def said(self, name: str) -> str:
        """Return what is said below a field."""
        return self._notes[name].text()

    def show_row(self, name: str, *, is_shown: bool) -> None:
        """Show or hide a field with its label."""
        for widget in (self._labels[name], self.widgets[name]):
            widget.setVisible(is_shown)

    def _watch(self, name: str, text: str) -> None:
        is_forbidden = bool(load_catalogue().forbidden_field(text))
        self.say(
            name,
            tr("This looks like something that may not be recorded here.") if is_forbidden else "",
        )
