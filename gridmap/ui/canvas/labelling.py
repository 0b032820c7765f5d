"""Labels on the screen: houses where they fit, and the names of places, groups, grids and villages.

What finds no room is left out (one zooms in); labels stay where they were while the map only moves.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from gridmap.export.house_labels import HouseTexts
from gridmap.layers.labels import (
    Boxes,
    LabelBox,
    LabelRequest,
    LabelRules,
    PlacedLabel,
    SoftLines,
    place_labels,
)
from gridmap.layers.metrics import cap_height_mm, text_width_mm
from gridmap.layers.places import place_text_style
from gridmap.layers.style import Styles
from gridmap.layers.surface import Align, Coordinates, Surface, TextRun, TextStyle
from gridmap.layers.view import MapView
from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    Feature,
    FeatureId,
    Grid,
    Household,
    Line,
    Place,
    Village,
    VillagerGroup,
    geometry_of,
)
from gridmap.ui.canvas.detail import Detail
from gridmap.ui.canvas.frame import LabelPlace, Rect
from gridmap.ui.canvas.line_names import WATER_KINDS, Stretch

MOST_HOUSES: Final = 2_500
"""With more houses than this in one picture hardly a label would fit: none is tried."""

_RULES: Final = LabelRules(leader_mm=0.0)
_LINE_ENDS_MM: Final = 2.0
_NAME_HEIGHT_EM: Final = 1.15
_MM_PER_PT: Final = 25.4 / 72.0
_PRIORITY: Final = {Village: 4, Grid: 3, Place: 2, Household: 1, VillagerGroup: 3, Line: 0}


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
class Shown:
    """The houses of a picture.

    Features, true points and drawn points in millimetres, half their size.
    """

    houses: Sequence[Household]
    true_mm: Coordinates
    drawn_mm: Coordinates
    half_mm: float


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
    ) -> Sequence[ScreenLabel]:
        """Place the labels of a view and remember them."""
        wishes = [
            *self._house_wishes(shown),
            *self._name_wishes(reader, view, detail),
            *self._line_wishes(around.stretches),
        ]
        earlier: dict[str, tuple[float, float]] = {
            label.key: label.offset_mm for label in self.remembered(view)
        }
        result = place_labels(
            [wish.request for wish in wishes],
            frame=(view.x_mm, view.y_mm, view.x_mm + view.width_mm, view.y_mm + view.height_mm),
            obstacles=around.obstacles,
            soft=around.soft,
            previous=earlier,
            rules=_RULES,
        )
        by_key = {wish.request.key: wish for wish in wishes}
        labels = [self._label(by_key[placed.key], placed, view) for placed in result.placed]
        self._previous = {label.key: label for label in labels}
        self._scale = view.scale_denominator
        return labels

    def _house_wishes(self, shown: Shown) -> Iterable[_Wish]:
        if len(shown.houses) > MOST_HOUSES:
            return
        for house, true, drawn in zip(
            shown.houses, shown.true_mm.tolist(), shown.drawn_mm.tolist(), strict=True
        ):
            ways = tuple(way for way in self._texts.boxes(house) if way.name != "number")
            if ways:
                request = LabelRequest(
                    key=house.id,
                    x_mm=drawn[0],
                    y_mm=drawn[1],
                    half_mm=shown.half_mm,
                    variants=ways,
                    priority=_PRIORITY[Household],
                    may_lead=False,
                )
                yield _Wish(request, house, (true[0], true[1]))

    def _name_wishes(self, reader: FeatureReader, view: MapView, detail: Detail) -> Iterable[_Wish]:
        wanted: tuple[tuple[type[Feature], bool, str], ...] = (
            (Village, detail.has_village_names, "village-name"),
            (Grid, detail.has_grid_names, "grid-name"),
            (VillagerGroup, detail.has_group_names, "boundary-name"),
            (Place, detail.has_place_names, ""),
        )
        for kind, is_wanted, style_name in wanted:
            if not is_wanted:
                continue
            for feature, point_mm in _visible(reader, kind, view):
                style = (
                    place_text_style(feature.place_kind, self._styles)
                    if isinstance(feature, Place)
                    else self._styles.text(style_name)
                )
                yield self._name_wish(feature, point_mm, style, detail)

    def _name_wish(
        self, feature: Feature, point_mm: tuple[float, float], style: TextStyle, detail: Detail
    ) -> _Wish:
        name = name_of(feature)
        box = LabelBox(
            "name", text_width_mm(name, style), style.size_pt * _MM_PER_PT * _NAME_HEIGHT_EM
        )
        is_place = isinstance(feature, Place)
        badge_mm = self._styles.size_mm("badge") * detail.badge_share
        request = LabelRequest(
            key=feature.id,
            x_mm=point_mm[0],
            y_mm=point_mm[1],
            half_mm=badge_mm / 2 if is_place else 0.0,
            variants=(box,),
            priority=_PRIORITY[type(feature)],
            may_lead=False,
            centers=() if is_place else _centers(point_mm, box),
        )
        return _Wish(request, feature, point_mm, style)

    def _line_wishes(self, stretches: Sequence[Stretch]) -> Iterable[_Wish]:
        for stretch in stretches:
            is_water = stretch.line.line_kind in WATER_KINDS
            style = self._styles.text("water-name" if is_water else "road-name")
            width_mm = text_width_mm(stretch.line.name, style)
            if stretch.length_mm < width_mm + _LINE_ENDS_MM:
                continue
            turn = math.radians(abs(stretch.angle_deg))
            height_mm = style.size_pt * _MM_PER_PT
            box = LabelBox(
                "name",
                width_mm * math.cos(turn) + height_mm * math.sin(turn),
                width_mm * math.sin(turn) + height_mm * math.cos(turn),
            )
            centers = stretch.centers
            request = LabelRequest(
                key=stretch.line.id,
                x_mm=centers[0][0],
                y_mm=centers[0][1],
                half_mm=0.0,
                variants=(box,),
                priority=_PRIORITY[Line],
                may_lead=False,
                centers=centers,
            )
            yield _Wish(request, stretch.line, centers[0], style, stretch.angle_deg)

    def _label(self, wish: _Wish, placed: PlacedLabel, view: MapView) -> ScreenLabel:
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

    def _lines(self, wish: _Wish, placed: PlacedLabel) -> Iterable[TextAt]:
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


@dataclass(frozen=True, slots=True)
class _Wish:
    """A label that is wanted, with what is needed to write it."""

    request: LabelRequest
    feature: Feature
    point_mm: tuple[float, float]
    style: TextStyle | None = None
    angle_deg: float = 0.0


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


def name_of(feature: Feature) -> str:
    """Return a feature's name, empty where it has none."""
    name: str = getattr(feature, "name", "")
    return name


