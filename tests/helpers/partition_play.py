"""Random drawing on the grids of one village, with every promise checked after each stroke."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import LineString, Point, Polygon

from gridmap.errors import GeometryError
from gridmap.geo.partition import Partition, flaws, partition_of, unassigned, without
from gridmap.geo.partition_corners import delete_corner, insert_corner, move_corner
from gridmap.geo.partition_drawing import fill_gap, insert_grid, merge_grids, split_grid
from gridmap.geo.partition_edges import Surface, edges_of, to_m
from gridmap.geo.partition_reshape import reshape_border

Stroke = Callable[[], tuple[Partition, set[str]]]
MOST_BENT_M = 0.0015
"""An edge cut on the raster bends by 0.71 mm at most; where cuts fall together by a second step."""
THINNEST_M = 0.05
BY_A_HAIR = ("move", "remove")
"""A corner pulled off the outline by a hair leaves a hair; so does a thin grid that goes."""
ORIGIN_M = np.array([430_000.0, 3_880_000.0])


def village_outline(seed: int, *, corners: int = 60, with_hole: bool = False) -> Polygon:
    """Return an irregular outline about 1.5 km wide, off the raster."""
    rng = np.random.default_rng(seed)
    angles = np.sort(rng.uniform(0, 2 * np.pi, corners))
    waves = np.sin(3 * angles + rng.uniform(0, 6))
    reach = 800.0 + 280.0 * waves + rng.normal(0, 15, corners)
    ring = ORIGIN_M + np.column_stack([reach * np.cos(angles), reach * np.sin(angles)])
    hole = (
        [ORIGIN_M + 90.0 * np.array([[1, 0], [0.1, 1.3], [-1, 0.2], [0, -1]])] if with_hole else []
    )
    return shapely.Polygon(ring, hole)


def real_outlines(path: Path, *, width_m: float = 3000.0) -> list[Surface]:
    """Return the areas of a GeoJSON file side by side, brought to a village's size in metres."""
    features = json.loads(path.read_text("utf-8"))["features"]
    shapes = shapely.from_geojson([json.dumps(item["geometry"]) for item in features])
    west, south, east, _ = shapely.total_bounds(shapes).tolist()
    scale = width_m / (east - west)
    return [
        shapely.make_valid(
            shapely.transform(shape, lambda at: (at - (west, south)) * scale + ORIGIN_M),
            method="structure",
        )
        for shape in shapes
    ]


def sheet(columns: int, rows: int, *, side_m: float, steps: int, seed: int) -> list[Polygon]:
    """Return grids in rows and columns whose common borders wind a little."""
    rng = np.random.default_rng(seed)
    borders: dict[tuple[int, ...], np.ndarray] = {}

    def border(*ends: int) -> np.ndarray:
        if ends not in borders:
            way = np.linspace(np.array(ends[:2]), np.array(ends[2:]), steps + 1) * side_m
            way[1:-1] += rng.normal(0, 1.0, (steps - 1, 2))
            borders[ends] = way
        return borders[ends]

    return [
        Polygon(
            np.concatenate(
                [
                    border(x, y, x + 1, y)[:-1],
                    border(x + 1, y, x + 1, y + 1)[:-1],
                    border(x, y + 1, x + 1, y + 1)[:0:-1],
                    border(x, y, x, y + 1)[::-1],
                ]
            )
        )
        for x in range(columns)
        for y in range(rows)
    ]


def shaken(shape: Polygon, rng: np.random.Generator) -> Polygon:
    """Return a shape with every corner up to 1 m away from where it was."""

    def move(points: np.ndarray) -> np.ndarray:
        angle = rng.uniform(0, 2 * np.pi, len(points))
        reach = np.sqrt(rng.uniform(0, 1, len(points)))
        moved = points + np.column_stack([reach * np.cos(angle), reach * np.sin(angle)])
        moved[-1] = moved[0]
        return moved

    return shapely.transform(shape, move)


class Verbs:
    """What can be done to a partition: here the plane geometry alone, without a project."""

    draw = staticmethod(insert_grid)
    split = staticmethod(split_grid)
    merge = staticmethod(merge_grids)
    reshape = staticmethod(reshape_border)
    move = staticmethod(move_corner)
    insert = staticmethod(insert_corner)
    delete = staticmethod(delete_corner)
    fill = staticmethod(fill_gap)
    remove = staticmethod(without)

    def undo(self, before: Partition) -> Partition:
        """Return the state before the last act, which was this."""
        return before

    def redo(self, after: Partition) -> Partition:
        """Return the state after the act taken back last, which was this."""
        return after


