"""Place households: a click puts the armed one on the map and arms the next of the roster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import shapely
from PySide6.QtCore import Qt
from shapely import Point

from gridmap.actions.placing import building_at, place_household, spot_for
from gridmap.errors import GridMapError
from gridmap.geo.house_spots import APART_M
from gridmap.i18n import tr
from gridmap.model.features import Area, Household, Village
from gridmap.session import Session
from gridmap.ui.placing_queue import PlacingQueue
from gridmap.ui.tools.placing_words import placing_choices, spoken
from gridmap.ui.tools.tool import (
    CanvasHost,
    Choice,
    DraftPainter,
    Guide,
    MapEvent,
    QuietTool,
    Spot,
)

_NEAR_M: Final = 30.0
"""Households farther from the spot than this cannot be in its way."""

Switch = Callable[[str], None]


class PlaceHouseholdTool(QuietTool):
    """Places the queue's armed household.

    In a building it stands in the middle, beside those that stand there already; the Alt key leaves
    the point where it was clicked. `switch` takes another way of placing in hand.
    """

    name = "place_household"
    chosen = "point"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self,
        session: Session,
        queue: PlacingQueue,
        host: CanvasHost,
        *,
        switch: Switch,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._session = session
        self._queue = queue
        self._host = host
        self._switch = switch
        self._today = today
        self._pointer: Spot | None = None
        self._spot: Spot | None = None
        self._building: Area | None = None
        self._acts: list[int] = []
        self._revision = -1
        self._error = ""

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Click where the household stands; the next one follows by itself.")

    def guide(self) -> Guide:
        """Say who is next and which keys work."""
        return Guide(
            title=tr("Place households"),
            facts=self._facts(),
            keys=self._keys(),
            error=self._error,
        )

    def choices(self) -> tuple[Choice, ...]:
        """Offer the ways of placing."""
        return placing_choices()

    def choose(self, key: str) -> None:
        """Place in another way."""
        self._switch(key)

    def click(self, event: MapEvent) -> None:
        """Place the armed household here."""
        armed = self._queue.armed
        if armed is None:
            return
        self._aim(event)
        assert self._spot is not None
        if self._revision != self._session.document.revision:
            self._acts.clear()
        try:
            changeset = place_household(
                self._session.document, armed.id, Point(self._spot), on=self._today()
            )
            self._session.apply(changeset)
        except GridMapError as error:
            self._error = str(error)
            self._host.redraw_draft()
            return
        self._revision = self._session.document.revision
        self._acts.append(self._revision)
        self._aim(event)
        self._host.redraw_draft()

    def double_click(self, event: MapEvent) -> bool:
        """Take no second household for the second click."""
        return True

    def move(self, event: MapEvent) -> None:
        """Show where the household would stand."""
        self._error = ""
        self._aim(event)
        self._host.redraw_draft()

    def context(self, event: MapEvent) -> bool:
        """Pass over the armed household for now."""
        self._queue.skip()
        self._host.redraw_draft()
        return True

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Backspace takes the last one back."""
        if key == Qt.Key.Key_Backspace:
            self._take_back()
            return True
        return False

    def cancel(self) -> bool:
        """Have no draft: Escape puts the tool away."""
        self._pointer = None
        return False

    def draw_draft(self, painter: DraftPainter) -> None:
        """Draw the house to be and, beside the pointer, whose it is."""
        armed = self._queue.armed
        if self._pointer is None or self._spot is None or armed is None:
            return
        if self._building is not None:
            painter.ring(*self._spot)
        else:
            painter.handles(shapely.get_coordinates(Point(self._spot)))
        painter.words(self._next_words(armed), *self._pointer)

    def _aim(self, event: MapEvent) -> None:
        """Work out where a household would stand that is put under the pointer."""
        self._pointer = event.x_m, event.y_m
        is_free = bool(event.modifiers & Qt.KeyboardModifier.AltModifier)
        self._building = None if is_free else building_at(self._session.document, *self._pointer)
        reach_m = _NEAR_M if self._building is not None else APART_M
        x_m, y_m = self._pointer
        box = (x_m - reach_m, y_m - reach_m, x_m + reach_m, y_m + reach_m)
        near = [] if is_free else self._session.document.in_box(Household, box)
        self._spot = spot_for(self._pointer, self._building, near)

    def _take_back(self) -> None:
        """Undo the last placing, if nothing has been done since."""
        if not self._acts or self._revision != self._session.document.revision:
            self._error = tr("What was done last was not a placing; undo takes it back.")
        else:
            try:
                self._session.undo()
                self._acts.pop()
                self._revision = self._session.document.revision
            except GridMapError as error:
                self._error = str(error)
        self._host.redraw_draft()

    def _next_words(self, household: Household) -> str:
        words = tr("Next: {household}", household=spoken(household))
        village = self._session.document.find(household.village, Village)
        if village is None or village.geometry is None or self._pointer is None:
            return words
        if shapely.intersects_xy(village.geometry, *self._pointer):
            return words
        return words + " · " + tr("outside {village}", village=village.name)

    def _facts(self) -> tuple[str, ...]:
        armed = self._queue.armed
        if armed is None:
            return (tr("Every household has its place on the map."),)
        waiting = tr("{count} to go", count=self._queue.count)
        return (tr("Next: {household}", household=spoken(armed)), waiting)

    def _keys(self) -> tuple[tuple[str, str], ...]:
        keys: list[tuple[str, str]] = []
        if self._queue.armed is not None:
            keys.append((tr("Right click"), tr("skip")))
        if self._acts and self._revision == self._session.document.revision:
            keys.append(("Backspace", tr("take back")))
        if self._building is not None:
            keys.append(("Alt", tr("not in the middle")))
        return (*keys, ("Esc", tr("done")))
