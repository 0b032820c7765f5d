"""GuideBar: what the tool in hand draws, its figures, keys and choices, at the foot of the map."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.canvas.map_canvas import MapCanvas
from gridmap.ui.header import key_cap
from gridmap.ui.theme import Theme
from gridmap.ui.tools.tool import Choice, Guide

_MARGIN_PX: Final = 12
_PAUSE_MS: Final = 40
_SYMBOL_PX: Final = 18
_COLUMNS: Final = 6
_DIGITS: Final = 9


class GuideBar(QFrame):
    """Lies over a canvas and shows the guide of its tool; hidden where the tool has none."""

    def __init__(self, canvas: MapCanvas, theme: Theme) -> None:
        super().__init__(canvas)
        self.setObjectName("guideBar")
        self._canvas = canvas
        self._theme = theme
        self._guide: Guide | None = None
        self._offered: tuple[tuple[Choice, ...], str] = ((), "")
        self._choices = QFrame()
        self._grid = QGridLayout(self._choices)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(4))
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lines.setSpacing(theme.px(8))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
        column.setSpacing(theme.px(8))
        column.addWidget(self._choices)
        column.addLayout(self._lines)
        canvas.installEventFilter(self)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.refresh)
        canvas.draft_changed.connect(self._refresh_soon)
        canvas.tool_changed.connect(self.refresh)
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says, without the keys."""
        return " ".join(label.text() for label in self.findChildren(QLabel, "guideText"))

    def refresh(self) -> None:
        """Show what the tool says now."""
        tool = self._canvas.tool
        guide, offered = tool.guide(), (tool.choices(), tool.chosen)
        if guide == self._guide and offered == self._offered:
            return
        self._guide = guide
        if offered != self._offered:
            self._offered = offered
            self._fill_choices()
        if guide is None:
            self.hide()
            return
        self._fill_lines(guide)
        self.show()
        self._place()

    def _refresh_soon(self) -> None:
        """Follow a moving pointer, but not at every pixel."""
        if not self._timer.isActive():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place at the foot of the map when it is resized."""
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _fill_lines(self, guide: Guide) -> None:
        _empty(self._lines)
        role = "guideError" if guide.error else "guideFact"
        facts = (guide.error,) if guide.error else guide.facts
        self._add_row([_text(guide.title, "guideTitle"), *(_text(word, role) for word in facts)])
        self._add_row([part for key, word in guide.keys for part in (key_cap(key), QLabel(word))])
        self.setAccessibleDescription(self.text)

    def _add_row(self, parts: list[QLabel]) -> None:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._theme.px(8))
        for part in parts:
            layout.addWidget(part)
        if not any(part.wordWrap() for part in parts):
            layout.addStretch(1)
        self._lines.addWidget(row)
        row.show()

    def _fill_choices(self) -> None:
        _empty(self._grid)
        choices, chosen = self._offered
        self._choices.setVisible(bool(choices))
        for number, choice in enumerate(choices):
            button = self._button(choice, number, is_on=choice.key == chosen)
            self._grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
            button.show()

    def _button(self, choice: Choice, number: int, *, is_on: bool) -> QPushButton:
        button = QPushButton(choice.words)
        button.setObjectName("guideChoice")
        button.setCheckable(True)
        button.setChecked(is_on)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if choice.symbol:
            button.setIcon(icons.map_symbol(choice.symbol, self._theme.px(_SYMBOL_PX)))
        if number < _DIGITS:
            button.setToolTip(tr("Key {digit}", digit=number + 1))
        button.clicked.connect(lambda _on=False, key=choice.key: self._canvas.choose(key))
        return button

    def _place(self) -> None:
        room = self._canvas.width() - 2 * _MARGIN_PX
        self._lines.setDirection(QBoxLayout.Direction.LeftToRight)
        self._column.activate()
        if self.sizeHint().width() > room:
            self._lines.setDirection(QBoxLayout.Direction.TopToBottom)
            self._column.activate()
        size = self.sizeHint().boundedTo(self._canvas.size())
        self.resize(min(size.width(), room), size.height())
        left = (self._canvas.width() - self.width()) // 2
        self.move(left, self._canvas.height() - self.height() - _MARGIN_PX)


def _text(words: str, name: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("guideText")
    label.setProperty("role", name)
    label.setWordWrap(name == "guideError")
    if name == "guideError":
        label.setMinimumWidth(360)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label


def _empty(layout: QBoxLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
