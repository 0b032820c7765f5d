"""numpy arrays to Qt without a loop over points (design: tech.md, "Canvas")."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainter, QPainterPath, QPixmap, QPolygonF

from gridmap.layers.surface import Coordinates

_shiboken: Any = shiboken6
"""Its stubs know neither writable memory from an address nor the type that wrapInstance returns."""

_ELEMENT: Final = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
_LINE_TO: Final = 1
_MOVE_TO: Final = 0
_WINDING: Final = 1
_FRAGMENT_FIELDS: Final = 10
"""A QPainter::PixmapFragment is ten doubles: x, y, source rectangle, scales, rotation, opacity."""
_FRAGMENTS_A_CALL: Final = 20_000
"""One call stays under 5 ms: no other Python thread runs meanwhile."""


def polygon(points: Coordinates) -> QPolygonF:
    """Return a QPolygonF of points of shape (n, 2)."""
    result = QPolygonF()
    count = len(points)
    if count:
        result.resize(count)
        memory = _shiboken.VoidPtr(result.data(), count * 16, True)
        np.frombuffer(memory, dtype=np.float64)[:] = np.ascontiguousarray(
            points, dtype=np.float64
        ).ravel()
    return result


def painter_path(points: Coordinates, starts: NDArray[np.intp]) -> QPainterPath:
    """Return one path of many runs; `starts` are the indexes at which runs begin.

    Filled by the winding rule.

    Built through QPainterPath's own stream format, which costs a hundredth of calling moveTo and
    lineTo.
    """
    result = QPainterPath()
    if not len(points):
        return result
    elements = np.empty(len(points), dtype=_ELEMENT)
    elements["kind"] = _LINE_TO
    elements["kind"][starts] = _MOVE_TO
    elements["x"] = points[:, 0]
    elements["y"] = points[:, 1]
    data = struct.pack(">i", len(points)) + elements.tobytes() + struct.pack(">ii", 0, _WINDING)
    QDataStream(QByteArray(data)) >> result
    return result


def joined(runs: Sequence[Coordinates]) -> tuple[Coordinates, NDArray[np.intp]]:
    """Return all runs in one array and the index at which each begins. Runs must not be empty."""
    lengths = np.fromiter(map(len, runs), dtype=np.intp, count=len(runs))
    starts = np.zeros(len(runs), dtype=np.intp)
    np.cumsum(lengths[:-1], out=starts[1:])
    return np.concatenate(runs), starts


def batches(
    points: Coordinates,
    starts: NDArray[np.intp],
    *,
    budget: float,
    per_length: float = 0.0,
) -> Iterator[tuple[Coordinates, NDArray[np.intp]]]:
    """Deal the runs into parts of about `budget` points; a unit of length counts `per_length`."""
    cost = np.ones(len(points))
    if per_length:
        steps = np.abs(np.diff(points, axis=0)).sum(axis=1) * per_length
        steps[starts[1:] - 1] = 0.0
        cost[:-1] += steps
    spent = np.cumsum(np.add.reduceat(cost, starts))
    firsts = np.flatnonzero(np.diff(spent // budget, prepend=-1.0))
    lasts = np.append(firsts[1:], len(starts))
    ends = np.append(starts, len(points))
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        begin = starts[first]
        yield points[begin : ends[last]], starts[first:last] - begin


def oriented(points: Coordinates, starts: NDArray[np.intp]) -> Coordinates:
    """Return the points of many rings with every ring turning the same way.

    Filled together by the winding rule, rings that overlap then cover each other as if filled one
    by one.
    """
    ends = np.append(starts[1:], len(points))
    lengths = ends - starts
    run = np.repeat(np.arange(len(starts)), lengths)
    following = np.arange(1, len(points) + 1)
    following[ends - 1] = starts
    local = points - points[starts][run]
    cross = local[:, 0] * local[following, 1] - local[following, 0] * local[:, 1]
    backwards = np.add.reduceat(cross, starts) < 0
    index = np.arange(len(points))
    mirrored = (starts + ends - 1)[run] - index
    result: Coordinates = points[np.where(backwards[run], mirrored, index)]
    return result


def draw_stamps(painter: QPainter, stamp: QPixmap, centers_px: Coordinates) -> None:
    """Draw a pixmap centred on each point, moved to whole pixels so that it stays crisp."""
    count = len(centers_px)
    if count == 0:
        return
    size = np.array([stamp.width(), stamp.height()], dtype=np.float64)
    fragments = np.zeros((count, _FRAGMENT_FIELDS), dtype=np.float64)
    fragments[:, :2] = np.floor(centers_px - size / 2 + 0.5) + size / 2
    fragments[:, 4:6] = size
    fragments[:, 6:8] = 1.0
    fragments[:, 9] = 1.0
    for start in range(0, count, _FRAGMENTS_A_CALL):
        part = fragments[start : start + _FRAGMENTS_A_CALL]
        first = _shiboken.wrapInstance(part.ctypes.data, QPainter.PixmapFragment)
        painter.drawPixmapFragments(first, len(part), stamp)
