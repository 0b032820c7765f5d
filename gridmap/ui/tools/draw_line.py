"""Draw the ground: roads, lanes and waters as lines; ponds, fields, woods and yards as areas."""

from __future__ import annotations

from typing import Final

from shapely import LineString, Polygon

from gridmap.actions.ground import area_kind_name, draw_area, draw_line, line_kind_name
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import AREA_KINDS, LINE_KINDS, Feature, Line
from gridmap.session import Session
from gridmap.ui.tools.draft_tool import DraftTool
from gridmap.ui.tools.tool import CanvasHost, Choice
from gridmap.ui.tools.wording import area_words, length_words

_USUAL: Final = "lane"


class DrawLineTool(DraftTool):
    """Ends in actions.ground.draw_line or draw_area; ends of lines snap to lines that are there."""

    name = "draw_line"
    snaps_to = frozenset[type[Feature]]((Line,))

    def __init__(self, session: Session, host: CanvasHost) -> None:
        super().__init__(session, host)
        self._kind = _USUAL

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Choose a kind, then click along it.")

    @property
    def title(self) -> str:
        """What is being drawn."""
        return tr("Draw {kind}", kind=_name(self._kind))

    @property
    def chosen(self) -> str:
        """The kind in use."""
        return self._kind

    def choices(self) -> tuple[Choice, ...]:
        """Offer all kinds of line, then those of areas."""
        return tuple(Choice(kind, _name(kind).capitalize()) for kind in (*LINE_KINDS, *AREA_KINDS))

    def choose(self, key: str) -> None:
        """Draw another kind; what is drawn so far stays."""
        self._kind = key
        self.is_closed = key in AREA_KINDS
        self.least_corners = 3 if self.is_closed else 2

    def facts(self) -> tuple[str, ...]:
        """Return the length, or the area."""
        if self.is_closed:
            ring = self.outline_m(with_pointer=True)
            return (area_words(Polygon(ring).area),) if len(ring) > 2 else ()
        points = self.line_m(with_pointer=True)
        return (length_words(LineString(points).length),) if len(points) > 1 else ()

    def changeset(self) -> Changeset:
        """Return the act of drawing it. Raises: GridMapError."""
        if self.is_closed:
            return draw_area(self._kind, Polygon(self.outline_m()))
        return draw_line(self._kind, LineString(self.line_m()))


def _name(kind: str) -> str:
    return area_kind_name(kind) if kind in AREA_KINDS else line_kind_name(kind)
