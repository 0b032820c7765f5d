"""A shape that crosses itself or is empty."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from gridmap.checks.problem import Context, Problem, Severity, bounds_of
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


def find(context: Context) -> Iterable[Problem]:
    """Return areas and lines that are not valid."""
    kinds: tuple[type[Feature], ...] = (Township, Village, VillagerGroup, Grid, Area, Line)
    features = [
        feature
        for kind in kinds
        for feature in context.reader.all(kind)
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
