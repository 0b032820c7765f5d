"""The measured scale.

The first round scale, from far to near, at which a unit's labels find their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.export.spots import Spot, spot_points
from gridmap.layers.view import ROUND_SCALES

DETAIL_SCALES: Final = tuple(
    sorted((scale for scale in ROUND_SCALES if scale <= 5000), reverse=True)
)
"""The scales a detail sheet may have, far to near."""

SHARED_M: Final = 1.0
"""Houses nearer to each other than this share a point: no scale sets them apart."""

FINEST: Final = DETAIL_SCALES[-1]

GOOD_SHARE: Final = 0.99
"""The share of labels with door and head that a sheet must have.

Unless there is no larger scale.
"""

_NEIGHBOURHOOD_MM: Final = 9.0
_MOST_FILLED: Final = 1.35
_LEAST_APART_MM: Final = 0.9
_MOST_CROWDED: Final = 0.25


def hopeful_scales(spots: Sequence[Spot], label_mm2: float) -> tuple[int, ...]:
    """Return the detail scales worth trying, far to near.

    A scale is hopeless where, around over one house in fifty, labels and symbols would fill more
    than four fifths of the
    room, or houses would have to be moved far apart. The test only spares work: what it keeps is
    still measured.
    """
    points = spot_points([spot for spot in spots if not spot.is_stack])
    if len(points) < 2:
        return DETAIL_SCALES
    geometries = shapely.points(points)
    tree = shapely.STRtree(geometries)
    for index, scale in enumerate(DETAIL_SCALES[:-1]):
        if _crowded_share(tree, geometries, scale, label_mm2) <= _MOST_CROWDED:
            return DETAIL_SCALES[index:]
    return DETAIL_SCALES[-1:]


def _crowded_share(
    tree: shapely.STRtree, geometries: NDArray[np.object_], scale: int, label_mm2: float
) -> float:
    radius_m = _NEIGHBOURHOOD_MM * scale / 1000.0
    near = tree.query(geometries, predicate="dwithin", distance=radius_m)
    count = np.bincount(near[0], minlength=len(geometries))
    room_mm2 = np.pi * _NEIGHBOURHOOD_MM**2
    too_full = count * label_mm2 > room_mm2 * _MOST_FILLED
    close = tree.query(geometries, predicate="dwithin", distance=_LEAST_APART_MM * scale / 1000.0)
    touching = np.bincount(close[0], minlength=len(geometries)) > 1
    shared = tree.query(geometries, predicate="dwithin", distance=SHARED_M)
    touching &= np.bincount(shared[0], minlength=len(geometries)) == 1
    return float((too_full | touching).mean())


def fitting_scale(
    size_m: tuple[float, float], *, width_mm: float, height_mm: float, scales: Sequence[int]
) -> int | None:
    """Return the largest-detail scale of some at which a box in metres fits a window.

    None where none does.
    """
    for scale in sorted(scales):
        if size_m[0] * 1000 / scale <= width_mm and size_m[1] * 1000 / scale <= height_mm:
            return scale
    return None


def overview_scale(size_m: tuple[float, float], *, width_mm: float, height_mm: float) -> int:
    """Return the smallest round denominator at which a box in metres fits a window."""
    known = fitting_scale(size_m, width_mm=width_mm, height_mm=height_mm, scales=ROUND_SCALES)
    if known is not None:
        return known
    step = 100_000
    while True:
        for factor in (1, 2, 5):
            scale = step * factor
            if size_m[0] * 1000 / scale <= width_mm and size_m[1] * 1000 / scale <= height_mm:
                return scale
        step *= 10
