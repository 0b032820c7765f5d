"""Key places: choose a kind, click where it is; the form for its name opens."""

from __future__ import annotations

from typing import Final
from weakref import WeakKeyDictionary

from PySide6.QtCore import Qt
from shapely import Point

from gridmap.actions.places import add_place
from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.session import Session
from gridmap.ui.tools.tool import CanvasHost, Choice, Guide, MapEvent, QuietTool

_LAST_KIND: Final[WeakKeyDictionary[Session, str]] = WeakKeyDictionary()
"""The kind that was used last, by session: one who marks wells goes on with wells."""


class PlacePlaceTool(QuietTool):
    """Ends in actions.places.add_place; the new place is selected."""

    name = "place_place"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, session: Session, host: CanvasHost) -> None:
        self._session = session
        self._host = host
        self._kind = _LAST_KIND.get(session, "")
        self._error = ""

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Choose a kind, then click where the place is.")

    @property
    def chosen(self) -> str:
        """The kind in use, empty before the first is chosen."""
        return self._kind

    def guide(self) -> Guide:
        """Name the kind in use."""
        kind = load_catalogue().places.get(self._kind)
        keys = (
            ("Alt+↓", tr("list of all")),
            ("Tab", tr("next kind")),
            ("Esc", tr("put away")),
        )
        if kind is None:
            return Guide(
                title=tr("Key place"),
                facts=(tr("Choose what it is."),),
                keys=keys,
                error=self._error,
                ask=tr("Choose the kind of place…"),
            )
        title = tr("Place: {kind}", kind=kind.name)
        return Guide(title=title, facts=(tr("Click where it is."),), keys=keys, error=self._error)

    def choices(self) -> tuple[Choice, ...]:
        """Offer all kinds of place."""
        kinds = load_catalogue().places.values()
        return tuple(Choice(kind.code, kind.name, f"place-{kind.code}") for kind in kinds)

    def choose(self, key: str) -> None:
        """Use another kind."""
        self._kind = _LAST_KIND[self._session] = key
        self._error = ""

    def click(self, event: MapEvent) -> None:
        """Put a place here."""
        self._error = "" if self._kind else tr("Choose first what kind of place it is.")
        if self._error:
            self._host.redraw_draft()
            return
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
