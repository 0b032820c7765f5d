"""The desk where households are placed: queue, tray and the placing tools, joined."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer

from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import FeatureId, Household
from gridmap.model.relations import has_position
from gridmap.session import Session
from gridmap.ui.canvas.map_canvas import MapCanvas
from gridmap.ui.digest import Digest
from gridmap.ui.left_panel import LeftPanel
from gridmap.ui.placing_queue import PlacingQueue
from gridmap.ui.tools.tool import MapTool
from gridmap.ui.tray_drops import TrayDrops

_DETAILS_AFTER_MS: Final = 150
"""Who clicks faster than this is not held up by the details of everybody in between."""

PLACE: Final = "place_household"
MOVE: Final = "move_households"
NEW: Final = "new_household"


class PlacingDesk:
    """Makes the placing tools, arms who is next and shows it in the tray and as the selection.

    `opened` is called with the id of a household that was made, to open its form.
    """

    def __init__(
        self,
        session: Session,
        canvas: MapCanvas,
        left: LeftPanel,
        *,
        opened: Callable[[FeatureId], None],
    ) -> None:
        self.queue = PlacingQueue(session)
        self._session = session
        self._canvas = canvas
        self._left = left
        self._tray = left.tray
        self._opened = opened
        self._is_ready = False
        self._shown: FeatureId | None = None
        self._details_timer = QTimer(canvas, singleShot=True, interval=_DETAILS_AFTER_MS)
        self._details_timer.timeout.connect(self._select_armed)
        left.tray.chosen.connect(self.place)
        self._drops = TrayDrops(canvas, begin=self._begin_drag, end=self._end_drag)
        self._is_drag_tool = False
        self._is_one_dragged = False
        canvas.tool_changed.connect(self._after_tool)
        self._disconnect = (
            session.changed.connect(self._after_change),
            self.queue.changed.connect(self._show),
        )

    def tool(self, name: str) -> MapTool | None:
        """Return a tool by name, None where it is not one that is made here."""
        if name == PLACE:
            return self._placing_tool("point")
        if name == MOVE:
            from gridmap.ui.tools.move_households import MoveHouseholdsTool

            return MoveHouseholdsTool(self._session, self._canvas)
        if name == NEW:
            from gridmap.ui.tools.new_household import NewHouseholdTool

            return NewHouseholdTool(self._session, self._canvas, made=self._opened)
        return None

    def place(self, household: FeatureId) -> None:
        """Arm a household, with the tool that places it in hand."""
        self._session.select((household,))
        if self._session.store.is_read_only or self._session.document.project.epsg is None:
            return
        self.queue.arm(household)
        if self._canvas.tool.name != PLACE:
            self._canvas.set_tool(self._placing_tool("point"))
        self._canvas.setFocus()

    def _begin_drag(self, households: tuple[FeatureId, ...]) -> bool:
        """Take the placing tool in hand for households that are dragged over the map."""
        if self._session.store.is_read_only or self._session.document.project.epsg is None:
            return False
        self._is_drag_tool = self._canvas.tool.name != PLACE
        self._is_one_dragged = len(households) == 1
        self.queue.line_up(households)
        if self._is_drag_tool or self._canvas.tool.chosen != "point":
            self._canvas.set_tool(self._placing_tool("point"))
        return self.queue.armed is not None

    def _end_drag(self, is_dropped: bool) -> None:
        """Put the tool away that only the drag has taken, unless others are still lined up."""
        if self._is_drag_tool and (self._is_one_dragged or not is_dropped):
            self._canvas.put_away()

    def take_digest(self, digest: Digest) -> None:
        """Take over the order of the roster."""
        self._is_ready = True
        waiting = (row.household for row in digest.tray)
        self.queue.take_order(waiting, revision=digest.snapshot.revision)

    def why_not(self) -> str | None:
        """Return why nobody can be placed, None where somebody can."""
        if not self._is_ready:
            return tr("The roster is still being read.")
        if self.queue.count == 0:
            return tr("Every household has its place on the map.")
        return None

    def release(self) -> None:
        """Let go of the session."""
        self._details_timer.stop()
        for stop in self._disconnect:
            stop()
        self.queue.release()

    def _placing_tool(self, way: str) -> MapTool:
        """Return the tool of a way of placing: point, lane or buildings."""
        from gridmap.ui.tools.match_buildings import MatchBuildingsTool
        from gridmap.ui.tools.place_along_lane import PlaceAlongLaneTool
        from gridmap.ui.tools.place_household import PlaceHouseholdTool

        ways: dict[str, Callable[..., MapTool]] = {
            "point": PlaceHouseholdTool,
            "lane": PlaceAlongLaneTool,
            "buildings": MatchBuildingsTool,
        }
        return ways[way](self._session, self.queue, self._canvas, switch=self._switch)

    def _switch(self, way: str) -> None:
        if way != self._canvas.tool.chosen:
            self._canvas.set_tool(self._placing_tool(way))

    def _after_tool(self) -> None:
        if self._canvas.tool.name == PLACE:
            self._left.tabs.choose("tray")
            self.queue.begin()
        else:
            self.queue.end()

    def _after_change(self, changeset: Changeset) -> None:
        households = [change.new for change in changeset if isinstance(change.new, Household)]
        placed = {item.id for item in households if has_position(item)}
        self._tray.bring_back({item.id for item in households} - placed)
        self._tray.drop(placed)

    def _show(self) -> None:
        """Show who is armed: in the tray, in the details, beside the pointer."""
        armed = self.queue.armed.id if self.queue.armed is not None else None
        self._tray.mark(armed)
        if armed != self._shown:
            self._shown = armed
            self._details_timer.start()
        self._canvas.redraw_draft()

    def _select_armed(self) -> None:
        armed = self.queue.armed
        if armed is not None:
            self._session.select((armed.id,))
