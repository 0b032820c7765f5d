"""Names that take the room which houses and places leave.

Roads and waters character by character along their course, and the sheet's own area, large and
pale. All lengths are millimetres of the map window, y down.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gridmap.export.frames import Rect
from gridmap.export.free_room import FreeRoom
from gridmap.export.house_labels import TextLine
from gridmap.geo.clipping import clip_to_box
from gridmap.layers.contours import named_on_maps
from gridmap.layers.label_conflicts import grown
from gridmap.layers.labels import Box, Boxes
from gridmap.layers.metrics import MM_PER_POINT, cap_height_mm, text_width_mm
from gridmap.layers.style import Styles
from gridmap.layers.surface import Coordinates, TextStyle
from gridmap.layers.view import MapView
from gridmap.model.features import CONTOUR, Line

_STYLES: Final = {
    **dict.fromkeys(("river", "stream", "ditch"), "water-name"),
    CONTOUR: "contour-name",
}
_PACES: Final = {
    "water-name": (3.0, 2.0, 1.4),
    "road-name": (2.2, 1.6, 1.2),
    "contour-name": (1.0,),
}
"""How far apart the characters stand, in em, the widest first."""

_OWN_STYLES: Final = ("group-name-pale", "group-name-pale-small")
_STEP_MM: Final = 3.0
_WALL_STEP_MM: Final = 1.5
_WALL_HALF_MM: Final = 0.3
_CLEAR_EM: Final = 1.6
"""How far the first and last characters stay from the ends of a line, where others join it."""

_GAP_MM: Final = 0.4
_EDGE_MM: Final = 1.0
_MOST_BEND_DEG: Final = 22.0
_MOST_TURN_DEG: Final = 60.0
_PIECES: Final = 4
_AT_ONCE: Final = 120
_TRIES: Final = 30
_FIRST_WIDE: Final = 0x2E80
"""Characters from here on stand each for itself; words before it stay together."""


@dataclass(frozen=True, slots=True)
class SetText:
    """A line of text where it stands, with its box."""

    line: TextLine
    box: Box


def boxes_along(walls: Boxes | None) -> Boxes:
    """Return small boxes along straight lines x1, y1, x2, y2 (n, 4), which no name may cross."""
    if walls is None or not len(walls):
        return np.empty((0, 4))
    steps = np.hypot(walls[:, 2] - walls[:, 0], walls[:, 3] - walls[:, 1])
    counts = np.ceil(steps / _WALL_STEP_MM).astype(int) + 1
    line = np.repeat(np.arange(len(walls)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    share = (np.arange(len(line)) - first) / np.maximum(counts[line] - 1, 1)
    spots = walls[line, :2] + share[:, None] * (walls[line, 2:] - walls[line, :2])
    return np.hstack([spots - _WALL_HALF_MM, spots + _WALL_HALF_MM])


def names_along(
    lines: Iterable[Line], view: MapView, taken: Boxes, styles: Styles
) -> list[SetText]:
    """Return the names of lines along their courses, each name once, where they touch nothing."""
    named: dict[str, list[Line]] = {}
    for item in named_on_maps(list(lines)):
        if item.geometry is not None:
            named.setdefault(item.name, []).append(item)
    found: list[SetText] = []
    boxes = taken.reshape(-1, 4)
    for text, items in named.items():
        style_name = _STYLES.get(items[0].line_kind, "road-name")
        style = styles.text(style_name)
        courses = _courses([item.geometry for item in items], view)
        made = next(
            (made for course in courses if (made := _set_along(text, style_name, style, course,
                                                               view, boxes))), None
        )  # fmt: skip
        if made:
            found += made
            boxes = np.concatenate([boxes, [item.box for item in made]])
    return found


def own_name(
    text: str, shape: BaseGeometry | None, view: MapView, taken: Boxes, styles: Styles
) -> list[SetText]:
    """Return the name of the sheet's own area, large and pale, in room that nothing needs."""
    if shape is None or not text:
        return []
    window = Rect(0.0, 0.0, view.width_mm, view.height_mm)
    room = FreeRoom.of(window.inset(_EDGE_MM), taken)
    visible = clip_to_box(shape, view.bounds_m)
    if visible.is_empty:
        return []
    spaced = "　".join(text) if len(text) <= 3 and _is_wide(text) else text
    middle = view.to_mm(np.array([[visible.centroid.x, visible.centroid.y]]))[0]
    for style_name in _OWN_STYLES:
        style = styles.text(style_name)
        width_mm, em_mm = text_width_mm(spaced, style), style.size_pt * MM_PER_POINT
        spots = room.strips(width_mm + 2.0, em_mm + 1.0)
        half = (width_mm / 2 + 1.0, em_mm / 2 + 0.5)
        found = _nearest_inside(visible, spots, middle, half, view)
        if found is not None:
            x_mm, y_mm = found
            base = y_mm + cap_height_mm(style) / 2
            line = TextLine(spaced, style_name, x_mm, base, "center")
            box = (
                x_mm - width_mm / 2, y_mm - em_mm / 2, x_mm + width_mm / 2, y_mm + em_mm / 2,
            )  # fmt: skip
            return [SetText(line, box)]
    return []


