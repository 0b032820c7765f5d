"""PlacingTool: what the ways of placing rostered households have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt

from gridmap.errors import GridMapError
from gridmap.model.changes import Changeset
from gridmap.session import Session
from gridmap.ui.placing_queue import PlacingQueue
from gridmap.ui.tools.placing_words import placing_choices
from gridmap.ui.tools.tool import CanvasHost, Choice, MapEvent, QuietTool

Switch = Callable[[str], None]


class PlacingTool(QuietTool):
    """Knows the queue, offers the other ways by `switch`, carries an act out or says why not."""

    name = "place_household"
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
        self.session = session
        self.queue = queue
        self.host = host
        self.today = today
        self.error = ""
        self._switch = switch

    def choices(self) -> tuple[Choice, ...]:
        """Offer the ways of placing."""
        return placing_choices()

    def choose(self, key: str) -> None:
        """Place in another way."""
        self._switch(key)

    def context(self, event: MapEvent) -> bool:
        """Pass over the armed household for now."""
        self.queue.skip()
        self.host.redraw_draft()
        return True

    def carry_out(self, make: Callable[[], Changeset]) -> Changeset | None:
        """Work out an act and apply it; on an error say it in the bar and return None."""
        try:
            changeset = make()
            self.session.apply(changeset)
        except GridMapError as error:
            self.error = str(error)
            return None
        return changeset
