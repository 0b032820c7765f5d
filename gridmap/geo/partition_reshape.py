"""Reshaping a border that two sides share: a drawn line takes the place of a piece of it."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gridmap.errors import GeometryError
from gridmap.geo.partition import Arrangement, Owner, Partition, arrange, assemble
from gridmap.geo.partition_drawing import TOLERANCE_M, components, lines_in
from gridmap.geo.partition_edges import as_lines, on_raster, to_m, to_mm
from gridmap.geo.tracing import Corner, shortest_way
from gridmap.i18n import tr

Sides: TypeAlias = tuple[Owner, Owner]

_LEAST_AREA_M2: Final = 1e-6


def reshape_border(
    partition: Partition,
    line: LineString,
    *,
    between: Sides | None = None,
    tolerance_m: float = TOLERANCE_M,
) -> Partition:
    """Return the partition in which a drawn line replaces a piece of a common border.

    The line starts and ends on the border of the same two grids, or of a grid and free land (None);
    ends within the tolerance are led there, ends that run over are cut off. What lies between the
    old border and the line changes sides. `between` names the two sides where the ends alone would
    leave a choice; otherwise the nearest border is meant.
    Raises: GeometryError if the line does not start and end on one common border, or if a side
    would be torn apart or left without land.
    """
    drawn = on_raster(_fitted(_network(partition, between), line, tolerance_m))
    arrangement = arrange(partition, _within_sides(partition, drawn, between))
    ends = _corner(drawn, 0), _corner(drawn, -1)
    sides, between_lines = _replaced(arrangement, drawn, ends, between)
    before = [len(components(arrangement, arrangement.of(side))) for side in sides]
    swapped = {sides[0]: sides[1], sides[1]: sides[0]}
    held = shapely.covers(between_lines, shapely.point_on_surface(arrangement.faces))
    for index in np.flatnonzero(held).tolist():
        owner = arrangement.owners[index]
        arrangement.owners[index] = swapped.get(owner, owner)
    after = [len(components(arrangement, arrangement.of(side))) for side in sides]
    if any(
        side is not None and more > less
        for side, less, more in zip(sides, before, after, strict=True)
    ):
        raise GeometryError(
            tr("A grid would fall apart into pieces along this line."),
            hint=tr("Draw it so that it crosses no third grid."),
        )
    return assemble(partition, arrangement)


def _network(partition: Partition, between: Sides | None) -> BaseGeometry:
    """Return the borders that a line may start and end on: all, or those of the two sides.

    Raises: GeometryError if the two sides share no border.
    """
    if between is None:
        return shapely.multilinestrings(as_lines(partition.edges()))
    borders = _borders(arrange(partition))
    edges = [edge for sides in borders if set(sides) == set(between) for edge in borders[sides]]
    if not edges:
        raise _not_on_border()
    return shapely.multilinestrings(as_lines(np.array(edges, dtype=np.int64)))


def _fitted(network: BaseGeometry, line: LineString, tolerance_m: float) -> LineString:
    """Return a line that starts and ends on a border: led there, or cut at its first crossing."""
    shapely.prepare(network)
    crossings = shapely.get_parts(shapely.intersection(line, network))
    along = sorted(
        line.project(Point(xy)) for part in crossings for xy in shapely.get_coordinates(part)
    )
    start, end = Point(line.coords[0]), Point(line.coords[-1])
    first, last = 0.0, line.length
    lead, trail = _rim(network, start, tolerance_m), _rim(network, end, tolerance_m)
    if (lead is None or trail is None) and not along:
        raise _not_on_border()
    if lead is None:
        first, lead = along[0], line.interpolate(along[0])
    if trail is None:
        last, trail = along[-1], line.interpolate(along[-1])
    if last - first <= 0.0:
        raise _not_on_border()
    inner = [xy for xy in line.coords if first < line.project(Point(xy)) < last]
    points = [(lead.x, lead.y), *inner, (trail.x, trail.y)]
    return LineString(shapely.remove_repeated_points(LineString(points)).coords)


def _rim(network: BaseGeometry, point: Point, tolerance_m: float) -> Point | None:
    """Return the nearest point on a border, None beyond the tolerance."""
    if network.distance(point) > tolerance_m:
        return None
    nearest = shapely.get_point(shapely.shortest_line(network, point), 0)
    return nearest if isinstance(nearest, Point) else None


def _within_sides(
    partition: Partition, line: LineString, between: Sides | None
) -> list[BaseGeometry]:
    """Return the part of a line that can matter: inside the village, or inside the two sides."""
    if between is None or None in between:
        return lines_in(shapely.intersection(line, partition.outline.buffer(0.002)))
    land = shapely.union_all([partition.grids[key] for key in between if key is not None])
    return lines_in(shapely.intersection(line, land.buffer(0.002)))


def _replaced(
    arrangement: Arrangement,
    line: LineString,
    ends: tuple[Corner, Corner],
    between: Sides | None,
) -> tuple[Sides, BaseGeometry]:
    """Return the two sides and the land between the line and the border piece it replaces.

    Of several borders that both ends lie on, the one is meant that encloses the least land.
    """
    borders = _borders(arrangement)
    best: tuple[float, Sides, BaseGeometry] | None = None
    for sides, edges in borders.items():
        if between is not None and set(sides) != set(between):
            continue
        way = shortest_way(np.array(edges, dtype=np.int64).reshape(-1, 4), ends[0], ends[1])
        if way is None or len(way[0]) < 2:
            continue
        enclosed = _enclosed(line, way[0])
        if best is None or enclosed.area < best[0]:
            best = enclosed.area, sides, enclosed
    if best is None:
        raise _not_on_border()
    if best[0] < _LEAST_AREA_M2:
        raise GeometryError(
            tr("The line runs along the border as it is."), hint=tr("Draw where it should run.")
        )
    return best[1], best[2]


def _borders(arrangement: Arrangement) -> dict[Sides, list[list[int]]]:
    """Return the edges of every common border by its two sides."""
    borders: dict[Sides, list[list[int]]] = {}
    first, second, edges = arrangement.neighbours
    owners = arrangement.owners
    for one, other, edge in zip(first.tolist(), second.tolist(), edges.tolist(), strict=True):
        if owners[one] != owners[other]:
            low, high = sorted((owners[one], owners[other]), key=lambda key: key or "")
            borders.setdefault((low, high), []).append(edge)
    return borders


def _enclosed(line: LineString, way: list[Corner]) -> BaseGeometry:
    """Return the land between a line and a way with the same ends, by the even-odd rule."""
    back = to_m(np.array(way[::-1], dtype=np.int64))[1:]
    ring = np.concatenate([shapely.get_coordinates(line), back])
    if len(ring) < 4:
        return Polygon()
    shape = shapely.make_valid(Polygon(ring), method="linework")
    parts = [part for part in shapely.get_parts(shapely.get_parts(shape)) if part.area > 0]
    return shapely.union_all(parts)


def _corner(line: LineString, index: int) -> Corner:
    x_mm, y_mm = to_mm(np.array(line.coords[index])).tolist()
    return x_mm, y_mm


def _not_on_border() -> GeometryError:
    return GeometryError(
        tr("The line does not start and end on one common border."),
        hint=tr(
            "Start and end it on the border of the same two grids. Along several neighbours draw"
            " one line for each, from the corner where they meet to the next."
        ),
    )
