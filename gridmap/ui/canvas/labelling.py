"""Labels on the screen: houses where they fit, and the names of places, groups, grids and villages.

What finds no room is left out (one zooms in); labels stay where they were while the map only moves.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from gridmap.export.house_labels import HouseTexts
from gridmap.layers.labels import (
    Boxes,
    LabelRules,
    PlacedLabel,
    SoftLines,
    place_labels,
)
from gridmap.layers.metrics import cap_height_mm
from gridmap.layers.style import Styles
from gridmap.layers.surface import Align, Surface, TextRun, TextStyle
from gridmap.layers.view import MapView
from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    FeatureId,
    Household,
)
from gridmap.ui.canvas.detail import Detail
from gridmap.ui.canvas.frame import LabelPlace, Rect
from gridmap.ui.canvas.label_wishes import Shown, Wish, Wisher, name_of
from gridmap.ui.canvas.line_names import Stretch

_RULES: Final = LabelRules(leader_mm=0.0)
_TILE: Final = 350
"""So many houses are labelled in one go."""


@dataclass(frozen=True, slots=True)
class TextAt:
    """A line of a label; its baseline's point is in millimetres from the feature's own point."""

    text: str
    style: TextStyle
    dx_mm: float
    dy_mm: float
    align: Align
    angle_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class ScreenLabel:
    """A placed label, relative to its feature's own point, so that it moves with the map.

    `x_m, y_m` is that point; `offset_mm` is what label placement takes as the earlier position.
    """

    key: FeatureId
    x_m: float
    y_m: float
    box_mm: Rect
    lines: tuple[TextAt, ...]
    offset_mm: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What labels must not cover, what they should rather not cross, and the named lines."""

    obstacles: Boxes
    soft: SoftLines
    stretches: Sequence[Stretch]


