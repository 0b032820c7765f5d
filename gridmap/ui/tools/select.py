"""Select: a click takes what is under the pointer, Shift adds; Shift and drag draw a box."""

from __future__ import annotations

import numpy as np

from gridmap.i18n import tr
from gridmap.layers.surface import Coordinates
from gridmap.session import Session
from gridmap.ui.tools.tool import CanvasHost, DraftPainter, MapEvent, QuietTool

Corner = tuple[float, float]


class SelectTool(QuietTool):
    """Changes the session's selection and nothing else."""

    def __init__(self, session: Session, host: CanvasHost) -> None:
        self._session = session
        self._host = host
        self._box: tuple[Corner, Corner] | None = None

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Click selects, Shift adds, Shift and drag draw a box; drag moves the map.")

    def click(self, event: MapEvent) -> None:
        """Select what is under the pointer; with Shift or Ctrl add it or take it away."""
        hit = frozenset(event.hits[:1])
        if event.has_shift or event.has_control:
            self._session.select(self._session.selection ^ hit)
        else:
            self._session.select(hit)

    def begin_drag(self, event: MapEvent) -> bool:
        """Take a drag with Shift: it draws the box."""
        if not event.has_shift:
            return False
        self._box = (event.x_m, event.y_m), (event.x_m, event.y_m)
        return True

    def drag(self, event: MapEvent) -> None:
        """Let the box follow the pointer."""
        if self._box is not None:
            self._box = self._box[0], (event.x_m, event.y_m)
            self._host.redraw_draft()

    def drop(self, event: MapEvent) -> None:
        """Add what the box holds to the selection."""
        if self._box is None:
            return
        (x1_m, y1_m), (x2_m, y2_m) = self._box[0], (event.x_m, event.y_m)
        self._box = None
        inside = self._host.features_in(
            (min(x1_m, x2_m), min(y1_m, y2_m), max(x1_m, x2_m), max(y1_m, y2_m))
        )
        self._session.select(self._session.selection | frozenset(inside))
        self._host.redraw_draft()

    def cancel(self) -> bool:
        """Drop the box, else clear the selection."""
        if self._box is not None:
            self._box = None
            self._host.redraw_draft()
            return True
        had_selection = bool(self._session.selection)
        self._session.select(())
        return had_selection

    def draw_draft(self, painter: DraftPainter) -> None:
        """Draw the box."""
        if self._box is not None:
            painter.area(_ring(*self._box))


def _ring(first: Corner, second: Corner) -> Coordinates:
    (x1_m, y1_m), (x2_m, y2_m) = first, second
    return np.array([(x1_m, y1_m), (x2_m, y1_m), (x2_m, y2_m), (x1_m, y2_m)], dtype=np.float64)
