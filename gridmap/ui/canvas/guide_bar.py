"""GuideBar: what the tool in hand draws, its figures, keys and choices, at the foot of the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gridmap.ui.canvas.guide_choices import GuideChoices
from gridmap.ui.canvas.map_canvas import MapCanvas
from gridmap.ui.header import key_cap
from gridmap.ui.theme import Theme
from gridmap.ui.tools.tool import Choice, Guide

_MARGIN_PX: Final = 12
_PAUSE_MS: Final = 40
_NEAR_PX: Final = 40
_BELOW_THE_SCALE_BAR_PX: Final = 78
"""Where the bar begins at the head of the map: below the scale bar and the north arrow."""

_Offered = tuple[tuple[Choice, ...], str, tuple[str, ...]]
"""What there is to choose, the key of the one in use, the keys of those used last."""


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
        self._offered: _Offered = ((), "", ())
        self.choices = GuideChoices(canvas, theme)
        self._is_at_head = False
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(4))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
        column.setSpacing(theme.px(8))
        column.addWidget(self.choices)
        column.addLayout(self._lines)
        canvas.installEventFilter(self)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.refresh)
        canvas.draft_changed.connect(self._refresh_soon)
        canvas.tool_changed.connect(self.refresh)
        canvas.acted.connect(self._note_use)
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says, without the keys."""
        return " ".join(label.text() for label in self.findChildren(QLabel, "guideText"))

    def refresh(self) -> None:
        """Show what the tool says now."""
        tool = self._canvas.tool
        guide, offered = tool.guide(), (tool.choices(), tool.chosen, self.choices.recent)
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
            self._fit()
        elif isinstance(event, QKeyEvent) and self._is_for_list(event):
            self.choices.drop_down.open_list()
            return True
        elif isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseMove:
            self._step_aside(event.position().toPoint())
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Make rows anew for a map of another size."""
        self._fill_choices()
        if self._guide is not None:
            self._fill_lines(self._guide)
        self._place()

    def _fill_choices(self) -> None:
        choices, chosen, _recent = self._offered
        ask = self._guide.ask if self._guide is not None else ""
        self.choices.fill(choices, chosen, self._room(), ask)

    def _is_for_list(self, event: QKeyEvent) -> bool:
        """Whether this is Alt+Down while the choices stand in a list."""
        is_asked = event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
        has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        return is_asked and has_alt and not self.isHidden() and self.choices.is_listed

    def _note_use(self, _title: str) -> None:
        self.choices.note_use()
        self._refresh_soon()

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

    def _place(self) -> None:
        self._column.activate()
        size = self.sizeHint()
        self.resize(
            min(size.width(), self._canvas.width() - 2 * _MARGIN_PX),
            min(size.height(), self._canvas.height() - 2 * _MARGIN_PX),
        )
        self.choices.settle()
        left = (self._canvas.width() - self.width()) // 2
        foot = self._canvas.height() - self.height() - _MARGIN_PX
        is_at_head = self._is_at_head and not self._offered[0]
        self.move(left, min(_BELOW_THE_SCALE_BAR_PX, foot) if is_at_head else foot)
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


def _empty(layout: QBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
