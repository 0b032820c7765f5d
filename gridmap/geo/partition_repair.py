"""Repair of imported grids: overlaps, gaps and doubled borders made one, within a tolerance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from gridmap.geo.partition import Partition, settle
from gridmap.geo.partition_edges import RASTER_M, Shapes, Surface, on_raster
from gridmap.geo.partition_matching import matched

TOLERANCE_M: Final = 2.0
_SHARES: Final = (1.0, 0.75, 0.5, 0.25)
"""A corner may move, and then the border through it again: such borders get another try with a
shorter reach, so that no place moves over the tolerance in all."""
_MOVED_M: Final = 0.0015
"""Corners that only went to the raster, or lie on an edge that did, do not count as moved."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A place where a repair moved a grid's border: where it was, where it now is, in metres.

    One for every corner that is no longer on the border, and for every new corner away from these
    that was not on it before.
    """

    key: str
    x_m: float
    y_m: float
    to_x_m: float
    to_y_m: float
    distance_m: float


@dataclass(frozen=True, slots=True)
class Disputed:
    """Land wider than the tolerance that several grids claimed, or that lay outside the village."""

    keys: tuple[str, ...]
    area_m2: float
    bounds_m: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Repair:
    """A repaired partition, where borders moved (furthest first), and what was in dispute.

    Where land wider than the tolerance was in dispute, borders had to move further than that.
    """

    partition: Partition
    moved: tuple[Moved, ...]
    disputed: tuple[Disputed, ...]

    @property
    def furthest_m(self) -> float:
        """How far a border moved at most, in metres."""
        return _furthest_m(self.moved)


def repair(
    outline: Surface, grids: Mapping[str, Surface], *, tolerance_m: float = TOLERANCE_M
) -> Repair:
    """Return a village's grids as a partition, with a list of what moved.

    Borders that are meant to be one are brought together, gaps and strips narrower than the
    tolerance closed; the village's outline and borders that fit already stay as they are. Wider
    free land stays free. Wider overlaps go to the grid that comes first and are listed.
    Raises: GeometryError if a grid has no land that is not another's.
    """
    whole = mended(outline)
    sound = {key: mended(shape) for key, shape in grids.items()}
    disputed = _disputed(whole, sound, tolerance_m)
    kept, moved = _tried(whole, sound, tolerance_m, once=bool(disputed))
    grids_kept = {
        key: grids[key] if _same(grids[key], shape) else shape for key, shape in kept.grids.items()
    }
    rim = outline if _same(outline, kept.outline) else kept.outline
    return Repair(Partition(rim, grids_kept), moved, disputed)


def _tried(
    outline: Surface, grids: Mapping[str, Surface], tolerance_m: float, *, once: bool
) -> tuple[Partition, tuple[Moved, ...]]:
    """Return the best partition of several reaches and what moved, furthest first.

    Shorter reaches are tried as long as something moves too far, unless it may (`once`).
    """
    best: tuple[Partition, tuple[Moved, ...]] | None = None
    for share in _SHARES:
        kept = _fitted(outline, grids, tolerance_m * share)
        moved = _moved(grids, kept.grids, tolerance_m)
        if best is None or _furthest_m(moved) < _furthest_m(best[1]):
            best = kept, moved
        if once or _furthest_m(moved) <= tolerance_m:
            break
    assert best is not None
    return best


def _furthest_m(moved: Sequence[Moved]) -> float:
    return moved[0].distance_m if moved else 0.0


def _fitted(outline: Surface, grids: Mapping[str, Surface], reach_m: float) -> Partition:
    """Return the partition from corners brought together and strips closed within a reach."""
    shapes = [mended(shape) for shape in matched([outline, *grids.values()], reach_m)]
    rough = Partition(outline, dict(zip(grids, shapes[1:], strict=True)))
    return settle(rough, strip_m=reach_m)[0]


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


def _moved(
    before: Mapping[str, Surface], after: Mapping[str, Surface], tolerance_m: float
) -> tuple[Moved, ...]:
    found: list[Moved] = []
    for key, old in before.items():
        left = _ways(_corners(old), after[key])
        fresh = _corners(after[key])
        if len(left):
            tree = shapely.STRtree(shapely.get_point(left, 0))
            known = tree.query(fresh, predicate="dwithin", distance=tolerance_m)[0]
            fresh = np.delete(fresh, known)
        ways = np.concatenate([left, shapely.reverse(_ways(fresh, old))])
        rows = shapely.get_coordinates(ways).reshape(-1, 4).tolist()
        lengths = shapely.length(ways).tolist()
        found += [
            Moved(key, x_m, y_m, to_x_m, to_y_m, away)
            for (x_m, y_m, to_x_m, to_y_m), away in zip(rows, lengths, strict=True)
        ]
    return tuple(sorted(found, key=lambda item: -item.distance_m))


def _corners(shape: Surface) -> Shapes:
    return np.asarray(shapely.get_parts(shapely.extract_unique_points(shape)), dtype=object)


def _ways(corners: Shapes, other: Surface) -> Shapes:
    """Return the lines from points to the rim of a surface, where they are not on it."""
    rim = other.boundary
    shapely.prepare(rim)
    ways = np.asarray(shapely.shortest_line(corners, rim), dtype=object)
    return np.asarray(ways[shapely.length(ways) > _MOVED_M], dtype=object)


def _disputed(
    outline: Surface, grids: Mapping[str, Surface], tolerance_m: float
) -> tuple[Disputed, ...]:
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
    return tuple(sorted(found, key=lambda item: -item.area_m2))


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
