"""Paints frames of a scene.

The ground, borders, houses, symbols, and labels once they are placed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from gridmap.layers.boundaries import BoundaryLayer
from gridmap.layers.fanout import spread
from gridmap.layers.households import HouseholdLayer
from gridmap.layers.labels import Boxes, SoftLines
from gridmap.layers.layer import (
    clipped,
    line_runs_mm,
    visible_points,
    visible_shapes,
    widened_bounds_m,
)
from gridmap.layers.style import Styles
from gridmap.layers.surface import Color, Coordinates
from gridmap.layers.view import MapView
from gridmap.model.changes import Bounds, Changeset
from gridmap.model.document import Snapshot
from gridmap.model.features import Household, Place
from gridmap.ui.canvas.detail import Detail, detail_at, screen_styles
from gridmap.ui.canvas.frame import Frame, FrameRequest
from gridmap.ui.canvas.hit import HitIndex
from gridmap.ui.canvas.house_cells import taken
from gridmap.ui.canvas.kept_pictures import KeptPictures
from gridmap.ui.canvas.label_wishes import MOST_HOUSES, MOST_IN_A_CROWD, Shown
from gridmap.ui.canvas.labelling import (
    Labeller,
    ScreenLabel,
    Surroundings,
    draw_labels,
    places_of,
)
from gridmap.ui.canvas.line_names import Stretch, stretches
from gridmap.ui.canvas.painting_thread import IsStale
from gridmap.ui.canvas.qt_surface import QtSurface
from gridmap.ui.canvas.scene import Scene
from gridmap.ui.canvas.screen_pictures import ScreenPictures
from gridmap.ui.canvas.stamps import DOTS_PER_METRE, StampCache, transparent_image

_LINE_REACH_MM: Final = 2.0
"""A border and the white line below it reach no further than this from where it runs."""

_MOST_OBSTACLES: Final = 6_000
"""With more houses than this in sight the names of places and groups are laid over them."""


class SceneRenderer:
    """Holds the scene, the stamps and the placed labels; used by the painting thread alone."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._stamps = StampCache()
        self._labeller = Labeller(styles)
        self._kept = KeptPictures()
        self._below = ScreenPictures(styles.color("paper"))
        self._scene: Scene | None = None

    def load(self, snapshot: Snapshot) -> None:
        """Begin with a snapshot; what was prepared of another is thrown away."""
        self._scene = Scene(snapshot)
        self._kept.forget()
        self._labeller.forget()

    def update(self, snapshot: Snapshot, changeset: Changeset) -> None:
        """Take over a newer snapshot, which differs by this changeset."""
        if self._scene is not None:
            differing_m = self._scene.update(snapshot, changeset)
            self._kept.follow(changeset, differing_m)
            self._labeller.forget(changeset.ids())

    def show_pictures(self, folder: Path | None) -> None:
        """Draw the pictures of a folder below everything from now on; None: none."""
        self._below.use(folder)
        self._kept.forget()

    def hit_index(self) -> HitIndex | None:
        """Return an index of what can be hit, None before there is a project."""
        return HitIndex.of(self._scene.snapshot) if self._scene is not None else None

    def frames(self, request: FrameRequest, is_stale: IsStale) -> Iterable[Frame]:
        """Yield a first frame soon and a finished one later; see painting_thread.Painter."""
        if self._scene is None:
            return
        painting = _Painting(self._scene, self._styles, self._stamps, request, self._below)
        detail = painting.detail
        if not self._scene.has_borders:
            painting.paint_ground()
            painting.paint_things()
            yield painting.frame((), is_complete=False)
            painting = _Painting(self._scene, self._styles, self._stamps, request, self._below)
        painting.paint_land(self._kept)
        painting.paint_things()
        if not _has_labels(detail):
            yield painting.frame((), is_complete=True)
            return
        bare = QImage(painting.image)
        yield painting.with_labels(self._labeller.remembered(painting.view), is_complete=False)
        if is_stale():
            return
        labels = self._labeller.place(
            self._scene.snapshot,
            painting.view,
            detail,
            painting.shown,
            painting.surroundings(),
            is_stale,
        )
        if labels is None:
            return
        painting.image = bare
        yield painting.with_labels(labels, is_complete=True)


