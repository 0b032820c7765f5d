"""DraftTool: the base of the tools that draw a line or an outline corner by corner.

Clicks set corners, Backspace takes the last one back, Enter or a double click finishes, Escape
leaves no trace. Where two corners in a row lie on a border the way between follows it if that is
what the pointer did; Tab takes the next way round. Alt suspends both.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from PySide6.QtCore import Qt

from gridmap.errors import GridMapError
from gridmap.geo.snapping import SNAP_PX
from gridmap.i18n import tr
from gridmap.layers.surface import Coordinates
from gridmap.model.changes import Changeset
from gridmap.model.features import FeatureId
from gridmap.session import Session
from gridmap.ui.tools.borders import VillageBorders
from gridmap.ui.tools.draft import Draft, Leg, best_way, start_leg, straight
from gridmap.ui.tools.tool import CanvasHost, DraftPainter, Guide, MapEvent, QuietTool, Spot

_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TRACK_STEP_PX: Final = 4.0
_MOST_WAYS: Final = 3
_SAME_M: Final = 0.005


class DraftTool(QuietTool):
    """Keeps a draft outside the document; `changeset` makes the one act of it.

    A tool says what it draws by `title`, `changeset` and the class attributes: `is_closed` for an
    outline, `least_corners`, `follows` for following the borders of a village's grids.
    """

    cursor = Qt.CursorShape.CrossCursor
    is_closed: bool = False
    least_corners: int = 2
    follows: bool = False

    def __init__(self, session: Session, host: CanvasHost) -> None:
        self.session = session
        self.host = host
        self.borders = VillageBorders(session.document)
        self.draft = Draft()
        self._event: MapEvent | None = None
        self._track: list[Spot] = []
        self._turns: int | None = None
        self._error = ""

    # What each tool says

    @property
    def title(self) -> str:
        """What is being drawn, for the bar below the map."""
        return ""

    def changeset(self) -> Changeset:
        """Return the act that the finished draft means. Raises: GridMapError."""
        return Changeset("")

    def facts(self) -> tuple[str, ...]:
        """Return figures of the draft for the bar below the map."""
        return ()

    def selected_after(self, changeset: Changeset) -> frozenset[FeatureId]:
        """Return what to select when the act is done: what it has made."""
        return frozenset(change.id for change in changeset if change.old is None)

    # What the canvas asks

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr("Click corner by corner; Enter finishes, Backspace takes one back.")

    @property
    def wants_tab(self) -> bool:
        """Tab takes the next way round while there is a draft."""
        return self.follows and bool(len(self.draft))

    def guide(self) -> Guide:
        """Return title, figures and keys."""
        keys: tuple[tuple[str, str], ...] = ()
        if self.snaps_to:
            keys += (("Alt", tr("no snapping")),)
        if len(self.draft):
            if self._has_ways():
                keys += (("Tab", tr("other way")),)
            keys += (("Backspace", tr("one back")), ("Enter", tr("finish")))
        keys += (("Esc", tr("drop") if len(self.draft) else tr("put away")),)
        facts = self.facts() if len(self.draft) else (self.hint,)
        return Guide(title=self.title, facts=facts, keys=keys, error=self._error)

    def click(self, event: MapEvent) -> None:
        """Set a corner; on the first corner of an outline finish."""
        self._error = ""
        if self._is_at_start(event):
            self._finish()
            return
        leg = self._leg_to(event)
        if leg is not None:
            self.draft.legs.append(leg)
        self._forget_way()
        self._event = event
        self.host.redraw_draft()

    def double_click(self, event: MapEvent) -> bool:
        """Finish; the corner was set by the first click."""
        if len(self.draft):
            self._event = event
            self._finish()
        return True

    def move(self, event: MapEvent) -> None:
        """Let the last leg follow the pointer."""
        self._event = event
        if len(self.draft):
            step_m = _TRACK_STEP_PX * self.host.screen_view.m_per_px
            last = self._track[-1] if self._track else self.draft.last.end
            if max(abs(event.x_m - last[0]), abs(event.y_m - last[1])) >= step_m:
                self._track.append((event.x_m, event.y_m))
        self.host.redraw_draft()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Enter finishes, Backspace takes a corner back, Tab takes the next way."""
        if not len(self.draft):
            return False
        if key in _ENTER:
            self._finish()
        elif key == Qt.Key.Key_Backspace:
            self.draft.legs.pop()
            self._error = ""
            self._forget_way()
            self.host.redraw_draft()
        elif key == Qt.Key.Key_Tab and self.follows:
            self._turns = 0 if self._turns is None else (self._turns + 1) % _MOST_WAYS
            self.host.redraw_draft()
        else:
            return False
        return True

    def cancel(self) -> bool:
        """Drop the draft."""
        had_draft = bool(len(self.draft)) or bool(self._error)
        self._clear()
        return had_draft

    def draw_draft(self, painter: DraftPainter) -> None:
        """Draw the draft, the border that is followed and the ring at the snapped point."""
        leg = self._preview()
        self._draw_shape(painter, leg)
        for done in self.draft.legs:
            if done.is_followed:
                painter.followed(done.path_m)
        if leg is not None and leg.is_followed:
            painter.followed(leg.path_m)
        if len(self.draft):
            painter.handles(self.draft.corners_m())
        self._draw_ring(painter, is_following=leg is not None and leg.is_followed)

    # The draft

    def outline_m(self, *, with_pointer: bool = False) -> Coordinates:
        """Return the corners of the outline, the closing way included, first point not repeated."""
        leg = self._preview() if with_pointer else None
        more = [leg.path_m] if leg is not None else []
        end = leg if leg is not None else self.draft.last
        return self.draft.points_m(*more, self._closing(end))[:-1]

    def line_m(self, *, with_pointer: bool = False) -> Coordinates:
        """Return the points of the line."""
        leg = self._preview() if with_pointer else None
        return self.draft.points_m(*([leg.path_m] if leg is not None else []))

    @property
    def tolerance_m(self) -> float:
        """How far, on the ground, the hand may stray on the screen."""
        return SNAP_PX * self.host.screen_view.m_per_px

    def fail(self, error: GridMapError) -> None:
        """Say what is wrong; the draft stays."""
        self._error = str(error)
        self.host.redraw_draft()

    def _finish(self) -> None:
        needed = self.least_corners
        if len(self.draft) < needed:
            self._error = tr("Set at least {count} corners.", count=needed)
            self.host.redraw_draft()
            return
        try:
            changeset = self.changeset()
            self.session.apply(changeset)
        except GridMapError as error:
            self.fail(error)
            return
        # What the pointer snapped to may be gone with the old border.
        self._event = None
        self._clear()
        self.session.select(self.selected_after(changeset))
        self.host.told(changeset.title)

    def _clear(self) -> None:
        self.draft = Draft()
        self._error = ""
        self._forget_way()
        self.host.redraw_draft()

    def _forget_way(self) -> None:
        self._track.clear()
        self._turns = None

    def _is_at_start(self, event: MapEvent) -> bool:
        if not self.is_closed or len(self.draft) < max(self.least_corners, 2):
            return False
        x_m, y_m = self.draft.first.end
        reach_m = self.tolerance_m
        is_near = max(abs(event.x_m - x_m), abs(event.y_m - y_m)) <= reach_m
        return is_near and self.draft.last.end != self.draft.first.end

    # Ways

    def _preview(self) -> Leg | None:
        """Return the leg to the pointer, None without draft or pointer."""
        if self._event is None or not len(self.draft):
            return None
        return self._leg_to(self._event)

    def _leg_to(self, event: MapEvent) -> Leg | None:
        spot, on_border = event.spot, event.snapped is not None
        if not len(self.draft):
            return start_leg(spot, on_border=on_border)
        start = self.draft.last
        if start.end == spot:
            return None
        ways = self._ways(start, Leg(spot, start.path_m, on_border=on_border))
        number = best_way(ways, self._track, start.end, spot) if ways else -1
        if self._turns is not None and ways:
            number = self._turns if self._turns < len(ways) else -1
        path = ways[number] if number >= 0 else straight(start.end, spot)
        return Leg(spot, path, is_followed=number >= 0, on_border=on_border)

    def _closing(self, end: Leg) -> Coordinates:
        """Return the way that closes an outline.

        It follows the border where both ends lie on one, by the way round that passes no other
        corner of the draft; straight where nothing but borders was drawn so far.
        """
        start = self.draft.first.end
        if end.end == start:
            return straight(start, start)
        legs = self.draft.legs if end is self.draft.last else [*self.draft.legs, end]
        ways = self._ways(end, self.draft.first) if len(legs) > 1 else ()
        if self._turns is not None and end is self.draft.last:
            return ways[self._turns] if self._turns < len(ways) else straight(end.end, start)
        if all(leg.is_followed for leg in legs[1:]):
            number = best_way(ways, (), end.end, start)
            return ways[number] if number >= 0 else straight(end.end, start)
        between = [leg.end for leg in legs[1:-1]]
        ways = tuple(way for way in ways if not _passes(way, between))
        return ways[self._side_of_pointer(ways)] if ways else straight(end.end, start)

    def _side_of_pointer(self, ways: tuple[Coordinates, ...]) -> int:
        """Return which way round encloses the pointer, 0 (the shorter) where none does alone."""
        if self._event is None:
            return 0
        x_m, y_m = self._event.spot
        if max(np.abs(np.array(self.draft.last.end) - (x_m, y_m))) < self.tolerance_m:
            return 0
        inside = [_holds(self.draft.points_m(way), x_m, y_m) for way in ways]
        return inside.index(True) if sum(inside) == 1 else 0

    def _ways(self, start: Leg, end: Leg) -> tuple[Coordinates, ...]:
        if not (self.follows and start.on_border and end.on_border):
            return ()
        reach_m = self.tolerance_m / 4
        for village in self._villages_near(start, end):
            ways = self.borders.ways(village, start.end, end.end, tolerance_m=reach_m)
            if ways:
                return ways
        return ()

    def _villages_near(self, start: Leg, end: Leg) -> list[FeatureId]:
        """Return the villages whose borders may count, the most likely first.

        That is the one in which the draft lies so far, the one under the pointer, and the one
        between both ends.
        """
        middle = (np.array(start.end) + np.array(end.end)) / 2
        found = [self.borders.village_at(*middle.tolist())]
        if self._event is not None:
            found.insert(0, self.borders.village_at(self._event.x_m, self._event.y_m))
        if len(self.draft) > 1:
            found.insert(0, self.borders.village_of(shapely.LineString(self.draft.points_m())))
        return list(dict.fromkeys(key for key in found if key is not None))

    def _has_ways(self) -> bool:
        if not self.follows or not len(self.draft):
            return False
        event = self._event
        return self.draft.last.on_border and event is not None and event.snapped is not None

    # Strokes

    def _draw_shape(self, painter: DraftPainter, leg: Leg | None) -> None:
        if not len(self.draft):
            return
        line = self.draft.points_m(*([leg.path_m] if leg is not None else []))
        if self.is_closed and len(line) > 1:
            end = leg if leg is not None else self.draft.last
            closing = self._closing(end)
            if len(line) + len(closing) > 3:
                painter.area(np.concatenate([line, closing]), has_outline=False)
            painter.line(closing, is_dashed=True)
        if len(line) > 1:
            painter.line(line)

    def _draw_ring(self, painter: DraftPainter, *, is_following: bool) -> None:
        event = self._event
        if event is None:
            return
        if self._is_at_start(event):
            painter.ring(*self.draft.first.end)
            painter.words(tr("Finish"), *self.draft.first.end)
        elif event.snapped is not None:
            if event.snapped.edge is not None and not len(self.draft):
                painter.followed(np.array(event.snapped.edge))
            painter.ring(event.snapped.x_m, event.snapped.y_m)
            words = event.snapped.border if is_following else event.snapped.words
            painter.words(words, event.snapped.x_m, event.snapped.y_m)


def _passes(way_m: Coordinates, corners: list[Spot]) -> bool:
    """Whether a way leads through any of some corners."""
    line = shapely.LineString(way_m)
    return any(shapely.dwithin(line, shapely.Point(corner), _SAME_M) for corner in corners)


def _holds(ring_m: Coordinates, x_m: float, y_m: float) -> bool:
    """Whether a ring encloses a point, by the even-odd rule."""
    x1, y1 = ring_m.T
    x2, y2 = np.roll(ring_m, -1, axis=0).T
    crosses = (y1 > y_m) != (y2 > y_m)
    with np.errstate(divide="ignore", invalid="ignore"):
        at_x = x1 + (y_m - y1) / (y2 - y1) * (x2 - x1)
    return bool((crosses & (x_m < at_x)).sum() % 2)
