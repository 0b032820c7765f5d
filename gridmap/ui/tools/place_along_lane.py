"""Place along a lane: draw it, and the next households of the roster drop beside it in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np
from PySide6.QtCore import Qt
from shapely import LineString

from gridmap.actions.placing import LaneSpacing, place_along_line, spots_on_lane
from gridmap.geo.house_spots import SIDES
from gridmap.i18n import tr
from gridmap.layers.surface import Coordinates
from gridmap.model.changes import Changeset
from gridmap.model.features import FeatureId, Household
from gridmap.session import Session
from gridmap.ui.placing_queue import PlacingQueue
from gridmap.ui.tools.placing_tool import PlacingTool, Switch
from gridmap.ui.tools.placing_words import spoken
from gridmap.ui.tools.tool import CanvasHost, DraftPainter, Guide, MapEvent, Spot

MOST_ON_A_LANE: Final = 300
_LEAST_SPACING_M: Final = 3.0
_MOST_SPACING_M: Final = 60.0
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS: Final = {Qt.Key.Key_BracketLeft: -1.0, Qt.Key.Key_BracketRight: 1.0}


class PlaceAlongLaneTool(PlacingTool):
    """Clicks make the lane; Enter drops the households shown, as one act.

    The lane itself is not kept. `switch` takes another way of placing in hand.
    """

    chosen = "lane"
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
        self._points: list[Spot] = []
        self._pointer: Spot | None = None
        self._spacing = LaneSpacing()
        self._known_for: tuple[object, ...] = ()
        self._known: list[tuple[Household, Spot]] = []

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Draw along the lane; Enter drops the households that are shown.")

    def guide(self) -> Guide:
        """Say how many would be placed and which keys work."""
        return Guide(
            title=tr("Place along a lane"),
            facts=self._facts(),
            keys=(
                ("[ ]", tr("closer, wider")),
                ("Tab", tr("side")),
                ("Enter", tr("place")),
                ("Esc", tr("drop") if self._points else tr("done")),
            ),
            error=self.error,
        )

    def click(self, event: MapEvent) -> None:
        """Add a corner of the lane."""
        self.error = ""
        self._points.append(event.spot)
        self._pointer = event.spot
        self.host.redraw_draft()

    def double_click(self, event: MapEvent) -> bool:
        """Drop the households that are shown."""
        self._commit()
        return True

    def move(self, event: MapEvent) -> None:
        """Let the last piece of the lane follow the pointer."""
        self._pointer = event.spot
        if self._points:
            self.error = ""
        self.host.redraw_draft()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Change side and spacing, take a corner back, or place."""
        if key in _ENTER:
            self._commit()
        elif key == Qt.Key.Key_Backspace and self._points:
            self._points.pop()
        elif key == Qt.Key.Key_Tab:
            side = SIDES[(SIDES.index(self._spacing.side) + 1) % len(SIDES)]
            self._spacing = replace(self._spacing, side=side)
        elif key in _STEPS:
            wanted_m = self._spacing.spacing_m + _STEPS[key]
            metres = min(max(wanted_m, _LEAST_SPACING_M), _MOST_SPACING_M)
            self._spacing = replace(self._spacing, spacing_m=metres)
        else:
            return False
        self.host.redraw_draft()
        return True

    def cancel(self) -> bool:
        """Drop the lane; without one Escape puts the tool away."""
        had_draft = bool(self._points)
        self._points.clear()
        self.error = ""
        self.host.redraw_draft()
        return had_draft

    def draw_draft(self, painter: DraftPainter) -> None:
        """Draw the lane, the houses to be, and who is the first and the last."""
        lane_m = self._lane_m()
        if len(lane_m):
            painter.line(lane_m, is_dashed=True)
        shown = self._shown()
        if shown:
            painter.handles(np.array([spot for _, spot in shown], dtype=np.float64))
            for (household, spot), _ in zip((shown[0], shown[-1]), range(len(shown)), strict=False):
                painter.words(spoken(household), *spot)
        elif self._pointer is not None and self.queue.armed is not None:
            words = tr("From here: {household}", household=spoken(self.queue.armed))
            painter.words(words, *self._pointer)

    def _lane_m(self) -> Coordinates:
        """Return the lane as drawn so far, to the pointer, no corner twice in a row."""
        points = list(self._points)
        if points and self._pointer is not None:
            points.append(self._pointer)
        kept = [at for number, at in enumerate(points) if not number or at != points[number - 1]]
        return np.array(kept, dtype=np.float64).reshape(-1, 2)

    def _shown(self) -> list[tuple[Household, Spot]]:
        """Return which household would stand where; worked out once for each state."""
        lane_m = self._lane_m()
        if len(lane_m) < 2:
            return []
        armed = self.queue.armed
        key = (lane_m.tobytes(), self._spacing, armed, self.session.document.revision)
        if key != self._known_for:
            self._known_for, self._known = key, self._work_out(lane_m)
        return self._known

    def _work_out(self, lane_m: Coordinates) -> list[tuple[Household, Spot]]:
        ids = self.queue.next_ones(MOST_ON_A_LANE)
        spots = spots_on_lane(len(ids), LineString(lane_m), self._spacing)
        document = self.session.document
        return [(document.get(key, Household), spot) for key, spot in zip(ids, spots, strict=False)]

    def _commit(self) -> None:
        shown = self._shown()
        if not shown:
            self.error = tr("Draw the lane first: at least two points.")
        else:
            self._apply([household.id for household, _ in shown])
        self.host.redraw_draft()

    def _apply(self, households: list[FeatureId]) -> None:
        document, lane = self.session.document, LineString(self._lane_m())

        def make() -> Changeset:
            changeset = place_along_line(document, households, lane, self._spacing, on=self.today())
            self._points.clear()
            return changeset

        done = self.carry_out(make)
        if done is not None:
            self.host.told(done.title)

    def _facts(self) -> tuple[str, ...]:
        sides = {
            "both": tr("on both sides"),
            "left": tr("on the left"),
            "right": tr("on the right"),
            "on": tr("on the line"),
        }
        spacing = tr("every {metres} m", metres=f"{self._spacing.spacing_m:g}")
        count = tr("{count} of {all}", count=len(self._shown()), all=self.queue.count)
        return (count, spacing, sides[self._spacing.side])
