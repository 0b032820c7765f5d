"""Draw the area of the incident that is open: flooded land, a slope, whatever is hit."""

from __future__ import annotations

from typing import Final

from shapely import Polygon

from gridmap.actions.incidents import draw_incident_area
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.evacuation import open_incidents
from gridmap.model.features import Feature, FeatureId, Grid, Incident, Village, VillagerGroup
from gridmap.session import Session
from gridmap.ui.tools.draft_tool import DraftTool
from gridmap.ui.tools.tool import CanvasHost, Choice
from gridmap.ui.tools.wording import area_words

_NEW: Final = "new"
_MORE: Final = "more"


class DrawIncidentTool(DraftTool):
    """Ends in actions.incidents.draw_incident_area; the area knows no border of a village."""

    name = "draw_incident"
    snaps_to = frozenset[type[Feature]]((Village, Grid, VillagerGroup))
    is_closed = True
    least_corners = 3

    def __init__(self, session: Session, host: CanvasHost) -> None:
        super().__init__(session, host)
        self._how = _NEW
        self.incident: FeatureId | None = None

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Click round the land that is hit; villages and grids may be crossed.")

    @property
    def title(self) -> str:
        """Which incident it is."""
        found = self._found()
        return tr("Area of {name}", name=found.name if found is not None else "")

    @property
    def chosen(self) -> str:
        """Whether the outline replaces the area or is added to it."""
        return self._how

    def choices(self) -> tuple[Choice, ...]:
        """Offer to add to the area once there is one."""
        found = self._found()
        if found is None or found.geometry is None:
            return ()
        return Choice(_NEW, tr("Instead of the area")), Choice(_MORE, tr("Added to the area"))

    def choose(self, key: str) -> None:
        """Replace the area, or add to it."""
        self._how = key

    def facts(self) -> tuple[str, ...]:
        """Return area and households."""
        ring = self.outline_m(with_pointer=True)
        if len(ring) < 3:
            return (tr("{count} corners", count=len(self.draft)),)
        shape = Polygon(ring).buffer(0)
        homes = self.borders.households_in(shape)
        return area_words(shape.area), tr("{count} households", count=homes)

    def changeset(self) -> Changeset:
        """Return the act of drawing the area. Raises: GridMapError."""
        found = self._found()
        if found is None:
            raise UsageError(tr("No incident is open."), hint=tr("Open one in the Care menu."))
        outline = Polygon(self.outline_m())
        return draw_incident_area(self.session.document, found.id, outline, adds=self._how == _MORE)

    def _found(self) -> Incident | None:
        there = open_incidents(self.session.document)
        return next((item for item in there if item.id == self.incident), next(iter(there), None))
