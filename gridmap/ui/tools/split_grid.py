"""Split grid: a line across a grid makes two of it."""

from __future__ import annotations

import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from gridmap.actions.grids import split_grid
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import Grid
from gridmap.ui.tools.draft_tool import DraftTool
from gridmap.ui.tools.snapper import GRID_BORDERS
from gridmap.ui.tools.wording import length_words


class SplitGridTool(DraftTool):
    """Ends in actions.grids.split_grid, for the grid that holds most of the line."""

    name = "split_grid"
    snaps_to = GRID_BORDERS

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Click a line across a grid, from border to border.")

    @property
    def title(self) -> str:
        """Which grid is cut."""
        grid = self._grid(with_pointer=True)
        return tr("Split {name}", name=grid.name) if grid is not None else tr("Split grid")

    def facts(self) -> tuple[str, ...]:
        """Return the length of the line and the households on both sides."""
        line = self._line(with_pointer=True)
        grid = self._grid(with_pointer=True)
        if line is None or grid is None or grid.geometry is None:
            return ()
        parts = _parts(grid.geometry, line)
        if len(parts) < 2:
            return (length_words(line.length), tr("not across yet"))
        homes = [str(self.borders.households_in(part)) for part in parts]
        return (length_words(line.length), tr("households {counts}", counts=" + ".join(homes)))

    def changeset(self) -> Changeset:
        """Return the act of cutting. Raises: GridMapError."""
        line, grid = self._line(with_pointer=False), self._grid(with_pointer=False)
        if line is None or grid is None:
            raise UsageError(
                tr("The line crosses no grid."), hint=tr("Draw it right across a grid.")
            )
        return split_grid(self.session.document, grid.id, line, tolerance_m=self.tolerance_m)

    def _line(self, *, with_pointer: bool) -> LineString | None:
        points = self.line_m(with_pointer=with_pointer) if len(self.draft) else ()
        return LineString(points) if len(points) > 1 else None

    def _grid(self, *, with_pointer: bool) -> Grid | None:
        line = self._line(with_pointer=with_pointer)
        key = self.borders.grid_of(line) if line is not None else None
        return self.session.document.find(key, Grid)


def _parts(grid: BaseGeometry, line: LineString) -> list[BaseGeometry]:
    """Return the parts into which a line cuts a grid, largest first."""
    noded = shapely.union_all([grid.boundary, line])
    faces = shapely.get_parts(shapely.polygonize([noded]))
    held = [face for face in faces if grid.covers(face.representative_point())]
    return sorted(held, key=lambda face: -face.area)
