"""The keys that move the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import Qt

_STEP_PX: Final = 96.0
_ZOOM: Final = 1.5


class Movable(Protocol):
    """What the keys move."""

    def zoom_by(self, factor: float) -> None:
        """Magnify about the middle."""
        ...

    def zoom_full(self) -> None:
        """Show everything."""
        ...

    def move_map(self, dx_px: float, dy_px: float) -> None:
        """Move the map."""
        ...


_ACTIONS: Final[dict[Qt.Key, Callable[[Movable], None]]] = {
    Qt.Key.Key_Plus: lambda map_: map_.zoom_by(_ZOOM),
    Qt.Key.Key_Equal: lambda map_: map_.zoom_by(_ZOOM),
    Qt.Key.Key_Minus: lambda map_: map_.zoom_by(1 / _ZOOM),
    Qt.Key.Key_Underscore: lambda map_: map_.zoom_by(1 / _ZOOM),
    Qt.Key.Key_Home: lambda map_: map_.zoom_full(),
    Qt.Key.Key_Left: lambda map_: map_.move_map(_STEP_PX, 0),
    Qt.Key.Key_Right: lambda map_: map_.move_map(-_STEP_PX, 0),
    Qt.Key.Key_Up: lambda map_: map_.move_map(0, _STEP_PX),
    Qt.Key.Key_Down: lambda map_: map_.move_map(0, -_STEP_PX),
}


def key_action(map_: Movable, key: Qt.Key) -> bool:
    """Carry out what a key means for the map; False: it means nothing."""
    action = _ACTIONS.get(key)
    if action is None:
        return False
    action(map_)
    return True
