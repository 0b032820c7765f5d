"""Draw the boundary of a villager group: of one without, or of a new one."""

from __future__ import annotations

from typing import Final

from shapely import Polygon

from gridmap.actions.outlines import draw_group
from gridmap.errors import UsageError
from gridmap.geo.partition_drawing import TOLERANCE_M
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import Feature, FeatureId, Grid, Village, VillagerGroup
from gridmap.session import Session
from gridmap.ui.tools.draft_tool import DraftTool
from gridmap.ui.tools.tool import CanvasHost, Choice, MapEvent
from gridmap.ui.tools.wording import area_words

_NEW: Final = ""
_MOST_CHOICES: Final = 17


class DrawGroupTool(DraftTool):
    """Ends in actions.outlines.draw_group; it follows borders of grids and of the village."""

    name = "draw_group"
    snaps_to = frozenset[type[Feature]]((Village, Grid, VillagerGroup))
    is_closed = True
    follows = True

    def __init__(self, session: Session, host: CanvasHost) -> None:
        super().__init__(session, host)
        self._home: FeatureId | None = None
        self._group = next(
            (key for key in session.selection if session.document.find(key, VillagerGroup)), _NEW
        )
        self._is_chosen = self._group != _NEW

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Click round the land of the villager group.")

    @property
    def title(self) -> str:
        """Whose boundary it is."""
        group = self.session.document.find(FeatureId(self._group), VillagerGroup)
        name = group.name if group is not None else tr("a new group")
        return tr("Group boundary: {name}", name=name)

    @property
    def chosen(self) -> str:
        """The group being drawn."""
        return self._group

    def choices(self) -> tuple[Choice, ...]:
        """Offer the groups of the village that have no boundary, and a new one."""
        waiting = [Choice(group.id, group.name) for group in self._waiting()]
        if not waiting and self._group == _NEW:
            return ()
        return (*waiting[:_MOST_CHOICES], Choice(_NEW, tr("A new group")))

    def choose(self, key: str) -> None:
        """Draw another group."""
        self._group = key
        self._is_chosen = True

    def move(self, event: MapEvent) -> None:
        """Offer the groups of the village under the pointer; a draft settles which it is."""
        if not len(self.draft):
            self._enter(self.borders.village_at(event.x_m, event.y_m))
        super().move(event)

    def facts(self) -> tuple[str, ...]:
        """Return corners, area and households."""
        corners = tr("{count} corners", count=len(self.draft))
        points = self.outline_m(with_pointer=True)
        if len(points) < 3:
            return (corners,)
        shape = Polygon(points).buffer(0)
        homes = self.borders.households_in(shape)
        return corners, area_words(shape.area), tr("{count} households", count=homes)

    def changeset(self) -> Changeset:
        """Return the act of drawing the boundary. Raises: GridMapError."""
        points = self.outline_m()
        outline = Polygon(points) if len(points) > 2 else None
        village = self.borders.village_of(outline) if outline is not None else None
        if outline is None or village is None:
            raise UsageError(
                tr("What you drew lies in no village."),
                hint=tr("Draw the outline of the village first."),
            )
        self._enter(village)
        return draw_group(
            self.session.document,
            village,
            outline,
            group=FeatureId(self._group) if self._group != _NEW else None,
            tolerance_m=max(TOLERANCE_M, self.tolerance_m / 2),
        )

    def selected_after(self, changeset: Changeset) -> frozenset[FeatureId]:
        """Select the group, and offer the next one that waits."""
        drawn = frozenset(
            change.id for change in changeset if change.old is None or change.id == self._group
        )
        self._group = next((group.id for group in self._waiting()), _NEW)
        self._is_chosen = False
        return drawn

    def _enter(self, village: FeatureId | None) -> None:
        if village is None or village == self._home:
            return
        self._home = village
        group = self.session.document.find(FeatureId(self._group), VillagerGroup)
        is_elsewhere = group is not None and group.village != village
        if is_elsewhere or not self._is_chosen:
            self._group = next((item.id for item in self._waiting()), _NEW)

    def _waiting(self) -> list[VillagerGroup]:
        groups = self.session.document.all(VillagerGroup)
        waiting = [
            group for group in groups if group.village == self._home and group.geometry is None
        ]
        return sorted(waiting, key=lambda group: (group.number, group.name))
