"""Shapes that lie far from everything else: a point at 0,0, or a file of another county."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.geo.fit import Shapes
from gridmap.i18n import tr
from gridmap.importers.draft import Draft, shape_array
from gridmap.importers.layer import RawLayer
from gridmap.model.features import Area, Feature, Household, Line, Place, Village

FAR_M: Final = 100_000.0
SPREAD: Final = 10.0
"""In a new project a shape is far if it is this many times as far out as the middle one."""
_ANCHORS: Final[tuple[type[Feature], ...]] = (Village, Household, Area, Line, Place)


def leave_out_far(shapes: Shapes, layer: RawLayer, draft: Draft) -> None:
    """Take away, with the reason by row, shapes over 100 km from everything in the project.

    In a project without a map yet, those that lie so far from the rest of their own layer.
    """
    x, y = _middles(shapes)
    given = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    if not len(given):
        return
    anchor = _anchor(draft)
    if anchor is not None:
        distance_m = shapely.distance(shapes, shapely.box(*anchor))
        limit_m = FAR_M
    else:
        distance_m = np.hypot(x - np.median(x[given]), y - np.median(y[given]))
        limit_m = max(FAR_M, SPREAD * float(np.median(distance_m[given])))
    for index in given[distance_m[given] > limit_m].tolist():
        layer.bad[index] = tr("it lies over 100 km from everything else; its position was left out")
        shapes[index] = None


def _middles(shapes: Shapes) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    bounds = shapely.bounds(shapes)
    return (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2


def _anchor(draft: Draft) -> tuple[float, float, float, float] | None:
    """Return the bounds of the project's villages, else of what it has, in metres."""
    for kind in _ANCHORS:
        shapes = shape_array(list(draft.all(kind)))
        if shapely.is_missing(shapes).all():
            continue
        bounds = shapely.total_bounds(shapes)
        if np.isfinite(bounds).all():
            return float(bounds[0]), float(bounds[1]), float(bounds[2]), float(bounds[3])
    return None
