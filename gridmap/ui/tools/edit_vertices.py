"""Edit corners: drag one for all grids that share it, click a border for one more, Delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import shapely
from PySide6.QtCore import Qt

from gridmap.actions.boundaries import (
    delete_vertex,
    insert_vertex,
    move_outline_vertex,
    move_vertex,
)
from gridmap.actions.ground_corners import (
    delete_ground_corner,
    insert_ground_corner,
    move_ground_corner,
)
from gridmap.actions.land import Part
from gridmap.errors import GridMapError, UsageError
from gridmap.geo.partition_edges import Edges, edges_of, to_m, to_mm
from gridmap.geo.snapping import SNAP_PX
from gridmap.i18n import tr
from gridmap.layers.surface import Coordinates
from gridmap.model.changes import Changeset
from gridmap.model.features import (
    Area,
    Feature,
    FeatureId,
    Grid,
    Line,
    Village,
    VillagerGroup,
    geometry_of,
)
from gridmap.session import Session
from gridmap.ui.tools.borders import VillageBorders
from gridmap.ui.tools.tool import (
    CanvasHost,
    DraftPainter,
    Guide,
    MapEvent,
    QuietTool,
    SnappedPoint,
    Spot,
)

_NO_EDGES: Final = np.empty((0, 4), dtype=np.int64)
_MOST_HANDLES: Final = 800
"""With more corners than this in sight only those near the pointer show."""


class EditVerticesTool(QuietTool):
    """Corners of grids and groups, of village outlines, and of lanes, waters and other ground.

    What shares a corner moves with it. Corners of a village's outline move only with the Shift key:
    a surveyed line is never moved unasked.
    """

    name = "edit_vertices"
    snaps_to = frozenset[type[Feature]]((Village, Grid, VillagerGroup, Line, Area))

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
        self._over = event.under
        self._village = self._borders.village_at(event.x_m, event.y_m) or self._village
        self._host.redraw_draft()

    def click(self, event: MapEvent) -> None:
        """Put a new corner on the border under the pointer."""
        self._error = ""
        self._over = event.under
        if event.under is not None and event.under.edge is not None:
            spot, reach_m = event.under, SNAP_PX * self._host.screen_view.m_per_px
            self._try(lambda: self._inserted(spot, reach_m))
        self._host.redraw_draft()

    def double_click(self, event: MapEvent) -> bool:
        """Do nothing more for the second click."""
        return True

    def begin_drag(self, event: MapEvent) -> bool:
        """Take a corner in hand; elsewhere let the map move."""
        if event.under is None or event.under.edge is not None:
            return False
        self._error = ""
        self._held = event.under
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
        """Delete the corner under the pointer; with Shift also one of the village's outline."""
        spot = self._over
        if key != Qt.Key.Key_Delete or spot is None or spot.edge is not None:
            return False
        is_asked = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        self._error = ""
        self._try(lambda: self._deleted(spot, with_outline=is_asked))
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
        document, start = self._session.document, (held.x_m, held.y_m)
        ground = self._ground(held)
        if ground:
            return move_ground_corner(document, ground, start, end)
        village = self._village_of(held)
        if not self._is_on_outline(held):
            return move_vertex(document, village, start, end, kinds=self._kinds(held))
        if not with_outline:
            raise UsageError(
                tr("This corner belongs to the village's outline."),
                hint=tr("Hold the Shift key to move the outline with it."),
            )
        return move_outline_vertex(document, village, start, end)

    def _inserted(self, spot: SnappedPoint, reach_m: float) -> Changeset:
        document, ground = self._session.document, self._ground(spot)
        if ground:
            return insert_ground_corner(document, ground, spot.x_m, spot.y_m)
        village, kinds = self._village_of(spot), self._kinds(spot)
        return insert_vertex(
            document, village, spot.x_m, spot.y_m, tolerance_m=reach_m, kinds=kinds
        )

    def _deleted(self, spot: SnappedPoint, *, with_outline: bool) -> Changeset:
        document, ground = self._session.document, self._ground(spot)
        if ground:
            return delete_ground_corner(document, ground, spot.x_m, spot.y_m)
        village, on_outline = self._village_of(spot), self._is_on_outline(spot)
        return delete_vertex(
            document,
            village,
            spot.x_m,
            spot.y_m,
            kinds=self._kinds(spot),
            with_outline=on_outline and with_outline,
        )

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

    def _ground(self, spot: SnappedPoint) -> list[FeatureId]:
        """Return the lines and areas that a corner or border is of: all that have the corner."""
        document = self._session.document
        own = [key for key in spot.features if document.find(key, Line) or document.find(key, Area)]
        if not own or spot.edge is not None:
            return own
        box = (spot.x_m - 0.01, spot.y_m - 0.01, spot.x_m + 0.01, spot.y_m + 0.01)
        corner = to_mm(np.array([spot.x_m, spot.y_m]))
        for line in document.in_box(Line, box):
            points = shapely.get_coordinates(line.geometry)
            if line.id not in own and bool((to_mm(points) == corner).all(axis=1).any()):
                own.append(line.id)
        return own

    def _kinds(self, spot: SnappedPoint) -> tuple[type[Part], ...]:
        """Return whether grids, groups or both have a corner or border."""
        document = self._session.document
        kinds: tuple[type[Part], ...] = (Grid, VillagerGroup)
        have = [kind for kind in kinds if any(document.find(key, kind) for key in spot.features)]
        return tuple(have) or (Grid,)

    def _is_on_outline(self, spot: SnappedPoint) -> bool:
        return any(self._session.document.find(key, Village) for key in spot.features)

    def _village_of(self, spot: SnappedPoint) -> FeatureId:
        """Return the village whose border this is."""
        document = self._session.document
        for key in spot.features:
            part = document.find(key, Grid) or document.find(key, VillagerGroup)
            if part is not None:
                return part.village
        return next(key for key in spot.features if document.find(key, Village) is not None)

    def _corners_in_sight(self) -> Coordinates:
        """Return the corners of the village's grids and of what is under the pointer."""
        partition = self._borders.partition(self._village)
        edges = [] if partition is None else [partition.edges()]
        edges.append(self._edges(self._over) if self._over is not None else _NO_EDGES)
        corners = to_m(np.unique(np.concatenate(edges).reshape(-1, 2), axis=0))
        screen = self._host.screen_view
        at_px = screen.to_px(corners)
        in_sight = ((at_px > 0) & (at_px < np.array(screen.size_px))).all(axis=1)
        shown: Coordinates = corners[in_sight]
        return shown if len(shown) <= _MOST_HANDLES else np.empty((0, 2))

    def _neighbours(self, held: SnappedPoint) -> list[Spot]:
        """Return the corners to which borders lead from one."""
        corner, edges = to_mm(np.array([held.x_m, held.y_m])), self._edges(held)
        from_here = edges[(edges[:, :2] == corner).all(axis=1)][:, 2:]
        to_here = edges[(edges[:, 2:] == corner).all(axis=1)][:, :2]
        return [(x, y) for x, y in to_m(np.concatenate([from_here, to_here])).tolist()]

    def _edges(self, spot: SnappedPoint) -> Edges:
        """Return the borders of all that has a corner or border."""
        keys = dict.fromkeys((*spot.features, *self._ground(spot)))
        found = [self._session.document.find_any(key) for key in keys]
        shapes = [geometry_of(feature) for feature in found if feature is not None]
        drawn = [shape for shape in shapes if shape is not None]
        return edges_of(drawn)[0] if drawn else _NO_EDGES
