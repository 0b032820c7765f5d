"""Drawing without a mouse: a cross in the middle of the map, under which the arrow keys move it.

Enter does what a click there would do; Enter once more at the same place is left to the tool, for
which it finishes. Who moves the mouse has the pointer back.
"""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gridmap.ui.tools.tool import MapEvent, MapTool, Spot

_STEP_PX: Final = 48.0
_FINE_PX: Final = 4.0
_ARM_PX: Final = 14.0
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_WAYS: Final = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class CrossHost(Protocol):
    """What the cross needs of the map."""

    @property
    def tool(self) -> MapTool:
        """The tool in use."""
        ...

    def move_map(self, dx_px: float, dy_px: float) -> None:
        """Move the map by so many logical pixels."""
        ...

    def event_in_middle(self, modifiers: Qt.KeyboardModifier) -> MapEvent:
        """Return the event of a pointer in the middle of the map."""
        ...


class KeyPointer:
    """Stands for the mouse while somebody draws with keys. `is_shown`: the cross is to be drawn."""

    def __init__(self, host: CrossHost) -> None:
        self.is_shown = False
        self._host = host
        self._last: Spot | None = None

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Use a key while a tool with a draft is in hand; False: it is not for the cross."""
        tool = self._host.tool
        if tool.guide() is None:
            self.put_away()
            return False
        if key in _WAYS:
            self._move(_WAYS[key], modifiers)
            return True
        if key not in _ENTER or not self.is_shown:
            self._last = None
            return False
        event = self._host.event_in_middle(modifiers & Qt.KeyboardModifier.AltModifier)
        here = event.x_m, event.y_m
        if here == self._last:
            self._last = None
            return False
        self._last = here
        tool.click(event)
        return True

    def put_away(self) -> None:
        """Give the pointer back to the mouse."""
        self.is_shown = False
        self._last = None

    def draw(self, painter: QPainter, width_px: float, height_px: float) -> None:
        """Draw the cross where it is in use: dark on a light rim, to be seen on any ground."""
        if not self.is_shown:
            return
        middle = QPointF(width_px / 2, height_px / 2)
        for color, width in (("#FFFFFF", 4.0), ("#B3261E", 1.6)):
            painter.setPen(QPen(QColor(color), width))
            for x, y in ((_ARM_PX, 0.0), (0.0, _ARM_PX)):
                arm = QPointF(x, y)
                painter.drawLine(middle - arm, middle - arm * 0.25)
                painter.drawLine(middle + arm * 0.25, middle + arm)

    def _move(self, way: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        is_fine = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        step = _FINE_PX if is_fine else _STEP_PX
        self.is_shown = True
        self._host.move_map(way[0] * step, way[1] * step)
        self._host.tool.move(
            self._host.event_in_middle(modifiers & Qt.KeyboardModifier.AltModifier)
        )