class _Painting:
    """One frame in the making."""

    def __init__(
        self,
        scene: Scene,
        styles: Styles,
        stamps: StampCache,
        request: FrameRequest,
        below: ScreenPictures,
    ) -> None:
        self._scene = scene
        self._below = below
        self._stamps = stamps
        self._request = request
        self.view: MapView = request.screen.view
        self.detail: Detail = detail_at(
            self.view.scale_denominator, m_per_px=request.screen.m_per_px
        )
        self._styles = screen_styles(styles, self.detail)
        self.image = _blank(request, styles.color("paper"))
        self._small_houses_mm: Coordinates = np.empty((0, 2))
        self.shown = Shown((), np.empty((0, 2)), np.empty((0, 2)), 0.0)

    def paint_land(self, kept: KeptPictures) -> None:
        """Paint ground and borders, or take what is kept of them and mend it where it is wrong."""
        kept.begin(self._request)
        land, around_m = kept.get("land"), self._around(kept.dirty_m)
        if land is not None and around_m is None:
            self.image = land
            return
        ground = kept.get("ground")
        if ground is None:
            self.paint_ground()
            kept.keep("ground", self.image)
            ground = QImage(self.image)
        self.image = ground if land is None else land
        self._paint_borders(self._outlines(kept), around_m if land is not None else None, ground)
        kept.keep("land", self.image)

    def _around(self, boxes_m: Sequence[Bounds]) -> Bounds | None:
        """Return the part of the view that holds some boxes and the lines along them, in metres."""
        left, low, right, top = widened_bounds_m(self.view, _LINE_REACH_MM)
        reach_m = _LINE_REACH_MM / self.view.mm_per_m
        seen = [
            box
            for box in boxes_m
            if box[0] < right and box[2] > left and box[1] < top and box[3] > low
        ]
        if not seen:
            return None
        lows, highs = np.array(seen)[:, :2].min(axis=0), np.array(seen)[:, 2:].max(axis=0)
        x1, y1 = (lows - reach_m).tolist()
        x2, y2 = (highs + reach_m).tolist()
        return x1, y1, x2, y2

    def _outlines(self, kept: KeptPictures) -> QImage:
        """Return the borders of villages and townships as a picture to be laid on the others."""
        picture = kept.get("outlines")
        if picture is None:
            picture = transparent_image(self.image.width(), self.image.height())
            with _surface(picture, self._request, self._stamps) as (_, surface):
                for layer in self._scene.borders.outlines:
                    layer.draw(surface, self.view, self._styles)
            kept.keep("outlines", picture)
        return picture

    def paint_ground(self) -> None:
        """Paint areas, pictures over them, water and roads."""
        with _surface(self.image, self._request, self._stamps) as (painter, surface):
            self._scene.areas(is_far=self.detail.is_far).draw(surface, self.view, self._styles)
            if self._below.are_in(self.view):
                self._below.draw(painter, self._request)
                self._scene.waters.draw(surface, self.view, self._styles)
            if self.detail.has_lines:
                self._scene.lines(is_far=self.detail.is_far).draw(surface, self.view, self._styles)

    def _paint_borders(self, outlines: QImage, around_m: Bounds | None, ground: QImage) -> None:
        """Paint boundaries, and hatch the land in no grid; only in a box where one is given."""
        layers = self._scene.borders.parts(
            has_groups=self.detail.has_groups, has_grids=self.detail.has_grids
        )
        with _surface(self.image, self._request, self._stamps) as (painter, surface):
            if around_m is not None:
                painter.setClipRect(self._pixels(around_m))
                painter.drawImage(0, 0, ground)
                layers = [meeting(layer, around_m) for layer in layers]
            if self.detail.has_grids:
                self._scene.free_land(self.view).draw(surface, self.view, self._styles)
            for layer in layers:
                layer.draw(surface, self.view, self._styles)
            painter.drawImage(0, 0, outlines)

    def _pixels(self, box_m: Bounds) -> QRect:
        """Return the whole pixels that a box in metres meets."""
        corners = self.view.to_mm(np.array(box_m).reshape(2, 2)) * self._request.px_per_mm
        left, top = np.floor(corners.min(axis=0)).astype(int).tolist()
        right, bottom = np.ceil(corners.max(axis=0)).astype(int).tolist()
        return QRect(left, top, right - left, bottom - top)

    def paint_things(self) -> None:
        """Paint houses, places, care symbols and notes."""
        with _surface(self.image, self._request, self._stamps) as (painter, surface):
            painter.setOpacity(self.detail.house_opacity)
            self._paint_houses(surface)
            painter.setOpacity(1.0)
            if self.detail.has_places:
                self._scene.places.draw(surface, self.view, self._styles)
            if self.detail.has_care:
                self._scene.care_in(self.view).draw(surface, self.view, self._styles)
            if self.detail.has_notes:
                self._scene.notes.draw(surface, self.view, self._styles)

    def _paint_houses(self, surface: QtSurface) -> None:
        houses = self._scene.houses.within(self.view)
        if not self.detail.has_house_labels:
            houses.draw(surface, self.view, self._styles)
            rows = visible_points(houses.xy_m, self.view)
            self._small_houses_mm = self.view.to_mm(houses.xy_m[rows])
            return
        rows = visible_points(houses.xy_m, self.view)
        true_mm = self.view.to_mm(houses.xy_m[rows])
        size_mm = self._styles.size_mm("household")
        drawn_mm = true_mm
        if self.detail.spreads_houses and len(rows) <= MOST_HOUSES:
            drawn_mm = spread(true_mm, size_mm, self._styles.size_mm("symbol-gap"))
        houses.draw_at(surface, drawn_mm, rows, self._styles)
        self.shown = Shown(self._features(taken(houses, rows)), true_mm, drawn_mm, size_mm / 2)

    def _features(self, houses: HouseholdLayer) -> Sequence[Household]:
        return [self._scene.snapshot.get(key, Household) for key in houses.ids]

    def surroundings(self) -> Surroundings:
        """Return what the labels have to mind."""
        named: Sequence[Stretch] = ()
        if self.detail.has_line_names:
            layer = self._scene.named_line_layer
            named = list(stretches(self._scene.named_lines, layer, self.view))
        return Surroundings(self.symbol_boxes(), self.soft_lines(), named)

    def symbol_boxes(self) -> Boxes:
        """Return the boxes of unlabelled houses, badges and care symbols: no label covers them."""
        parts: list[Boxes] = []
        unlabelled = self._unlabelled_mm()
        parts.append(_squares(unlabelled, self._styles.size_mm("household")))
        if self.detail.has_places and not self.detail.has_place_names:
            places = [
                (place.geometry.x, place.geometry.y)
                for place in self._scene.snapshot.all(Place)
                if place.geometry is not None and not place.geometry.is_empty
            ]
            at_mm = self.view.to_mm(np.array(places, dtype=np.float64).reshape(-1, 2))
            parts.append(_squares(at_mm, self._styles.size_mm("badge")))
        if self.detail.has_care:
            _, at_mm = self._scene.care_in(self.view).places_mm(self.view, self._styles)
            parts.append(_squares(at_mm, self._styles.size_mm("care-triangle")))
        return np.concatenate(parts) if parts else np.empty((0, 4))

    def _unlabelled_mm(self) -> Coordinates:
        """Return the houses of which none is labelled, so that other names spare them."""
        if 0 < len(self.shown.houses) <= MOST_IN_A_CROWD:
            return np.empty((0, 2))
        points = np.concatenate([self._small_houses_mm, self.shown.drawn_mm])
        return points if len(points) <= _MOST_OBSTACLES else np.empty((0, 2))

    def soft_lines(self) -> SoftLines:
        """Return the borders and roads, which labels should rather not cross."""
        borders = self._scene.borders.draw_order(
            has_groups=self.detail.has_groups, has_grids=self.detail.has_grids
        )
        parts = [(segments_mm(layer.lines, layer.bounds_m, self.view), 3.0) for layer in borders]
        if self.detail.has_house_labels:
            lines = self._scene.lines(is_far=False)
            parts.append((segments_mm(lines.shapes, lines.bounds_m, self.view), 1.0))
        return SoftLines(
            np.concatenate([segments for segments, _ in parts]),
            np.concatenate([np.full(len(segments), cost) for segments, cost in parts]),
        )

    def with_labels(self, labels: Sequence[ScreenLabel], *, is_complete: bool) -> Frame:
        """Return the frame with labels drawn on it."""
        with _surface(self.image, self._request, self._stamps) as (_, surface):
            draw_labels(surface, self.view, labels)
        return self.frame(labels, is_complete=is_complete)

    def frame(self, labels: Sequence[ScreenLabel], *, is_complete: bool) -> Frame:
        """Return what is painted so far as a frame."""
        return Frame(
            image=self.image,
            screen=self._request.screen,
            device_pixel_ratio=self._request.device_pixel_ratio,
            revision=self._scene.snapshot.revision,
            labels=places_of(labels),
            is_complete=is_complete,
        )


