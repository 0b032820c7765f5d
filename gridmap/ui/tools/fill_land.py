"""Fill land: a click on hatched land gives it to the neighbour with the longest common border."""

from __future__ import annotations

import shapely
from PySide6.QtCore import Qt
from shapely import Point, Polygon

from gridmap.actions.grids import fill_gap
from gridmap.errors import GridMapError, UsageError
from gridmap.geo import partition_drawing
from gridmap.geo.partition import piece_at
from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Grid
from gridmap.session import Session
from gridmap.ui.tools.borders import VillageBorders
from gridmap.ui.tools.tool import CanvasHost, DraftPainter, Guide, MapEvent, QuietTool
from gridmap.ui.tools.wording import area_words


class FillLandTool(QuietTool):
    """Ends in actions.grids.fill_gap; shows the piece and who would get it beforehand."""

    name = "fill_land"
    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, session: Session, host: CanvasHost) -> None:
        self._session = session
        self._host = host
        self._borders = VillageBorders(session.document)
        self._piece: Polygon | None = None
        self._taker = ""
        self._revision = -1
        self._error = ""

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Click hatched land: it goes to the grid with the longest common border.")

    def guide(self) -> Guide:
        """Say how large the piece is and who would get it."""
        facts: tuple[str, ...] = (self.hint,)
        if self._piece is not None:
            goes = tr("to {grid}", grid=self._taker) if self._taker else tr("no grid beside it")
            homes = self._borders.households_in(self._piece)
            facts = (area_words(self._piece.area), tr("{count} households", count=homes), goes)
        return Guide(
            title=tr("Fill land in no grid"),
            facts=facts,
            keys=(("Esc", tr("put away")),),
            error=self._error,
        )

    def move(self, event: MapEvent) -> None:
        """Look what lies under the pointer."""
        self._look(event)
        self._host.redraw_draft()

    def click(self, event: MapEvent) -> None:
        """Give the land under the pointer away."""
        self._error = ""
        try:
            village = self._borders.village_at(event.x_m, event.y_m)
            if village is None:
                raise UsageError(tr("There is no village here."), hint=tr("Point at hatched land."))
            changeset = fill_gap(self._session.document, village, event.x_m, event.y_m)
            self._session.apply(changeset)
        except GridMapError as error:
            self._error = str(error)
        else:
            self._host.told(changeset.title)
        self._look(event)
        self._host.redraw_draft()

    def double_click(self, event: MapEvent) -> bool:
        """Do nothing more for the second click."""
        return True

    def draw_draft(self, painter: DraftPainter) -> None:
        """Tint the piece under the pointer."""
        if self._piece is not None:
            painter.area(shapely.get_coordinates(self._piece.exterior))

    def _look(self, event: MapEvent) -> None:
        spot = Point(event.x_m, event.y_m)
        is_new = self._revision != self._session.document.revision
        if not is_new and self._piece is not None and self._piece.covers(spot):
            return
        self._revision = self._session.document.revision
        self._piece, self._taker = None, ""
        village = self._borders.village_at(event.x_m, event.y_m)
        free = self._borders.free(village)
        partition = self._borders.partition(village)
        if partition is None or free is None or not free.covers(spot):
            return
        self._piece = piece_at(partition, event.x_m, event.y_m)
        try:
            after = partition_drawing.fill_gap(partition, event.x_m, event.y_m)
        except GridMapError:
            return
        for key, shape in after.grids.items():
            grid = self._session.document.find(FeatureId(key), Grid)
            if grid is not None and shape.area > partition.grids[key].area:
                self._taker = grid.name
