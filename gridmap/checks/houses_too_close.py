"""Two households drawn on nearly the same spot, probably one of them twice."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from gridmap.checks.problem import Context, Problem, Severity, bounds_of, door_and_head
from gridmap.i18n import tr
from gridmap.model.features import Household

RULE = "houses_too_close"
NEAR_M = 2.0


def find(context: Context) -> Iterable[Problem]:
    """Return pairs of households nearer than 2 m."""
    homes = [home for home in context.reader.all(Household) if home.geometry is not None]
    points = np.array([home.geometry for home in homes], dtype=object)
    if len(homes) < 2:
        return
    pairs = shapely.STRtree(points).query(points, predicate="dwithin", distance=NEAR_M)
    for left, right in pairs.T[pairs[0] < pairs[1]].tolist():
        one, two = homes[left], homes[right]
        village = context.village_of(one)
        yield Problem(
            rule=RULE,
            severity=Severity.NOTE,
            message=tr(
                "Households {first} and {second} of {village} are drawn on nearly the same spot.",
                first=door_and_head(one),
                second=door_and_head(two),
                village=village,
            ),
            feature_ids=(one.id, two.id),
            where=village,
            bounds_m=bounds_of(one, two),
            value=float(shapely.distance(points[left], points[right])),
        )
