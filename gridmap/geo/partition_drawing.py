"""Drawing grids: insert, split, merge, reshape a common border, fill a gap.

Every operation cuts the village into faces along its borders and what was drawn, decides who owns
which face, and puts the grids together again. So the result is a partition by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final

import numpy as np
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from gridmap.errors import GeometryError
from gridmap.geo.partition import (
    Arrangement,
    Partition,
    arrange,
    assemble,
    longest_neighbour,
    width_m,
    without,
)
from gridmap.geo.partition_edges import Surface
from gridmap.i18n import tr

TOLERANCE_M: Final = 0.5
LEAST_GRID_M2: Final = 1.0


def insert_grid(
    partition: Partition,
    key: str,
    outline: Surface,
    *,
    take: bool = False,
    tolerance_m: float = TOLERANCE_M,
) -> Partition:
    """Return the partition with a new grid cut from a roughly drawn outline.

    The grid gets what lies inside the outline and the village and in no grid; with `take` also what
    neighbours have there. Strips of free land narrower than the tolerance between the outline and a
    border are taken along; pieces apart from the largest one are left out.
    Raises: GeometryError if no land is left for the grid, or a neighbour would lose all of its own.
    """
    rough = shapely.make_valid(outline, method="structure", keep_collapsed=False)
    ground = partition.outline if take else free_land(partition)
    drawn = lines_in(shapely.intersection(rough.boundary, ground))
    arrangement = arrange(partition, drawn)
    inside = shapely.covers(rough, shapely.point_on_surface(arrangement.faces))
    drawn_round = {
        index
        for index in np.flatnonzero(inside).tolist()
        if take or arrangement.owners[index] is None
    }
    mine = max(components(arrangement, drawn_round), key=lambda some: _area_m2(arrangement, some))
    mine = _with_strips(arrangement, mine, tolerance_m)
    if _area_m2(arrangement, mine) < LEAST_GRID_M2:
        raise GeometryError(
            tr("All the land drawn round belongs to a grid already or lies outside the village."),
            hint=tr("Draw round land in no grid, or take the land from the neighbours."),
        )
    for index in mine:
        arrangement.owners[index] = key
    return assemble(partition, arrangement)


def split_grid(
    partition: Partition,
    key: str,
    line: LineString,
    *,
    new_key: Callable[[], str],
    tolerance_m: float = TOLERANCE_M,
) -> Partition:
    """Return the partition with a grid cut along a line; the largest part keeps the key.

    Ends of the line that stop short of the border by no more than the tolerance are led to it.
    Parts narrower than the tolerance stay with the part beside them.
    Raises: GeometryError where the line does not cut the grid in two.
    """
    grid = partition.grids[key]
    whole = _led_to(line, grid, tolerance_m)
    arrangement = arrange(partition, lines_in(shapely.intersection(whole, grid)))
    faces = arrangement.of(key)
    broad = [index for index in faces if width_m(arrangement.faces[index]) > tolerance_m]
    parts = sorted(broad, key=lambda index: -_area_m2(arrangement, [index]))
    if len(parts) <= shapely.get_num_geometries(grid):
        raise GeometryError(
            tr("The line does not cut the grid in two."),
            hint=tr("Draw it right across, from border to border."),
        )
    touched = _touched_by(arrangement, parts, whole)
    for index in touched[1:]:
        arrangement.owners[index] = new_key()
    narrow = [index for index in faces if index not in broad]
    for index in narrow:
        arrangement.owners[index] = None
    family = [owner for owner in (arrangement.owners[index] for index in broad) if owner]
    for index in narrow:
        arrangement.owners[index] = longest_neighbour(arrangement, index, allowed=family) or key
    return assemble(partition, arrangement)


def merge_grids(partition: Partition, keys: Collection[str], *, keep: str) -> Partition:
    """Return the partition in which several grids are one, under the key `keep`.

    Raises: GeometryError if fewer than two are named or they do not lie side by side.
    """
    arrangement = arrange(partition)
    members = {index for key in keys for index in arrangement.of(key)}
    parts_before = max(shapely.get_num_geometries(partition.grids[key]) for key in keys)
    if len(set(keys)) < 2 or len(components(arrangement, members)) > parts_before:
        raise GeometryError(
            tr("These grids do not lie side by side."),
            hint=tr("Choose grids that share a border."),
        )
    for index in members:
        arrangement.owners[index] = keep
    others = [key for key in keys if key != keep]
    return assemble(without(partition, *others), arrangement)


def fill_gap(partition: Partition, x_m: float, y_m: float, *, into: str | None = None) -> Partition:
    """Return the partition with the free land at a point given to a grid.

    That is `into`, else the grid with which the land shares the longest border.
    Raises: GeometryError if there is no free land at the point, or no grid beside it.
    """
    arrangement = arrange(partition)
    spot = Point(x_m, y_m)
    found = [index for index in arrangement.of(None) if arrangement.faces[index].covers(spot)]
    if not found:
        raise GeometryError(
            tr("The land here belongs to a grid already or lies outside the village."),
            hint=tr("Point at hatched land."),
        )
    owner = into or longest_neighbour(arrangement, found[0])
    if owner is None:
        raise GeometryError(
            tr("No grid lies beside this land."), hint=tr("Draw a grid round it instead.")
        )
    arrangement.owners[found[0]] = owner
    return assemble(partition, arrangement)


def free_land(partition: Partition) -> BaseGeometry:
    """Return all land of the village in no grid as one shape, empty where there is none."""
    arrangement = arrange(partition)
    return shapely.coverage_union_all(arrangement.faces[arrangement.of(None)])


def components(arrangement: Arrangement, members: Iterable[int]) -> list[set[int]]:
    """Return faces in groups that hang together along borders; one empty group for no faces."""
    left = set(members)
    groups: list[set[int]] = []
    while left:
        group, waiting = set(), [left.pop()]
        while waiting:
            face = waiting.pop()
            group.add(face)
            fresh = set(arrangement.shared_m.get(face, ())) & left
            left -= fresh
            waiting += fresh
        groups.append(group)
    return groups or [set()]


def lines_in(shape: BaseGeometry) -> list[LineString]:
    """Return the lines in a shape, whatever else it holds."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return [part for part in parts if isinstance(part, LineString) and part.length > 0]


def _with_strips(arrangement: Arrangement, mine: set[int], tolerance_m: float) -> set[int]:
    """Return faces with the strips of free land beside them that are narrower than a tolerance."""
    beside = {other for one in mine for other in arrangement.shared_m.get(one, ())}
    strips = {
        index
        for index in beside - mine
        if arrangement.owners[index] is None and width_m(arrangement.faces[index]) < tolerance_m
    }
    return mine | strips


def _area_m2(arrangement: Arrangement, members: Iterable[int]) -> float:
    return float(sum(arrangement.faces[index].area for index in members))


def _touched_by(arrangement: Arrangement, parts: list[int], line: LineString) -> list[int]:
    """Return the parts along which a line runs, in their order."""
    return [
        index
        for index in parts
        if shapely.intersection(arrangement.faces[index], line.buffer(0.01)).area > 0
    ]


def _led_to(line: LineString, grid: Surface, tolerance_m: float) -> LineString:
    """Return a line whose ends inside a grid are led to its border if that is near."""
    points = list(line.coords)
    for end, at in ((Point(points[0]), 0), (Point(points[-1]), len(points))):
        if grid.contains(end) and grid.boundary.distance(end) <= tolerance_m:
            rim = grid.boundary.interpolate(grid.boundary.project(end))
            points.insert(at if at == 0 else len(points), (rim.x, rim.y))
    return LineString(points)