class Labeller:
    """Places the labels of pictures, one after the other; belongs to the painting thread."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._texts = HouseTexts(styles)
        self._previous: dict[FeatureId, ScreenLabel] = {}
        self._scale = 0.0

    def forget(self, ids: Iterable[FeatureId] | None = None) -> None:
        """Place the labels of some features (None: of all) anew: they have changed."""
        for key in list(self._previous) if ids is None else ids:
            self._previous.pop(key, None)
        self._texts = HouseTexts(self._styles)

    def remembered(self, view: MapView) -> Sequence[ScreenLabel]:
        """Return the labels placed before at the same scale."""
        return list(self._previous.values()) if self._scale == view.scale_denominator else []

    def place(
        self,
        reader: FeatureReader,
        view: MapView,
        detail: Detail,
        shown: Shown,
        around: Surroundings,
        is_stale: Callable[[], bool],
    ) -> Sequence[ScreenLabel] | None:
        """Place the labels of a view and remember them; None: given up, a newer view waits.

        Many houses are labelled tile by tile, so that giving up takes a fraction of a second.
        """
        wisher = Wisher(self._styles, self._texts)
        houses = list(wisher.houses(shown, {label.key for label in self.remembered(view)}))
        names = [
            *wisher.names(reader, view, detail),
            *wisher.lines(around.stretches),
        ]
        rounds = [houses + names] if len(houses) <= _TILE else [names, *_tiles(houses)]
        around = replace(
            around, obstacles=np.concatenate([around.obstacles, _untried(shown, houses)])
        )
        labels = self._place_rounds(rounds, view, around, is_stale)
        if labels is None:
            return None
        self._previous = {label.key: label for label in labels}
        self._scale = view.scale_denominator
        return labels

    def _place_rounds(
        self,
        rounds: Sequence[Sequence[Wish]],
        view: MapView,
        around: Surroundings,
        is_stale: Callable[[], bool],
    ) -> list[ScreenLabel] | None:
        """Place wishes round after round; symbols and labels of the others stay uncovered."""
        earlier: dict[str, tuple[float, float]] = {
            label.key: label.offset_mm for label in self.remembered(view)
        }
        labels: list[ScreenLabel] = []
        symbols = [_symbol_boxes(wishes) for wishes in rounds]
        taken = around.obstacles
        for number, wishes in enumerate(rounds):
            if is_stale():
                return None
            result = place_labels(
                [wish.request for wish in wishes],
                frame=(view.x_mm, view.y_mm, view.x_mm + view.width_mm, view.y_mm + view.height_mm),
                obstacles=np.concatenate([taken, *symbols[:number], *symbols[number + 1 :]]),
                soft=around.soft,
                previous=earlier,
                rules=_RULES,
            )
            by_key = {wish.request.key: wish for wish in wishes}
            labels += [self._label(by_key[placed.key], placed, view) for placed in result.placed]
            boxes = np.array([placed.box_mm for placed in result.placed]).reshape(-1, 4)
            taken = np.concatenate([taken, boxes])
        return labels

    def _label(self, wish: Wish, placed: PlacedLabel, view: MapView) -> ScreenLabel:
        x_mm, y_mm = wish.point_mm
        at_m = view.to_m(np.array([wish.point_mm]))
        left, top, right, bottom = placed.box_mm
        return ScreenLabel(
            key=wish.feature.id,
            x_m=float(at_m[0, 0]),
            y_m=float(at_m[0, 1]),
            box_mm=(left - x_mm, top - y_mm, right - x_mm, bottom - y_mm),
            lines=tuple(self._lines(wish, placed)),
            offset_mm=placed.offset_mm,
        )

    def _lines(self, wish: Wish, placed: PlacedLabel) -> Iterable[TextAt]:
        x_mm, y_mm = wish.point_mm
        if isinstance(wish.feature, Household):
            for line in self._texts.lines(wish.feature, placed, ""):
                style = self._styles.text(line.style)
                yield TextAt(line.text, style, line.x_mm - x_mm, line.y_mm - y_mm, line.align)
        elif wish.style is not None:
            left, top, right, bottom = placed.box_mm
            turn, below_mm = math.radians(wish.angle_deg), cap_height_mm(wish.style) / 2
            yield TextAt(
                name_of(wish.feature),
                wish.style,
                (left + right) / 2 + math.sin(turn) * below_mm - x_mm,
                (top + bottom) / 2 + math.cos(turn) * below_mm - y_mm,
                "center",
                wish.angle_deg,
            )


def _untried(shown: Shown, wishes: Sequence[Wish]) -> Boxes:
    """Return the symbols of the houses of a crowd that no label is tried for, shape (n, 4)."""
    tried = {wish.feature.id for wish in wishes}
    if not wishes or len(tried) == len(shown.houses):
        return np.empty((0, 4))
    rows = [row for row, house in enumerate(shown.houses) if house.id not in tried]
    at_mm = shown.drawn_mm[rows]
    return np.hstack([at_mm - shown.half_mm, at_mm + shown.half_mm])


def _symbol_boxes(wishes: Sequence[Wish]) -> Boxes:
    """Return the symbols of wishes as boxes, shape (n, 4); names of areas have none."""
    rows = [(wish.request.x_mm, wish.request.y_mm, wish.request.half_mm) for wish in wishes]
    x_mm, y_mm, half_mm = np.array(rows, dtype=np.float64).reshape(-1, 3).T
    return np.column_stack([x_mm - half_mm, y_mm - half_mm, x_mm + half_mm, y_mm + half_mm])


def _tiles(wishes: list[Wish]) -> list[list[Wish]]:
    """Return wishes halved along their longer side until no tile holds more than _TILE."""
    if len(wishes) <= _TILE:
        return [wishes]
    at_mm = np.array([(wish.request.x_mm, wish.request.y_mm) for wish in wishes])
    order = np.argsort(at_mm[:, int(np.argmax(np.ptp(at_mm, axis=0)))], kind="stable").tolist()
    half = len(order) // 2
    return [
        tile
        for part in (order[:half], order[half:])
        for tile in _tiles([wishes[index] for index in part])
    ]


def draw_labels(surface: Surface, view: MapView, labels: Iterable[ScreenLabel]) -> None:
    """Draw placed labels; all lines of one style in one call."""
    by_style: dict[TextStyle, list[TextRun]] = {}
    for label in labels:
        at = view.to_mm(np.array([[label.x_m, label.y_m]]))
        x_mm, y_mm = float(at[0, 0]), float(at[0, 1])
        for line in label.lines:
            place = (x_mm + line.dx_mm, y_mm + line.dy_mm)
            run = TextRun(line.text, *place, line.align, line.angle_deg)
            by_style.setdefault(line.style, []).append(run)
    for style, runs in by_style.items():
        surface.text(runs, style)


def places_of(labels: Iterable[ScreenLabel]) -> Mapping[FeatureId, LabelPlace]:
    """Return where labels are, by feature."""
    return {label.key: LabelPlace(label.x_m, label.y_m, label.box_mm) for label in labels}
