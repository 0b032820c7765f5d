"""GuideBar: what the tool in hand draws, its figures, keys and choices, at the foot of the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
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
_NEAR_PX: Final = 40
_COLUMNS: Final = 6
_DIGITS: Final = 9


class GuideBar(QFrame):
    """Lies over a canvas and shows the guide of its tool; hidden where the tool has none.

    `placed` fires when it takes more or less room than before.
    """

    placed = Signal()

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
        self._is_at_head = False
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(4))
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
            self._is_at_head = False
            self.hide()
            self.placed.emit()
            return
        self._fill_lines(guide)
        # A part that is not shown yet counts for nothing in the size that the bar asks for.
        self.show()
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep a click between the buttons from the map below, where it would set a corner."""
        event.accept()

    mouseReleaseEvent = mouseDoubleClickEvent = mousePressEvent

    def _refresh_soon(self) -> None:
        """Follow a moving pointer, but not at every pixel."""
        if not self._timer.isActive():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place when the map is resized; leave the spot that the pointer comes to."""
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            if self._guide is not None:
                self._fill_lines(self._guide)
            self._place()
        elif isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseMove:
            self._step_aside(event.position().toPoint())
        return super().eventFilter(watched, event)

    def _step_aside(self, pointer: QPoint) -> None:
        """Go to the other edge of the map before the pointer draws below the bar.

        A bar with choices stays: the pointer may come for one of them.
        """
        near = self._theme.px(_NEAR_PX)
        if self.isHidden() or self._offered[0]:
            return
        if self.geometry().adjusted(-near, -near, near, near).contains(pointer):
            self._is_at_head = not self._is_at_head
            self._place()

    def _fill_lines(self, guide: Guide) -> None:
        """Put title, figures and keys into as many rows as the map's width asks for."""
        _empty(self._lines)
        role = "guideError" if guide.error else "guideFact"
        facts = (guide.error,) if guide.error else guide.facts
        texts = [self._text(guide.title, "guideTitle"), *(self._text(word, role) for word in facts)]
        words = [_Unit((label,), self._gap) for label in texts]
        keys = [
            _Unit((self._polished(key_cap(key)), self._polished(QLabel(word))), self._gap)
            for key, word in guide.keys
        ]
        room = self._room()
        if sum(unit.width + self._gap for unit in (*words, *keys)) <= room:
            rows = [[*words, *keys]]
        else:
            rows = [*_flowed(words, room, self._gap), *_flowed(keys, room, self._gap)]
        for row in rows:
            self._add_row(row, room)
        self.setAccessibleDescription(self.text)

    @property
    def _gap(self) -> int:
        return self._theme.px(8)

    def _room(self) -> int:
        """Return how wide a row may be."""
        return max(self._canvas.width() - 2 * _MARGIN_PX - 2 * self._theme.px(14), 80)

    def _text(self, words: str, role: str) -> QLabel:
        label = QLabel(words)
        label.setObjectName("guideText")
        label.setProperty("role", role)
        return self._polished(label)

    def _polished(self, label: QLabel) -> QLabel:
        """Return a label as it will look here, so that its width can be asked for."""
        label.setParent(self)
        label.ensurePolished()
        return label

    def _add_row(self, units: list[_Unit], room: int) -> None:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._gap)
        for unit in units:
            for part in unit.parts:
                if part.sizeHint().width() > room:
                    part.setWordWrap(True)
                    part.setFixedWidth(room)
                layout.addWidget(part)
        layout.addStretch(1)
        self._lines.addWidget(row)
        row.show()

    def _fill_choices(self) -> None:
        _empty(self._grid)
        choices, chosen = self._offered
        self._choices.setVisible(bool(choices))
        buttons = [
            self._button(choice, number, is_on=choice.key == chosen)
            for number, choice in enumerate(choices)
        ]
        columns = self._columns(buttons)
        for number, button in enumerate(buttons):
            self._grid.addWidget(button, number // columns, number % columns)
            button.show()

    def _columns(self, buttons: list[QPushButton]) -> int:
        """Return how many buttons fit in a row."""
        for button in buttons:
            button.ensurePolished()
        room = self._canvas.width() - 2 * _MARGIN_PX - self._theme.px(32)
        return min(_fitting(buttons, room, self._grid.spacing()), _COLUMNS) if buttons else _COLUMNS

    def _button(self, choice: Choice, number: int, *, is_on: bool) -> QPushButton:
        button = QPushButton(choice.words, self._choices)
        button.setObjectName("guideChoice")
        button.setCheckable(True)
        button.setChecked(is_on)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if choice.symbol:
            button.setIconSize(QSize(self._theme.px(_SYMBOL_PX), self._theme.px(_SYMBOL_PX)))
            button.setIcon(icons.map_symbol(choice.symbol, self._theme.px(_SYMBOL_PX)))
        if number < _DIGITS:
            button.setToolTip(tr("Key {digit}", digit=number + 1))
        button.clicked.connect(lambda _on=False, key=choice.key: self._canvas.choose(key))
        return button

    def _place(self) -> None:
        self._column.activate()
        size = self.sizeHint().boundedTo(self._canvas.size())
        self.resize(min(size.width(), self._canvas.width() - 2 * _MARGIN_PX), size.height())
        left = (self._canvas.width() - self.width()) // 2
        foot = self._canvas.height() - self.height() - _MARGIN_PX
        is_at_head = self._is_at_head and not self._offered[0]
        self.move(left, _MARGIN_PX if is_at_head else foot)
        self.placed.emit()


@dataclass(frozen=True)
class _Unit:
    """Labels that stay together in a row, with the gap between them."""

    parts: tuple[QLabel, ...]
    gap: int

    @property
    def width(self) -> int:
        """The width in pixels that it asks for."""
        asked = sum(part.sizeHint().width() for part in self.parts)
        return asked + self.gap * (len(self.parts) - 1)


def _flowed(units: list[_Unit], room: int, gap: int) -> list[list[_Unit]]:
    """Return units in rows that are no wider than the room, as far as that can be."""
    rows: list[list[_Unit]] = []
    left = 0
    for unit in units:
        if not rows or unit.width > left:
            rows.append([])
            left = room
        rows[-1].append(unit)
        left -= unit.width + gap
    return rows


def _fitting(buttons: list[QPushButton], room_px: int, spacing_px: int) -> int:
    """Return how many buttons as wide as the widest fit side by side."""
    widest = max(button.sizeHint().width() for button in buttons) + spacing_px
    return max(room_px // widest, 1)


def _empty(layout: QBoxLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
