"""A map window with a queue of households that wait, for the tests of the placing tools."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from gridmap.model.features import Feature, FeatureId, Household
from gridmap.ui.placing_queue import PlacingQueue
from gridmap.ui.tools.tool import MapTool
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M
from tests.helpers.map_window import MapWindow

DAY = date(2026, 12, 1)


class Placing:
    """A window on the tiny project in which some households wait; one placing tool in hand."""

    def __init__(self, window: MapWindow, make: Callable[..., MapTool], names: list[str]) -> None:
        self.window = window
        self.canvas = window.canvas
        self.session = window.session
        self.queue = PlacingQueue(window.session)
        self.queue.take_order((FeatureId(name) for name in names), revision=0)
        self.queue.begin()
        self.switched: list[str] = []
        self.told: list[str] = []
        self.canvas.acted.connect(self.told.append)
        self.tool = make(
            window.session,
            self.queue,
            window.canvas,
            switch=self.switched.append,
            today=lambda: DAY,
        )
        self.canvas.zoom_to((ORIGIN_X_M + 20, ORIGIN_Y_M + 20, ORIGIN_X_M + 120, ORIGIN_Y_M + 80))
        self.canvas.set_tool(self.tool)

    @property
    def armed(self) -> str:
        """The id of the armed household, empty for no one."""
        household = self.queue.armed
        return household.id if household is not None else ""

    def at(self, x_m: float, y_m: float) -> QPoint:
        """Return the pixel of a point by its offset from the tiny township's corner."""
        x_px, y_px = self.canvas.screen_view.point_px(ORIGIN_X_M + x_m, ORIGIN_Y_M + y_m)
        return QPoint(round(x_px), round(y_px))

    def place_of(self, name: str) -> tuple[float, float] | None:
        """Return where a household stands, as such an offset, None where it waits."""
        point = self.session.document.get(FeatureId(name), Household).geometry
        return (point.x - ORIGIN_X_M, point.y - ORIGIN_Y_M) if point is not None else None

    def point_at(self, x_m: float, y_m: float) -> None:
        """Move the pointer there."""
        self.window.qtbot.mouseMove(self.canvas, self.at(x_m, y_m))

    def click(self, x_m: float, y_m: float) -> None:
        """Click there."""
        self.window.click(self.at(x_m, y_m))

    def right_click(self) -> None:
        """Click with the right button in the middle of the window."""
        at = self.canvas.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, self.canvas.mapToGlobal(at))
        QApplication.sendEvent(self.canvas, event)


def waiting_features(features: Iterable[Feature], count: int) -> list[Feature]:
    """Return features with the households h01 to so many taken off the map."""
    names = {f"h{number:02d}" for number in range(1, count + 1)}
    return [
        replace(item, geometry=None) if isinstance(item, Household) and item.id in names else item
        for item in features
    ]