def _nearest_inside(
    shape: BaseGeometry,
    spots: Coordinates,
    middle: Coordinates,
    half_mm: tuple[float, float],
    view: MapView,
) -> tuple[float, float] | None:
    """Return the middle nearest to a point whose box lies inside a shape given in metres."""
    shapely.prepare(shape)
    nearest = spots[np.argsort(np.hypot(*(spots - middle).T), kind="stable")]
    signs = np.array([(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)])
    for first in range(0, len(nearest), _AT_ONCE):
        some = nearest[first : first + _AT_ONCE]
        corners = (some[:, None] + signs * np.array(half_mm)).reshape(-1, 2)
        inside = shapely.contains_xy(shape, view.to_m(corners)).reshape(-1, 4).all(axis=1)
        if inside.any():
            x_mm, y_mm = some[np.argmax(inside)].tolist()
            return x_mm, y_mm
    return None


def _courses(shapes: Sequence[BaseGeometry | None], view: MapView) -> list[Coordinates]:
    """Return the longest unbroken stretches of lines in a view, the longest first."""
    cut = clip_to_box(np.array(shapes, dtype=object), view.bounds_m)
    simple = shapely.simplify(cut, 0.4 / view.mm_per_m, preserve_topology=False)
    pieces = shapely.get_parts(simple)
    pieces = pieces[shapely.get_type_id(pieces) == shapely.GeometryType.LINESTRING]
    pieces = pieces[~shapely.is_empty(pieces)]
    if not len(pieces):
        return []
    parts = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(pieces)))
    order = np.argsort(-shapely.length(parts), kind="stable")[:_PIECES]
    return [view.to_mm(shapely.get_coordinates(parts[i])) for i in order.tolist()]


def _set_along(
    text: str,
    style_name: str,
    style: TextStyle,
    course: Coordinates,
    view: MapView,
    taken: Boxes,
) -> list[SetText]:
    em_mm = style.size_pt * MM_PER_POINT
    units = list(text) if _is_wide(text) else [text]
    run = _Run(course, em_mm, view, taken)
    for pace in _PACES[style_name] if len(units) > 1 else (1.0,):
        spots = (
            run.characters(len(units), pace * em_mm)
            if len(units) > 1
            else run.word(text_width_mm(text, style))
        )
        if spots is not None:
            drop = cap_height_mm(style) / 2
            half = (text_width_mm(text, style) if len(units) == 1 else em_mm) / 2
            return list(_lines(units, style_name, spots, drop, (half, em_mm / 2)))
    return []


def _lines(
    units: Sequence[str],
    style_name: str,
    spots: NDArray[np.float64],
    drop_mm: float,
    half_mm: tuple[float, float],
) -> Iterator[SetText]:
    """Yield texts centred on spots (x, y, angle in degrees, shape (n, 3))."""
    for unit, (x_mm, y_mm, angle_deg) in zip(units, spots.tolist(), strict=True):
        turn = math.radians(angle_deg)
        line = TextLine(
            unit, style_name, x_mm + drop_mm * math.sin(turn), y_mm + drop_mm * math.cos(turn),
            "center", angle_deg,
        )  # fmt: skip
        across = half_mm[0] * abs(math.cos(turn)) + half_mm[1] * abs(math.sin(turn))
        down = half_mm[0] * abs(math.sin(turn)) + half_mm[1] * abs(math.cos(turn))
        yield SetText(line, (x_mm - across, y_mm - down, x_mm + across, y_mm + down))


