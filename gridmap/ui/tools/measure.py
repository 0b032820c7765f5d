"""Measure: clicks make a line; its length and the area it encloses stand beside the pointer."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from gridmap.i18n import tr
from gridmap.layers.surface import Coordinates
from gridmap.ui.tools.tool import CanvasHost, DraftPainter, Guide, MapEvent, QuietTool, Spot
from gridmap.ui.tools.wording import area_words, length_words


class MeasureTool(QuietTool):
    """Measures in the project's plane; changes nothing."""

    name = "measure"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, host: CanvasHost) -> None:
        self._host = host
        self._points: list[Spot] = []
        self._pointer: Spot | None = None
        self._is_finished = False

    @property
    def hint(self) -> str:
        """What to do now."""
        return tr(
            "Click along what you measure; Backspace takes a point back, Enter ends, Escape clears."
        )

    def guide(self) -> Guide:
        """Say what to do, or the measures, and the keys."""
        drawn = [*self._points, *([self._pointer] if self._pointer is not None else [])]
        facts = tr("Click along what you measure.")
        if len(drawn) > 1:
            facts = measures(np.array(drawn, dtype=np.float64))
        keys: tuple[tuple[str, str], ...] = ()
        if self._points and not self._is_finished:
            keys = (("Backspace", tr("one back")), ("Enter", tr("finish")))
        last = ("Esc", tr("drop") if self._points else tr("put away"))
        return Guide(title=tr("Measure"), facts=(facts,), keys=(*keys, last))

    def click(self, event: MapEvent) -> None:
        """Add a point; after the end, begin anew."""
        if self._is_finished:
            self._points.clear()
            self._is_finished = False
        self._points.append(event.spot)
        self._pointer = None
        self._host.redraw_draft()

    def double_click(self, event: MapEvent) -> bool:
        """End the line."""
        self._end()
        return True

    def move(self, event: MapEvent) -> None:
        """Let the last piece follow the pointer."""
        if self._points and not self._is_finished:
            self._pointer = event.spot
            self._host.redraw_draft()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Enter ends, Backspace takes the last point back."""
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._points:
            self._end()
            return True
        if key == Qt.Key.Key_Backspace and self._points and not self._is_finished:
            self._points.pop()
            self._host.redraw_draft()
            return True
        return False

    def cancel(self) -> bool:
        """Drop the line."""
        had_points = bool(self._points)
        self._points.clear()
        self._pointer = None
        self._is_finished = False
        self._host.redraw_draft()
        return had_points

    def draw_draft(self, painter: DraftPainter) -> None:
        """Draw the line with its measures at the end."""
        drawn = [*self._points, *([self._pointer] if self._pointer is not None else [])]
        if not drawn:
            return
        points_m = np.array(drawn, dtype=np.float64)
        if len(drawn) > 2:
            painter.area(points_m)
        painter.line(points_m)
        painter.handles(np.array(self._points, dtype=np.float64))
        painter.words(measures(points_m), *drawn[-1])

    def _end(self) -> None:
        self._pointer = None
        self._is_finished = True
        self._host.redraw_draft()


def measures(points_m: Coordinates) -> str:
    """Return the length of a line and, from three points, the area it encloses, in words."""
    steps = np.diff(points_m, axis=0)
    length_m = float(np.hypot(steps[:, 0], steps[:, 1]).sum())
    length = length_words(length_m)
    if len(points_m) < 3:
        return length
    x, y = (points_m - points_m[0]).T
    area_m2 = abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2
    return tr("{length}, encloses {area}", length=length, area=area_words(area_m2))