class Play:
    """A partition that is drawn on at random; `refused` and `done` count what happened."""

    def __init__(self, start: Partition, seed: int, verbs: Any = None) -> None:
        self.verbs = verbs if verbs is not None else Verbs()
        self.now = start
        self.rng = np.random.default_rng(seed)
        self.past: list[Partition] = []
        self.future: list[Partition] = []
        self.serial = len(start.grids)
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.hints: set[str] = set()
        self.strokes: list[tuple[str, Stroke]] = [
            ("draw", self._draw), ("draw", self._draw), ("take", self._take),
            ("split", self._split), ("split", self._split), ("merge", self._merge),
            ("reshape", self._reshape), ("reshape", self._reshape), ("move", self._move),
            ("insert", self._insert), ("delete", self._delete), ("fill", self._fill),
            ("remove", self._remove),
        ]  # fmt: skip

    def stroke(self, *, is_checked: bool = True) -> None:
        """Do one random thing and check the partition, unless somebody else does."""
        pick = int(self.rng.integers(0, len(self.strokes) + 3))
        if pick >= len(self.strokes):
            self._undo_or_redo(is_undo=bool(self.rng.integers(0, 2)))
            return
        name, act = self.strokes[pick]
        before = self.now
        try:
            after, touched = act()
        except GeometryError as error:
            self.refused[name] += 1
            self.hints.add(error.hint)
            return
        self.done[name] += 1
        problems = flaws(after) + disturbed(before, after, touched) if is_checked else []
        if is_checked and name not in BY_A_HAIR:
            problems += slivers(before, after)
        assert not problems, f"{name}: {problems}"
        self.past.append(before)
        self.future.clear()
        self.now = after

    def _undo_or_redo(self, *, is_undo: bool) -> None:
        source, target = (self.past, self.future) if is_undo else (self.future, self.past)
        if source:
            self.done["undo" if is_undo else "redo"] += 1
            target.append(self.now)
            self.now = (self.verbs.undo if is_undo else self.verbs.redo)(source.pop())
            assert not flaws(self.now)

    def _new_key(self) -> str:
        self.serial += 1
        return f"g{self.serial}"

    def _some_grid(self) -> str:
        if not self.now.grids:
            raise GeometryError("no grid", hint="draw one")
        return str(self.rng.choice(list(self.now.grids)))

    def _some_spot(self, shape: Surface | None = None) -> np.ndarray:
        west, south, east, north = (shape or self.now.outline).bounds
        return self.rng.uniform((west, south), (east, north))

    def _blob(self) -> Polygon:
        """Return a rough outline: often off the village, sometimes crossing itself."""
        count = int(self.rng.integers(3, 12))
        angles = np.sort(self.rng.uniform(0, 2 * np.pi, count))
        if self.rng.random() < 0.15:
            self.rng.shuffle(angles)
        reach = self.rng.uniform(60, 700) * self.rng.uniform(0.6, 1.4, count)
        ring = self._some_spot() + np.column_stack([reach * np.cos(angles), reach * np.sin(angles)])
        return Polygon(ring)

    def _draw(self) -> tuple[Partition, set[str]]:
        key = self._new_key()
        return self.verbs.draw(self.now, key, self._blob()), {key}

    def _take(self) -> tuple[Partition, set[str]]:
        key = self._new_key()
        after = self.verbs.draw(self.now, key, self._blob(), take=True)
        return after, {key, *self.now.grids}

    def _split(self) -> tuple[Partition, set[str]]:
        key = self._some_grid()
        grid = self.now.grids[key]
        if self.rng.random() < 0.3:  # along a shared corner, or nearly
            corners = shapely.get_coordinates(grid)
            ends = corners[self.rng.integers(0, len(corners), 2)] + self.rng.choice(
                [0, 0.0004, 0.3]
            )
        else:
            middle = np.array(grid.representative_point().coords[0])
            way = self.rng.normal(0, 1, 2)
            ends = middle + np.outer([-2000.0, 2000.0], way / np.hypot(*way))
        bend = ends.mean(axis=0) + self.rng.normal(0, 30, 2)
        line = LineString([ends[0], bend, ends[1]])
        made = {key}

        def new_key() -> str:
            made.add(self._new_key())
            return f"g{self.serial}"

        return self.verbs.split(self.now, key, line, new_key=new_key), made

    def _merge(self) -> tuple[Partition, set[str]]:
        one, other = self._some_grid(), self._some_grid()
        near = [
            key
            for key, shape in self.now.grids.items()
            if key != one and shape.intersects(self.now.grids[one])
        ]
        if near and self.rng.random() < 0.7:
            other = str(self.rng.choice(near))
        return self.verbs.merge(self.now, [one, other], keep=one), {one, other}

    def _reshape(self) -> tuple[Partition, set[str]]:
        key = self._some_grid()
        others: dict[str | None, Surface] = {
            other: shape for other, shape in self.now.grids.items() if other != key
        }
        for piece in unassigned(self.now)[:1]:
            others[None] = piece.shape
        mine = {tuple(edge) for edge in edges_of([self.now.grids[key]])[0].tolist()}
        shared = {
            other: sorted(mine & {tuple(edge) for edge in edges_of([shape])[0].tolist()})
            for other, shape in others.items()
        }
        shared = {other: edges for other, edges in shared.items() if edges}
        if not shared:
            raise GeometryError("no border", hint="none")
        other = list(shared)[int(self.rng.integers(0, len(shared)))]
        corners = to_m(np.array(shared[other], dtype=np.int64).reshape(-1, 2))
        start, end = corners[self.rng.integers(0, len(corners), 2)]
        between = [(start + end) / 2 + self.rng.normal(0, 25, 2) for _ in range(3)]
        line = LineString([start + self.rng.normal(0, 0.1, 2), *between, end])
        after = self.verbs.reshape(self.now, line, between=(key, other))
        return after, {key, other or key}

    def _move(self) -> tuple[Partition, set[str]]:
        corner = self._some_corner()
        size = float(self.rng.choice([0.001, 0.01, 1.0, 20.0, 200.0]))
        goal = corner + self.rng.normal(0, size, 2)
        after = self.verbs.move(
            self.now, tuple(corner), tuple(goal), with_outline=bool(self.rng.random() < 0.3)
        )
        return after, {"outline", *self.now.grids}

    def _insert(self) -> tuple[Partition, set[str]]:
        edges = to_m(self.now.edges())
        edge = edges[self.rng.integers(0, len(edges))].reshape(2, 2)
        spot = edge[0] + (edge[1] - edge[0]) * self.rng.random()
        return self.verbs.insert(self.now, *spot.tolist(), tolerance_m=0.5), set()

    def _delete(self) -> tuple[Partition, set[str]]:
        return self.verbs.delete(self.now, *self._some_corner().tolist()), set(self.now.grids)

    def _fill(self) -> tuple[Partition, set[str]]:
        pieces = unassigned(self.now)
        if not pieces:
            raise GeometryError("no gap", hint="none needed")
        piece = pieces[int(self.rng.integers(0, len(pieces)))].shape
        spot: Point = piece.representative_point()
        return self.verbs.fill(self.now, spot.x, spot.y), set(self.now.grids)

    def _remove(self) -> tuple[Partition, set[str]]:
        key = self._some_grid()
        return self.verbs.remove(self.now, key), {key}

    def _some_corner(self) -> np.ndarray:
        corners = to_m(self.now.edges()).reshape(-1, 2)
        return np.array(corners[self.rng.integers(0, len(corners))])


