"""Households drawn on nearly the same spot, probably one of them twice."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, door_and_head
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Household

RULE = "houses_too_close"
NEAR_M = 2.0
MOST_ONE_BY_ONE = 200


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Houses on nearly the same spot")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return clusters of households of which each is nearer than 2 m to another one."""
    homes = _placed(context, units)
    if len(homes) < 2:
        return
    points = np.array([home.geometry for home in homes], dtype=object)
    pairs = shapely.STRtree(points).query(points, predicate="dwithin", distance=NEAR_M)
    for members in _clusters(len(homes), pairs):
        if units is not None and not any(homes[index].id in units for index in members):
            continue
        yield _problem(context, [homes[index] for index in members])


def touched(reach: Reach) -> Ids:
    """Households that changed, and those near where these were or are."""
    return reach.named_homes | reach.neighbours


def _placed(context: Context, units: Units) -> list[Household]:
    """Return the households on the map; with `units` these and whoever may be joined to them."""
    if units is None or len(units) > MOST_ONE_BY_ONE:
        return [home for home in context.reader.all(Household) if home.geometry is not None]
    found: dict[FeatureId, Household] = {}
    waiting = list(units)
    while waiting:
        home = context.reader.find(waiting.pop(), Household)
        if home is None or home.geometry is None or home.id in found:
            continue
        found[home.id] = home
        waiting += context.relations.household_index.query(home.geometry.buffer(NEAR_M).bounds)
    return list(found.values())


def _problem(context: Context, homes: list[Household]) -> Problem:
    cluster = sorted(homes, key=lambda home: home.id)
    village = context.village_of(cluster[0])
    return Problem(
        rule=RULE,
        severity=Severity.NOTE,
        message=_message(cluster, village),
        feature_ids=tuple(home.id for home in cluster),
        where=village,
        bounds_m=bounds_of(*cluster),
        value=_value(cluster),
    )


def _message(cluster: list[Household], village: str) -> str:
    if len(cluster) > 2:
        return tr(
            "{count} households of {village} stand on nearly the same spot, {first} among them.",
            count=len(cluster),
            village=village,
            first=door_and_head(cluster[0]),
        )
    return tr(
        "Households {first} and {second} of {village} are drawn on nearly the same spot.",
        first=door_and_head(cluster[0]),
        second=door_and_head(cluster[1]),
        village=village,
    )


def _value(cluster: list[Household]) -> float:
    """Return the distance of a pair in metres, of more the number of households."""
    if len(cluster) > 2:
        return float(len(cluster))
    return float(shapely.distance(cluster[0].geometry, cluster[1].geometry))


def _clusters(count: int, pairs: NDArray[np.int64]) -> list[list[int]]:
    """Return the groups of two or more that are joined by pairs, in the order of their firsts."""
    parent = list(range(count))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    near = pairs.T[pairs[0] < pairs[1]]
    for left, right in near.tolist():
        one, two = root(left), root(right)
        parent[max(one, two)] = min(one, two)
    found: dict[int, list[int]] = {}
    for index in np.unique(near).tolist():
        found.setdefault(root(index), []).append(index)
    return list(found.values())
