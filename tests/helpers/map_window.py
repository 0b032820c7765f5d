"""A map canvas in a window without a screen; what tests of canvas and tools share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridmap.model.features import Feature, FeatureId, Project, geometry_of
from gridmap.session import Session
from gridmap.store.geopackage import create_project, open_project
from gridmap.ui.canvas.map_canvas import MapCanvas

SIZE_PX = (800, 500)
WAIT_MS = 20_000


def session_of(features: Sequence[Feature], folder: Path) -> Session:
    """Return a session on a fresh project file with these features."""
    project = next(item for item in features if isinstance(item, Project))
    path = folder / "project.gpkg"
    create_project(path, project, [item for item in features if item is not project])
    return Session(open_project(path))


class MapWindow:
    """A shown canvas with real mouse, wheel and key events, in logical pixels of the canvas."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot = qtbot
        self.session = session
        self.canvas = MapCanvas(session)
        qtbot.addWidget(self.canvas)
        self.canvas.resize(*SIZE_PX)
        self.canvas.show()
        self.settle()
        qtbot.waitUntil(lambda: self.canvas.has_hit_index, timeout=WAIT_MS)

    def settle(self) -> None:
        """Wait for the finished picture."""
        self.qtbot.waitUntil(lambda: self.canvas.is_sharp, timeout=WAIT_MS)

    def pixel_of(self, feature_id: str) -> QPoint:
        """Return where a point feature is shown."""
        feature = self.session.document.find_any(FeatureId(feature_id))
        assert feature is not None
        shape = geometry_of(feature)
        assert shape is not None
        x_px, y_px = self.canvas.screen_view.point_px(shape.x, shape.y)
        return QPoint(round(x_px), round(y_px))

    def pixel_at(self, x_m: float, y_m: float) -> QPoint:
        """Return where a point of the plane is shown."""
        x_px, y_px = self.canvas.screen_view.point_px(x_m, y_m)
        return QPoint(round(x_px), round(y_px))

    def point_to(
        self, at: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Move the pointer there, no button down."""
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            QPointF(at),
            QPointF(self.canvas.mapToGlobal(at)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            modifiers,
        )
        QApplication.sendEvent(self.canvas, event)

    def click(
        self, at: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Click with the left button."""
        self.qtbot.mouseClick(self.canvas, Qt.MouseButton.LeftButton, modifiers, at)

    def double_click(self, at: QPoint) -> None:
        """Double-click as a hand does it: press, release, press again, release."""
        self.click(at)
        self.qtbot.mouseDClick(self.canvas, Qt.MouseButton.LeftButton, pos=at)
        self.qtbot.mouseRelease(self.canvas, Qt.MouseButton.LeftButton, pos=at)

    def drag(
        self,
        start: QPoint,
        end: QPoint,
        *,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        is_dropped: bool = True,
    ) -> None:
        """Press, move in five steps, release."""
        self.qtbot.mousePress(self.canvas, button, modifiers, start)
        for step in range(1, 6):
            self.qtbot.mouseMove(self.canvas, start + (end - start) * (step / 5))
        if is_dropped:
            self.qtbot.mouseRelease(self.canvas, button, modifiers, end)

    def wheel(self, at: QPoint, notches: int) -> None:
        """Turn the wheel over a pixel; positive magnifies."""
        event = QWheelEvent(
            QPointF(at),
            QPointF(self.canvas.mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.canvas, event)

    def key(self, key: Qt.Key) -> None:
        """Press and release a key."""
        self.qtbot.keyClick(self.canvas, key)

    def picture(self) -> QImage:
        """Return what the window shows, in device pixels."""
        return self.canvas.grab().toImage()


def darkest(image: QImage, at: QPoint, reach_px: int = 3) -> int:
    """Return the least lightness (0 to 255) around a pixel."""
    return min(color.lightness() for color in colors_around(image, at, reach_px))


def colors_around(image: QImage, at: QPoint, reach_px: int) -> Iterable[QColor]:
    """Return the colours of the square around a pixel."""
    for x in range(at.x() - reach_px, at.x() + reach_px + 1):
        for y in range(at.y() - reach_px, at.y() + reach_px + 1):
            yield image.pixelColor(x, y)
