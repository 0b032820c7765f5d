"""Reshape a border: a line from border to border takes the place of the piece between."""

from __future__ import annotations

from shapely import LineString

from gridmap.actions.boundaries import reshape_border
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import FeatureId
from gridmap.ui.tools.draft_tool import DraftTool
from gridmap.ui.tools.snapper import GRID_BORDERS
from gridmap.ui.tools.wording import length_words


class ReshapeBorderTool(DraftTool):
    """Ends in actions.boundaries.reshape_border; both sides follow."""

    name = "reshape_border"
    snaps_to = GRID_BORDERS

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Click where the border should run: begin and end on the old border.")

    @property
    def title(self) -> str:
        """What is being drawn."""
        return tr("Reshape border")

    def facts(self) -> tuple[str, ...]:
        """Return the length of the new piece."""
        points = self.line_m(with_pointer=True)
        return (length_words(LineString(points).length),) if len(points) > 1 else ()

    def changeset(self) -> Changeset:
        """Return the act of moving the border. Raises: GridMapError."""
        line = LineString(self.line_m())
        village = self.borders.village_of(line)
        if village is None:
            raise UsageError(
                tr("The line crosses no village."), hint=tr("Begin and end it on a border.")
            )
        return reshape_border(self.session.document, village, line, tolerance_m=self.tolerance_m)

    def selected_after(self, changeset: Changeset) -> frozenset[FeatureId]:
        """Leave the selection as it is."""
        return self.session.selection
