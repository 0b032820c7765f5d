"""Into buildings: the buildings one picks take the next households in walking order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import numpy as np
import shapely
from PySide6.QtCore import Qt

from gridmap.actions.placing import (
    BUILDING,
    building_at,
    empty_buildings,
    match_buildings_to_rows,
    place_in_buildings,
)
from gridmap.geo.house_spots import middle_of
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import Area, FeatureId, Household
from gridmap.session import Session
from gridmap.ui.placing_queue import PlacingQueue
from gridmap.ui.tools.placing_tool import PlacingTool, Switch
from gridmap.ui.tools.placing_words import spoken
from gridmap.ui.tools.tool import CanvasHost, DraftPainter, Guide, MapEvent, Spot

MOST_BUILDINGS: Final = 200
MOST_WORDS: Final = 60
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})

Pair = tuple[Area, Household]


class MatchBuildingsTool(PlacingTool):
    """A drag takes the empty buildings in its box, a click one more or less; Enter places.

    The walk begins where the drag began; Tab walks the other way round. What is shown is what is
    done, as one act. `switch` takes another way of placing in hand.
    """

    chosen = "buildings"
    wants_tab = True

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
        self._box: tuple[Spot, Spot] | None = None
        self._start: Spot | None = None
        self._picked: dict[FeatureId, Area] = {}
        self._is_reversed = False
        self._pairs: list[Pair] = []

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Drag a box over the buildings, from where the roster begins; Enter places.")

    def guide(self) -> Guide:
        """Say how many pairs there are and which keys work."""
        return Guide(
            title=tr("Place into buildings"),
            facts=(
                tr("{count} buildings", count=len(self._picked)),
                tr("{count} of {all}", count=len(self._pairs), all=self.queue.count),
            ),
            keys=(
                (tr("Click"), tr("one more or less")),
                ("Tab", tr("other way round")),
                ("Enter", tr("place")),
                ("Esc", tr("drop") if self._picked else tr("done")),
            ),
            error=self.error,
        )

    def click(self, event: MapEvent) -> None:
        """Take the building under the pointer in, or out again."""
        self.error = ""
        building = building_at(self.session.document, event.x_m, event.y_m)
        if building is None:
            self.error = tr("There is no building here.")
        elif self._picked.pop(building.id, None) is None:
            self._start = self._start or (event.x_m, event.y_m)
            self._picked[building.id] = building
        self._pair()

    def double_click(self, event: MapEvent) -> bool:
        """Do nothing more than the first click did."""
        return True

    def begin_drag(self, event: MapEvent) -> bool:
        """Begin a box; the space bar moves the map."""
        self._box = (event.x_m, event.y_m), (event.x_m, event.y_m)
        if not self._picked:
            self._start = self._box[0]
        return True

    def drag(self, event: MapEvent) -> None:
        """Let the box follow the pointer."""
        if self._box is not None:
            self._box = self._box[0], (event.x_m, event.y_m)
            self.host.redraw_draft()

    def drop(self, event: MapEvent) -> None:
        """Take the empty buildings whose middle lies in the box."""
        if self._box is None:
            return
        (x1_m, y1_m), (x2_m, y2_m) = self._box[0], (event.x_m, event.y_m)
        self._box = None
        box = (min(x1_m, x2_m), min(y1_m, y2_m), max(x1_m, x2_m), max(y1_m, y2_m))
        document = self.session.document
        inside = [
            item
            for item in document.in_box(Area, box)
            if item.area_kind == BUILDING
            and item.geometry is not None
            and shapely.box(*box).covers(shapely.Point(middle_of(item.geometry)))
        ]
        found = empty_buildings(inside, document.in_box(Household, box))
        room = MOST_BUILDINGS - len(self._picked)
        self._picked |= {item.id: item for item in found[:room]}
        self.error = "" if found else tr("There is no empty building in the box.")
        self._pair()

    def context(self, event: MapEvent) -> bool:
        """Begin with the household after the armed one."""
        self.queue.skip()
        self._pair()
        return True

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Place, or walk the other way round."""
        if key in _ENTER:
            self._commit()
        elif key == Qt.Key.Key_Tab:
            self._is_reversed = not self._is_reversed
            self._pair()
        else:
            return False
        return True

    def cancel(self) -> bool:
        """Drop the box or the buildings; without any Escape puts the tool away."""
        had_draft = self._box is not None or bool(self._picked)
        self._forget()
        self.error = ""
        self.host.redraw_draft()
        return had_draft

    def draw_draft(self, painter: DraftPainter) -> None:
        """Draw the box, the walk, and beside each building who comes into it."""
        if self._box is not None:
            (x1_m, y1_m), (x2_m, y2_m) = self._box
            corners = [(x1_m, y1_m), (x2_m, y1_m), (x2_m, y2_m), (x1_m, y2_m)]
            painter.area(np.array(corners, dtype=np.float64))
        if not self._pairs:
            return
        middles = [middle_of(area.geometry) for area, _ in self._pairs if area.geometry]
        walk_m = np.array(middles, dtype=np.float64)
        painter.line(walk_m, is_dashed=True)
        painter.handles(walk_m)
        last = len(self._pairs) - 1
        for number, (_, household) in enumerate(self._pairs[:MOST_WORDS]):
            is_end = number in (0, last)
            words = spoken(household) if is_end else household.door or household.number
            painter.words(words, *middles[number])

    def _pair(self) -> None:
        """Work out who comes into which building."""
        rows = self.queue.next_ones(len(self._picked))
        pairs = match_buildings_to_rows(
            self.session.document,
            list(self._picked),
            rows,
            start_m=self._start or (0.0, 0.0),
        )
        buildings = [building for building, _ in pairs]
        if self._is_reversed:
            buildings.reverse()
        document = self.session.document
        self._pairs = [
            (self._picked[building], document.get(row, Household))
            for building, (_, row) in zip(buildings, pairs, strict=True)
        ]
        self.host.redraw_draft()

    def _commit(self) -> None:
        if not self._pairs:
            self.error = tr("Drag a box over the buildings first.")
            self.host.redraw_draft()
            return
        pairs = [(area.id, household.id) for area, household in self._pairs]

        def make() -> Changeset:
            changeset = place_in_buildings(self.session.document, pairs, on=self.today())
            self._forget()
            return changeset

        done = self.carry_out(make)
        if done is not None:
            self.host.told(done.title)
        self.host.redraw_draft()

    def _forget(self) -> None:
        self._box = None
        self._start = None
        self._picked = {}
        self._pairs = []
        self._is_reversed = False