def meeting(layer: BoundaryLayer, box_m: Bounds) -> BoundaryLayer:
    """Return a layer with only the lines that may meet a box in metres."""
    left, low, right, top = box_m
    x1, y1, x2, y2 = layer.bounds_m.T
    rows = np.flatnonzero((x1 <= right) & (x2 >= left) & (y1 <= top) & (y2 >= low))
    return replace(layer, lines=layer.lines[rows], bounds_m=layer.bounds_m[rows])


def segments_mm(
    shapes: NDArray[np.object_], bounds_m: NDArray[np.float64], view: MapView
) -> NDArray[np.float64]:
    """Return the pieces of the lines that a view shows: x1, y1, x2, y2 in millimetres, (n, 4)."""
    cut = clipped(shapes[visible_shapes(bounds_m, view)], view)
    runs = [run for run in line_runs_mm(cut, view) if len(run) > 1]
    return np.concatenate([np.hstack([run[:-1], run[1:]]) for run in runs] or [np.empty((0, 4))])


def _has_labels(detail: Detail) -> bool:
    return (
        detail.has_house_labels
        or detail.has_place_names
        or detail.has_grid_names
        or detail.has_group_names
        or detail.has_village_names
    )


def _squares(at_mm: Coordinates, size_mm: float) -> Boxes:
    return np.hstack([at_mm - size_mm / 2, at_mm + size_mm / 2])


def _blank(request: FrameRequest, paper: Color) -> QImage:
    width_px, height_px = request.size_px
    image = QImage(width_px, height_px, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(DOTS_PER_METRE)
    image.setDotsPerMeterY(DOTS_PER_METRE)
    image.fill(QColor(paper))
    return image


@contextmanager
def _surface(
    image: QImage, request: FrameRequest, stamps: StampCache
) -> Iterator[tuple[QPainter, QtSurface]]:
    """Open a painter and a surface on an image."""
    view = request.screen.view
    origin_mm = view.to_mm(np.zeros((1, 2)))[0] * request.px_per_mm
    painter = QPainter(image)
    try:
        yield (
            painter,
            QtSurface(
                painter,
                size_mm=(view.width_mm, view.height_mm),
                px_per_mm=request.px_per_mm,
                stamps=stamps,
                anchor_px=(float(origin_mm[0]), float(origin_mm[1])),
            ),
        )
    finally:
        painter.end()