class _Run:
    """A course in millimetres along which text is tried, from its middle outwards."""

    def __init__(self, course: Coordinates, em_mm: float, view: MapView, taken: Boxes) -> None:
        steps = np.hypot(*np.diff(course, axis=0).T)
        self._course, self._at = course, np.concatenate([[0.0], np.cumsum(steps)])
        self._em, self._all_taken = em_mm, taken
        self._size = np.array([view.width_mm, view.height_mm])

    @cached_property
    def _taken(self) -> Boxes:
        """The boxes that are taken close to the course, with the gap around them, shape (4, n)."""
        low, high = self._course.min(axis=0) - 2 * self._em, self._course.max(axis=0) + 2 * self._em
        left, top, right, bottom = self._all_taken.T
        near = (right >= low[0]) & (bottom >= low[1]) & (left <= high[0]) & (top <= high[1])
        return np.ascontiguousarray(grown(self._all_taken[near], _GAP_MM).T)

    def characters(self, count: int, pace_mm: float) -> NDArray[np.float64] | None:
        """Return middle and angle of each character; None where they have no room."""
        starts = self._starts((count - 1) * pace_mm)
        if not len(starts):
            return None
        at = starts[:, None] + np.arange(count) * pace_mm
        points = self._points(at)
        ahead = self._points(at + 0.75 * self._em) - self._points(at - 0.75 * self._em)
        bends = np.degrees(np.arctan2(-ahead[..., 1], ahead[..., 0]))
        bends = bends[:, :1] + (bends - bends[:, :1] + 180.0) % 360.0 - 180.0
        smooth = (np.abs(np.diff(bends, axis=1)).max(axis=1) <= _MOST_BEND_DEG) & (
            bends.max(axis=1) - bends.min(axis=1) <= _MOST_TURN_DEG
        )
        index = self._first_free(points, self._em / 2, smooth)
        return None if index is None else _read(points[index], bends[index])

    def word(self, width_mm: float) -> NDArray[np.float64] | None:
        """Return middle and angle of a word set straight; None where it has no room."""
        starts = self._starts(width_mm - self._em)
        if not len(starts):
            return None
        share = np.linspace(0.0, 1.0, max(2, math.ceil(width_mm / self._em)))
        points = self._points(starts[:, None] + share * (width_mm - self._em))
        first, last = points[:, 0], points[:, -1]
        straight = first[:, None] + share[:, None] * (last - first)[:, None]
        near = np.hypot(*np.moveaxis(points - straight, -1, 0)).max(axis=1) <= 0.35 * self._em
        index = self._first_free(points, 0.75 * self._em, near)
        if index is None:
            return None
        ahead, middle = last[index] - first[index], (first[index] + last[index]) / 2
        angle = math.degrees(math.atan2(-ahead[1], ahead[0]))
        angle = angle - 180.0 if angle > 90.0 else angle + 180.0 if angle <= -90.0 else angle
        return np.array([[middle[0], middle[1], angle]])

    def _starts(self, span_mm: float) -> NDArray[np.float64]:
        clear = _CLEAR_EM * self._em
        last = float(self._at[-1]) - span_mm - clear
        starts = np.arange(clear, last, _STEP_MM)
        middle = (clear + last) / 2
        return starts[np.argsort(np.abs(starts - middle), kind="stable")]

    def _points(self, at_mm: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the points so far along the course, shape (..., 2)."""
        axes = [np.interp(at_mm, self._at, self._course[:, axis]) for axis in (0, 1)]
        return np.stack(axes, axis=-1)

    def _first_free(
        self, points: NDArray[np.float64], half_mm: float, hopeful: NDArray[np.bool_]
    ) -> int | None:
        """Return the first hopeful row of points whose squares touch nothing and stay inside.

        `points` have the shape (n, k, 2).
        """
        low, high = points - 1.1 * half_mm, points + 1.1 * half_mm
        inside = ((low >= _EDGE_MM) & (high <= self._size - _EDGE_MM)).all(axis=(1, 2))
        tries = np.flatnonzero(hopeful & inside)[:_TRIES].tolist()
        left, top, right, bottom = self._taken if tries else np.empty((4, 0))
        for index in tries:
            (low_x, low_y), (high_x, high_y) = low[index].T[..., None], high[index].T[..., None]
            is_met = (low_x < right) & (high_x > left) & (low_y < bottom) & (high_y > top)
            if not is_met.any():
                return int(index)
        return None


def _read(points: NDArray[np.float64], bends_deg: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return middles and angles in reading order: to the right, or down a steep course, upright."""
    ahead = points[-1] - points[0]
    is_steep = abs(ahead[1]) > 1.2 * abs(ahead[0])
    if (ahead[1] if is_steep else ahead[0]) < 0:
        points, bends_deg = points[::-1], bends_deg[::-1] + 180.0
    angles = bends_deg + (90.0 if is_steep else 0.0)
    angles = (angles + 180.0) % 360.0 - 180.0
    return np.column_stack([points, angles])


def _is_wide(text: str) -> bool:
    return all(ord(character) >= _FIRST_WIDE for character in text)
