"""Where two states of an area differ: a few boxes, found by the edges that only one of them has."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Box: TypeAlias = tuple[float, float, float, float]
Edge: TypeAlias = tuple[float, float, float, float]

_MOST_EDGES: Final = 64
"""With more edges than this that differ, one box round all of them does."""


def changed_boxes(one: BaseGeometry, other: BaseGeometry) -> list[Box]:
    """Return boxes (min x, min y, max x, max y in metres) that hold all land of only one area.

    A piece of such land is enclosed by edges that the other area has not. Edges that meet or cross
    have boxes that touch, so the boxes that touch are joined: no piece reaches beyond one of them.
    """
    edges = list(edges_of(one) ^ edges_of(other))
    if not edges:
        return []
    boxes = np.array(edges, dtype=np.float64).reshape(-1, 2, 2)
    low_high = np.hstack([boxes.min(axis=1), boxes.max(axis=1)])
    if len(low_high) > _MOST_EDGES:
        low_high = _around(low_high)[None, :]
    return [(left, low, right, top) for left, low, right, top in _joined(low_high).tolist()]


def edges_of(shape: BaseGeometry) -> set[Edge]:
    """Return the edges of all rings, each with the lesser end first."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    is_edge = ring[1:] == ring[:-1]
    pairs = zip(points[:-1][is_edge].tolist(), points[1:][is_edge].tolist(), strict=True)
    return {(*min(start, end), *max(start, end)) for start, end in pairs}


def _joined(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return boxes with those that touch made one, until none touches another."""
    while len(boxes) > 1:
        low, high = boxes[:, :2], boxes[:, 2:]
        touch = (low[:, None] <= high[None]).all(axis=2) & (high[:, None] >= low[None]).all(axis=2)
        if touch.sum() == len(boxes):
            return boxes
        firsts = np.argmax(touch, axis=1)
        boxes = np.array([_around(boxes[firsts == first]) for first in np.unique(firsts)])
    return boxes


def _around(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