def disturbed(before: Partition, after: Partition, touched: set[str]) -> list[str]:
    """Return the shapes outside `touched` whose borders moved by more than the raster."""
    pairs = {key: (shape, after.grids.get(key)) for key, shape in before.grids.items()}
    pairs["outline"] = before.outline, after.outline
    found = []
    for key, (old, new) in pairs.items():
        if key in touched or new is old:
            continue
        if new is None:
            found.append(f"{key} is gone")
            continue
        was = {tuple(corner) for corner in edges_of([old])[0].reshape(-1, 2).tolist()}
        now = {tuple(corner) for corner in edges_of([new])[0].reshape(-1, 2).tolist()}
        bent_m = max(_furthest_m(now - was, old), _furthest_m(was - now, new))
        if bent_m >= MOST_BENT_M:
            found.append(f"{key} was bent by {bent_m:.4f} m")
    return found


def slivers(before: Partition, after: Partition) -> list[str]:
    """Return the gaps that nobody drew: new pieces of land in no grid, thinner than a hand."""
    known = [piece.shape for piece in unassigned(before)]
    return [
        f"a gap of {piece.shape.area:.4f} m2 nobody drew"
        for piece in unassigned(after)
        if 2 * piece.shape.area / piece.shape.length < THINNEST_M
        and not any(piece.shape.intersects(shape) for shape in known)
    ]


def _furthest_m(corners: set[tuple[int, ...]], shape: Surface) -> float:
    """Return how far corners (millimetres) lie from the rim of a shape at most, in metres."""
    if not corners:
        return 0.0
    points = shapely.points(to_m(np.array(sorted(corners), dtype=np.int64)))
    return float(shapely.distance(points, shape.boundary).max())


def empty_village(seed: int, **options: object) -> Partition:
    """Return a village without grids on a random outline."""
    return partition_of(village_outline(seed, **options), {})  # type: ignore[arg-type]
