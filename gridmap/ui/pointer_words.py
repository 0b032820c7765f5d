"""Says in the status bar where the pointer is and whose land that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shapely
from PySide6.QtCore import QObject, QTimer

from gridmap.i18n import tr
from gridmap.model.features import Grid

if TYPE_CHECKING:
    from gridmap.session import Session
    from gridmap.ui.briefing import Briefing
    from gridmap.ui.canvas.map_canvas import MapCanvas
    from gridmap.ui.status_bar import StatusBar

_POINTER_MS: Final = 50


class PointerWords(QObject):
    """Follows the pointer; whose land it is over is looked up a few times a second at most."""

    def __init__(
        self, session: Session, canvas: MapCanvas, briefing: Briefing, status: StatusBar
    ) -> None:
        super().__init__(canvas)
        self._session, self._briefing, self._status = session, briefing, status
        self._pointer: tuple[float, float] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_POINTER_MS)
        self._timer.timeout.connect(self._tell)
        canvas.pointer_moved.connect(self._moved)
        canvas.pointer_left.connect(lambda: status.show_belonging("", ""))

    def _moved(self, x_m: float, y_m: float) -> None:
        self._pointer = (x_m, y_m)
        self._status.show_position(x_m, y_m)
        if not self._timer.isActive():
            self._timer.start()

    def _tell(self) -> None:
        digest = self._briefing.digest
        if self._pointer is None or digest is None:
            return
        x_m, y_m = self._pointer
        for grid in self._session.document.in_box(Grid, (x_m, y_m, x_m, y_m)):
            if grid.geometry is not None and shapely.contains_xy(grid.geometry, x_m, y_m):
                head = digest.head_of(grid.id)
                who = tr("Grid head {name}", name=head.name if head else tr("Nobody"))
                self._status.show_belonging(grid.name, who)
                return
        self._status.show_belonging(tr("In no grid"), "")
