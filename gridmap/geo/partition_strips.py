"""Land that several grids claim, and narrow land that none does: who gets it in a repair.

A face goes to a grid only if no border moves further than the tolerance by it. A face that is too
long for that is cut across, from its corners to the other side, and settled piece by piece. What
then fits nobody stays free, or, where several claim it, goes to the first and is called unsettled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import shapely
from shapely import LineString, Point

from gridmap.geo.partition import (
    SLIVER_WIDTH_M,
    Claimed,
    Owner,
    Partition,
    assemble,
    claimed,
    widths_m,
)
from gridmap.geo.partition_edges import Shapes, Surface, as_lines, edges_of
from gridmap.geo.partition_moves import Moved, moves

Contest = tuple[tuple[str, ...], Surface]
"""Land and the keys of the grids that claim it."""

_MOST_ROUNDS: Final = 8
_TOUCH_M: Final = 0.003


def settled(
    rough: Partition, before: Mapping[str, Surface], tolerance_m: float
) -> tuple[Partition, list[Moved], list[Contest]]:
    """Return a partition from shapes that may overlap, what moved, and what is unsettled.

    `before` are the grids as they came, from which moves are measured. Only where land is unsettled
    a border moves further than the tolerance.
    Raises: GeometryError if a grid has no land left.
    """
    strips = Strips(claimed(rough), before, tolerance_m)
    strips.settle()
    lines = strips.cuts()
    if lines:
        strips = Strips(claimed(rough, lines), before, tolerance_m)
        strips.settle()
    partition = assemble(rough, strips.arrangement)
    found = {key: moves(key, old, partition.grids[key], tolerance_m) for key, old in before.items()}
    for _ in range(_MOST_ROUNDS):
        far = [item for items in found.values() for item in items if item.distance_m > tolerance_m]
        if not strips.take_back(far):
            break
        former, partition = partition.grids, assemble(rough, strips.arrangement)
        for key, shape in partition.grids.items():
            if not shapely.equals_identical(shape, former[key]):
                found[key] = moves(key, before[key], shape, tolerance_m)
    far = [item for items in found.values() for item in items if item.distance_m > tolerance_m]
    return partition, [item for items in found.values() for item in items], strips.unsettled(far)


class Strips:
    """The doubtful faces of a village, and who gets each."""

    def __init__(self, found: Claimed, before: Mapping[str, Surface], tolerance_m: float) -> None:
        self.arrangement = found.arrangement()
        self._most_m = tolerance_m
        self._claims = [found.claims[at] for at in np.flatnonzero(found.inside).tolist()]
        self._outside = [
            (claim, face)
            for claim, face, held in zip(found.claims, found.faces, found.inside, strict=True)
            if claim and not held
        ]
        self._rims = {key: shape.boundary for key, shape in before.items()}
        shapely.prepare(list(self._rims.values()))
        widths = widths_m(self.arrangement.faces)
        self._slivers = set(np.flatnonzero(widths < SLIVER_WIDTH_M).tolist())
        self._contested = [at for at, claim in enumerate(self._claims) if len(claim) > 1]
        self._free = [at for at in self.arrangement.of(None) if widths[at] < tolerance_m]
        self._barred: set[tuple[int, Owner]] = set()
        self._near: dict[tuple[int, str], bool] = {}

    def settle(self) -> None:
        """Give every doubtful face to the grid that suits it, if any."""
        owners = self.arrangement.owners
        for index in self._contested:
            owners[index] = self._winner(index)
        waiting = self._free
        while waiting:
            takers = {index: self._taker(index) for index in waiting}
            for index, taker in takers.items():
                owners[index] = taker
            left = [index for index in waiting if takers[index] is None]
            waiting = left if len(left) < len(waiting) else []

    def cuts(self) -> list[LineString]:
        """Return lines across the faces that suit nobody as a whole."""
        owners = self.arrangement.owners
        faces = [index for index in self._free if owners[index] is None]
        faces += [index for index in self._contested if not self._suits(index, owners[index])]
        return [line for index in faces for line in self._across(index)]

    def take_back(self, far: Sequence[Moved]) -> bool:
        """Settle the faces anew that made borders move too far; return whether any was."""
        faces = self._free + self._contested
        if not far or not faces:
            return False
        tree = shapely.STRtree(self.arrangement.faces[faces])
        changed = False
        for item in far:
            for x_m, y_m, reach_m in (
                (item.to_x_m, item.to_y_m, _TOUCH_M),
                (item.x_m, item.y_m, self._most_m),
            ):
                near = tree.query(Point(x_m, y_m), predicate="dwithin", distance=reach_m)
                again = [self._given_anew(faces[at], item.key) for at in near.tolist()]
                if any(again):
                    changed = True
                    break
        return changed

    def unsettled(self, far: Sequence[Moved]) -> list[Contest]:
        """Return the land in dispute beside places where borders moved too far."""
        contests: list[Contest] = [
            (self._claims[index], self.arrangement.faces[index]) for index in self._contested
        ]
        contests += self._outside
        if not far or not contests:
            return []
        tree = shapely.STRtree([face for _, face in contests])
        spots = [Point(x, y) for item in far for x, y in _both_ends(item)]
        rows = tree.query(spots, predicate="dwithin", distance=_TOUCH_M)
        keys = [item.key for item in far for _ in range(2)]
        found = {at for spot, at in rows.T.tolist() if keys[spot] in contests[at][0]}
        return [contests[at] for at in sorted(found)]

    def _given_anew(self, index: int, key: str) -> bool:
        """Give a face to another if it made a grid's border move; return whether it did."""
        owners = self.arrangement.owners
        owner, claim = owners[index], self._claims[index]
        if claim and (owner == key or key not in claim):
            return False
        if not claim and owner != key:
            return False
        self._barred.add((index, owner))
        owners[index] = None
        owners[index] = self._winner(index) if claim else self._taker(index)
        return owners[index] != owner

    def _winner(self, index: int) -> str:
        """Return who gets a face that several claim: the first whose rivals need not move far."""
        claim = self._claims[index]
        open_to = [key for key in claim if (index, key) not in self._barred]
        return next((key for key in open_to if self._suits(index, key)), (open_to or claim)[0])

    def _suits(self, index: int, owner: Owner) -> bool:
        if index in self._slivers:
            return True
        return all(self._is_near(index, key) for key in self._claims[index] if key != owner)

    def _taker(self, index: int) -> Owner:
        """Return the grid that gets a free face: of those near enough, the longest neighbour."""
        shared: dict[str, float] = {}
        for face, length_m in self.arrangement.shared_m.get(index, {}).items():
            key = self.arrangement.owners[face]
            if key is not None and (index, key) not in self._barred:
                shared[key] = shared.get(key, 0.0) + length_m
        ranked = sorted(shared, key=lambda key: -shared[key])
        is_sliver = index in self._slivers
        return next((key for key in ranked if is_sliver or self._is_near(index, key)), None)

    def _is_near(self, index: int, key: str) -> bool:
        """Whether all corners of a face were near the border of a grid as it came."""
        if (index, key) not in self._near:
            corners = shapely.points(shapely.get_coordinates(self.arrangement.faces[index]))
            within = shapely.dwithin(self._rims[key], corners, self._most_m)
            self._near[index, key] = bool(within.all())
        return self._near[index, key]

    def _across(self, index: int) -> list[LineString]:
        """Return lines across a face, from its corners to what borders it on the other side."""
        face = self.arrangement.faces[index]
        edges = edges_of([face])[0]
        labels = self._labels(index, edges.tolist())
        sides: dict[tuple[int, int], set[object]] = {}
        for (ax, ay, bx, by), label in zip(edges.tolist(), labels, strict=True):
            for corner in ((ax, ay), (bx, by)):
                sides.setdefault(corner, set()).add(label)
        lines, found = as_lines(edges), []
        inner = shapely.buffer(face, _TOUCH_M)
        for (x_mm, y_mm), own in sides.items():
            other = _those(lines, [label not in own for label in labels])
            if not len(other):
                continue
            spot = Point(x_mm / 1000, y_mm / 1000)
            line = shapely.shortest_line(spot, shapely.multilinestrings(list(other)))
            if isinstance(line, LineString) and line.length <= self._most_m and inner.covers(line):
                found.append(line)
        return found

    def _labels(self, index: int, edges: list[list[int]]) -> list[object]:
        """Return for each edge of a face who claims the land on its other side."""
        first, second, shared = self.arrangement.neighbours
        here = (first == index) | (second == index)
        others = np.where(first[here] == index, second[here], first[here]).tolist()
        claim_of = {
            tuple(edge): self._claims[other]
            for edge, other in zip(shared[here].tolist(), others, strict=True)
        }
        return [claim_of.get(tuple(edge)) for edge in edges]


def _those(lines: Shapes, wanted: list[bool]) -> Shapes:
    return np.asarray(lines[np.array(wanted, dtype=bool)], dtype=object)


def _both_ends(item: Moved) -> tuple[tuple[float, float], tuple[float, float]]:
    return (item.x_m, item.y_m), (item.to_x_m, item.to_y_m)
