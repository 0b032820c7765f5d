"""A household that stands outside the village it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import shapely

from gridmap.checks.problem import Context, Problem, Severity, bounds_of, door_and_head
from gridmap.i18n import tr
from gridmap.model.features import Household, Village

RULE = "household_outside"
FORGIVEN_M = 0.5


def find(context: Context) -> Iterable[Problem]:
    """Return households whose point lies outside their village's area (0.5 m are forgiven)."""
    for village in context.reader.all(Village):
        members = context.relations.households_in_village.get(village.id, ())
        homes = [home for home in members if home.geometry is not None]
        if village.geometry is None or not homes:
            continue
        yield from _outside(village, homes)


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
