"""Which labels a picture wants: houses, and the names of places, areas, roads and waters."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from gridmap.export.house_labels import HouseTexts
from gridmap.geo.clipping import clip_to_box
from gridmap.layers.labels import LabelBox, LabelRequest
from gridmap.layers.metrics import text_width_mm
from gridmap.layers.places import place_text_style
from gridmap.layers.style import Styles
from gridmap.layers.surface import Coordinates, TextStyle
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
from gridmap.ui.canvas.line_names import WATER_KINDS, Stretch

MOST_HOUSES: Final = 1_300
"""With more houses than this in one picture most labels would not fit: only some are tried."""

MOST_IN_A_CROWD: Final = 6_000
"""With more houses than this none is tried."""

TRIED_IN_A_CROWD: Final = 600
"""So many labels of a crowd are tried: those of the houses that have the most room."""

_LINE_ENDS_MM: Final = 2.0
_NAME_HEIGHT_EM: Final = 1.15
_MM_PER_PT: Final = 25.4 / 72.0
_PRIORITY: Final = {Village: 4, Grid: 3, Place: 2, Household: 1, VillagerGroup: 3, Line: 0}


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
class Wish:
    """A label that is wanted, with what is needed to write it."""

    request: LabelRequest
    feature: Feature
    point_mm: tuple[float, float]
    style: TextStyle | None = None
    angle_deg: float = 0.0


class Wisher:
    """Makes the wishes; `texts` knows how a household is written."""

    def __init__(self, styles: Styles, texts: HouseTexts) -> None:
        self._styles = styles
        self._texts = texts

    def houses(self, shown: Shown, known: Container[FeatureId] = ()) -> Iterable[Wish]:
        """Yield a wish for each house; of a crowd for those with the most room.

        Houses that are `known` to have a label come before all others.
        """
        for row in wanted_rows(shown, known):
            house, true, drawn = shown.houses[row], shown.true_mm[row], shown.drawn_mm[row]
            ways = tuple(way for way in self._texts.boxes(house) if way.name != "number")
            if ways:
                request = LabelRequest(
                    key=house.id,
                    x_mm=float(drawn[0]),
                    y_mm=float(drawn[1]),
                    half_mm=shown.half_mm,
                    variants=ways,
                    priority=_PRIORITY[Household],
                    may_lead=False,
                )
                yield Wish(request, house, (float(true[0]), float(true[1])))

    def names(self, reader: FeatureReader, view: MapView, detail: Detail) -> Iterable[Wish]:
        """Yield a wish for each place and area whose name is shown at this level of detail."""
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
    ) -> Wish:
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
        return Wish(request, feature, point_mm, style)

    def lines(self, stretches: Sequence[Stretch]) -> Iterable[Wish]:
        """Yield a wish for each named line with a stretch long enough for its name."""
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
            yield Wish(request, stretch.line, centers[0], style, stretch.angle_deg)


def wanted_rows(shown: Shown, known: Container[FeatureId]) -> Sequence[int]:
    """Return which houses of a picture have their label tried, in the order of the picture."""
    count = len(shown.houses)
    if count <= MOST_HOUSES:
        return range(count)
    if count > MOST_IN_A_CROWD:
        return ()
    points = shapely.points(shown.drawn_mm)
    (rows, _), apart_mm = shapely.STRtree(points).query_nearest(
        points, exclusive=True, return_distance=True, all_matches=False
    )
    room_mm = np.zeros(count)
    room_mm[rows] = apart_mm
    is_known = np.fromiter((house.id in known for house in shown.houses), bool, count=count)
    best = np.lexsort((np.arange(count), -room_mm, ~is_known))[:TRIED_IN_A_CROWD]
    chosen: list[int] = np.sort(best).tolist()
    return chosen


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
    cut = clip_to_box(shapes, view.bounds_m)
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
