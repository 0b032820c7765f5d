"""Draw lines on the ground: roads, lanes, paths, rivers, streams, ditches and walls."""

from __future__ import annotations

from typing import Final

from shapely import LineString

from gridmap.actions.ground import draw_line, line_kind_name
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import LINE_KINDS, Feature, Line
from gridmap.session import Session
from gridmap.ui.tools.draft_tool import DraftTool
from gridmap.ui.tools.tool import CanvasHost, Choice
from gridmap.ui.tools.wording import length_words

_USUAL: Final = "lane"


class DrawLineTool(DraftTool):
    """Ends in actions.ground.draw_line; ends of lines snap to lines that are there."""

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
        return tr("Draw {kind}", kind=line_kind_name(self._kind))

    @property
    def chosen(self) -> str:
        """The kind in use."""
        return self._kind

    def choices(self) -> tuple[Choice, ...]:
        """Offer all kinds of line."""
        return tuple(Choice(kind, line_kind_name(kind).capitalize()) for kind in LINE_KINDS)

    def choose(self, key: str) -> None:
        """Draw another kind."""
        self._kind = key

    def facts(self) -> tuple[str, ...]:
        """Return the length."""
        points = self.line_m(with_pointer=True)
        return (length_words(LineString(points).length),) if len(points) > 1 else ()

    def changeset(self) -> Changeset:
        """Return the act of drawing the line. Raises: GridMapError."""
        return draw_line(self._kind, LineString(self.line_m()))
