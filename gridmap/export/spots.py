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
