"""A shape that crosses itself or is empty."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from gridmap.checks.problem import Context, Problem, Severity, Units, bounds_of, chosen
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import (
    Area,
    Feature,
    Grid,
    Line,
    Township,
    Village,
    VillagerGroup,
    geometry_of,
)

RULE = "invalid_shape"
KINDS: tuple[type[Feature], ...] = (Township, Village, VillagerGroup, Grid, Area, Line)


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Shapes that cross themselves")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return areas and lines that are not valid."""
    features = [
        feature
        for kind in KINDS
        for feature in chosen(context, kind, units)
        if geometry_of(feature) is not None
    ]
    shapes = np.array([geometry_of(feature) for feature in features], dtype=object)
    bad = ~shapely.is_valid(shapes) | shapely.is_empty(shapes)
    for index in np.flatnonzero(bad).tolist():
        feature = features[index]
        village = context.village_name(getattr(feature, "village", None))
        yield Problem(
            rule=RULE,
            severity=Severity.ERROR,
            message=tr(
                "The shape of {name} crosses itself or is empty.",
                name=getattr(feature, "name", "") or feature.id[:8],
            ),
            feature_ids=(feature.id,),
            where=village,
            bounds_m=bounds_of(feature),
        )


def touched(reach: Reach) -> Ids:
    """Areas and lines that changed, and the parts of a village that did."""
    return reach.ids(*KINDS) | reach.grid_land | reach.groups
