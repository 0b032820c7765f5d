"""A household that stands outside the village it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
import shapely

from gridmap.checks.problem import (
    Context,
    Problem,
    Severity,
    Units,
    bounds_of,
    chosen,
    door_and_head,
)
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Household, Village

RULE = "household_outside"
FORGIVEN_M = 0.5


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Households outside their village")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return households whose point lies outside their village's area (0.5 m are forgiven)."""
    members: dict[FeatureId | None, list[Household]] = defaultdict(list)
    for home in chosen(context, Household, units):
        if home.geometry is not None:
            members[context.relations.village_of.get(home.id)].append(home)
    for key, homes in members.items():
        village = context.reader.find(key, Village)
        if village is not None and village.geometry is not None:
            yield from _outside(village, homes)


def touched(reach: Reach) -> Ids:
    """Households that changed, or whose village did."""
    return reach.homes


def _outside(village: Village, homes: list[Household]) -> Iterator[Problem]:
    shapely.prepare(village.geometry)
    points = np.array([home.geometry for home in homes], dtype=object)
    far = ~shapely.covers(village.geometry, points)
    if not far.any():
        return
    for index in np.flatnonzero(far).tolist():
        distance = float(shapely.distance(village.geometry, points[index]))
        if distance <= FORGIVEN_M:
            continue
        yield Problem(
            rule=RULE,
            severity=Severity.ERROR,
            message=tr(
                "Household {household} of {village} stands {distance} m outside the village.",
                household=door_and_head(homes[index]),
                village=village.name,
                distance=round(distance),
            ),
            feature_ids=(homes[index].id,),
            where=village.name,
            bounds_m=bounds_of(homes[index]),
            value=distance,
        )
