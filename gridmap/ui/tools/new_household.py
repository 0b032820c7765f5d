"""New household: a click makes one that is on no roster, with the next free number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from shapely import Point

from gridmap.actions.belonging import new_household
from gridmap.actions.branch_doors import STYLES, branches_at, door_before
from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Household
from gridmap.session import Session
from gridmap.ui.tools.house_aim import Aim, aim_at, draw_aim
from gridmap.ui.tools.tool import CanvasHost, Choice, DraftPainter, Guide, MapEvent, QuietTool

_NEXT = "next"


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
        self._aim: Aim | None = None
        self._style = _NEXT
        self._doors: dict[str, str] = {}
        self._beside: Household | None = None
        self._known_for: tuple[int, str] = (-1, "")
        self._error = ""

    @property
    def chosen(self) -> str:
        """How the door is written: not at all, or as a branch of its neighbour's."""
        return self._style

    def choices(self) -> tuple[Choice, ...]:
        """Offer no door, or the doors that branch off the one before: nobody is renumbered."""
        if not self._doors:
            return ()
        doors = (Choice(style, self._doors[style]) for style in STYLES)
        return (Choice(_NEXT, tr("No door yet")), *doors)

    def choose(self, key: str) -> None:
        """Write doors in another way."""
        self._style = key

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Click where the house stands, then write its head and door on the right.")

    def guide(self) -> Guide:
        """Say what a click does."""
        return Guide(
            title=tr("New household"),
            facts=(tr("Not on the roster; takes the next free household number"),),
            keys=(("Alt", tr("not in the middle")), ("Esc", tr("done"))),
            error=self._error,
        )

    def click(self, event: MapEvent) -> None:
        """Add a household here and open its form."""
        self._look(event)
        assert self._aim is not None
        point, door = Point(self._aim.spot), self._doors.get(self._style, "")
        try:
            changeset = new_household(
                self._session.document,
                point,
                on=self._today(),
                door=door,
                beside=self._beside,
            )
            self._session.apply(changeset)
        except GridMapError as error:
            self._error = str(error)
            self._host.redraw_draft()
            return
        self._aim = None
        self._host.redraw_draft()
        self._made(changeset.changes[0].id)

    def double_click(self, event: MapEvent) -> bool:
        """Make no second household with the second click."""
        return True

    def move(self, event: MapEvent) -> None:
        """Show where the household would stand."""
        self._error = ""
        self._look(event)
        self._host.redraw_draft()

    def cancel(self) -> bool:
        """Have no draft: Escape puts the tool away."""
        self._aim = None
        return False

    def draw_draft(self, painter: DraftPainter) -> None:
        """Draw the house to be."""
        if self._aim is not None:
            door = self._doors.get(self._style, "")
            draw_aim(painter, self._aim, f"{tr('New household')} {door}".rstrip())

    def _look(self, event: MapEvent) -> None:
        """Work out where the household would stand and which doors it could have."""
        document = self._session.document
        self._aim = aim_at(document, event)
        self._beside = before = door_before(document, Point(self._aim.spot))
        key = (document.revision, before.id if before is not None else "")
        if key != self._known_for:
            self._known_for = key
            self._doors = branches_at(document, Point(self._aim.spot))
