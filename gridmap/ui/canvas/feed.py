"""MapFeed: feeds the painting thread, and keeps the hit index in step with the document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Signal

from gridmap.layers.style import Styles, load_styles
from gridmap.layers.view import MapView
from gridmap.model.changes import Bounds, Changeset
from gridmap.model.document import Document
from gridmap.model.features import FeatureId
from gridmap.ui.canvas.first_use import use_qt_types_once
from gridmap.ui.canvas.frame import MARGIN_PX, Frame, FrameRequest, request_for
from gridmap.ui.canvas.highlight import highlight_of
from gridmap.ui.canvas.hit import HitIndex
from gridmap.ui.canvas.painting_thread import PaintingThread
from gridmap.ui.canvas.render import SceneRenderer
from gridmap.ui.canvas.screen_view import ScreenView

_ENOUGH_SLACK_PX: Final = MARGIN_PX * 0.45
"""While the picture reaches this far beyond the window and is sharp, no new one is asked for."""

_INDEX_ANEW_AFTER: Final = 1_000
"""A changeset of more features than this (an import) has the hit index built anew in the thread."""


class MapFeed(QObject):
    """Needs `stop` before it goes.

    `frame_ready` brings frames to the window's thread, `highlight_ready` the ids and the Highlight
    that was asked for.
    """

    frame_ready = Signal(object)
    highlight_ready = Signal(object, object)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._renderer = SceneRenderer(load_styles())
        self._index: HitIndex | None = None
        self._since_index: list[Changeset] = []
        self._asked: FrameRequest | None = None
        use_qt_types_once()
        self.painting_thread = PaintingThread(self._renderer)
        self.painting_thread.painted.connect(self._take_frame)
        self.painting_thread.updated.connect(self._take_index)
        self.painting_thread.failed.connect(_raise)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.painting_thread.stop)
        self._is_indexed = False
        self.reload()

    def reload(self) -> None:
        """Give the thread the whole document anew."""
        snapshot = self._document.snapshot()
        renderer = self._renderer
        self._asked = None
        self.painting_thread.update(lambda: renderer.load(snapshot))
        self._since_index.clear()
        self._is_indexed = False

    def update(self, changeset: Changeset) -> None:
        """Give the thread what an edit, already in the document, has changed."""
        snapshot = self._document.snapshot()
        renderer = self._renderer
        self._asked = None
        self.painting_thread.update(lambda: renderer.update(snapshot, changeset))
        if len(changeset) > _INDEX_ANEW_AFTER:
            self._ask_for_index()
            return
        self._since_index.append(changeset)
        if self._index is not None:
            self._index.update(changeset)

    def show_pictures(self, folder: Path | None) -> None:
        """Have the pictures of a folder drawn below everything from now on; None: none."""
        renderer = self._renderer
        self._asked = None
        self.painting_thread.update(lambda: renderer.show_pictures(folder))

    def request(self, window: ScreenView, device_pixel_ratio: float) -> None:
        """Ask for a picture of a window, unless the one asked for last will do."""
        revision = self._document.revision
        wanted = request_for(window, device_pixel_ratio=device_pixel_ratio, revision=revision)
        if self._asked is not None and _serves(self._asked, wanted, window):
            return
        self._asked = wanted
        self.painting_thread.request(wanted)

    def forget_request(self) -> None:
        """Have the next request painted even if it is for the same picture."""
        self._asked = None

    def ask_for_highlight(self, ids: frozenset[FeatureId]) -> None:
        """Have the highlight of very many features made beside the window."""
        snapshot = self._document.snapshot()
        self.painting_thread.update(lambda: (ids, highlight_of(snapshot, ids)))

    def hits(
        self, x_m: float, y_m: float, *, radius_m: float, named: Sequence[FeatureId] = ()
    ) -> tuple[FeatureId, ...]:
        """Return what lies within a radius of a point; `named` have their label there.

        That is nothing as long as the index is being built.
        """
        if self._index is None:
            return ()
        return self._index.at(self._document, x_m, y_m, radius_m=radius_m, named=named)

    def care_hits(
        self, point_m: tuple[float, float], view: MapView, styles: Styles
    ) -> list[FeatureId]:
        """Return the houses whose care symbol lies at a point, each followed by the record."""
        if self._index is None:
            return []
        return self._index.care_at(self._document, point_m, view, styles)

    def features_in(self, bounds_m: Bounds) -> tuple[FeatureId, ...]:
        """Return the point features in a box."""
        return self._index.points_in(bounds_m) if self._index is not None else ()

    def grid_at(self, x_m: float, y_m: float) -> FeatureId | None:
        """Return the grid whose land holds a point, None for none or before the index is built."""
        return self._index.grid_at(self._document, x_m, y_m) if self._index is not None else None

    @property
    def has_index(self) -> bool:
        """Whether features can be hit yet."""
        return self._index is not None

    def stop(self) -> None:
        """End the thread."""
        self.painting_thread.stop()

    def _take_frame(self, frame: Frame) -> None:
        self.frame_ready.emit(frame)
        if not self._is_indexed:
            self._ask_for_index()

    def _ask_for_index(self) -> None:
        self._is_indexed = True
        self._since_index.clear()
        self.painting_thread.update(self._renderer.hit_index)

    def _take_index(self, result: object) -> None:
        if isinstance(result, tuple):
            self.highlight_ready.emit(*result)
        if not isinstance(result, HitIndex):
            return
        for changeset in self._since_index:
            result.update(changeset)
        self._index = result
        self._since_index.clear()


def _serves(asked: FrameRequest, wanted: FrameRequest, window: ScreenView) -> bool:
    """Whether a picture asked for shows a window sharply, with ground to spare for panning."""
    if asked.revision != wanted.revision or asked.device_pixel_ratio != wanted.device_pixel_ratio:
        return False
    if asked.screen.px_per_mm != wanted.screen.px_per_mm:
        return False
    if abs(asked.screen.m_per_px / window.m_per_px - 1) > 1e-9:
        return False
    (have_x, have_y), (width, height) = asked.screen.size_px, window.size_px
    spare_x = (have_x - width) / 2 - abs(
        asked.screen.view.center_x_m - window.view.center_x_m
    ) / window.m_per_px
    spare_y = (have_y - height) / 2 - abs(
        asked.screen.view.center_y_m - window.view.center_y_m
    ) / window.m_per_px
    return min(spare_x, spare_y) >= _ENOUGH_SLACK_PX


def _raise(error: BaseException) -> None:
    """Raise in the window's thread what went wrong in the painting thread: it is our own bug."""
    raise error
