"""ScreenPictures: the pictures of the project, pale below everything else on the map.

Belongs to the painting thread. Only the tiles in sight are read, as small as they are shown; what
was read is kept up to a bound.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QTransform

from gridmap.layers.surface import Color, Coordinates
from gridmap.layers.view import MapView
from gridmap.store.pictures import TILE_PX, Picture, pictures_in
from gridmap.ui.canvas.frame import FrameRequest

PALER: Final = 0.6
"""How far towards the paper."""

GREYER: Final = 0.4
"""How much of the colour is taken away: what is drawn over the picture must win."""

MOST_BYTES: Final = 96 * 2**20
"""So much of what was read is kept: the shared office computer has 4 GB."""

_COARSEST: Final = 8
_FINE_ENOUGH: Final = 1.3
"""Pixels may be shown so many times as large as they are before finer ones are read."""

_OVERLAP_PX: Final = 1.5
"""Below the tiles of a turned picture lie others, larger by so many pixels of the screen: where two
tiles meet, no paper shines through."""

Affine = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: x = a·column + b·row + c, y = d·column + e·row + f."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in a picture's pixels."""


class ScreenPictures:
    """Draws the pictures of a folder; None: none."""

    def __init__(self, paper: Color) -> None:
        self._paper = QColor(paper)
        self._pictures: tuple[Picture, ...] = ()
        self._read: OrderedDict[tuple[Path, int], QImage] = OrderedDict()

    def use(self, folder: Path | None) -> None:
        """Show the pictures that a folder holds now; what was read of others is let go."""
        self._pictures = pictures_in(folder) if folder is not None else ()
        self._read.clear()

    @property
    def kept_bytes(self) -> int:
        """How much memory is taken by what was read."""
        return sum(image.sizeInBytes() for image in self._read.values())

    def are_in(self, view: MapView) -> bool:
        """Whether a view shows some of a picture."""
        return any(_meets(picture, view) for picture in self._pictures)

    def draw(self, painter: QPainter, request: FrameRequest) -> None:
        """Draw what is in sight, in device pixels; tiles that cannot be read are passed over."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for picture in self._pictures:
            if _meets(picture, request.screen.view):
                self._draw_one(painter, picture, request)
        painter.restore()

    def _draw_one(self, painter: QPainter, picture: Picture, request: FrameRequest) -> None:
        to_screen = _to_screen(picture, request)
        a, b, c, d, e, f = to_screen
        is_straight = max(abs(b), abs(d)) * max(picture.width_px, picture.height_px) < 1.0
        painter.setTransform(QTransform() if is_straight else QTransform(a, d, b, e, c, f))
        finer = 1 / max(float(np.hypot(a, d)), 1e-9)
        step = 1
        while step < _COARSEST and step * 2 <= finer * _FINE_ENOUGH:
            step *= 2
        parts = list(_parts(picture, _box_in_sight(picture, to_screen, request), finer))
        if not is_straight:
            over = _OVERLAP_PX * finer
            parts = [
                (file, place.adjusted(-over, -over, over, over)) for file, place in parts
            ] + parts
        for file, place in parts:
            image = self._image(file, step if file != picture.whole else 1)
            if not image.isNull():
                where = _snapped(place, to_screen) if is_straight else place
                painter.drawImage(where, image, QRectF(image.rect()))

    def _image(self, file: Path, step: int) -> QImage:
        """Return a file made pale, so many times smaller; from what is kept if it is there."""
        key = file, step
        image = self._read.get(key)
        if image is not None:
            self._read.move_to_end(key)
            return image
        image = self._read[key] = self._pale(_read_image(file, step))
        kept = self.kept_bytes
        while kept > MOST_BYTES and len(self._read) > 1:
            kept -= self._read.popitem(last=False)[1].sizeInBytes()
        return image

    def _pale(self, image: QImage) -> QImage:
        if image.isNull():
            return image
        pale = image.convertToFormat(QImage.Format.Format_RGB32)
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        painter = QPainter(pale)
        painter.setOpacity(GREYER)
        painter.drawImage(0, 0, grey)
        painter.setOpacity(PALER)
        painter.fillRect(pale.rect(), self._paper)
        painter.end()
        return pale


def _parts(picture: Picture, box: Box, finer: float) -> Iterator[tuple[Path, QRectF]]:
    """Yield the files to draw with their places, in the picture's pixels."""
    shrink = max(picture.width_px, picture.height_px) / _longest(picture.whole)
    if shrink <= max(1.0, finer * _FINE_ENOUGH):
        yield picture.whole, QRectF(0, 0, picture.width_px, picture.height_px)
        return
    for left, top, file in picture.tiles(box):
        width = min(TILE_PX, picture.width_px - left)
        height = min(TILE_PX, picture.height_px - top)
        yield file, QRectF(left, top, width, height)


def _read_image(file: Path, step: int) -> QImage:
    reader = QImageReader(str(file))
    size = reader.size()
    if step > 1 and size.isValid():
        reader.setScaledSize(
            QSize(max(1, -(-size.width() // step)), max(1, -(-size.height() // step)))
        )
    return reader.read()


def _longest(whole: Path) -> int:
    """Return the longer side of the small picture of all of it, in pixels; 1 without it."""
    size = QImageReader(str(whole)).size()
    return max(1, size.width(), size.height())


def _meets(picture: Picture, view: MapView) -> bool:
    left, low, right, high = picture.bounds_m
    x1, y1, x2, y2 = view.bounds_m
    return left < x2 and x1 < right and low < y2 and y1 < high


def _snapped(place: QRectF, to_screen: Affine) -> QRectF:
    """Return a place on the screen with its edges on whole pixels, so that neighbours meet."""
    a, _, c, _, e, f = to_screen
    left, right = round(a * place.left() + c), round(a * place.right() + c)
    top, bottom = round(e * place.top() + f), round(e * place.bottom() + f)
    return QRectF(left, top, right - left, bottom - top)


def _to_screen(picture: Picture, request: FrameRequest) -> Affine:
    """Return the map from a picture's pixels to those of a frame."""
    ends = np.array([(0, 0), (picture.width_px, 0), (0, picture.height_px)], dtype=np.float64)
    corner, right, low = (
        request.screen.view.to_mm(picture.place.points(ends)) * request.px_per_mm
    ).tolist()
    width, height = picture.width_px, picture.height_px
    a, d = (right[0] - corner[0]) / width, (right[1] - corner[1]) / width
    b, e = (low[0] - corner[0]) / height, (low[1] - corner[1]) / height
    return a, b, corner[0], d, e, corner[1]


def _box_in_sight(
    picture: Picture,
    to_screen: Affine,
    request: FrameRequest,
) -> Box:
    """Return the pixels of a picture that a frame shows."""
    a, b, c, d, e, f = to_screen
    width, height = request.size_px
    corners = np.array([(0, 0), (width, 0), (0, height), (width, height)], dtype=np.float64)
    seen: Coordinates = (corners - (c, f)) @ np.linalg.inv(np.array([[a, b], [d, e]])).T
    size = (picture.width_px, picture.height_px)
    low = np.clip(np.floor(seen.min(axis=0)), 0, size).astype(int).tolist()
    high = np.clip(np.ceil(seen.max(axis=0)), 0, size).astype(int).tolist()
    return low[0], low[1], high[0], high[1]
