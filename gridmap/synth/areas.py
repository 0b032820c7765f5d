"""Township, villages, groups and grids as features.

The three partitions are built from the same arcs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from gridmap.model.features import Grid, Project, Township, Village, VillagerGroup
from gridmap.synth.ids import IdSource
from gridmap.synth.names import TOWNSHIPS, chinese_numeral, village_names
from gridmap.synth.plan import AS_OF, EPSG, RegionPlan
from gridmap.synth.raster_shapes import Surface
from gridmap.synth.region import Region

COUNTY_CODE = "990124"
"""No county has this code: 99 is the code of no province."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    """The administrative features. `groups` run as in the region.

    `grid_of_group` gives the grid of each of them.
    """

    project: Project
    townships: tuple[Township, ...]
    villages: tuple[Village, ...]
    groups: tuple[VillagerGroup, ...]
    grids: tuple[Grid, ...]
    grid_of_group: tuple[Grid, ...]


def make_areas(plan: RegionPlan, region: Region, ids: IdSource, rng: np.random.Generator) -> Areas:
    """Return all administrative features of a region."""
    project = _project(plan, ids)
    members: dict[int, list[int]] = {}
    for group, owner in enumerate(region.village_of_group):
        members.setdefault(owner, []).append(group)
    outlines = [
        _union([region.group_shapes[group] for group in members[number]])
        for number in sorted(members)
    ]
    townships = _townships(plan, outlines, ids)
    villages = _villages(plan, outlines, townships, ids, rng)
    groups: dict[int, VillagerGroup] = {}
    grid_of: dict[int, Grid] = {}
    grids: list[Grid] = []
    for index, village in enumerate(villages):
        groups |= _groups(village, members[index], region, ids)
        for grid, part in _grids(village, members[index], plan.villages[index].grids, region, ids):
            grids.append(grid)
            grid_of.update(dict.fromkeys(part, grid))
    count = len(region.sites)
    return Areas(
        project=project,
        townships=townships,
        villages=villages,
        groups=tuple(groups[group] for group in range(count)),
        grids=tuple(grids),
        grid_of_group=tuple(grid_of[group] for group in range(count)),
    )


def _groups(
    village: Village, members: list[int], region: Region, ids: IdSource
) -> dict[int, VillagerGroup]:
    """Return a village's groups by their place in the region, numbered in reading order."""
    return {
        group: VillagerGroup(
            id=ids.next(),
            name=f"{chinese_numeral(serial)}组",
            village=village.id,
            number=serial,
            geometry=region.group_shapes[group],
        )
        for serial, group in enumerate(_in_reading_order(members, region), start=1)
    }


def _grids(
    village: Village, members: list[int], count: int, region: Region, ids: IdSource
) -> Iterator[tuple[Grid, Sequence[int]]]:
    """Yield a village's grids, each with the groups that it is made of."""
    for serial, part in enumerate(_grid_parts(members, count, region), start=1):
        grid = Grid(
            id=ids.next(),
            name=f"第{chinese_numeral(serial)}网格",
            village=village.id,
            code=f"{village.code}{serial:03d}",
            geometry=_union([region.group_shapes[group] for group in part]),
        )
        yield grid, part


def _project(plan: RegionPlan, ids: IdSource) -> Project:
    is_township = plan.preset == "township"
    name = f"{TOWNSHIPS[0]}（虚构示例）" if is_township else "云岭县（虚构示例）"
    return Project(
        id=ids.next(),
        name=name,
        code=f"{COUNTY_CODE}101" if is_township else COUNTY_CODE,
        epsg=EPSG,
        created=AS_OF,
        issuer=f"{TOWNSHIPS[0]}人民政府（虚构示例）"
        if is_township
        else "云岭县人民政府（虚构示例）",
    )


def _townships(
    plan: RegionPlan, outlines: Sequence[Surface], ids: IdSource
) -> tuple[Township, ...]:
    return tuple(
        Township(
            id=ids.next(),
            name=TOWNSHIPS[number],
            code=f"{COUNTY_CODE}{101 + number}",
            geometry=_union(
                [
                    shape
                    for village, shape in zip(plan.villages, outlines, strict=True)
                    if village.township == number
                ]
            ),
        )
        for number in range(plan.townships)
    )


def _villages(
    plan: RegionPlan,
    outlines: Sequence[Surface],
    townships: Sequence[Township],
    ids: IdSource,
    rng: np.random.Generator,
) -> tuple[Village, ...]:
    serial: dict[int, int] = {}
    villages = []
    names = village_names(len(outlines), rng)
    for village, outline, name in zip(plan.villages, outlines, names, strict=True):
        township = townships[village.township]
        serial[village.township] = serial.get(village.township, 199) + 1
        villages.append(
            Village(
                id=ids.next(),
                name=name,
                code=f"{township.code}{serial[village.township]}",
                township=township.id,
                geometry=outline,
            )
        )
    return tuple(villages)


def _in_reading_order(groups: Sequence[int], region: Region) -> list[int]:
    """Return groups from north to south in bands of 500 m, west to east in each."""
    places = {group: region.terrain.centre(region.sites[group]) for group in groups}
    return sorted(groups, key=lambda group: (-round(places[group][1] / 500.0), places[group][0]))


def _grid_parts(groups: Sequence[int], count: int, region: Region) -> list[list[int]]:
    """Return the groups of each grid, from west to east.

    Each grid grows from one end and stays in one piece.
    """
    if count == 1:
        return [list(groups)]
    from_west = sorted(groups, key=lambda group: region.terrain.centre(region.sites[group])[0])
    half = len(groups) // 2
    for start in from_west:
        west = [start]
        while len(west) < half:
            shape = _union([region.group_shapes[group] for group in west])
            rest = [group for group in from_west if group not in west]
            west.append(
                max(rest, key=lambda group: shape.intersection(region.group_shapes[group]).length)
            )
        east = [group for group in groups if group not in west]
        if all(
            _union([region.group_shapes[group] for group in part]).geom_type == "Polygon"
            for part in (west, east)
        ):
            break
    return [west, east]


def _union(shapes: Sequence[Surface]) -> Surface:
    united: Surface = shapely.coverage_union_all(shapes)
    return united
