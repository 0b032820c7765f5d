"""Households dragged from the tray onto the map: shown under the pointer, placed where let go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from gridmap.model.features import FeatureId
from gridmap.ui.drops import households_in

if TYPE_CHECKING:
    from gridmap.ui.canvas.map_canvas import MapCanvas
    from gridmap.ui.tools.tool import MapEvent

Begin = Callable[[tuple[FeatureId, ...]], bool]


class TrayDrops(QObject):
    """Lets the map take households that are dragged onto it.

    `begin` takes the placing tool in hand for these households, False where nothing can be placed;
    `end` is told when the drag is over, with whether it ended on the map.
    """

    def __init__(self, canvas: MapCanvas, *, begin: Begin, end: Callable[[bool], None]) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._begin, self._end = begin, end
        canvas.setAcceptDrops(True)
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a drag of households; leave all else alone."""
        if isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if event.type() == QEvent.Type.DragLeave:
            self._end(False)
        elif isinstance(event, QDragMoveEvent) and households_in(event.mimeData()):
            self._canvas.tool.move(self._event(event.position(), event))
            event.acceptProposedAction()
            return True
        elif isinstance(event, QDropEvent) and households_in(event.mimeData()):
            self._canvas.tool.click(self._event(event.position(), event))
            event.acceptProposedAction()
            self._end(True)
            return True
        return False

    def _enter(self, event: QDragEnterEvent) -> bool:
        households = households_in(event.mimeData())
        if not households or not self._begin(households):
            return False
        event.acceptProposedAction()
        return True

    def _event(self, at: QPointF, event: QDropEvent) -> MapEvent:
        return self._canvas.event_at(at, event.modifiers())
