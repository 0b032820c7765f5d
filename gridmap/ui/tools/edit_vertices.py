"""Edit corners: drag one for all grids that share it, click a border for one more, Delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from PySide6.QtCore import Qt

from gridmap.actions.boundaries import delete_vertex, insert_vertex, move_vertex
from gridmap.errors import GridMapError, UsageError
from gridmap.geo.partition_edges import to_m, to_mm
from gridmap.geo.snapping import SNAP_PX
from gridmap.i18n import tr
from gridmap.layers.surface import Coordinates
from gridmap.model.changes import Changeset
from gridmap.model.features import FeatureId, Grid, Village
from gridmap.session import Session
from gridmap.ui.tools.borders import VillageBorders
from gridmap.ui.tools.snapper import GRID_BORDERS
from gridmap.ui.tools.tool import (
    CanvasHost,
    DraftPainter,
    Guide,
    MapEvent,
    QuietTool,
    SnappedPoint,
    Spot,
)

_MOST_HANDLES: Final = 800
"""With more corners than this in sight only those near the pointer show."""


class EditVerticesTool(QuietTool):
    """Ends in actions.boundaries.move_vertex, insert_vertex and delete_vertex.

    Corners of a village's outline move only with the Shift key: a surveyed line is never moved
    unasked.
    """

    name = "edit_vertices"
    snaps_to = GRID_BORDERS

    def __init__(self, session: Session, host: CanvasHost) -> None:
        self._session = session
        self._host = host
        self._borders = VillageBorders(session.document)
        self._over: SnappedPoint | None = None
        self._held: SnappedPoint | None = None
        self._end: Spot | None = None
        self._village: FeatureId | None = None
        self._error = ""

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Drag a corner; click a border for a new one; Delete removes the one pointed at.")

    def guide(self) -> Guide:
        """Return the keys."""
        keys = (("Delete", tr("remove corner")), ("Shift", tr("move the village border too")))
        return Guide(
            title=tr("Edit corners"),
            facts=(tr("Drag a corner, click a border for a new one."),),
            keys=(("Alt", tr("no snapping")), *keys, ("Esc", tr("put away"))),
            error=self._error,
        )

    def move(self, event: MapEvent) -> None:
        """Look what is under the pointer."""
        self._over = event.snapped
        self._village = self._borders.village_at(event.x_m, event.y_m) or self._village
        self._host.redraw_draft()

    def click(self, event: MapEvent) -> None:
        """Put a new corner on the border under the pointer."""
        self._error = ""
        self._over = event.snapped
        if event.snapped is not None and event.snapped.edge is not None:
            spot, village = event.snapped, self._village_of(event.snapped)
            reach_m = SNAP_PX * self._host.screen_view.m_per_px
            self._try(
                lambda: insert_vertex(
                    self._session.document, village, spot.x_m, spot.y_m, tolerance_m=reach_m
                )
            )
        self._host.redraw_draft()

    def double_click(self, event: MapEvent) -> bool:
        """Do nothing more for the second click."""
        return True

    def begin_drag(self, event: MapEvent) -> bool:
        """Take a corner in hand; elsewhere let the map move."""
        if event.snapped is None or event.snapped.edge is not None:
            return False
        self._error = ""
        self._held = event.snapped
        return True

    def drag(self, event: MapEvent) -> None:
        """Let the corner follow the pointer."""
        self._end = self._goal(event)
        self._host.redraw_draft()

    def drop(self, event: MapEvent) -> None:
        """Set the corner down."""
        held, end = self._held, self._goal(event)
        self._let_go()
        if held is not None and end != (held.x_m, held.y_m):
            self._try(lambda: self._moved(held, end, with_outline=event.has_shift))
        self._host.redraw_draft()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Delete the corner under the pointer."""
        spot = self._over
        if key != Qt.Key.Key_Delete or spot is None or spot.edge is not None:
            return False
        village = self._village_of(spot)
        self._error = ""
        self._try(lambda: delete_vertex(self._session.document, village, spot.x_m, spot.y_m))
        self._over = None
        self._host.redraw_draft()
        return True

    def cancel(self) -> bool:
        """Let the corner go back to where it was."""
        was_busy = self._held is not None or bool(self._error)
        self._error = ""
        self._let_go()
        self._host.redraw_draft()
        return was_busy

    def draw_draft(self, painter: DraftPainter) -> None:
        """Draw the corners in sight, and the border as it would be."""
        painter.handles(self._corners_in_sight())
        if self._held is not None and self._end is not None:
            for neighbour in self._neighbours(self._held):
                painter.line(np.array([neighbour, self._end]), is_dashed=True)
            painter.ring(*self._end)
        elif self._over is not None:
            if self._over.edge is not None:
                painter.followed(np.array(self._over.edge))
            painter.ring(self._over.x_m, self._over.y_m)
            painter.words(self._over.words, self._over.x_m, self._over.y_m)

    def _moved(self, held: SnappedPoint, end: Spot, *, with_outline: bool) -> Changeset:
        document = self._session.document
        on_outline = any(document.find(key, Village) is not None for key in held.features)
        if on_outline and not with_outline:
            raise UsageError(
                tr("This corner belongs to the village's outline."),
                hint=tr("Hold the Shift key to move the outline with it."),
            )
        start = (held.x_m, held.y_m)
        return move_vertex(document, self._village_of(held), start, end, with_outline=on_outline)

    def _try(self, make: Callable[[], Changeset]) -> None:
        try:
            changeset = make()
            self._session.apply(changeset)
        except GridMapError as error:
            self._error = str(error)
        else:
            self._host.told(changeset.title)

    def _goal(self, event: MapEvent) -> Spot:
        """Return where the corner would go: not back to itself or along its own borders."""
        held, snapped = self._held, event.snapped
        if held is None or snapped is None:
            return event.x_m, event.y_m
        start = (held.x_m, held.y_m)
        is_own = (snapped.x_m, snapped.y_m) == start or start in (snapped.edge or ())
        return (event.x_m, event.y_m) if is_own else event.spot

    def _let_go(self) -> None:
        self._held = None
        self._end = None

    def _village_of(self, spot: SnappedPoint) -> FeatureId:
        """Return the village whose border this is."""
        document = self._session.document
        for key in spot.features:
            grid = document.find(key, Grid)
            if grid is not None:
                return grid.village
        return next(key for key in spot.features if document.find(key, Village) is not None)

    def _corners_in_sight(self) -> Coordinates:
        partition = self._borders.partition(self._village)
        if partition is None:
            return np.empty((0, 2))
        corners = to_m(np.unique(partition.edges().reshape(-1, 2), axis=0))
        screen = self._host.screen_view
        at_px = screen.to_px(corners)
        in_sight = ((at_px > 0) & (at_px < np.array(screen.size_px))).all(axis=1)
        shown: Coordinates = corners[in_sight]
        return shown if len(shown) <= _MOST_HANDLES else np.empty((0, 2))

    def _neighbours(self, held: SnappedPoint) -> list[Spot]:
        """Return the corners to which borders lead from one."""
        partition = self._borders.partition(self._village_of(held))
        if partition is None:
            return []
        corner, edges = to_mm(np.array([held.x_m, held.y_m])), partition.edges()
        from_here = edges[(edges[:, :2] == corner).all(axis=1)][:, 2:]
        to_here = edges[(edges[:, 2:] == corner).all(axis=1)][:, :2]
        return [(x, y) for x, y in to_m(np.concatenate([from_here, to_here])).tolist()]