def _visible(
    reader: FeatureReader, kind: type[Feature], view: MapView
) -> Iterable[tuple[Feature, tuple[float, float]]]:
    """Return the named features of a kind with the middle of their visible part, in millimetres."""
    features = [
        item for item in reader.all(kind) if name_of(item) and geometry_of(item) is not None
    ]
    if not features:
        return
    shapes = np.array([geometry_of(item) for item in features], dtype=object)
    cut = shapely.clip_by_rect(shapes, *view.bounds_m)
    seen = np.flatnonzero(~shapely.is_empty(cut))
    middles = shapely.point_on_surface(cut[seen])
    at_mm = view.to_mm(shapely.get_coordinates(middles))
    for index, (x_mm, y_mm) in zip(seen.tolist(), at_mm.tolist(), strict=True):
        yield features[index], (x_mm, y_mm)


def _centers(point_mm: tuple[float, float], box: LabelBox) -> tuple[tuple[float, float], ...]:
    """Return where the name of an area may stand: in its middle, or a little beside it."""
    x_mm, y_mm = point_mm
    dx, dy = box.width_mm * 0.6, box.height_mm * 1.4
    return tuple(
        (x_mm + column * dx, y_mm + row * dy)
        for row, column in (
            (0, 0),
            (-1, 0),
            (1, 0),
            (0, -1),
            (0, 1),
            (-1, -1),
            (1, 1),
            (-2, 0),
            (2, 0),
        )
    )
