"""All hamlets of a region with the land around them, as features."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from gridmap.model.features import Area, Household, Line
from gridmap.synth.areas import Areas
from gridmap.synth.hamlets import OUTLYING, Hamlet, make_hamlet
from gridmap.synth.ids import IdSource
from gridmap.synth.land import fields_zone, make_fields, make_ponds, make_yards
from gridmap.synth.lane_names import lane_names
from gridmap.synth.lanes import Ground
from gridmap.synth.people import make_households
from gridmap.synth.plan import RegionPlan
from gridmap.synth.region import Region
from gridmap.synth.ways import Way


@dataclass(slots=True, kw_only=True)
class Settled:
    """What the hamlets add, group by group.

    `lanes` holds the courses along which each group lives.
    """

    households: list[Household] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    lanes: list[list[LineString]] = field(default_factory=list)
    taken: list[BaseGeometry] = field(default_factory=list)
    cleared: list[BaseGeometry] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Country:
    """The land before anybody lives on it."""

    plan: RegionPlan
    region: Region
    roads: list[Way]
    water: list[Way]


def settle(
    country: Country, areas: Areas, ids: IdSource, rng: np.random.Generator
) -> Iterator[Settled]:
    """Settle group after group; the same Settled is given after each of them."""
    settled = Settled()
    road_tree = shapely.STRtree([way.course for way in country.roads])
    water_tree = shapely.STRtree([way.course for way in country.water])
    next_number: dict[int, int] = {}
    sizes = _sizes(country.plan, country.region)
    for group in range(len(country.region.sites)):
        village = country.region.village_of_group[group]
        shape = country.region.group_shapes[group]
        roads = tuple(
            (country.roads[index].course, country.roads[index].width_m)
            for index in sorted(road_tree.query(shape).tolist())
        )
        wet = shapely.union_all(
            [
                country.water[index].course.buffer(country.water[index].width_m / 2)
                for index in sorted(water_tree.query(shape).tolist())
            ]
        )
        ground = Ground(area=shape, water=wet, roads=roads)
        hamlet = make_hamlet(country.region.site_m(group), sizes[group], ground, rng)
        first = next_number.get(village, 1)
        next_number[village] = first + sizes[group]
        made = make_households(hamlet.houses, areas.groups[group], first, ids, rng)
        settled.households += made
        has_names = country.plan.townships == 1
        names = lane_names(hamlet.lanes, made, group) if has_names else [""] * len(hamlet.lanes)
        _add_lanes(settled, hamlet, ground, ids, names)
        settled.cleared += [] if country.plan.has_land else [_heart(hamlet)]
        if country.plan.has_land:
            _add_land(settled, hamlet, ground, country.region, ids=ids, rng=rng)
        yield settled


def _sizes(plan: RegionPlan, region: Region) -> list[int]:
    """Return the households of each group.

    The plan's sizes of its village, in the order the groups were found.
    """
    left = [list(village.group_sizes) for village in plan.villages]
    return [left[village].pop(0) for village in region.village_of_group]


def _add_lanes(
    settled: Settled, hamlet: Hamlet, ground: Ground, ids: IdSource, names: Sequence[str]
) -> None:
    for lane, name in zip(hamlet.lanes, names, strict=True):
        settled.lines.append(
            Line(id=ids.next(), line_kind="lane", name=name, width_m=3.5, geometry=lane)
        )
    near = _heart(hamlet)
    through = [
        shapely.intersection(course, near).intersection(ground.area) for course, _ in ground.roads
    ]
    parts = [part for shape in through for part in shapely.get_parts(shape) if part.length > 25.0]
    settled.lanes.append([*[part for part in parts if isinstance(part, LineString)], *hamlet.lanes])
    settled.taken += [house.footprint() for house in hamlet.houses]


def _heart(hamlet: Hamlet) -> BaseGeometry:
    """Return the land around the houses that stand together."""
    together = [(house.x_m, house.y_m) for house in hamlet.houses if house.lane < OUTLYING]
    return shapely.MultiPoint(together).convex_hull.buffer(40.0)


def _add_land(
    settled: Settled,
    hamlet: Hamlet,
    ground: Ground,
    region: Region,
    *,
    ids: IdSource,
    rng: np.random.Generator,
) -> None:
    footprints = [house.footprint() for house in hamlet.houses]
    surface = [course.buffer(width / 2 + 0.4, quad_segs=2) for course, width in ground.roads]
    surface += [lane.buffer(2.0, quad_segs=2) for lane in hamlet.lanes]
    ways = shapely.union_all([*surface, ground.water.buffer(2.0, quad_segs=2)])
    yards = make_yards(footprints, ways)
    built = shapely.union_all([*yards, ways.intersection(ground.area)])
    ponds = make_ponds(region, hamlet.lanes, built, ground.area, rng)
    around = shapely.union_all(yards)
    contour = region.terrain.contour_deg(*shapely.get_coordinates(around.centroid)[0])
    barrier = shapely.union_all([built, ways, *[pond.buffer(1.5) for pond in ponds]])
    zone = fields_zone(around, ground.area)
    fields = make_fields(zone, barrier, contour_deg=contour, rng=rng)
    settled.cleared.append(zone)
    for kind, shapes in (
        ("field", fields),
        ("yard", yards),
        ("water", ponds),
        ("building", footprints),
    ):
        settled.areas += [Area(id=ids.next(), area_kind=kind, geometry=shape) for shape in shapes]
    settled.taken += ponds
