"""A whole invented project from a preset and a seed.

Every person, number and place in it is made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely import Polygon

from gridmap.i18n import tr
from gridmap.model.features import Area, Feature, Line
from gridmap.progress import Job, Progress
from gridmap.synth.areas import Areas, make_areas
from gridmap.synth.care import make_care
from gridmap.synth.gaps import Draft, add_gaps
from gridmap.synth.ids import IdSource
from gridmap.synth.land import make_woods
from gridmap.synth.names import RIVER, ROADS, STREAMS
from gridmap.synth.offices import make_offices
from gridmap.synth.places import Ground, make_places
from gridmap.synth.plan import RegionPlan, make_plan
from gridmap.synth.region import make_region
from gridmap.synth.settlements import Country, Settled, settle
from gridmap.synth.terrain import make_terrain
from gridmap.synth.ways import Way, make_roads, make_water

MIDDLE_M: Final = (431_000.0, 3_926_000.0)
"""The middle of the country in CGCS2000, central meridian 105 E: hills, wherever they may be."""


def synthesize(preset: str, seed: int) -> Job[list[Feature]]:
    """Make an invented township or county.

    The same preset and seed give the same features, id by id.

    The project comes first, then parents before children.

    Raises: UsageError for a preset that does not exist.
    """
    rng, ids = np.random.default_rng(seed), IdSource(seed)
    plan = make_plan(preset, rng)
    steps = sum(len(village.group_sizes) for village in plan.villages) + 3
    yield Progress(0, steps, tr("Shaping hills and valleys"))
    country = _country(plan, rng)
    areas = make_areas(plan, country.region, ids, rng)
    yield Progress(1, steps, tr("Settling the villages"))
    settled = Settled()
    for done, settled in enumerate(settle(country, areas, ids, rng), start=2):  # noqa: B007
        if done % 10 == 0:
            yield Progress(done, steps, tr("Settling the villages"))
    yield Progress(steps - 1, steps, tr("Appointing officers"))
    features = _people_and_places(country, areas, settled, ids, rng)
    yield Progress(steps, steps, tr("Done"))
    return features


def _country(plan: RegionPlan, rng: np.random.Generator) -> Country:
    side = 2.1 * float(np.sqrt(plan.village_area_m2 * len(plan.villages)))
    if plan.townships > 1:
        side = 1.3 * float(np.sqrt(plan.village_area_m2 * len(plan.villages)))
    terrain = make_terrain(
        middle_m=MIDDLE_M,
        side_m=side,
        cell_m=plan.cell_m,
        along_deg=float(rng.uniform(-32.0, 32.0)),
        rng=rng,
    )
    region = make_region(plan, terrain, rng)
    outline = shapely.coverage_union_all(region.group_shapes)
    return Country(
        plan=plan,
        region=region,
        roads=make_roads(region, outline),
        water=make_water(region, outline),
    )


def _people_and_places(
    country: Country, areas: Areas, settled: Settled, ids: IdSource, rng: np.random.Generator
) -> list[Feature]:
    officers, duties = make_offices(areas, ids, rng)
    places, buildings = make_places(areas, officers, _ground(country, settled), ids, rng)
    records, visits = make_care(settled.households, country.plan.care_records, ids, rng)
    draft = Draft(
        areas=areas,
        duties=duties,
        households=settled.households,
        places=places,
        records=records,
        visits=visits,
    )
    add_gaps(draft, rng)
    areas = draft.areas
    lines = [
        *_lines(country.water, "river", country, ids),
        *_lines(country.roads, "road", country, ids),
    ]
    woods = [
        Area(id=ids.next(), area_kind="wood", geometry=shape) for shape in _woods(country, settled)
    ]
    cover = [*woods, *settled.areas, *(buildings if country.plan.has_land else [])]
    return [
        areas.project,
        *areas.townships,
        *areas.villages,
        *areas.groups,
        *areas.grids,
        *officers,
        *draft.duties,
        *cover,
        *lines,
        *settled.lines,
        *draft.places,
        *draft.households,
        *draft.records,
        *draft.visits,
    ]


def _ground(country: Country, settled: Settled) -> Ground:
    """Return where places may stand: not on houses, in water or on the roads."""
    taken = [
        *settled.taken,
        *[way.course.buffer(way.width_m / 2) for way in (*country.roads, *country.water)],
        *[line.geometry for line in settled.lines if line.geometry is not None],
    ]
    return Ground(
        lanes=settled.lanes,
        blocked=shapely.STRtree(taken),
        roads=country.roads,
        water=country.water,
    )


def _woods(country: Country, settled: Settled) -> list[Polygon]:
    cleared = shapely.union_all(settled.cleared)
    ways = [
        way.course.buffer(way.width_m / 2 + 6.0, quad_segs=2)
        for way in (*country.roads, *country.water)
    ]
    outline = shapely.coverage_union_all(country.region.group_shapes)
    return make_woods(country.region, shapely.union_all([cleared, *ways]), outline)


def _lines(ways: Sequence[Way], main: str, country: Country, ids: IdSource) -> list[Line]:
    """Return ways as lines; the greatest of their kind get names."""
    names = (RIVER, STREAMS) if main == "river" else (ROADS[0], ROADS[1:])
    others = sorted((way.use for way in ways if way.kind != main and way.use >= 3), reverse=True)
    made = []
    for way in ways:
        name = ""
        if country.plan.townships == 1:
            if way.kind == main:
                name = names[0]
            elif way.use in others[: len(names[1])]:
                name = names[1][others.index(way.use)]
        made.append(
            Line(
                id=ids.next(),
                line_kind=way.kind,
                name=name,
                width_m=way.width_m,
                geometry=way.course,
            )
        )
    return made
