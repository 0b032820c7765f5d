"""Select: a click takes what is under the pointer, Shift adds.

Shift and drag draw a box, Ctrl and drag a line freely round what is meant.
"""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.i18n import tr
from gridmap.layers.surface import Coordinates
from gridmap.model.features import FeatureId, geometry_of
from gridmap.session import Session
from gridmap.ui.tools.tool import CanvasHost, DraftPainter, MapEvent, QuietTool

Corner = tuple[float, float]


class SelectTool(QuietTool):
    """Changes the session's selection and nothing else."""

    def __init__(self, session: Session, host: CanvasHost) -> None:
        self._session = session
        self._host = host
        self._box: tuple[Corner, Corner] | None = None
        self._lasso: list[Corner] = []

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr(
            "Click selects, Shift adds; Shift and drag draw a box, Ctrl and drag go round freely."
        )

    def click(self, event: MapEvent) -> None:
        """Select what is under the pointer, on open ground the grid it belongs to.

        With Shift or Ctrl add it or take it away; open ground then means nothing.
        """
        hit = frozenset(event.hits[:1])
        if event.has_shift or event.has_control:
            self._session.select(self._session.selection ^ hit)
            return
        if not hit:
            grid = self._host.grid_at(event.x_m, event.y_m)
            hit = frozenset() if grid is None else frozenset((grid,))
        self._session.select(hit)

    def begin_drag(self, event: MapEvent) -> bool:
        """Take a drag with Shift, which draws the box, or with Ctrl, which goes round."""
        at = (event.x_m, event.y_m)
        if event.has_control:
            self._lasso = [at]
        elif event.has_shift:
            self._box = at, at
        return bool(self._lasso) or self._box is not None

    def drag(self, event: MapEvent) -> None:
        """Let the box or the line follow the pointer."""
        at = (event.x_m, event.y_m)
        if self._box is not None:
            self._box = self._box[0], at
        elif self._lasso:
            self._lasso.append(at)
        self._host.redraw_draft()

    def drop(self, event: MapEvent) -> None:
        """Add what the box or the line holds to the selection."""
        self.drag(event)
        ring, is_box = self._ring(), self._box is not None
        self._let_go()
        if len(ring) > 2:
            shape = shapely.make_valid(shapely.Polygon(ring))
            # what lies in a box needs no second look: of a county that would take a second
            found = self._host.features_in(shape.bounds) if is_box else self._inside(shape)
            self._session.select(self._session.selection.union(found))
        self._host.redraw_draft()

    def cancel(self) -> bool:
        """Drop the box or the line, else clear the selection."""
        if self._box is not None or self._lasso:
            self._let_go()
            self._host.redraw_draft()
            return True
        had_selection = bool(self._session.selection)
        self._session.select(())
        return had_selection

    def draw_draft(self, painter: DraftPainter) -> None:
        """Draw the box or the line."""
        ring = self._ring()
        if len(ring) > 1:
            painter.area(ring)

    def _ring(self) -> Coordinates:
        if self._box is None:
            return np.array(self._lasso, dtype=np.float64).reshape(-1, 2)
        (x1_m, y1_m), (x2_m, y2_m) = self._box
        return np.array([(x1_m, y1_m), (x2_m, y1_m), (x2_m, y2_m), (x1_m, y2_m)])

    def _let_go(self) -> None:
        self._box = None
        self._lasso = []

    def _inside(self, shape: BaseGeometry) -> frozenset[FeatureId]:
        """Return the point features that a shape covers."""
        found = self._session.document.find_all(self._host.features_in(shape.bounds))
        points = np.array([geometry_of(feature) for feature in found], dtype=object)
        if not len(points):
            return frozenset()
        shapely.prepare(shape)
        rows = np.flatnonzero(shapely.covers(shape, points)).tolist()
        return frozenset(found[row].id for row in rows)
