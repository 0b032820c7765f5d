"""A row of choices that answers to figures: press 2 for the second and go on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QWidget

from gridmap.ui.theme import Theme

_HEIGHT_PX: Final = 30
_GAP_PX: Final = 6


class KeyChoice(QWidget):
    """Pairs of value and words; `chosen(value)` fires when a person has picked one.

    With the focus here the figures 1 to 9 pick and the focus goes on to the next field; the arrow
    keys only pick.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], theme: Theme, *, columns: int = 3
    ) -> None:
        super().__init__()
        self._values = [value for value, _ in choices]
        self._columns, self._shown_columns = columns, 0
        self._buttons: list[QToolButton] = []
        self.value = self._values[0]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP_PX)
        for number, (value, words) in enumerate(choices):
            button = QToolButton()
            button.setObjectName("choiceButton")
            button.setText(f"{number + 1} {words}")
            button.setAccessibleName(words)
            button.setCheckable(True)
            button.setMinimumHeight(theme.px(_HEIGHT_PX))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.clicked.connect(partial(self._clicked, value))
            button.installEventFilter(self)
            self._buttons.append(button)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._flow(columns)
        self.choose(self.value)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest choice: where there is less room, more rows are made."""
        return QSize(self._widest_px(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as many choices beside each other as fit."""
        super().resizeEvent(event)
        room = event.size().width() + _GAP_PX
        self._flow(max(1, min(self._columns, room // (self._widest_px() + _GAP_PX))))

    def _widest_px(self) -> int:
        return max(button.sizeHint().width() for button in self._buttons)

    def _flow(self, columns: int) -> None:
        """Lay the choices out anew in so many columns."""
        if columns == self._shown_columns:
            return
        self._shown_columns = columns
        for number, button in enumerate(self._buttons):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, number // columns, number % columns)
        self.updateGeometry()

    def choose(self, value: str) -> None:
        """Choose a value; `chosen` does not fire."""
        self.value = value
        for button, other in zip(self._buttons, self._values, strict=True):
            button.setChecked(other == value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of a button that was clicked, too."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take figures and arrows; leave the rest to the form."""
        if not self._take(event):
            super().keyPressEvent(event)

    def _take(self, event: QKeyEvent) -> bool:
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self._values):
            self._clicked(self._values[number])
            self.focusNextChild()
            return True
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None:
            return False
        place = (self._values.index(self.value) + step) % len(self._values)
        self._clicked(self._values[place])
        return True

    def _clicked(self, value: str, _is_on: bool = True) -> None:
        self.choose(value)
        self.chosen.emit(value)
