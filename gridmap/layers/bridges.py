"""Bridges: parapets on both sides of a road or lane where it crosses a river."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.layers.layer import visible_points
from gridmap.layers.style import Styles
from gridmap.layers.surface import Coordinates, Path, Surface
from gridmap.layers.view import MapView
from gridmap.model.features import Line

_CARRIED: Final = ("road", "lane")
_FARTHEST: Final = 10_000
"""At a smaller scale bridges would be specks."""

_AHEAD_M: Final = 3.0
_LEAST_SINE: Final = 0.35
_FLARE_MM: Final = 0.9
_BEYOND_MM: Final = 0.6
_BESIDE_MM: Final = 0.35
_AS_DRAWN: Final = ("width-m", "min", "max")


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeLayer:
    """Bridges as arrays: middles and directions of the road (n, 2) in metres.

    `sines` are those of the angle with the river; widths in metres, nan where unknown; `is_road`
    tells roads from lanes.
    """

    middles_m: Coordinates
    along: Coordinates
    sines: NDArray[np.float64]
    road_m: NDArray[np.float64]
    river_m: NDArray[np.float64]
    is_road: NDArray[np.bool_]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> BridgeLayer:
        """Find the crossings of roads and lanes with rivers."""
        placed = [item for item in lines if item.geometry is not None]
        rivers = [item for item in placed if item.line_kind == "river"]
        roads = [item for item in placed if item.line_kind in _CARRIED]
        rows = _crossings(roads, rivers)
        table = np.array(rows, dtype=np.float64).reshape(-1, 8)
        return cls(
            middles_m=table[:, :2],
            along=table[:, 2:4],
            sines=table[:, 4],
            road_m=table[:, 5],
            river_m=table[:, 6],
            is_road=table[:, 7] > 0,
        )

    def draw(self, surface: Surface, view: MapView, styles: Styles) -> None:
        """Draw the parapets of the bridges in a view that is near enough."""
        if view.scale_denominator > _FARTHEST or not len(self.middles_m):
            return
        shown = visible_points(self.middles_m, view)
        paths = [path for index in shown.tolist() for path in self._parapets(index, view, styles)]
        if paths:
            surface.paths(paths, styles.path("bridge"))

    def _parapets(self, index: int, view: MapView, styles: Styles) -> list[Path]:
        kind = "road" if self.is_road[index] else "lane"
        road_mm = _drawn_mm(kind, float(self.road_m[index]), view, styles)
        river_mm = _drawn_mm("river", float(self.river_m[index]), view, styles)
        half = river_mm / float(self.sines[index]) / 2 + _BEYOND_MM
        middle = view.to_mm(self.middles_m[index : index + 1])[0]
        ahead = self.along[index] * np.array([1.0, -1.0])
        beside = np.array([-ahead[1], ahead[0]])
        paths = []
        for side in (-1.0, 1.0):
            wall = middle + side * beside * (road_mm / 2 + _BESIDE_MM)
            ends = [wall - ahead * half, wall + ahead * half]
            out = side * beside * _FLARE_MM
            flared = [ends[0] + out - ahead * _FLARE_MM, *ends, ends[1] + out + ahead * _FLARE_MM]
            paths.append(Path((np.array(flared),)))
        return paths


def _drawn_mm(kind: str, width_m: float, view: MapView, styles: Styles) -> float:
    """Return how wide a line of a kind is drawn."""
    usual, least, most = (styles.size_mm(f"{kind}-{name}") for name in _AS_DRAWN)
    known = usual if np.isnan(width_m) else width_m
    return float(np.clip(known * view.mm_per_m, least, most))


def _crossings(roads: Sequence[Line], rivers: Sequence[Line]) -> list[tuple[float, ...]]:
    """Return a row for each point where a road crosses a river, not where it runs along it."""
    if not roads or not rivers:
        return []
    courses = np.array([item.geometry for item in roads], dtype=object)
    waters = np.array([item.geometry for item in rivers], dtype=object)
    pairs = shapely.STRtree(waters).query(courses, predicate="crosses").T.tolist()
    rows = []
    for road, river in pairs:
        meeting = shapely.get_parts(shapely.intersection(courses[road], waters[river]))
        for point in meeting[shapely.get_type_id(meeting) == shapely.GeometryType.POINT]:
            ahead, flow = _direction(courses[road], point), _direction(waters[river], point)
            sine = abs(float(ahead[0] * flow[1] - ahead[1] * flow[0]))
            if sine >= _LEAST_SINE:
                rows.append((
                    point.x, point.y, *ahead.tolist(), sine,
                    roads[road].width_m or np.nan, rivers[river].width_m or np.nan,
                    float(roads[road].line_kind == "road"),
                ))  # fmt: skip
    return rows


def _direction(line: shapely.Geometry, point: shapely.Point) -> Coordinates:
    """Return the unit direction of a line at a point on it."""
    at = shapely.line_locate_point(line, point)
    ends = shapely.line_interpolate_point(line, [max(at - _AHEAD_M, 0.0), at + _AHEAD_M])
    step: Coordinates = np.diff(shapely.get_coordinates(ends), axis=0)[0]
    length = float(np.hypot(*step))
    return step / length if length else np.array([1.0, 0.0])
