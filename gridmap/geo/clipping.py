"""Cutting shapes to a rectangle, for drawing."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import GEOSException
from shapely.geometry.base import BaseGeometry

Shapes = TypeVar("Shapes", BaseGeometry, NDArray[np.object_])
Bounds = tuple[float, float, float, float]


def clip_to_box(shapes: Shapes, bounds: Bounds) -> Shapes:
    """Return shapes cut to a box (min x, min y, max x, max y, all in one plane's unit).

    Fast and fit for drawing: what comes back may touch itself along the sides of the box.
    """
    try:
        return shapely.clip_by_rect(shapes, *bounds)  # type: ignore[no-any-return]
    except GEOSException:
        # WORKAROUND: GEOS refuses a shape of which a sliver of three points would be left
        # (IllegalArgumentException, seen with GEOS 3.13); the slower way gives it
        return _one_by_one(shapes, bounds)


def _one_by_one(shapes: Shapes, bounds: Bounds) -> Shapes:
    cut = np.empty_like(np.asarray(shapes, dtype=object))
    for place, shape in np.ndenumerate(np.asarray(shapes, dtype=object)):
        try:
            cut[place] = shapely.clip_by_rect(shape, *bounds)
        except GEOSException:
            cut[place] = shapely.intersection(shapely.make_valid(shape), shapely.box(*bounds))
    return cut if cut.ndim else cut.item()
