"""Houses in rows along lanes: every place there is, and those that are taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import LineString, Polygon

from gridmap.synth.lanes import Ground, Lane

APART_M: Final = 12.5
"""The least distance between the middles of two houses of different rows."""

SCATTERED: Final = 99
"""The lane number of houses that stand alone: their doors come last."""


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


def slots_along(lanes: Sequence[Lane], rng: np.random.Generator) -> list[House]:
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


def settle_slots(
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


def scattered(
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
