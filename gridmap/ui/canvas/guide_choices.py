"""GuideChoices: what the tool in hand offers to choose, as buttons, or behind one when many."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from gridmap.i18n import tr
from gridmap.ui.canvas.choice_list import SYMBOL_PX, ChoiceButton, symbol_icon
from gridmap.ui.canvas.map_canvas import MapCanvas
from gridmap.ui.theme import Theme
from gridmap.ui.tools.tool import Choice

_COLUMNS: Final = 6
_DIGITS: Final = 9
_MOST_BUTTONS: Final = 8
_MOST_RECENT: Final = 5
_SHARE: Final = 0.4
"""The part of the map's height that buttons may take before they go behind one."""


class GuideChoices(QFrame):
    """Part of the guide bar: a button for each choice while they are few.

    More than eight, or more than a low map has room for, stand in a list behind one button, with
    those that were used last beside it.
    """

    def __init__(self, canvas: MapCanvas, theme: Theme) -> None:
        super().__init__()
        self._canvas = canvas
        self._theme = theme
        self._offered: tuple[Choice, ...] = ()
        self._buttons: list[QPushButton] = []
        self._recent: dict[str, list[str]] = {}
        self.drop_down = ChoiceButton(self, theme)
        self.drop_down.taken.connect(self._take_from_list)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.px(4))
        self._row.addWidget(self.drop_down)
        self._row.addStretch(1)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(4))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addLayout(self._grid)
        self.drop_down.hide()
        self.hide()

    @property
    def is_listed(self) -> bool:
        """Whether the choices stand in a list behind one button."""
        return not self.drop_down.isHidden()

    def settle(self) -> None:
        """Give the parts their room at once."""
        self._column.activate()

    def note_use(self) -> None:
        """Keep in mind that the choice in use has served: it becomes a button of its own."""
        tool = self._canvas.tool
        recent = self._recent.setdefault(tool.name, [])
        if tool.chosen and tool.chosen not in recent:
            recent.insert(0, tool.chosen)
            del recent[_MOST_RECENT:]

    @property
    def recent(self) -> tuple[str, ...]:
        """The keys that the tool in hand used last."""
        return tuple(self._recent.get(self._canvas.tool.name, ()))

    def fill(self, choices: tuple[Choice, ...], chosen: str, room_px: int, ask: str = "") -> None:
        """Show these choices in rows of `room_px`.

        `chosen` is the key of the one in use, empty for none; a list's button then says `ask`.
        """
        for button in self._buttons:
            button.hide()
            button.setParent(None)
            button.deleteLater()
        self._buttons = []
        self._offered = choices
        self.setVisible(bool(choices))
        if not self._fill_grid(choices, chosen, room_px):
            self.drop_down.fill(choices, chosen, ask)
            self._fill_row(choices, chosen, room_px)

    def _fill_grid(self, choices: tuple[Choice, ...], chosen: str, room_px: int) -> bool:
        """Show a button for each choice; False: they are too many for that."""
        self.drop_down.hide()
        if not choices or len(choices) > _MOST_BUTTONS:
            return not choices
        buttons = [self._button(choice, is_on=choice.key == chosen) for choice in choices]
        gap = self._grid.spacing()
        widest = max(button.minimumWidth() for button in buttons) + gap
        columns = min(max(room_px // widest, 1), _COLUMNS)
        rows = -(-len(buttons) // columns)
        if rows * (buttons[0].sizeHint().height() + gap) > _SHARE * self._canvas.height():
            for button in buttons:
                button.deleteLater()
            return False
        for number, button in enumerate(buttons):
            self._grid.addWidget(button, number // columns, number % columns)
            self._keep(button)
        return True

    def _fill_row(self, choices: tuple[Choice, ...], chosen: str, room_px: int) -> None:
        """Show the button of the list, and as many of the last used as fit beside it."""
        self.drop_down.setMaximumWidth(room_px)
        self.drop_down.show()
        self.drop_down.ensurePolished()
        left = room_px - self.drop_down.sizeHint().width()
        by_key = {choice.key: choice for choice in choices}
        others = [key for key in self.recent if key in by_key and key != chosen]
        for key in others[: _MOST_RECENT - 1]:
            button = self._button(by_key[key], is_on=False)
            left -= button.minimumWidth() + self._row.spacing()
            if left < 0:
                button.deleteLater()
                return
            self._row.insertWidget(self._row.count() - 1, button)
            self._keep(button)

    def _keep(self, button: QPushButton) -> None:
        self._buttons.append(button)
        button.show()

    def _button(self, choice: Choice, *, is_on: bool) -> QPushButton:
        button = QPushButton(choice.words, self)
        button.setObjectName("guideChoice")
        button.setCheckable(True)
        button.setChecked(is_on)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if choice.symbol:
            side = self._theme.px(SYMBOL_PX)
            button.setIconSize(QSize(side, side))
            button.setIcon(symbol_icon(choice, self._theme))
        number = self._offered.index(choice)
        if number < _DIGITS:
            button.setToolTip(tr("Key {digit}", digit=number + 1))
        button.clicked.connect(lambda _on=False, key=choice.key: self._canvas.choose(key))
        button.ensurePolished()
        button.setMinimumWidth(button.sizeHint().width() + _growth(button))
        return button

    def _take_from_list(self, key: str) -> None:
        self._canvas.choose(key)
        self._canvas.setFocus()


def _growth(button: QPushButton) -> int:
    """Return how many pixels wider the words are in the weight of the one in use."""
    font = QFont(button.font())
    font.setWeight(QFont.Weight.DemiBold)
    words = button.text()
    grown = QFontMetrics(font).horizontalAdvance(words)
    return max(grown - button.fontMetrics().horizontalAdvance(words), 0)
