"""Hamlets: side lanes off the road, and houses in rows on both sides of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from shapely import LineString
from shapely.ops import substring

from gridmap.synth.houses import House, scattered, settle_slots, slots_along
from gridmap.synth.lanes import Ground, Lane, lanes_around

HAMLET_RADIUS_M: Final = 260.0
OUTLYING: Final = 90
"""The lane number of houses that stand apart: their doors come after those of the hamlet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hamlet:
    """The houses of one group in the order of their doors, and its own side lanes."""

    houses: tuple[House, ...]
    lanes: tuple[LineString, ...]


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
        houses += scattered(site_m, houses, count, building, rng)
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
        lanes = lanes_around(site_m, radius, ground, rng, wanted=count)
        houses = settle_slots(slots_along(lanes, rng), site_m, count, building, lanes, rng)
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
    slots = [replace(slot, lane=OUTLYING) for slot in slots_along([lane], rng)]
    return settle_slots(slots, (middle.x, middle.y), wanted, building, (), rng)


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
