"""Draw the outline of a village: of one that has none yet, or of a new one."""

from __future__ import annotations

from typing import Final

from shapely import Polygon

from gridmap.actions.outlines import draw_village
from gridmap.errors import UsageError
from gridmap.geo.partition_drawing import TOLERANCE_M
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import Feature, FeatureId, Village
from gridmap.session import Session
from gridmap.ui.tools.draft_tool import DraftTool
from gridmap.ui.tools.tool import CanvasHost, Choice
from gridmap.ui.tools.wording import area_words

_NEW: Final = ""
_MOST_CHOICES: Final = 17


class DrawVillageTool(DraftTool):
    """Ends in actions.outlines.draw_village; the outline fits the villages around it."""

    name = "draw_village"
    snaps_to = frozenset[type[Feature]]((Village,))
    is_closed = True
    least_corners = 3

    def __init__(self, session: Session, host: CanvasHost) -> None:
        super().__init__(session, host)
        waiting = [village.id for village in self._waiting()]
        selected = [key for key in waiting if key in session.selection]
        self._village: str = next(iter(selected or waiting), _NEW)

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Click round the village; neighbouring villages are fitted.")

    @property
    def title(self) -> str:
        """Whose outline it is."""
        return tr("Village outline: {name}", name=self._name())

    @property
    def chosen(self) -> str:
        """The village being drawn."""
        return self._village

    def choices(self) -> tuple[Choice, ...]:
        """Offer the villages without outline and a new one."""
        waiting = [Choice(village.id, village.name) for village in self._waiting()]
        if not waiting:
            return ()
        return (*waiting[:_MOST_CHOICES], Choice(_NEW, tr("A new village")))

    def choose(self, key: str) -> None:
        """Draw another village."""
        self._village = key

    def facts(self) -> tuple[str, ...]:
        """Return corners and area."""
        points = self.outline_m(with_pointer=True)
        corners = tr("{count} corners", count=len(self.draft))
        return (corners, area_words(Polygon(points).area)) if len(points) > 2 else (corners,)

    def changeset(self) -> Changeset:
        """Return the act of drawing the outline. Raises: GridMapError."""
        document = self.session.document
        if document.project.epsg is None:
            raise UsageError(
                tr("The project has no map yet."),
                hint=tr("Import a map file first, so that the position is known."),
            )
        village = FeatureId(self._village) if self._village != _NEW else None
        return draw_village(
            document,
            Polygon(self.outline_m()),
            name="" if village is not None else self._name(),
            village=village,
            tolerance_m=max(TOLERANCE_M, self.tolerance_m / 2),
        )

    def selected_after(self, changeset: Changeset) -> frozenset[FeatureId]:
        """Select the village, and offer the next one that waits."""
        drawn = frozenset(
            change.id for change in changeset if change.old is None or change.id == self._village
        )
        self._village = next((village.id for village in self._waiting()), _NEW)
        return drawn

    def _waiting(self) -> list[Village]:
        villages = self.session.document.all(Village)
        return [village for village in villages if village.geometry is None]

    def _name(self) -> str:
        village = self.session.document.find(FeatureId(self._village), Village)
        if village is not None:
            return village.name
        names = {village.name for village in self.session.document.all(Village)}
        numbered = (tr("New village {number}", number=number) for number in range(1, 1000))
        return next(name for name in numbered if name not in names)
