"""Notes: a click pins one for the people who draw; its text is written in the form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from shapely import Point

from gridmap.actions.ground import pin_note
from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.session import Session
from gridmap.ui.tools.tool import CanvasHost, Guide, MapEvent, QuietTool


class NoteTool(QuietTool):
    """Ends in actions.ground.pin_note; the new note is selected."""

    name = "note"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, session: Session, host: CanvasHost) -> None:
        self._session = session
        self._host = host
        self._error = ""

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Click where the note belongs, then write it on the right.")

    def guide(self) -> Guide:
        """Say what to do."""
        keys = (("Esc", tr("put away")),)
        return Guide(title=tr("Pin a note"), facts=(self.hint,), keys=keys, error=self._error)

    def click(self, event: MapEvent) -> None:
        """Pin a note here."""
        self._error = ""
        try:
            changeset = pin_note(Point(event.x_m, event.y_m), tr("New note"))
            self._session.apply(changeset)
        except GridMapError as error:
            self._error = str(error)
        else:
            self._session.select(changeset.ids())
            self._host.told(changeset.title)
        self._host.redraw_draft()

    def double_click(self, event: MapEvent) -> bool:
        """Do nothing more for the second click."""
        return True
