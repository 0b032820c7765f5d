"""What covers the ground: yards around houses, terraced fields, ponds, woods on the hill tops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from gridmap.synth.raster_shapes import mask_polygons
from gridmap.synth.region import Region, box_mean
from gridmap.synth.terrain import Floats
from gridmap.synth.ways import MARGIN_M

FIELDS_AROUND_M: Final = 112.0
EDGE_M: Final = 42.0
"""How wide the edge is along which fields thin out."""

LEAST_FIELD_M2: Final = 90.0
LEAST_WOOD_M2: Final = 15_000.0


def make_yards(footprints: Sequence[Polygon], blocked: BaseGeometry) -> list[Polygon]:
    """Return the open ground around houses that stand together, rounded, off the roads."""
    around = shapely.buffer(np.array(footprints, dtype=object), 6.5, quad_segs=2)
    joined = shapely.union_all(around).buffer(4.0, quad_segs=2).buffer(-4.0, quad_segs=2)
    return _polygons(joined.difference(blocked), at_least_m2=60.0)


def fields_zone(built: BaseGeometry, area: BaseGeometry) -> BaseGeometry:
    """Return the land around what is built, rounded off, inside the group's area."""
    wide = built.buffer(FIELDS_AROUND_M + 25.0, quad_segs=3).buffer(-25.0, quad_segs=3)
    return wide.intersection(area.buffer(-1.5))


def make_fields(
    zone: BaseGeometry, barrier: BaseGeometry, *, contour_deg: float, rng: np.random.Generator
) -> list[Polygon]:
    """Return terraced parcels: strips along the slope, cut at uneven lengths, off a barrier."""
    free = zone.difference(barrier.buffer(1.5, quad_segs=2))
    if free.is_empty:
        return []
    parcels = _strips(free, contour_deg, rng)
    shapely.prepare(free)
    parcels = parcels[shapely.intersects(free, parcels)]
    parcels = parcels[_is_tilled(parcels, zone, rng)]
    cut = parcels.copy()
    crossed = ~shapely.contains_properly(free, parcels)
    cut[crossed] = shapely.intersection(parcels[crossed], free)
    rounded = shapely.buffer(shapely.buffer(cut, -2.0, quad_segs=1), 1.3, quad_segs=1)
    shapes = shapely.get_parts(shapely.simplify(rounded, 0.35))
    return [_rounded(shape) for shape in shapes if shape.area >= LEAST_FIELD_M2]


def _is_tilled(
    parcels: npt.NDArray[np.object_], zone: BaseGeometry, rng: np.random.Generator
) -> npt.NDArray[np.bool_]:
    """Return which parcels are kept: all inside, fewer and fewer toward the edge of the zone."""
    depth = shapely.distance(shapely.centroid(parcels), zone.boundary)
    return np.asarray(rng.random(len(parcels)) < 0.25 + depth / EDGE_M)


def _strips(
    free: BaseGeometry, contour_deg: float, rng: np.random.Generator
) -> npt.NDArray[np.object_]:
    """Return parcels over the whole box of the free land, as an array of polygons."""
    low_x, low_y, high_x, high_y = free.bounds
    middle = np.array([(low_x + high_x) / 2, (low_y + high_y) / 2])
    half = float(np.hypot(high_x - low_x, high_y - low_y)) / 2
    turn = np.radians(contour_deg)
    axes = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    phase, swing = rng.uniform(0.0, 2 * np.pi, 2), rng.uniform(7.0, 15.0)
    rings = []
    row = -half
    while row < half:
        depth = rng.uniform(10.0, 16.0)
        cuts = rng.uniform(22.0, 52.0, int(2 * half / 30.0) + 3).cumsum() - half - 40.0
        along = np.linspace(cuts[:-1], cuts[1:], 3, axis=1)
        bend = np.sin(along / 95.0 + phase[0]) + 0.4 * np.sin(along / 41.0 + phase[1])
        lower = np.stack([along, row + swing * bend], axis=-1)
        upper = lower[:, ::-1] + np.array([0.0, depth])
        upper[:, [0, 2], 0] += rng.uniform(-1.5, 1.5, (len(along), 2))
        rings.append(np.concatenate([lower, upper], axis=1))
        row += depth
    return np.asarray(shapely.polygons(middle + np.concatenate(rings) @ axes))


def make_ponds(
    region: Region,
    lanes: Sequence[LineString],
    blocked: BaseGeometry,
    area: BaseGeometry,
    rng: np.random.Generator,
) -> list[Polygon]:
    """Return at most one pond for a group, beside one of its lanes, where nothing else is."""
    if not lanes or rng.random() > 0.75:
        return []
    for _ in range(30):
        lane = lanes[int(rng.integers(len(lanes)))]
        base = shapely.get_coordinates(lane.interpolate(rng.uniform(0.0, lane.length)))[0]
        turn = rng.uniform(0.0, 2 * np.pi)
        middle = base + rng.uniform(35.0, 90.0) * np.array([np.cos(turn), np.sin(turn)])
        pond = _blob(middle, rng.uniform(9.0, 19.0), region.terrain.contour_deg(*middle), rng)
        if area.contains(pond) and blocked.distance(pond) > 6.0:
            return [pond]
    return []


def make_woods(region: Region, cleared: BaseGeometry, outline: BaseGeometry) -> list[Polygon]:
    """Return the woods: hill tops and steep slopes, off the cleared land."""
    terrain = region.terrain
    relative = terrain.height_m - box_mean(terrain.height_m, max(int(380.0 / terrain.cell_m), 1))
    limit = float(np.quantile(relative[region.inside], 0.62))
    steep = float(np.quantile(terrain.slope[region.inside], 0.80))
    mask = (relative > limit) | ((terrain.slope > steep) & (relative > 0.2 * limit))
    shapes = [region.warp.apply(shape) for shape in mask_polygons(mask, terrain, rounds=4)]
    near = outline.buffer(MARGIN_M)
    shapely.prepare(near)
    cut = [
        shape.intersection(near).difference(cleared) for shape in shapes if near.intersects(shape)
    ]
    return [part for shape in cut for part in _polygons(shape, at_least_m2=LEAST_WOOD_M2)]


def _blob(middle: Floats, radius_m: float, angle_deg: float, rng: np.random.Generator) -> Polygon:
    """Return a rounded shape, longer along the slope than across it."""
    angle = np.linspace(0.0, 2 * np.pi, 18, endpoint=False)
    phase = rng.uniform(0.0, 2 * np.pi, 2)
    reach = radius_m * (
        1.0 + 0.13 * np.sin(2 * angle + phase[0]) + 0.09 * np.sin(3 * angle + phase[1])
    )
    x, y = 1.5 * reach * np.cos(angle), 0.85 * reach * np.sin(angle)
    turn = np.radians(angle_deg)
    turned = np.column_stack(
        [x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)]
    )
    return Polygon(np.round(middle + turned, 2))


def _polygons(shape: BaseGeometry, *, at_least_m2: float) -> list[Polygon]:
    parts = shapely.get_parts(shapely.simplify(shape, 0.3))
    return [
        _rounded(part) for part in parts if isinstance(part, Polygon) and part.area >= at_least_m2
    ]


def _rounded(shape: Polygon) -> Polygon:
    """Return the polygon with coordinates in centimetres; where that breaks it, as it was."""
    snapped = shapely.transform(shape, lambda points: np.round(points, 2))
    return snapped if snapped.is_valid else shape
