"""MapViewport: the part of the map canvas that shows: the view, the frames, zooming and moving.

Mouse, keys and tools are added by MapCanvas.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from gridmap.model.changes import Bounds, Changeset
from gridmap.model.features import FeatureId
from gridmap.session import Session
from gridmap.ui.canvas.detail import detail_at, screen_styles
from gridmap.ui.canvas.extent import bounds_of, project_bounds
from gridmap.ui.canvas.feed import MapFeed
from gridmap.ui.canvas.frame import Frame, LabelPlace
from gridmap.ui.canvas.highlight import Highlight, highlight_of
from gridmap.ui.canvas.map_fonts import map_family
from gridmap.ui.canvas.painting_thread import PaintingThread
from gridmap.ui.canvas.picture import Picture
from gridmap.ui.canvas.pinch import pinch_of
from gridmap.ui.canvas.scale_bar import Furniture
from gridmap.ui.canvas.screen_view import ScreenView

HIT_RADIUS_PX: Final = 9.0
_MOST_AT_ONCE: Final = 2_000
"""Where more is selected, the map marks it a moment later."""

_FIRST_VIEW: Final = MapView(
    center_x_m=0.0, center_y_m=0.0, scale_denominator=1000.0, width_mm=100.0, height_mm=100.0
)


class MapViewport(QWidget):
    """Shows a session's map. `view_changed` tells the MapView, `frame_shown` each Frame."""

    view_changed = Signal(object)
    frame_shown = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        map_family()
        self._session = session
        self._screen = ScreenView(_FIRST_VIEW)
        self._shows_all = True
        self._picture = Picture()
        self._furniture = Furniture()
        self._picture.selected = highlight_of(session.document, session.selection)
        self._feed = MapFeed(session.document, self)
        self._feed.frame_ready.connect(self._show_frame)
        self._feed.highlight_ready.connect(self._take_highlight)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(200, 150)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self._release_when_destroyed()

    def _release_when_destroyed(self) -> None:
        feed = self._feed
        disconnect = (
            self._session.changed.connect(self._after_change),
            self._session.selection_changed.connect(self._after_selection),
        )

        def release() -> None:
            for stop in disconnect:
                stop()
            feed.stop()

        self.destroyed.connect(release)

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
    def labels(self) -> Mapping[FeatureId, LabelPlace]:
        """The labels on show, by feature."""
        return self._picture.labels

    @property
    def frame(self) -> Frame | None:
        """The picture on show, None before the first has come."""
        return self._picture.frame

    @property
    def painting_thread(self) -> PaintingThread:
        """The thread that paints; for whoever must know whether it has ended."""
        return self._feed.painting_thread

    @property
    def is_sharp(self) -> bool:
        """Whether the picture on show is finished, at the right scale and of the newest data."""
        return self._picture.is_sharp(
            self._screen,
            revision=self._session.document.revision,
            device_pixel_ratio=self.devicePixelRatioF(),
        )

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
        shows_all = self._shows_all
        self._set_screen(self._screen.magnified(magnification))
        self._shows_all = shows_all

    def refresh(self) -> None:
        """Read the whole document anew and paint."""
        self._feed.reload()
        self._request()

    def show_pictures(self, folder: Path | None) -> None:
        """Show the pictures that a folder holds now pale below everything; None: none."""
        self._feed.show_pictures(folder)
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

    def features_in(self, bounds_m: Bounds) -> tuple[FeatureId, ...]:
        """Return the ids of the point features inside a box in metres."""
        return self._feed.features_in(bounds_m)

    def grid_at(self, x_m: float, y_m: float) -> FeatureId | None:
        """Return the grid whose land holds a point in metres, None for none."""
        return self._feed.grid_at(x_m, y_m)

    def hits_at(self, x_px: float, y_px: float) -> tuple[FeatureId, ...]:
        """Return the ids of the features under a logical pixel, the one meant first.

        A feature is also hit by its label, a house by each of its care symbols.
        """
        x_m, y_m = self._screen.point_m(x_px, y_px)
        radius_m = HIT_RADIUS_PX * self._screen.m_per_px
        named = self._picture.labels_at(self._screen, x_px, y_px)
        hits = self._feed.hits(x_m, y_m, radius_m=radius_m, named=named)
        detail = detail_at(self.view.scale_denominator, m_per_px=self._screen.m_per_px)
        if not detail.has_care:
            return hits
        styles = screen_styles(load_styles(), detail)
        return tuple(dict.fromkeys((*self._feed.care_hits((x_m, y_m), self.view, styles), *hits)))

    def stop(self) -> None:
        """End the painting thread; the canvas shows no new frames after this.

        Twice does no harm.
        """
        self._feed.stop()

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
        self.draw_overlay(painter)
        self._furniture.draw(painter, self._screen, self.width())
        painter.end()

    def draw_overlay(self, painter: QPainter) -> None:
        """Draw what lies over the map."""
        self._picture.draw_highlights(painter, self._screen)

    def event(self, event: QEvent) -> bool:
        """Take pinches, and paint anew when the window comes to a screen of other pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._request()
        pinch = pinch_of(event, self)
        if pinch is None:
            return super().event(event)
        self._zoom_at(*pinch)
        return True

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

    def _after_change(self, changeset: Changeset) -> None:
        self._feed.update(changeset)
        self._request()
        if self._session.selection & changeset.ids():
            self._after_selection(self._session.selection)

    def _after_selection(self, ids: frozenset[FeatureId]) -> None:
        if len(ids) > _MOST_AT_ONCE:
            self._feed.ask_for_highlight(ids)
            return
        self._picture.selected = highlight_of(self._session.document, ids)
        self.update()

    def _take_highlight(self, ids: frozenset[FeatureId], highlight: Highlight) -> None:
        if ids is self._session.selection:
            self._picture.selected = highlight
            self.update()
