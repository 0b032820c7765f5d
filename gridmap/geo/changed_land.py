"""Where two states of an area differ: a few boxes, found by the edges that only one of them has."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Box: TypeAlias = tuple[float, float, float, float]
Edges: TypeAlias = NDArray[np.float64]

_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_MOST_EDGES: Final = 64
"""With more edges than this that differ, one box round all of them does."""


def changed_boxes(one: BaseGeometry, other: BaseGeometry) -> list[Box]:
    """Return boxes (min x, min y, max x, max y in metres) that hold all land of only one area.

    A piece of such land is enclosed by edges that the other area has not. Edges that meet or cross
    have boxes that touch, so the boxes that touch are joined: no piece reaches beyond one of them.
    """
    edges = np.concatenate(differing_edges(one, other))
    if not len(edges):
        return []
    boxes = edges.reshape(-1, 2, 2)
    low_high = np.hstack([boxes.min(axis=1), boxes.max(axis=1)])
    if len(low_high) > _MOST_EDGES:
        low_high = _around(low_high)[None, :]
    return [(left, low, right, top) for left, low, right, top in _joined(low_high).tolist()]


def differing_edges(one: BaseGeometry, other: BaseGeometry) -> tuple[Edges, Edges]:
    """Return the edges that only the first of two areas has, and those that only the second has.

    They are edges of all rings, each once: x and y of both ends in metres, the lesser end first.
    """
    own, others = _edges_of(one), _edges_of(other)
    own_keys, others_keys = _keys(own), _keys(others)
    return (
        _once(own, own_keys, ~np.isin(own_keys, others_keys)),
        _once(others, others_keys, ~np.isin(others_keys, own_keys)),
    )


def _edges_of(shape: BaseGeometry) -> Edges:
    """Return the edges of all rings, each with the lesser end first."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    is_edge = ring[1:] == ring[:-1]
    start, end = points[:-1][is_edge], points[1:][is_edge]
    swap = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    return np.where(swap[:, None], np.hstack([end, start]), np.hstack([start, end]))


def _keys(edges: Edges) -> NDArray[np.uint64]:
    """Return each edge as one number; different edges hardly ever share one."""
    # adding nought makes one number of 0.0 and -0.0
    bits = (edges + 0.0).view(np.uint64).reshape(-1, 4)
    with np.errstate(over="ignore"):
        keys = np.zeros(len(bits), dtype=np.uint64)
        for column in range(4):
            keys = (keys ^ bits[:, column]) * _MIX
            keys ^= keys >> np.uint64(29)
    return keys


def _once(edges: Edges, keys: NDArray[np.uint64], is_wanted: NDArray[np.bool_]) -> Edges:
    wanted = edges[is_wanted]
    return wanted[np.unique(keys[is_wanted], return_index=True)[1]]


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
