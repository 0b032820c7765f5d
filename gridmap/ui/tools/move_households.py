"""Move households: drag one, or all that are selected, to where they stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
from PySide6.QtCore import Qt

from gridmap.actions.placing import move_households
from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Household
from gridmap.session import Session
from gridmap.ui.tools.placing_words import spoken
from gridmap.ui.tools.tool import CanvasHost, DraftPainter, Guide, MapEvent, QuietTool, Spot
from gridmap.ui.tools.wording import length_words


class MoveHouseholdsTool(QuietTool):
    """A drag that begins on a household moves it, and with it the others that are selected.

    Clicks select as the select tool does; a drag on empty ground moves the map.
    """

    name = "move_households"
    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(
        self, session: Session, host: CanvasHost, *, today: Callable[[], date] = date.today
    ) -> None:
        self._session = session
        self._host = host
        self._today = today
        self._start: Spot | None = None
        self._end: Spot | None = None
        self._error = ""

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Drag a household; with several selected all of them move.")

    def guide(self) -> Guide:
        """Say how many move, and how far."""
        moving = self._moving()
        if self._start is None:
            facts = (tr("{count} selected", count=len(moving)),) if moving else (self.hint,)
            return Guide(
                title=tr("Move households"),
                facts=facts,
                keys=((tr("Shift click"), tr("more")), ("Esc", tr("done"))),
                error=self._error,
            )
        name = (
            spoken(moving[0]) if len(moving) == 1 else tr("{count} households", count=len(moving))
        )
        return Guide(
            title=tr("Move households"),
            facts=(name, length_words(float(np.hypot(*self._shift())))),
            keys=(("Esc", tr("leave where it was")),),
        )

    def click(self, event: MapEvent) -> None:
        """Select the household under the pointer; with Shift or Ctrl add it or take it away."""
        self._error = ""
        hit = frozenset(key for key in (self._household_at(event),) if key is not None)
        if event.has_shift or event.has_control:
            self._session.select(self._session.selection ^ hit)
        else:
            self._session.select(hit)
        self._host.redraw_draft()

    def begin_drag(self, event: MapEvent) -> bool:
        """Take a drag that begins on a household."""
        household = self._household_at(event)
        if household is None or self._session.store.is_read_only:
            return False
        if household not in self._session.selection:
            self._session.select((household,))
        self._error = ""
        self._start = self._end = (event.x_m, event.y_m)
        return True

    def drag(self, event: MapEvent) -> None:
        """Show where they would stand."""
        if self._start is not None:
            self._end = (event.x_m, event.y_m)
            self._host.redraw_draft()

    def drop(self, event: MapEvent) -> None:
        """Put them there."""
        if self._start is None:
            return
        self._end = (event.x_m, event.y_m)
        (dx_m, dy_m), moving = self._shift(), self._moving()
        self._start = self._end = None
        ids = [household.id for household in moving]
        try:
            changeset = move_households(self._session.document, ids, dx_m, dy_m, on=self._today())
            self._session.apply(changeset)
        except GridMapError as error:
            self._error = str(error)
        else:
            self._host.told(changeset.title)
        self._host.redraw_draft()

    def cancel(self) -> bool:
        """Leave everything where it was."""
        was_dragging = self._start is not None
        self._start = self._end = None
        self._error = ""
        self._host.redraw_draft()
        return was_dragging

    def draw_draft(self, painter: DraftPainter) -> None:
        """Draw the way of each and where it would stand."""
        if self._start is None or self._end is None:
            return
        places = [item.geometry for item in self._moving() if item.geometry is not None]
        before = np.array([(place.x, place.y) for place in places], dtype=np.float64)
        after = before + np.array(self._shift())
        for old, new in zip(before, after, strict=True):
            painter.line(np.array([old, new]), is_dashed=True)
        painter.handles(after)
        painter.words(length_words(float(np.hypot(*self._shift()))), *self._end)

    def _shift(self) -> Spot:
        if self._start is None or self._end is None:
            return 0.0, 0.0
        return self._end[0] - self._start[0], self._end[1] - self._start[1]

    def _moving(self) -> list[Household]:
        """Return the selected households that stand on the map, in a steady order."""
        found = (self._session.document.find(key, Household) for key in self._session.selection)
        placed = [item for item in found if item is not None and item.geometry is not None]
        return sorted(placed, key=lambda item: item.id)

    def _household_at(self, event: MapEvent) -> FeatureId | None:
        document = self._session.document
        return next((key for key in event.hits if document.find(key, Household)), None)
