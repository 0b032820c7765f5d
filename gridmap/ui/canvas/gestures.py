"""Tells clicks from drags and hands them on: to the tool, or as a movement of the map.

Knows no widget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QPointF, Qt

from gridmap.ui.tools.tool import MapEvent, MapTool

DRAG_BEGINS_PX: Final = 4.0
"""A press that moves no further than this is a click: an unsteady hand must not shift the map."""

EventAt = Callable[[QPointF, Qt.KeyboardModifier], MapEvent]


class GestureHost(Protocol):
    """What the recogniser needs of the canvas."""

    @property
    def tool(self) -> MapTool:
        """The tool in use."""
        ...

    def move_map(self, dx_px: float, dy_px: float) -> None:
        """Move the map by so many logical pixels."""
        ...

    def map_dropped(self) -> None:
        """A movement of the map has ended."""
        ...


class Gestures:
    """The state between a press and its release. `event_at` makes a MapEvent of a pixel."""

    def __init__(self, host: GestureHost, event_at: EventAt) -> None:
        self._host = host
        self._event_at = event_at
        self._pressed_at: QPointF | None = None
        self._last_at = QPointF()
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._is_tool_drag = False
        self._is_map_drag = False
        self._is_pan_key_down = False
        self._is_second_click = False

    @property
    def is_moving_map(self) -> bool:
        """Whether the map is in the hand, or would be with the next press."""
        return self._is_map_drag or self._is_pan_key_down

    @property
    def is_dragging(self) -> bool:
        """Whether a button is down and has moved."""
        return self._is_map_drag or self._is_tool_drag

    def set_pan_key(self, *, is_down: bool) -> None:
        """The space bar went down or up: while it is down every drag moves the map."""
        self._is_pan_key_down = is_down

    def press(self, at: QPointF, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
        """A button went down."""
        if button == Qt.MouseButton.MiddleButton:
            self._is_map_drag = True
            self._last_at = at
        elif button == Qt.MouseButton.LeftButton:
            self._pressed_at = at
            self._last_at = at
            self._modifiers = modifiers
            self._is_second_click = False

    def double_press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """A second press at the same place; False: the tool leaves it to the canvas."""
        self._pressed_at = at
        self._last_at = at
        self._is_second_click = True
        return self._host.tool.double_click(self._event_at(at, modifiers))

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The pointer moved, with or without a button down."""
        if self._pressed_at is not None and not self.is_dragging:
            distance = at - self._pressed_at
            if max(abs(distance.x()), abs(distance.y())) >= DRAG_BEGINS_PX:
                self._begin_drag(self._pressed_at)
        if self._is_map_drag:
            self._host.move_map(at.x() - self._last_at.x(), at.y() - self._last_at.y())
            self._last_at = at
        elif self._is_tool_drag:
            self._host.tool.drag(self._event_at(at, modifiers))
        elif self._pressed_at is None:
            self._host.tool.move(self._event_at(at, modifiers))

    def release(self, at: QPointF, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
        """A button went up; the right one has no part in clicks and drags."""
        if button not in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            return
        was_pressed = self._pressed_at is not None
        was_map_drag, was_tool_drag = self._is_map_drag, self._is_tool_drag
        self.forget()
        if was_map_drag:
            self._host.map_dropped()
        elif was_tool_drag:
            self._host.tool.drop(self._event_at(at, modifiers))
        elif was_pressed and not self._is_second_click and not self._is_pan_key_down:
            self._host.tool.click(self._event_at(at, modifiers))

    def forget(self) -> None:
        """Drop what is going on: the button's release will mean nothing."""
        self._pressed_at = None
        self._is_map_drag = False
        self._is_tool_drag = False

    def _begin_drag(self, start: QPointF) -> None:
        if not self._is_pan_key_down and self._host.tool.begin_drag(
            self._event_at(start, self._modifiers)
        ):
            self._is_tool_drag = True
        else:
            self._is_map_drag = True
