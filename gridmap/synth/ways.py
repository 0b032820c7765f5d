"""Water and roads: both are trees over the raster, cut into lines and smoothed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from gridmap.synth.raster_shapes import smooth_line, tree_lines
from gridmap.synth.region import STREAM_FROM_M2, Region
from gridmap.synth.spread import Spread, spread
from gridmap.synth.terrain import Cell, Floats

RIVER_FROM_M2: Final = 9_000_000.0
CHEAPEST_WAY: Final = 0.2
"""What a way that many use costs, as a part of what a new one costs."""

MARGIN_M: Final = 350.0
"""How far lines go on outside the region's border, so that maps do not end at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A road, lane, river or stream to come: its kind, width in metres and course.

    `use` orders ways of one kind.
    """

    kind: str
    width_m: float
    use: float
    course: LineString


def make_water(region: Region, outline: BaseGeometry) -> list[Way]:
    """Return rivers and streams, each wider the more land it drains."""
    drained = region.drained_m2
    classes = np.where(drained >= RIVER_FROM_M2, 2, np.where(drained >= STREAM_FROM_M2, 1, 0))
    near = outline.buffer(MARGIN_M)
    ways = []
    for line in tree_lines(region.flow_parent, drained, classes, region.terrain):
        area = float(line.amounts.mean())
        width = float(np.clip(1.6 * (area / 1e6) ** 0.5, 1.6, 14.0))
        kind = "river" if area >= RIVER_FROM_M2 else "stream"
        course = region.warp.apply(smooth_line(line.points_m, rounds=9, tolerance_m=2.0))
        ways += [
            Way(kind=kind, width_m=round(width, 1), use=area, course=part)
            for part in _within(course, near)
        ]
    return ways


def make_roads(region: Region, outline: BaseGeometry) -> list[Way]:
    """Return the road tree: the least-cost way from every site to the seat, joined."""
    terrain = region.terrain
    reached, users = _road_tree(region)
    classes = np.select([users >= 12, users >= 3, users > 0], [3, 2, 1], 0)
    near = outline.buffer(MARGIN_M)
    ways = []
    for line in tree_lines(reached.parent, users, classes, terrain):
        use = float(line.amounts.max())
        kind, width = ("road", 7.0) if use >= 12 else ("lane", 5.0 if use >= 3 else 4.0)
        course = region.warp.apply(smooth_line(line.points_m, rounds=9, tolerance_m=2.0))
        ways += [
            Way(kind=kind, width_m=width, use=use, course=part) for part in _within(course, near)
        ]
    return ways


def _road_tree(region: Region) -> tuple[Spread, Floats]:
    """Return the ways from the seat and how many use each cell.

    Two rounds: a way that many use is cheaper, so that ways merge.
    """
    terrain = region.terrain
    cost = 1.0 + (terrain.slope / 0.30) ** 2 + np.where(region.streams, 7.0, 0.0)
    climb = terrain.height_m / (terrain.cell_m * 0.055)
    middle = terrain.centre((terrain.shape[0] // 2, terrain.shape[1] // 2))
    seat = min(
        region.sites, key=lambda cell: float(np.hypot(*(np.array(terrain.centre(cell)) - middle)))
    )
    wanted = np.zeros(terrain.shape)
    for site in region.sites:
        wanted[site] += 1.0
    for gate in _gates(region):
        wanted[gate] += 40.0
    first = spread(cost, [(seat, 0)], diagonal=True, climb=climb)
    cost = cost * np.clip(1.0 / (1.0 + 0.15 * first.accumulated(wanted)), CHEAPEST_WAY, 1.0)
    reached = spread(cost, [(seat, 0)], diagonal=True, climb=climb)
    return reached, reached.accumulated(wanted)


def _gates(region: Region) -> list[Cell]:
    """Return the two cells on the rim of the domain where the trunk valley enters and leaves."""
    terrain = region.terrain
    rows, cols = terrain.shape
    turn = np.radians(terrain.along_deg)
    row, col = np.mgrid[0:rows, 0:cols]
    along = (col - cols / 2) * np.cos(turn) + (row - rows / 2) * np.sin(turn)
    rim = np.zeros(terrain.shape, dtype=bool)
    rim[[2, -3], 2:-2] = True
    rim[2:-2, [2, -3]] = True
    gates = []
    for side in (along > 0.3 * cols, along < -0.3 * cols):
        height = np.where(rim & side & ~region.streams, terrain.height_m, np.inf)
        best = np.unravel_index(int(np.argmin(height)), height.shape)
        gates.append((int(best[0]), int(best[1])))
    return gates


def _within(course: LineString, near: BaseGeometry) -> list[LineString]:
    shapely.prepare(near)
    if near.contains(course):
        return [course]
    parts = shapely.get_parts(shapely.intersection(course, near))
    return [part for part in parts if isinstance(part, LineString) and part.length > 1.0]
