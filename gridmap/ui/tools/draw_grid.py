"""Draw grid: click round a piece of a village; the result fits the village and its neighbours."""

from __future__ import annotations

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from gridmap.actions.grid_names import free_names
from gridmap.actions.grids import draw_grid
from gridmap.errors import UsageError
from gridmap.geo.partition_drawing import TOLERANCE_M
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import FeatureId
from gridmap.ui.tools.draft_tool import DraftTool
from gridmap.ui.tools.snapper import GRID_BORDERS
from gridmap.ui.tools.wording import area_words


class DrawGridTool(DraftTool):
    """Ends in actions.grids.draw_grid; stays in hand for the next grid."""

    name = "draw_grid"
    snaps_to = GRID_BORDERS
    is_closed = True
    follows = True

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Click round the new grid; it need not be neat, borders are followed.")

    @property
    def title(self) -> str:
        """The name that the grid will have, once its village is known."""
        village = self._village_now()
        if village is None:
            return tr("Draw grid")
        name, _ = next(free_names(self.session.document, village))
        return tr("Draw grid: {name}", name=name)

    def facts(self) -> tuple[str, ...]:
        """Return corners, area and households of what the grid would get."""
        corners = tr("{count} corners", count=len(self.draft))
        land = self._land(with_pointer=True)
        if land is None or land.is_empty:
            return (corners,)
        homes = self.borders.households_in(land)
        return corners, area_words(land.area), tr("{count} households", count=homes)

    def changeset(self) -> Changeset:
        """Return the act of drawing the grid. Raises: GridMapError."""
        outline = self._outline(with_pointer=False)
        village = self.borders.village_of(outline) if outline is not None else None
        if outline is None or village is None:
            raise UsageError(
                tr("What you drew lies in no village."),
                hint=tr("Draw the outline of the village first, then its grids."),
            )
        tolerance_m = max(TOLERANCE_M, self.tolerance_m / 2)
        return draw_grid(self.session.document, village, outline, tolerance_m=tolerance_m)

    def _outline(self, *, with_pointer: bool) -> Polygon | None:
        points = self.outline_m(with_pointer=with_pointer)
        return Polygon(points) if len(points) > 2 else None

    def _land(self, *, with_pointer: bool) -> BaseGeometry | None:
        """Return what the grid would get as things are."""
        outline = self._outline(with_pointer=with_pointer)
        if outline is None:
            return None
        sound = shapely.make_valid(outline, method="structure", keep_collapsed=False)
        free = self.borders.free(self._village_now())
        return sound.intersection(free) if free is not None else sound

    def _village_now(self) -> FeatureId | None:
        """Return the village of the draft, before it that under the pointer."""
        if len(self.draft) > 1:
            found = self.borders.village_of(shapely.LineString(self.draft.points_m()))
            if found is not None:
                return found
        event = self._event
        return self.borders.village_at(event.x_m, event.y_m) if event is not None else None
