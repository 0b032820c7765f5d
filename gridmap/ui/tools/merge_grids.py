"""Merge grids: mark them by a click inside each, then choose whose officers stay."""

from __future__ import annotations

from datetime import date

import shapely
from PySide6.QtCore import Qt
from shapely import Point

from gridmap.actions.grids import merge_grids
from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.duties import GRID_HEAD, is_on_duty
from gridmap.model.features import Duty, FeatureId, Grid, Officer
from gridmap.session import Session
from gridmap.ui.tools.tool import (
    CanvasHost,
    Choice,
    DraftPainter,
    Guide,
    MapEvent,
    QuietTool,
)

_FEWEST = 2


class MergeGridsTool(QuietTool):
    """Ends in actions.grids.merge_grids. The grids selected at the start are marked already."""

    name = "merge_grids"
    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, session: Session, host: CanvasHost) -> None:
        self._session = session
        self._host = host
        self._error = ""
        document = session.document
        self._marked: list[FeatureId] = [
            key for key in sorted(session.selection) if document.find(key, Grid) is not None
        ]

    @property
    def hint(self) -> str:
        """What to do now."""
        if len(self._marked) < _FEWEST:
            return tr("Click into the grids that shall be one.")
        return tr("Choose whose name and officers stay.")

    def guide(self) -> Guide:
        """Say how many are marked and what comes next."""
        facts = (tr("{count} marked", count=len(self._grids())), self.hint)
        keys = (("1 2 …", tr("choose")),) if self.choices() else ()
        return Guide(
            title=tr("Merge grids"),
            facts=facts,
            keys=(*keys, ("Esc", tr("drop"))),
            error=self._error,
        )

    def choices(self) -> tuple[Choice, ...]:
        """Offer the marked grids, from two on."""
        grids = self._grids()
        if len(grids) < _FEWEST:
            return ()
        return tuple(Choice(grid.id, self._words(grid)) for grid in grids)

    def choose(self, key: str) -> None:
        """Merge into this grid."""
        try:
            changeset = merge_grids(self._session.document, self._marked, keep=FeatureId(key))
            self._session.apply(changeset)
        except GridMapError as error:
            self._error = str(error)
            return
        self._marked.clear()
        self._session.select((FeatureId(key),))
        self._host.told(changeset.title)
        self._host.put_away()

    def click(self, event: MapEvent) -> None:
        """Mark the grid under the pointer, or take the mark away."""
        self._error = ""
        spot = Point(event.x_m, event.y_m)
        for grid in self._session.document.in_box(Grid, spot.bounds):
            if grid.geometry is not None and grid.geometry.covers(spot):
                if grid.id in self._marked:
                    self._marked.remove(grid.id)
                else:
                    self._marked.append(grid.id)
                break
        self._host.redraw_draft()

    def double_click(self, event: MapEvent) -> bool:
        """Open no form while merging."""
        return True

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Enter cannot finish here: say what is still to be chosen."""
        if key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        self._error = self.hint
        self._host.redraw_draft()
        return True

    def cancel(self) -> bool:
        """Take all marks away."""
        had_marks = bool(self._marked)
        self._marked.clear()
        self._error = ""
        self._host.redraw_draft()
        return had_marks

    def draw_draft(self, painter: DraftPainter) -> None:
        """Tint the marked grids."""
        for grid in self._grids():
            for ring in shapely.get_rings(shapely.get_parts(grid.geometry)):
                painter.area(shapely.get_coordinates(ring))

    def _grids(self) -> list[Grid]:
        document = self._session.document
        found = (document.find(key, Grid) for key in self._marked)
        return [grid for grid in found if grid is not None and grid.geometry is not None]

    def _words(self, grid: Grid) -> str:
        head = self._head(grid)
        if head is None:
            return tr("Keep {grid} (no officer)", grid=grid.name)
        return tr("Keep {grid} with {officer}", grid=grid.name, officer=head.name)

    def _head(self, grid: Grid) -> Officer | None:
        document, today = self._session.document, date.today()
        for duty in document.all(Duty):
            if duty.scope == grid.id and duty.role == GRID_HEAD and is_on_duty(duty, today):
                return document.find(duty.officer, Officer)
        return None
