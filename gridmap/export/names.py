"""The names on a sheet that are not households'.

Places beside their badges, neighbouring areas, roads and waters.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.export.arrange import PlacedSymbol
from gridmap.export.ground import Ground
from gridmap.export.quiet_names import SetText, boxes_along, names_along, own_name
from gridmap.export.sheet_layout import NameRequest, SheetSetting
from gridmap.geo.clipping import clip_to_box
from gridmap.layers.labels import Boxes, LabelBox
from gridmap.layers.metrics import (
    MM_PER_POINT,
    cap_height_mm,
    drop_mm,
    rise_mm,
    text_width_mm,
    wrapped,
)
from gridmap.layers.style import Styles
from gridmap.layers.surface import TextStyle
from gridmap.layers.view import MapView
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import FeatureId, Place, VillagerGroup
from gridmap.model.features import Grid as GridArea

_LINE: Final = 1.12
_LONG_MM: Final = 24.0
_LEAST_AREA_MM2: Final = 150.0


class SheetNames:
    """Makes the names of sheets; areas are villager groups or grids (`by`)."""

    def __init__(self, ground: Ground, styles: Styles, *, by: str) -> None:
        self._ground, self._styles, self._by = ground, styles, by

    def requests(self, setting: SheetSetting, badges: Sequence[PlacedSymbol]) -> list[NameRequest]:
        """Return the names that want a place, the needed ones first."""
        return [
            *self._places(setting.places, badges),
            *self._areas(setting.view, setting.own_unit),
        ]

    def _places(
        self, places: Sequence[Place], badges: Sequence[PlacedSymbol]
    ) -> Iterable[NameRequest]:
        by_id = {place.id: place for place in places}
        for badge in badges:
            place = by_id[badge.owner]
            kind = load_catalogue().places.get(place.place_kind)
            text = place.name or (kind.name if kind is not None else "")
            if text:
                style = f"place-{kind.family if kind is not None else 'service'}"
                yield self._request(
                    f"p:{place.id}",
                    text,
                    style,
                    at=(badge.x_mm, badge.y_mm),
                    half_mm=badge.size_mm / 2,
                )

    def _areas(self, view: MapView, own: FeatureId | None) -> Iterable[NameRequest]:
        wanted = VillagerGroup if self._by == "group" else GridArea
        for area, shape in self._ground.areas_in(view):
            if area.id == own or not isinstance(area, wanted):
                continue
            visible = clip_to_box(shape, view.bounds_m)
            if visible.area * view.mm_per_m**2 < _LEAST_AREA_MM2:
                continue
            centers = inner_points(visible, view)
            yield self._request(
                f"a:{area.id}", self._ground.area_name(area, own), "boundary-name", centers=centers
            )

    def quiet(self, setting: SheetSetting, taken: Boxes) -> list[SetText]:
        """Return the sheet's own name, roads and waters in room that nothing else needs."""
        view, own = setting.view, setting.own_unit
        found: list[SetText] = []
        for area, shape in self._ground.areas_in(view):
            if area.id == own:
                off_lines = np.concatenate([taken, boxes_along(_roads(setting))])
                found = own_name(area.name, shape, view, off_lines, self._styles)
                found = found or own_name(area.name, shape, view, taken, self._styles)
        own_boxes = np.array([item.box for item in found]).reshape(-1, 4)
        boxes = np.concatenate([taken, own_boxes, boxes_along(setting.walls)])
        return found + names_along(self._ground.lines_in(view), view, boxes, self._styles)

    def _request(
        self,
        key: str,
        text: str,
        style_name: str,
        *,
        at: tuple[float, float] = (0.0, 0.0),
        half_mm: float = 0.0,
        centers: tuple[tuple[float, float], ...] = (),
        angle_deg: float = 0.0,
    ) -> NameRequest:
        style = self._styles.text(style_name)
        ways = ((text,),) if centers else ways_to_set(text, style)
        boxes = tuple(_box(lines, style, angle_deg) for lines in ways)
        return NameRequest(
            key=key,
            x_mm=at[0] if not centers else centers[0][0],
            y_mm=at[1] if not centers else centers[0][1],
            half_mm=half_mm,
            text=text,
            style=style_name,
            ways=ways,
            boxes=boxes,
            cap_mm=cap_height_mm(style),
            line_mm=style.size_pt * MM_PER_POINT * _LINE,
            centers=centers,
            angle_deg=angle_deg,
            is_needed=not centers,
        )


def _roads(setting: SheetSetting) -> Boxes | None:
    """Return the roads of a sheet, which are dearer to cross than waters, as straight lines."""
    soft = setting.soft
    return None if soft is None else soft.segments_mm[soft.cost >= 1.0]


def ways_to_set(text: str, style: TextStyle) -> tuple[tuple[str, ...], ...]:
    """Return the ways to set a name: on one line, and where it is long on two and on three."""
    width = text_width_mm(text, style)
    ways: list[tuple[str, ...]] = [(text,)]
    for count in (2, 3):
        if width > _LONG_MM * (count - 1):
            lines = tuple(wrapped(text, style, width / count * 1.25))
            if lines not in ways and len(lines) <= count + 1:
                ways.append(lines)
    return tuple(ways)


def _box(lines: Sequence[str], style: TextStyle, angle_deg: float) -> LabelBox:
    """Return the room of a name's lines, whose capitals stand in its middle."""
    em_mm, cap_mm = style.size_pt * MM_PER_POINT, cap_height_mm(style)
    width = max(text_width_mm(line, style) for line in lines)
    apart = em_mm * _LINE * (len(lines) - 1)
    reach = max(rise_mm(lines[0], style) - cap_mm / 2, drop_mm(lines[-1], style) + cap_mm / 2)
    height = apart + max(em_mm * 1.02, 2 * reach)
    turn = math.radians(angle_deg)
    return LabelBox(
        "name",
        width * abs(math.cos(turn)) + height * abs(math.sin(turn)),
        width * abs(math.sin(turn)) + height * abs(math.cos(turn)),
    )


@lru_cache(maxsize=1024)
def inner_points(
    shape: BaseGeometry,
    view: MapView,
    *,
    across: int = 5,
    most: int = 12,
    within_mm: float = 6.0,
) -> tuple[tuple[float, float], ...]:
    """Return a few points well inside a shape, in millimetres of the view.

    Its middle first, then a raster, so many millimetres from its edge.
    """
    largest = max(shapely.get_parts(shape), key=lambda part: float(part.area))
    first = largest.representative_point()
    min_x, min_y, max_x, max_y = largest.bounds
    inside = largest.buffer(-within_mm / view.mm_per_m)
    xs = np.linspace(min_x, max_x, across + 2)[1:-1]
    ys = np.linspace(min_y, max_y, across + 2)[1:-1]
    raster = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    kept = raster[shapely.contains_xy(inside, raster)] if not inside.is_empty else raster[:0]
    away = np.hypot(kept[:, 0] - first.x, kept[:, 1] - first.y)
    points = np.concatenate([[(first.x, first.y)], kept[np.argsort(away, kind="stable")][:most]])
    return tuple((float(x), float(y)) for x, y in view.to_mm(points))
