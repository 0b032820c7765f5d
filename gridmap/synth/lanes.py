"""The lanes of a hamlet: the roads through it, and side lanes that branch off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

BRANCHING: Final = 4
"""How many stretches of road a hamlet's side lanes leave from."""

Lane = tuple[LineString, float, bool]
"""Course, width in metres, whether it is the hamlet's own (not one of the region's roads)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where a hamlet may build: inside the group, off water and roads (course, width in metres)."""

    area: BaseGeometry
    water: BaseGeometry
    roads: tuple[tuple[LineString, float], ...]


def lanes_around(
    site_m: tuple[float, float],
    radius_m: float,
    ground: Ground,
    rng: np.random.Generator,
    *,
    wanted: int,
) -> list[Lane]:
    """Return the road through the hamlet and side lanes branching off it to both sides."""
    around = shapely.Point(site_m).buffer(radius_m * 0.62).intersection(ground.area)
    trunks: list[Lane] = []
    for course, width in ground.roads:
        parts = shapely.get_parts(course.intersection(around))
        trunks += [
            (part, width, False)
            for part in parts
            if isinstance(part, LineString) and part.length > 24.0
        ]
    trunks.sort(key=lambda lane: lane[0].distance(shapely.Point(site_m)))
    if not trunks:
        x, y = site_m
        turn = rng.uniform(0.0, np.pi)
        step = np.array([np.cos(turn), np.sin(turn)]) * radius_m * 0.5
        trunks = [(LineString([(x - step[0], y - step[1]), (x + step[0], y + step[1])]), 4.0, True)]
    lanes = list(trunks)
    for course, _, _ in trunks[:BRANCHING]:
        lanes += _branches(course, ground, lanes, rng, wanted=wanted)
    return lanes


def _branches(
    course: LineString,
    ground: Ground,
    known: Sequence[Lane],
    rng: np.random.Generator,
    *,
    wanted: int,
) -> list[Lane]:
    """Return side lanes off a road, left and right in turns, clear of water and each other."""
    found: list[Lane] = []
    side_lanes = [lane for lane, _, own in known if own]
    roads = shapely.union_all([road for road, _ in ground.roads] or [course]).buffer(0.5)
    barrier = roads.union(ground.water.buffer(9.0))
    inside = ground.area.buffer(-6.0)
    spacing = rng.uniform(46.0, 60.0)
    position = rng.uniform(16.0, 34.0)
    side = int(rng.integers(2))
    while position < course.length - 8.0 and len(found) < max(4, wanted // 9):
        whole = _branch(course, position, 1 if side else -1, rng, length_m=rng.uniform(70.0, 150.0))
        lane = _first_piece(whole.intersection(inside).difference(barrier), whole)
        near = any(
            other.distance(lane) < 34.0 for other in [*side_lanes, *(own[0] for own in found)]
        )
        if lane.length > 38.0 and not near and lane.interpolate(20.0).distance(roads) > 12.0:
            found.append((lane, 3.5, True))
        side = 1 - side
        position += spacing / 2
    return found


def _branch(
    course: LineString, position_m: float, side: int, rng: np.random.Generator, *, length_m: float
) -> LineString:
    """Return a lane that leaves the road at about a right angle and bends gently."""
    base = shapely.get_coordinates(course.interpolate(position_m))[0]
    ahead = shapely.get_coordinates(course.interpolate(min(position_m + 4.0, course.length)))[0]
    behind = shapely.get_coordinates(course.interpolate(max(position_m - 4.0, 0.0)))[0]
    heading = np.arctan2(*(ahead - behind)[::-1]) + side * np.radians(rng.uniform(72.0, 104.0))
    bend = np.radians(rng.uniform(-0.30, 0.30))
    step = 8.0
    points = [base]
    for _ in range(int(length_m / step)):
        points.append(points[-1] + step * np.array([np.cos(heading), np.sin(heading)]))
        heading += bend * step
        bend += np.radians(rng.uniform(-0.06, 0.06))
    return LineString(np.round(points, 2))


def _first_piece(cut: BaseGeometry, whole: LineString) -> LineString:
    start = shapely.Point(whole.coords[0])
    parts = [part for part in shapely.get_parts(cut) if isinstance(part, LineString)]
    touching = [part for part in parts if part.distance(start) < 1.0]
    return LineString([start, *touching[0].coords]) if touching else LineString()
