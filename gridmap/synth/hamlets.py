"""Hamlets: side lanes off the road, and houses in rows on both sides of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

HAMLET_RADIUS_M: Final = 260.0
APART_M: Final = 12.5
"""The least distance between the middles of two houses of different rows."""

BRANCHING: Final = 4
"""How many stretches of road a hamlet's side lanes leave from."""

OUTLYING: Final = 90
SCATTERED: Final = 99
"""Numbers of lane for houses that stand apart: their doors come after those of the hamlet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A house to come: middle and size in metres, direction of its front, and its row.

    `lane` is the number of the lane in its hamlet, `side` 1 for left and 0 for right, `along_m` the
    way along the lane.
    """

    x_m: float
    y_m: float
    width_m: float
    depth_m: float
    angle_deg: float
    lane: int
    side: int
    along_m: float
    wing: float = 0.0

    def footprint(self) -> Polygon:
        """Return the outline, in some houses with a wing at one end."""
        half_w, half_d = self.width_m / 2, self.depth_m / 2
        corners = [(-half_w, -half_d), (half_w, -half_d), (half_w, half_d), (-half_w, half_d)]
        if self.wing:
            inner = half_w - abs(self.wing)
            corners = [
                (-half_w, -half_d),
                (half_w, -half_d),
                (half_w, half_d),
                (inner, half_d),
                (inner, 0.9),
            ]
            corners.append((-half_w, 0.9))
            if self.wing < 0:
                corners = [(-x, y) for x, y in reversed(corners)]
        turn = np.radians(self.angle_deg)
        axes = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        return Polygon(np.round(np.array(corners) @ axes + (self.x_m, self.y_m), 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hamlet:
    """The houses of one group in the order of their doors, and its own side lanes (index 1 up.

    0 is the road).
    """

    houses: tuple[House, ...]
    lanes: tuple[LineString, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where a hamlet may build: inside the group, off water and roads (course, width in metres)."""

    area: BaseGeometry
    water: BaseGeometry
    roads: tuple[tuple[LineString, float], ...]


def make_hamlet(
    site_m: tuple[float, float], count: int, ground: Ground, rng: np.random.Generator
) -> Hamlet:
    """Return a hamlet of `count` houses around a site; it grows outward until all found room.

    In half of the groups some of the houses stand apart, farther along a road.
    """
    building = replace(ground, area=ground.area.buffer(-9.0))
    apart = _outlying(site_m, count, building, rng) if rng.random() < 0.5 else []
    if apart:
        taken = shapely.MultiPoint([(house.x_m, house.y_m) for house in apart]).buffer(20.0)
        ground = replace(ground, area=ground.area.difference(taken))
        building = replace(building, area=building.area.difference(taken))
    near, lanes = _around(site_m, count - len(apart), ground, building, rng)
    houses = [*near, *apart]
    if len(houses) < count:
        houses += _scattered(site_m, houses, count, building, rng)
    ordered = sorted(houses, key=lambda house: (house.lane, house.along_m, house.side))
    return Hamlet(houses=tuple(ordered), lanes=_trimmed(lanes, ordered))


def _around(
    site_m: tuple[float, float],
    count: int,
    ground: Ground,
    building: Ground,
    rng: np.random.Generator,
) -> tuple[list[House], list[Lane]]:
    """Return up to `count` houses around a site and the lanes they stand on."""
    radius = HAMLET_RADIUS_M
    for _ in range(5):
        lanes = _lanes(site_m, radius, ground, rng, wanted=count)
        houses = _settle(_slots(lanes, rng), site_m, count, building, lanes, rng)
        if len(houses) == count:
            break
        radius *= 1.35
    return houses, lanes


def _outlying(
    site_m: tuple[float, float], count: int, building: Ground, rng: np.random.Generator
) -> list[House]:
    """Return a small row of houses along one of the group's roads, well away from the site."""
    ring = shapely.Point(site_m).buffer(620.0).difference(shapely.Point(site_m).buffer(330.0))
    free = ring.intersection(building.area)
    lanes = [
        (part, width, False)
        for course, width in building.roads
        for part in shapely.get_parts(course.intersection(free))
        if isinstance(part, LineString) and part.length > 80.0
    ]
    if not lanes:
        return []
    lane = lanes[int(rng.integers(len(lanes)))]
    middle = lane[0].interpolate(rng.uniform(0.3, 0.7), normalized=True)
    wanted = max(int(count * rng.uniform(0.08, 0.18)), 3)
    slots = [replace(slot, lane=OUTLYING) for slot in _slots([lane], rng)]
    return _settle(slots, (middle.x, middle.y), wanted, building, (), rng)


Lane = tuple[LineString, float, bool]
"""Course, width in metres, whether it is the hamlet's own (not one of the region's roads)."""


def _lanes(
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


def _trimmed(lanes: Sequence[Lane], houses: Sequence[House]) -> tuple[LineString, ...]:
    """Return the hamlet's own lanes, cut off behind the last house.

    A lane without houses is not built.
    """
    kept = []
    for number, (course, _, own) in enumerate(lanes):
        ends = [house.along_m for house in houses if house.lane == number]
        if own and ends:
            kept.append(substring(course, 0.0, min(max(ends) + 9.0, course.length)))
    return tuple(kept)


def _slots(lanes: Sequence[Lane], rng: np.random.Generator) -> list[House]:
    """Return every place for a house along the lanes, on both sides."""
    slots = []
    for number, (course, width, own) in enumerate(lanes):
        for side in (1, 0):
            along = 9.0 if own else 4.0
            along += rng.uniform(0.0, 5.0)
            while along < course.length - 2.0:
                frontage = rng.uniform(11.4, 14.6)
                slots.append(
                    _slot(course, along + frontage / 2, frontage, (number, side, width), rng)
                )
                along += frontage + (rng.uniform(6.0, 22.0) if rng.random() < 0.09 else 0.0)
    return slots


def _slot(
    course: LineString,
    along_m: float,
    frontage_m: float,
    row: tuple[int, int, float],
    rng: np.random.Generator,
) -> House:
    number, side, lane_width = row
    depth = rng.uniform(6.6, 8.2)
    base = shapely.get_coordinates(course.interpolate(min(along_m, course.length)))[0]
    ahead = shapely.get_coordinates(course.interpolate(min(along_m + 3.0, course.length)))[0]
    behind = shapely.get_coordinates(course.interpolate(max(along_m - 3.0, 0.0)))[0]
    heading = np.arctan2(*(ahead - behind)[::-1])
    away = lane_width / 2 + 2.6 + depth / 2 + rng.uniform(0.0, 2.2)
    normal = heading + (np.pi / 2 if side else -np.pi / 2)
    wing = rng.uniform(2.6, 3.4) * rng.choice([-1.0, 1.0]) if rng.random() < 0.16 else 0.0
    return House(
        x_m=round(float(base[0] + away * np.cos(normal)), 2),
        y_m=round(float(base[1] + away * np.sin(normal)), 2),
        width_m=float(frontage_m - rng.uniform(2.0, 3.0)),
        depth_m=float(depth),
        angle_deg=float(np.degrees(heading) + (0.0 if side else 180.0) + rng.normal(0.0, 2.0)),
        lane=number,
        side=side,
        along_m=float(along_m),
        wing=float(wing),
    )


def _settle(
    slots: list[House],
    site_m: tuple[float, float],
    count: int,
    ground: Ground,
    lanes: Sequence[Lane],
    rng: np.random.Generator,
) -> list[House]:
    """Return the houses that fit, nearest to the site first.

    A few stand farther out, as they do.
    """
    slots, shapes = _off_the_ways(slots, ground, lanes)
    middles = np.array([(house.x_m, house.y_m) for house in slots]).reshape(-1, 2)
    distance = np.hypot(*(middles - np.array(site_m)).T) * rng.uniform(0.75, 1.25, len(slots))
    taken: list[int] = []
    for index in np.argsort(distance, kind="stable").tolist():
        if len(taken) == count:
            break
        apart = np.hypot(*(middles[taken] - middles[index]).T) if taken else np.empty(0)
        near = [taken[other] for other in np.flatnonzero(apart < 17.0).tolist()]
        if all(_leaves_room(slots, shapes, index, other) for other in near):
            taken.append(index)
    return [slots[index] for index in taken]


def _leaves_room(slots: Sequence[House], shapes: Sequence[Polygon], index: int, other: int) -> bool:
    """Whether two houses keep their distance.

    In one row wall from wall, between rows middle from middle.
    """
    one, two = slots[index], slots[other]
    in_one_row = (one.lane, one.side) == (two.lane, two.side)
    if not in_one_row and float(np.hypot(one.x_m - two.x_m, one.y_m - two.y_m)) < APART_M:
        return False
    return bool(shapes[index].distance(shapes[other]) >= 1.2)


def _off_the_ways(
    slots: list[House], ground: Ground, lanes: Sequence[Lane]
) -> tuple[list[House], list[Polygon]]:
    """Return the houses (and outlines) that stand in the group, off water, roads and lanes."""
    shapes = np.array([house.footprint() for house in slots], dtype=object)
    ways = [(course, width) for course, width in ground.roads]
    ways += [(course, width) for course, width, own in lanes if own]
    shapely.prepare(ground.area)
    good = shapely.contains(ground.area, shapes)
    for course, width in ways:
        shapely.prepare(course)
        good &= ~shapely.dwithin(course, shapes, width / 2 + 1.4)
    shapely.prepare(ground.water)
    good &= ~shapely.dwithin(ground.water, shapes, 4.0)
    kept = np.flatnonzero(good).tolist()
    return [slots[index] for index in kept], [shapes[index] for index in kept]


def _scattered(
    site_m: tuple[float, float],
    taken: list[House],
    count: int,
    ground: Ground,
    rng: np.random.Generator,
) -> list[House]:
    """Return single farmsteads near the site, for households that found no room in a row."""
    missing = count - len(taken)
    low_x, low_y, high_x, high_y = ground.area.bounds
    spots = [
        House(
            x_m=round(rng.uniform(low_x, high_x), 2),
            y_m=round(rng.uniform(low_y, high_y), 2),
            width_m=10.0,
            depth_m=7.0,
            angle_deg=rng.uniform(0.0, 360.0),
            lane=SCATTERED,
            side=int(rng.integers(2)),
            along_m=float(number),
        )
        for number in range(400 + 60 * missing)
    ]
    spots.sort(key=lambda house: _apart_m(house, site_m))
    found: list[House] = []
    for house in _off_the_ways(spots, ground, ())[0]:
        others = [*taken, *found]
        nearest = min((_apart_m(house, (other.x_m, other.y_m)) for other in others), default=99.0)
        if len(found) < missing and nearest > 19.0:
            found.append(house)
    return found


def _apart_m(house: House, point_m: tuple[float, float]) -> float:
    return float(np.hypot(house.x_m - point_m[0], house.y_m - point_m[1]))
