"""MapCanvas: the map in the window.

It shows frames that another thread paints, and turns mouse and keys into movement and tool events.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gridmap.i18n import tr
from gridmap.layers.view import MapView
from gridmap.model.changes import Bounds, Changeset
from gridmap.model.features import FeatureId
from gridmap.session import Session
from gridmap.ui.canvas.draft_painter import QtDraftPainter
from gridmap.ui.canvas.extent import bounds_of, project_bounds
from gridmap.ui.canvas.feed import MapFeed
from gridmap.ui.canvas.frame import Frame, Rect
from gridmap.ui.canvas.gestures import Gestures
from gridmap.ui.canvas.highlight import highlight_of
from gridmap.ui.canvas.keys import key_action
from gridmap.ui.canvas.map_fonts import map_family
from gridmap.ui.canvas.painting_thread import PaintingThread
from gridmap.ui.canvas.picture import Picture
from gridmap.ui.canvas.pinch import pinch_of
from gridmap.ui.canvas.scale_bar import draw_north, draw_scale_bar
from gridmap.ui.canvas.screen_view import (
    ScreenView,
)
from gridmap.ui.tools.select import SelectTool
from gridmap.ui.tools.tool import MapEvent, MapTool

HIT_RADIUS_PX: Final = 9.0
WHEEL_STEP: Final = 1.25
"""One notch of the wheel magnifies by this; one press of + by its square."""


class MapCanvas(QWidget):
    """The map of a session.

    `pointer_moved` gives plane metres, `view_changed` the MapView, `hovered` a feature's id or "",
    `context_requested` the ids under the pointer (the first is meant) and the global position,
    `activated` the id of a feature that was double-clicked, `hint_changed` the tool's line for the
    status bar, `frame_shown` each Frame that arrives.
    """

    pointer_moved = Signal(float, float)
    pointer_left = Signal()
    view_changed = Signal(object)
    hovered = Signal(str)
    context_requested = Signal(object, QPoint)
    activated = Signal(str)
    hint_changed = Signal(str)
    frame_shown = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        map_family()
        self._session = session
        self._screen = ScreenView(
            MapView(
                center_x_m=0.0,
                center_y_m=0.0,
                scale_denominator=1000.0,
                width_mm=100.0,
                height_mm=100.0,
            )
        )
        self._picture = Picture()
        self._shows_all = True
        self._hovered: FeatureId | None = None
        self._picture.selected = highlight_of(session.document, session.selection)
        self._default_tool: MapTool = SelectTool(session, self)
        self._tool: MapTool = self._default_tool
        self._gestures = Gestures(self, self._event_at)
        self._feed = MapFeed(session.document, self)
        self._feed.frame_ready.connect(self._show_frame)
        self._disconnect = (
            session.changed.connect(self._after_change),
            session.selection_changed.connect(self._after_selection),
        )
        self._set_up_widget()

    def _set_up_widget(self) -> None:
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(200, 150)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName(tr("Map"))
        self.setCursor(self._tool.cursor)
        feed, disconnect = self._feed, self._disconnect

        def release() -> None:
            for stop in disconnect:
                stop()
            feed.stop()

        self.destroyed.connect(release)

    # What the window asks for

    @property
    def view(self) -> MapView:
        """What is shown, in millimetres of the drawing."""
        return self._screen.view

    @property
    def screen_view(self) -> ScreenView:
        """The window on the ground, in logical pixels."""
        return self._screen

    @property
    def scale_denominator(self) -> float:
        """The scale as measured on the screen: 750 for 1:750."""
        return self._screen.scale_denominator

    @property
    def tool(self) -> MapTool:
        """The tool in use."""
        return self._tool

    @property
    def labels_mm(self) -> Mapping[FeatureId, Rect]:
        """The boxes of the labels on show, in millimetres of the drawing from their features."""
        return self._picture.labels_mm

    @property
    def painting_thread(self) -> PaintingThread:
        """The thread that paints; for whoever must know whether it has ended."""
        return self._feed.thread

    @property
    def hovered_id(self) -> FeatureId | None:
        """The feature under the pointer."""
        return self._hovered

    @property
    def is_sharp(self) -> bool:
        """Whether the picture on show is finished, at the right scale and of the newest data."""
        return self._picture.is_sharp(
            self._screen,
            revision=self._session.document.revision,
            device_pixel_ratio=self.devicePixelRatioF(),
        )

    def set_tool(self, tool: MapTool | None) -> None:
        """Take another tool in hand (None: select); the draft of the one before is dropped."""
        self._gestures.forget()
        if self._tool is not self._default_tool:
            self._tool.cancel()
        self._tool = tool if tool is not None else self._default_tool
        self.setCursor(self._tool.cursor)
        self.hint_changed.emit(self._tool.hint)
        self.update()

    def zoom_full(self) -> None:
        """Show the whole project, in a window of whatever size."""
        bounds = project_bounds(self._session.document)
        if bounds is not None:
            self.zoom_to(bounds)
            self._shows_all = True

    def zoom_to(self, bounds_m: Bounds) -> None:
        """Show a box in metres."""
        self._set_screen(self._screen.showing(bounds_m))

    def zoom_to_features(self, ids: frozenset[FeatureId] | tuple[FeatureId, ...]) -> None:
        """Show some features; those without a place are passed over."""
        bounds = bounds_of(self._session.document, ids)
        if bounds is not None:
            self.zoom_to(bounds)

    def zoom_to_selection(self) -> None:
        """Show what is selected."""
        self.zoom_to_features(self._session.selection)

    def zoom_by(self, factor: float) -> None:
        """Magnify by a factor about the middle of the window."""
        self._set_screen(self._screen.zoomed(factor, x_px=self.width() / 2, y_px=self.height() / 2))

    def set_scale(self, scale_denominator: float) -> None:
        """Show the same centre at a scale as measured on the screen."""
        self._set_screen(self._screen.at_scale(scale_denominator))

    def center_on(self, x_m: float, y_m: float) -> None:
        """Show a point in the middle at the same scale."""
        self._set_screen(self._screen.centered(x_m, y_m))

    def set_magnification(self, magnification: float) -> None:
        """Show symbols and texts so many times as large as on paper; 1.36 is usual."""
        self._set_screen(self._screen.magnified(magnification))

    def refresh(self) -> None:
        """Read the whole document anew and paint."""
        self._feed.reload()
        self._request()

    def refresh_frame(self) -> None:
        """Paint the same view once more."""
        self._picture.frame = None
        self._feed.forget_request()
        self._request()

    @property
    def has_hit_index(self) -> bool:
        """Whether features can be hit yet: the index is built after the first picture."""
        return self._feed.has_index

    def move_map(self, dx_px: float, dy_px: float) -> None:
        """Move the map by so many logical pixels to the right and down."""
        self._set_screen(self._screen.panned(dx_px, dy_px))

    def map_dropped(self) -> None:
        """Be told by the gestures that the map was let go."""
        self._update_cursor()

    def features_in(self, bounds_m: Bounds) -> tuple[FeatureId, ...]:
        """Return the ids of the point features inside a box in metres."""
        return self._feed.features_in(bounds_m)

    def hits_at(self, x_px: float, y_px: float) -> tuple[FeatureId, ...]:
        """Return the ids of the features under a logical pixel, the one meant first."""
        x_m, y_m = self._screen.point_m(x_px, y_px)
        return self._feed.hits(x_m, y_m, radius_m=HIT_RADIUS_PX * self._screen.m_per_px)

    def redraw_draft(self) -> None:
        """Draw the tool's draft again."""
        self.update()

    def stop(self) -> None:
        """End the painting thread; the canvas shows no new frames after this.

        Twice does no harm.
        """
        self._feed.stop()

    # What Qt tells

    def sizeHint(self) -> QSize:
        """A size that fits an old laptop."""
        return QSize(900, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the centre and the scale, or all in sight where nobody has moved the map yet."""
        self._screen = self._screen.resized(self.width(), self.height())
        if self._shows_all:
            bounds = project_bounds(self._session.document)
            if bounds is not None:
                self._screen = self._screen.showing(bounds)
        self.view_changed.emit(self.view)
        self._request()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the frame where it belongs now, and the thin overlays."""
        painter = QPainter(self)
        self._picture.draw_frame(painter, self._screen, self.devicePixelRatioF())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._picture.draw_highlights(
            painter, self._screen, has_hover=not self._gestures.is_dragging
        )
        self._tool.draw_draft(QtDraftPainter(painter, self._screen))
        draw_scale_bar(painter, self._screen)
        draw_north(painter, self.width())
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Take pinches of touch screens and touch pads."""
        pinch = pinch_of(event, self)
        if pinch is None:
            return super().event(event)
        self._zoom_at(*pinch)
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        notches = event.angleDelta().y() / 120.0
        if notches:
            self._zoom_at(WHEEL_STEP**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self._gestures.press(event.position(), event.button(), event.modifiers())
        self._update_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a feature's form; on empty ground zoom in."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._gestures.double_press(event.position(), event.modifiers()):
            return
        hits = self.hits_at(event.position().x(), event.position().y())
        if hits:
            self.activated.emit(hits[0])
        else:
            self._zoom_at(WHEEL_STEP**3, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._gestures.move(event.position(), event.modifiers())
        self._update_cursor()
        if not self._gestures.is_dragging:
            self._hover(event.position())
        self.pointer_moved.emit(*self._screen.point_m(event.position().x(), event.position().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a click or a drag."""
        self._gestures.release(event.position(), event.modifiers())
        self._update_cursor()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._set_hovered(None)
        self.pointer_left.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the window for the verbs that apply to what is under the pointer.

        It becomes the selection.
        """
        hits = self.hits_at(event.pos().x(), event.pos().y())
        if hits and hits[0] not in self._session.selection:
            self._session.select(hits[:1])
        self.context_requested.emit(hits, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the key to the tool, then to the map."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._gestures.set_pan_key(is_down=True)
            self._update_cursor()
        elif key == Qt.Key.Key_Escape:
            self._step_back()
        elif not self._tool.key(key, event.modifiers()) and not key_action(self, key):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let the map go when the space bar goes up."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._gestures.set_pan_key(is_down=False)
            self._update_cursor()
        else:
            super().keyReleaseEvent(event)

    # Inside

    def _event_at(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> MapEvent:
        x_m, y_m = self._screen.point_m(at.x(), at.y())
        return MapEvent(
            x_m=x_m,
            y_m=y_m,
            x_px=at.x(),
            y_px=at.y(),
            hits=self.hits_at(at.x(), at.y()),
            modifiers=modifiers,
        )

    def _step_back(self) -> None:
        self._gestures.forget()
        if not self._tool.cancel() and self._tool is not self._default_tool:
            self.set_tool(None)

    def _zoom_at(self, factor: float, at: QPointF) -> None:
        self._set_screen(self._screen.zoomed(factor, x_px=at.x(), y_px=at.y()))

    def _set_screen(self, screen: ScreenView) -> None:
        if screen == self._screen:
            return
        self._screen = screen
        self._shows_all = False
        self.view_changed.emit(self.view)
        self._request()
        self.update()

    def _request(self) -> None:
        self._feed.request(self._screen, self.devicePixelRatioF())

    def _show_frame(self, frame: Frame) -> None:
        self._picture.frame = frame
        self.update()
        self.frame_shown.emit(frame)

    def _hover(self, at: QPointF) -> None:
        hits = self.hits_at(at.x(), at.y())
        self._set_hovered(hits[0] if hits else None)

    def _set_hovered(self, feature_id: FeatureId | None) -> None:
        if feature_id == self._hovered:
            return
        self._hovered = feature_id
        ids = () if feature_id is None else (feature_id,)
        self._picture.hovered = highlight_of(self._session.document, ids)
        self.hovered.emit(feature_id or "")
        self.update()

    def _update_cursor(self) -> None:
        is_moving = self._gestures.is_moving_map
        cursor = Qt.CursorShape.ClosedHandCursor if is_moving else self._tool.cursor
        if self.cursor().shape() != cursor:
            self.setCursor(cursor)

    def _after_change(self, changeset: Changeset) -> None:
        self._feed.update(changeset)
        self._request()
        if self._session.selection & changeset.ids():
            self._after_selection(self._session.selection)
        if self._hovered in changeset.ids():
            self._set_hovered(None)

    def _after_selection(self, ids: frozenset[FeatureId]) -> None:
        self._picture.selected = highlight_of(self._session.document, ids)
        self.update()
