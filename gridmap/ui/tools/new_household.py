"""New household: a click makes one that is on no roster, with the next free number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import shapely
from PySide6.QtCore import Qt
from shapely import Point

from gridmap.actions.belonging import new_household
from gridmap.actions.placing import building_at, spot_for
from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Household
from gridmap.session import Session
from gridmap.ui.tools.tool import CanvasHost, DraftPainter, Guide, MapEvent, QuietTool, Spot

_NEAR_M = 30.0


class NewHouseholdTool(QuietTool):
    """Adds a household where one clicks; `made` gets its id, to open its form."""

    name = "new_household"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self,
        session: Session,
        host: CanvasHost,
        *,
        made: Callable[[FeatureId], None],
        today: Callable[[], date] = date.today,
    ) -> None:
        self._session = session
        self._host = host
        self._made = made
        self._today = today
        self._pointer: Spot | None = None
        self._spot: Spot | None = None
        self._is_in_building = False
        self._error = ""

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Click where the house stands, then write its door number on the right.")

    def guide(self) -> Guide:
        """Say what a click does."""
        return Guide(
            title=tr("New household"),
            facts=(tr("Not on the roster; gets the next free number"),),
            keys=(("Alt", tr("not in the middle")), ("Esc", tr("done"))),
            error=self._error,
        )

    def click(self, event: MapEvent) -> None:
        """Add a household here and open its form."""
        self._aim(event)
        assert self._spot is not None
        try:
            changeset = new_household(self._session.document, Point(self._spot), on=self._today())
            self._session.apply(changeset)
        except GridMapError as error:
            self._error = str(error)
            self._host.redraw_draft()
            return
        self._pointer = None
        self._host.redraw_draft()
        self._made(changeset.changes[0].id)

    def double_click(self, event: MapEvent) -> bool:
        """Make no second household with the second click."""
        return True

    def move(self, event: MapEvent) -> None:
        """Show where the household would stand."""
        self._error = ""
        self._aim(event)
        self._host.redraw_draft()

    def cancel(self) -> bool:
        """Have no draft: Escape puts the tool away."""
        self._pointer = None
        return False

    def draw_draft(self, painter: DraftPainter) -> None:
        """Draw the house to be."""
        if self._pointer is None or self._spot is None:
            return
        if self._is_in_building:
            painter.ring(*self._spot)
        else:
            painter.handles(shapely.get_coordinates(Point(self._spot)))
        painter.words(tr("New household"), *self._pointer)

    def _aim(self, event: MapEvent) -> None:
        x_m, y_m = self._pointer = event.x_m, event.y_m
        document = self._session.document
        is_free = bool(event.modifiers & Qt.KeyboardModifier.AltModifier)
        building = None if is_free else building_at(document, x_m, y_m)
        box = (x_m - _NEAR_M, y_m - _NEAR_M, x_m + _NEAR_M, y_m + _NEAR_M)
        near = [] if is_free else document.in_box(Household, box)
        self._spot = spot_for(self._pointer, building, near)
        self._is_in_building = building is not None
