"""Repair of imported grids: overlaps, gaps and doubled borders made one, within a tolerance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from gridmap.geo.partition import Partition
from gridmap.geo.partition_corners import with_corners
from gridmap.geo.partition_edges import RASTER_M, Surface, edges_of, on_raster, to_m
from gridmap.geo.partition_matching import matched
from gridmap.geo.partition_moves import Moved, furthest_m, moves
from gridmap.geo.partition_strips import Contest, settled

TOLERANCE_M: Final = 2.0


@dataclass(frozen=True, slots=True)
class Disputed:
    """Land that several grids claimed, or outside the village, too wide or long to be settled.

    It went to the first of `keys`, or was cut off, and borders moved over the tolerance by it.
    """

    keys: tuple[str, ...]
    area_m2: float
    bounds_m: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Repair:
    """A repaired partition, where borders moved (furthest first), and what was in dispute.

    Only where land was in dispute, borders moved further than the tolerance.
    """

    partition: Partition
    moved: tuple[Moved, ...]
    disputed: tuple[Disputed, ...]

    @property
    def furthest_m(self) -> float:
        """How far a border moved at most, in metres."""
        return furthest_m(self.moved)


def repair(
    outline: Surface, grids: Mapping[str, Surface], *, tolerance_m: float = TOLERANCE_M
) -> Repair:
    """Return a village's grids as a partition, with a list of what moved.

    Borders that are meant to be one are brought together, gaps and strips narrower than the
    tolerance closed as far as no border moves over it; the village's outline and borders that fit
    already stay as they are. Other free land stays free. Wider overlaps go to the grid that comes
    first and are listed.
    Raises: GeometryError if a grid has no land that is not another's.
    """
    whole = mended(outline)
    sound = {key: mended(shape) for key, shape in grids.items()}
    wide = _disputed(whole, sound, tolerance_m)
    kept, moved, unsettled = settled(_near(whole, sound, tolerance_m), sound, tolerance_m)
    grids_kept = {
        key: grids[key] if _same(grids[key], shape) else shape for key, shape in kept.grids.items()
    }
    rim = outline if _same(outline, kept.outline) else kept.outline
    return Repair(
        partition=Partition(rim, grids_kept),
        moved=tuple(sorted(moved, key=lambda item: -item.distance_m)),
        disputed=_together(wide, unsettled),
    )


def _near(outline: Surface, grids: Mapping[str, Surface], tolerance_m: float) -> Partition:
    """Return the grids with borders brought together, none further off than the tolerance.

    One whose border would cross itself, and lose more than that by being mended, stays as it was.
    """
    _, *shapes = matched([outline, *grids.values()], tolerance_m)
    near = dict(zip(grids, shapes, strict=True))
    for key, shape in near.items():
        if not shape.is_valid or shape.is_empty:
            whole = mended(shape)
            is_near = not whole.is_empty and (
                furthest_m(moves(key, grids[key], whole, tolerance_m)) <= tolerance_m
            )
            near[key] = whole if is_near else grids[key]
    return Partition(_with_corners_of(near.values(), outline), near)


def _with_corners_of(grids: Iterable[Surface], outline: Surface) -> Surface:
    """Return a village's outline with those corners of its grids that lie on it."""
    ends = np.unique(edges_of(list(grids))[0].reshape(-1, 2), axis=0)
    rim = outline.boundary
    shapely.prepare(rim)
    points = to_m(ends)
    on_rim = ends[shapely.dwithin(rim, shapely.points(points), RASTER_M)]
    return with_corners(outline, on_rim)


def mended(shape: Surface) -> Surface:
    """Return a shape on the raster that is valid, itself where it is so already."""
    rounded: Surface = on_raster(shape)
    if rounded.is_valid:
        return rounded
    mended = shapely.make_valid(rounded, method="structure", keep_collapsed=False)
    fixed = shapely.set_precision(mended, RASTER_M)
    # Precision 0 again: a shape that remembers its raster would round in later operations.
    return on_raster(shapely.set_precision(fixed, 0.0))


def _same(one: Surface, other: Surface) -> bool:
    return bool(shapely.equals_identical(shapely.normalize(one), shapely.normalize(other)))


def _together(wide: Sequence[Disputed], unsettled: Sequence[Contest]) -> tuple[Disputed, ...]:
    """Return all land in dispute, largest first; pieces of what is listed already left out."""
    spots = [(item.keys, shapely.box(*item.bounds_m)) for item in wide]
    found = [
        Disputed(keys, float(face.area), face.bounds)
        for keys, face in unsettled
        if not any(known == keys and bounds.intersects(face) for known, bounds in spots)
    ]
    return tuple(sorted([*wide, *found], key=lambda item: -item.area_m2))


def _disputed(outline: Surface, grids: Mapping[str, Surface], tolerance_m: float) -> list[Disputed]:
    keys, shapes = list(grids), np.array(list(grids.values()), dtype=object)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = first < second
    first, second = first[once], second[once]
    names = [(keys[a], keys[b]) for a, b in zip(first.tolist(), second.tolist(), strict=True)]
    found = _wide(names, shapely.intersection(shapes[first], shapes[second]), tolerance_m)
    shapely.prepare(outline)
    over = np.flatnonzero(~shapely.covers(outline, shapes)).tolist()
    found += _wide(
        [(keys[at],) for at in over], shapely.difference(shapes[over], outline), tolerance_m
    )
    return found


def _wide(
    names: Sequence[tuple[str, ...]], shapes: Sequence[shapely.Geometry], tolerance_m: float
) -> list[Disputed]:
    parts, index = shapely.get_parts(np.asarray(shapes, dtype=object), return_index=True)
    large = shapely.area(parts) > (tolerance_m / 2.0) ** 2
    parts, index = parts[large], index[large]
    wide = ~shapely.is_empty(shapely.buffer(parts, -tolerance_m / 2.0, quad_segs=2))
    return [
        Disputed(names[at], part.area, part.bounds)
        for part, at in zip(parts[wide], index[wide].tolist(), strict=True)
    ]
