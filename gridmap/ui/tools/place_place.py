"""Key places: choose a kind, click where it is; the form for its name opens."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from shapely import Point

from gridmap.actions.places import add_place
from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.session import Session
from gridmap.ui.tools.tool import CanvasHost, Choice, Guide, MapEvent, QuietTool

_FIRST_KIND: Final = "P01"


class PlacePlaceTool(QuietTool):
    """Ends in actions.places.add_place; the new place is selected."""

    name = "place_place"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, session: Session, host: CanvasHost) -> None:
        self._session = session
        self._host = host
        self._kind = _FIRST_KIND
        self._error = ""

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Choose a kind, then click where the place is.")

    @property
    def chosen(self) -> str:
        """The kind in use."""
        return self._kind

    def guide(self) -> Guide:
        """Name the kind in use."""
        kind = load_catalogue().places[self._kind]
        keys = (("Tab", tr("next kind")), ("Esc", tr("put away")))
        facts = (tr("Click where it is."),)
        return Guide(
            title=tr("Place: {kind}", kind=kind.name), facts=facts, keys=keys, error=self._error
        )

    def choices(self) -> tuple[Choice, ...]:
        """Offer all kinds of place."""
        kinds = load_catalogue().places.values()
        return tuple(Choice(kind.code, kind.name, f"place-{kind.code}") for kind in kinds)

    def choose(self, key: str) -> None:
        """Use another kind."""
        self._kind = key

    def click(self, event: MapEvent) -> None:
        """Put a place here."""
        self._error = ""
        try:
            point = Point(event.x_m, event.y_m)
            changeset = add_place(self._session.document, self._kind, point)
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
