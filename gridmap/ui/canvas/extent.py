"""Where things are: the box of the whole project and of some features, in metres."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import shapely

from gridmap.model.changes import Bounds
from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    Area,
    Feature,
    FeatureId,
    Grid,
    Household,
    Line,
    Place,
    Township,
    Village,
    VillagerGroup,
    geometry_of,
)

_SMALLEST_M: Final = 60.0
"""A single house is shown with so much ground around it."""

_IN_ORDER: Final[tuple[tuple[type[Feature], ...], ...]] = (
    (Township, Village),
    (Grid, VillagerGroup),
    (Household, Place, Line, Area),
)
"""The first row of kinds of which anything has a place decides.

A county's outline is found without its 100,000 houses.
"""


def project_bounds(reader: FeatureReader) -> Bounds | None:
    """Return the box of the whole project, None where nothing has a place."""
    for kinds in _IN_ORDER:
        bounds = _bounds(feature for kind in kinds for feature in reader.all(kind))
        if bounds is not None:
            return bounds
    return None


def bounds_of(reader: FeatureReader, ids: Iterable[FeatureId]) -> Bounds | None:
    """Return the box of some features, at least 60 m wide; None where none has a place."""
    bounds = _bounds(reader.find_all(frozenset(ids)))
    if bounds is None:
        return None
    min_x, min_y, max_x, max_y = bounds
    wider_x = max(0.0, _SMALLEST_M - (max_x - min_x)) / 2
    wider_y = max(0.0, _SMALLEST_M - (max_y - min_y)) / 2
    return min_x - wider_x, min_y - wider_y, max_x + wider_x, max_y + wider_y


def _bounds(features: Iterable[Feature]) -> Bounds | None:
    shapes = [shape for item in features if (shape := geometry_of(item)) is not None]
    if not shapes:
        return None
    min_x, min_y, max_x, max_y = shapely.total_bounds(np.array(shapes, dtype=object)).tolist()
    return (min_x, min_y, max_x, max_y) if min_x == min_x else None
