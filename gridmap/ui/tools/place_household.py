"""Place households: a click puts the armed one on the map and arms the next of the roster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import shapely
from PySide6.QtCore import Qt
from shapely import Point

from gridmap.actions.placing import place_household
from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.features import Household, Village
from gridmap.session import Session
from gridmap.ui.placing_queue import PlacingQueue
from gridmap.ui.tools.house_aim import Aim, aim_at, draw_aim
from gridmap.ui.tools.placing_tool import PlacingTool, Switch
from gridmap.ui.tools.placing_words import spoken
from gridmap.ui.tools.tool import CanvasHost, DraftPainter, Guide, MapEvent, Spot


class PlaceHouseholdTool(PlacingTool):
    """Places the queue's armed household.

    In a building it stands in the middle, beside those that stand there already; the Alt key leaves
    the point where it was clicked. `switch` takes another way of placing in hand.
    """

    chosen = "point"

    def __init__(
        self,
        session: Session,
        queue: PlacingQueue,
        host: CanvasHost,
        *,
        switch: Switch,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(session, queue, host, switch=switch, today=today)
        self._aim: Aim | None = None
        self._acts: list[int] = []
        self._revision = -1

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
            error=self.error,
        )

    def click(self, event: MapEvent) -> None:
        """Place the armed household here."""
        armed = self.queue.armed
        if armed is None:
            return
        document = self.session.document
        spot = Point(aim_at(document, event).spot)
        if self._revision != document.revision:
            self._acts.clear()
        done = self.carry_out(lambda: place_household(document, armed.id, spot, on=self.today()))
        if done is not None:
            self._revision = document.revision
            self._acts.append(self._revision)
        self._aim = aim_at(document, event)
        self.host.redraw_draft()

    def double_click(self, event: MapEvent) -> bool:
        """Take no second household for the second click."""
        return True

    def move(self, event: MapEvent) -> None:
        """Show where the household would stand."""
        self.error = ""
        self._aim = aim_at(self.session.document, event)
        self.host.redraw_draft()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Backspace takes the last one back."""
        if key == Qt.Key.Key_Backspace:
            self._take_back()
            return True
        return False

    def cancel(self) -> bool:
        """Have no draft: Escape puts the tool away."""
        self._aim = None
        return False

    def draw_draft(self, painter: DraftPainter) -> None:
        """Draw the house to be and, beside the pointer, whose it is."""
        armed = self.queue.armed
        if self._aim is not None and armed is not None:
            draw_aim(painter, self._aim, self._next_words(armed, self._aim.pointer))

    def _take_back(self) -> None:
        """Undo the last placing, if nothing has been done since."""
        if not self._acts or self._revision != self.session.document.revision:
            self.error = tr("What was done last was not a placing; undo takes it back.")
        else:
            try:
                self.session.undo()
                self._acts.pop()
                self._revision = self.session.document.revision
            except GridMapError as error:
                self.error = str(error)
        self.host.redraw_draft()

    def _next_words(self, household: Household, pointer: Spot) -> str:
        words = tr("Next: {household}", household=spoken(household))
        village = self.session.document.find(household.village, Village)
        if village is None or village.geometry is None:
            return words
        if shapely.intersects_xy(village.geometry, *pointer):
            return words
        return words + " · " + tr("outside {village}", village=village.name)

    def _facts(self) -> tuple[str, ...]:
        armed = self.queue.armed
        if armed is None:
            return (tr("Every household has its place on the map."),)
        waiting = tr("{count} to go", count=self.queue.count)
        return (tr("Next: {household}", household=spoken(armed)), waiting)

    def _keys(self) -> tuple[tuple[str, str], ...]:
        keys: list[tuple[str, str]] = []
        if self.queue.armed is not None:
            keys.append((tr("Right click"), tr("skip")))
        if self._acts and self._revision == self.session.document.revision:
            keys.append(("Backspace", tr("take back")))
        if self._aim is not None and self._aim.building is not None:
            keys.append(("Alt", tr("not in the middle")))
        return (*keys, ("Esc", tr("done")))
