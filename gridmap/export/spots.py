"""Spots: where households stand.

Many doors at one point (a block of flats) share one spot, which is drawn as one number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.model.features import Household

STACK_FROM: Final = 7
"""As many doors as can no longer be fanned out legibly around one point."""

SAME_PLACE_M: Final = 0.6

AROUND_M: Final = 4.5
MOST_AROUND: Final = 8
"""More labels than this do not fit around points within 9 mm at 1:500 (45 square mm each)."""

_ROUNDS: Final = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """One household, or a stack of them, at a point in metres."""

    x_m: float
    y_m: float
    members: tuple[Household, ...]
    is_numbered: bool = False

    @property
    def is_stack(self) -> bool:
        """Whether it is drawn as one numbered point with its doors in the side list."""
        return self.is_numbered or len(self.members) > 1


def spots_of(households: Sequence[Household]) -> list[Spot]:
    """Return the spots of households with a position.

    Each household is in exactly one, in the order given.
    """
    if not households:
        return []
    geometries = np.array([item.geometry for item in households], dtype=object)
    points = shapely.get_coordinates(geometries)
    cluster = _clusters(geometries, points)
    members: dict[int, list[int]] = {}
    for index, owner in enumerate(cluster.tolist()):
        members.setdefault(owner, []).append(index)
    spots: list[Spot] = []
    for indexes in members.values():
        if len(indexes) >= STACK_FROM:
            centre = points[indexes].mean(axis=0)
            spots.append(
                Spot(float(centre[0]), float(centre[1]), tuple(households[i] for i in indexes))
            )
        else:
            spots += [
                Spot(float(points[i, 0]), float(points[i, 1]), (households[i],)) for i in indexes
            ]
    return spots


def thinned(spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots with those folded together that even the nearest scale cannot label apart.

    Where over `MOST_AROUND` spots stand within `AROUND_M`, nearest ones become one numbered point,
    until there is room. Every household stays in exactly one spot.
    """
    current = list(spots)
    for _ in range(_ROUNDS):
        pairs = _pairs_to_fold(current)
        if not pairs:
            break
        gone = {second for _, second in pairs}
        partner = dict(pairs)
        current = [
            merged([spot, current[partner[index]]]) if index in partner else spot
            for index, spot in enumerate(current)
            if index not in gone
        ]
    return current


def merged(spots: Sequence[Spot]) -> Spot:
    """Return one spot for several, in their middle, each door counted once."""
    if len(spots) == 1:
        return spots[0]
    members = tuple(member for spot in spots for member in spot.members)
    weight = np.array([len(spot.members) for spot in spots], dtype=np.float64)
    x_m, y_m = (spot_points(spots) * weight[:, None]).sum(axis=0) / weight.sum()
    return Spot(float(x_m), float(y_m), members)


def _pairs_to_fold(spots: Sequence[Spot]) -> list[tuple[int, int]]:
    """Return pairs of neighbours, each spot in one at most, where too many stand close together."""
    if len(spots) <= MOST_AROUND:
        return []
    points = spot_points(spots)
    geometries = shapely.points(points)
    tree = shapely.STRtree(geometries)
    first, second = tree.query(geometries, predicate="dwithin", distance=AROUND_M)
    crowded = np.bincount(first, minlength=len(spots)) > MOST_AROUND
    keep = (first < second) & crowded[first] & crowded[second]
    first, second = first[keep], second[keep]
    away = np.hypot(*(points[first] - points[second]).T)
    taken: set[int] = set()
    pairs = []
    for at in np.lexsort((second, first, np.round(away, 6))).tolist():
        one, other = int(first[at]), int(second[at])
        if one not in taken and other not in taken:
            taken |= {one, other}
            pairs.append((one, other))
    return pairs


def spot_points(spots: Sequence[Spot]) -> NDArray[np.float64]:
    """Return the spots' points in metres, shape (n, 2)."""
    return np.array([(spot.x_m, spot.y_m) for spot in spots], dtype=np.float64).reshape(-1, 2)


def _clusters(geometries: NDArray[np.object_], points: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each point the first point in whose place it lies.

    Itself where it stands alone.
    """
    owner = np.arange(len(points))
    rounded = np.floor(points / (2 * SAME_PLACE_M))
    if len(np.unique(rounded, axis=0)) > len(points) - STACK_FROM // 4:
        return owner
    tree = shapely.STRtree(geometries)
    near = tree.query(geometries, predicate="dwithin", distance=SAME_PLACE_M)
    neighbours: dict[int, list[int]] = {}
    for first, second in near.T.tolist():
        neighbours.setdefault(first, []).append(second)
    taken = np.zeros(len(points), dtype=bool)
    for index in range(len(points)):
        free = [other for other in neighbours.get(index, ()) if not taken[other]]
        if not taken[index] and len(free) >= STACK_FROM:
            owner[free] = index
            taken[free] = True
    return owner
