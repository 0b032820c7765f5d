"""Sheets of grids spoilt in the ways that files from outside are: for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely import Polygon, box

from tests.helpers.partition_play import shaken, sheet

Shake = Callable[[Polygon], Polygon]


@dataclass(frozen=True)
class Size:
    """How many grids there are, how long their sides are, and in how many pieces."""

    columns: int
    rows: int
    side_m: float
    steps: int


@dataclass(frozen=True)
class Sloppy:
    """A village's outline, its grids, and how far a repair may move them, in metres."""

    outline: Polygon
    grids: dict[str, Polygon]
    tolerance_m: float


def kinds() -> dict[str, Callable[[Size, int], Sloppy]]:
    """Return what makes each kind of sloppy village, by its name; `seed` chooses one."""
    return {
        "scattered within 1 m": _scattered,
        "scattered by 1 m to all sides": _squarely,
        "scattered by 1 m, normal": _normally,
        "scattered, straight exact outline": _straight,
        "scattered by 0.5 m, straight exact outline": _straight_less,
        "scattered, corners 3 m apart": _dense,
        "scattered, sloppy outline": _outline_too,
        "borders shared but shifted": _shifted,
        "other corners on both sides": _thinned,
        "gaps and overlaps": _swollen,
        "T-junctions": _bricks,
        "all at once": _all_at_once,
    }


def _named(shapes: Sequence[Polygon]) -> dict[str, Polygon]:
    return {f"g{number}": shape for number, shape in enumerate(shapes)}


def _winding(size: Size, seed: int) -> list[Polygon]:
    return sheet(size.columns, size.rows, side_m=size.side_m, steps=size.steps, seed=seed)


def _boxes(size: Size, *, bricks: bool = False) -> list[Polygon]:
    """Return straight grids with a corner at every step; as in a wall where `bricks`."""
    found = []
    for row in range(size.rows):
        ends = [float(column) for column in range(size.columns + 1)]
        if bricks and row % 2:
            ends = [0.0, *(column + 0.5 for column in range(size.columns)), float(size.columns)]
        for left, right in pairwise(ends):
            shape = box(left, row, right, row + 1)
            scaled = shapely.transform(shape, lambda points: points * size.side_m)
            found.append(shapely.segmentize(scaled, size.side_m / size.steps * 1.001))
    return found


def _hull(size: Size) -> Polygon:
    return box(0, 0, size.columns * size.side_m, size.rows * size.side_m)


def _moved(shape: Polygon, by: Callable[[int], np.ndarray]) -> Polygon:
    """Return a shape with every corner moved by a row of what `by` returns."""

    def move(points: np.ndarray) -> np.ndarray:
        moved = points + by(len(points))
        moved[-1] = moved[0]
        return moved

    return shapely.transform(shape, move)


def _within(rng: np.random.Generator, reach_m: float) -> Shake:
    return lambda shape: _moved(shape, lambda count: rng.uniform(-reach_m, reach_m, (count, 2)))


def _scattered(size: Size, seed: int) -> Sloppy:
    rng, grids = np.random.default_rng(seed), _winding(size, seed)
    return Sloppy(shapely.union_all(grids), _named([shaken(item, rng) for item in grids]), 2.0)


def _squarely(size: Size, seed: int) -> Sloppy:
    shake, grids = _within(np.random.default_rng(seed), 1.0), _winding(size, seed)
    return Sloppy(shapely.union_all(grids), _named([shake(item) for item in grids]), 3.0)


def _normally(size: Size, seed: int) -> Sloppy:
    rng, grids = np.random.default_rng(seed), _winding(size, seed)
    spoilt = [_moved(item, lambda count: rng.normal(0, 1.0, (count, 2))) for item in grids]
    return Sloppy(shapely.union_all(grids), _named(spoilt), 6.0)


def _straight(size: Size, seed: int) -> Sloppy:
    rng = np.random.default_rng(seed)
    return Sloppy(_hull(size), _named([shaken(item, rng) for item in _boxes(size)]), 2.0)


def _straight_less(size: Size, seed: int) -> Sloppy:
    shake = _within(np.random.default_rng(seed), 0.5)
    return Sloppy(_hull(size), _named([shake(item) for item in _boxes(size)]), 2.0)


def _dense(size: Size, seed: int) -> Sloppy:
    return _straight(Size(size.columns, size.rows, size.steps * 10.0 / 3.0, size.steps), seed)


def _outline_too(size: Size, seed: int) -> Sloppy:
    rng, grids = np.random.default_rng(seed), _winding(size, seed)
    rim = shaken(shapely.union_all(grids), rng)
    return Sloppy(rim, _named([shaken(item, rng) for item in grids]), 2.5)


def _shifted(size: Size, seed: int) -> Sloppy:
    rng, grids = np.random.default_rng(seed), _winding(size, seed)
    spoilt = [_moved(item, lambda _: rng.uniform(-0.7, 0.7, (1, 2))) for item in grids]
    return Sloppy(shapely.union_all(grids), _named(spoilt), 2.0)


def _thinned(size: Size, seed: int) -> Sloppy:
    rng, straight = np.random.default_rng(seed), _boxes(size)

    def thin(shape: Polygon) -> Polygon:
        points = shapely.get_coordinates(shape)[:-1]
        x, y = points.T % size.side_m
        is_end = (np.minimum(x, size.side_m - x) < 0.1) & (np.minimum(y, size.side_m - y) < 0.1)
        return Polygon(points[is_end | (rng.uniform(size=len(points)) < rng.uniform(0.1, 1.0))])

    return Sloppy(_hull(size), _named([shaken(thin(item), rng) for item in straight]), 2.0)


def _swollen(size: Size, seed: int) -> Sloppy:
    rng, grids = np.random.default_rng(seed), _winding(size, seed)
    spoilt = [item.buffer(rng.uniform(-0.7, 0.7), join_style="mitre") for item in grids]
    return Sloppy(shapely.union_all(grids), _named(spoilt), 2.0)


def _bricks(size: Size, seed: int) -> Sloppy:
    rng = np.random.default_rng(seed)
    wall = _boxes(size, bricks=True)
    return Sloppy(_hull(size), _named([shaken(item, rng) for item in wall]), 2.0)


def _all_at_once(size: Size, seed: int) -> Sloppy:
    rng = np.random.default_rng(seed)
    spoilt = [
        item.buffer(rng.uniform(-0.4, 0.4), join_style="mitre")
        for item in _thinned(size, seed).grids.values()
    ]
    rim = shaken(shapely.segmentize(_hull(size), size.side_m / 7.0), rng)
    return Sloppy(rim, _named(spoilt), 3.0)
