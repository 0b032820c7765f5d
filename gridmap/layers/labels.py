"""Placing the labels of a map: pure geometry in millimetres, y down; knows no fonts and no paper.

The caller gives each label as a point with the half size of its symbol and the true boxes its text
needs, in order of preference. Nothing that is placed touches another label, any symbol, an obstacle
or the frame's edge. What finds no place is in `LabelResult.missing`, never dropped in silence: the
caller zooms in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np

from gridmap.layers.label_ladder import Ground, LadderPlacement
from gridmap.layers.label_types import (
    SIDES,
    Box,
    Boxes,
    LabelBox,
    LabelRequest,
    LabelResult,
    LabelRules,
    PlacedLabel,
    Side,
    SoftLines,
)

__all__ = [
    "Box",
    "Boxes",
    "LabelBox",
    "LabelRequest",
    "LabelResult",
    "LabelRules",
    "PlacedLabel",
    "Side",
    "SoftLines",
    "place_labels",
]


def place_labels(
    requests: Sequence[LabelRequest],
    *,
    frame: Box,
    obstacles: Boxes | None = None,
    soft: SoftLines | None = None,
    walls: Boxes | None = None,
    previous: Mapping[str, tuple[float, float]] | None = None,
    rules: LabelRules | None = None,
) -> LabelResult:
    """Place as many labels as possible, the best variants first.

    `obstacles` are boxes that nothing may touch (symbols of others, care badges, the locator
    inset); the requests' own symbols need not be in it. `walls` are straight lines x1, y1, x2, y2,
    shape (n, 4), that no label and no leader crosses: boundaries. `previous` maps keys to the
    `offset_mm` of an earlier result that is preferred. The result depends on the input alone, not
    on its order; a label more or less changes the places of few others, close by.
    """
    ordered = _in_fixed_order(requests)
    ground = _ground(ordered, frame, obstacles, (soft, walls), rules or LabelRules())
    earlier = previous or {}
    work = LadderPlacement(
        ordered,
        ground,
        {
            index: earlier[request.key]
            for index, request in enumerate(ordered)
            if request.key in earlier
        },
    )
    _place_all(ordered, work)
    return _result(requests, _found(ordered, work))


def _place_all(requests: Sequence[LabelRequest], work: LadderPlacement) -> None:
    """Place the labels of each priority, the greatest first."""
    priority = np.array([request.priority for request in requests], dtype=np.int64)
    for tier in sorted(set(priority.tolist()), reverse=True):
        work.place(priority == tier, priority < tier)


def _ground(
    requests: Sequence[LabelRequest],
    frame: Box,
    obstacles: Boxes | None,
    lines: tuple[SoftLines | None, Boxes | None],
    rules: LabelRules,
) -> Ground:
    """Return what labels must mind, the requests' own symbols among it; `lines` soft and hard."""
    symbols = [(index, request) for index, request in enumerate(requests) if request.half_mm > 0]
    own = np.array(
        [
            (
                request.x_mm - request.half_mm,
                request.y_mm - request.half_mm,
                request.x_mm + request.half_mm,
                request.y_mm + request.half_mm,
            )
            for _, request in symbols
        ],
        dtype=np.float64,
    ).reshape(-1, 4)
    others = np.empty((0, 4)) if obstacles is None else np.asarray(obstacles, dtype=np.float64)
    owner = np.array([index for index, _ in symbols] + [-1] * len(others), dtype=np.intp)
    return Ground(
        frame=frame,
        boxes=np.concatenate([own, others.reshape(-1, 4)]),
        owner=owner,
        soft=lines[0],
        walls=np.empty((0, 4)) if lines[1] is None else lines[1],
        rules=rules,
    )


def _in_fixed_order(requests: Sequence[LabelRequest]) -> list[LabelRequest]:
    """Return the requests by a number made from their keys.

    Who is where in it has nothing to do with the map: a chain of labels that each give way to the
    one before is short, so that a change does not run across the sheet.
    """
    return sorted(requests, key=lambda request: (crc32(request.key.encode()), request.key))


def _found(requests: Sequence[LabelRequest], work: LadderPlacement) -> dict[str, PlacedLabel]:
    """Return what was placed as values, by key."""
    found: dict[str, PlacedLabel] = {}
    for places in work.done:
        for row, owner in enumerate(places.owner.tolist()):
            request, shape = requests[owner], int(places.shape[row])
            variant = request.variants[shape]
            left, top = float(places.box[row, 0]), float(places.box[row, 1])
            x1, y1, x2, y2 = places.leader[row].tolist()
            found[request.key] = PlacedLabel(
                key=request.key,
                variant=variant.name,
                shape=shape,
                left_mm=left,
                top_mm=top,
                width_mm=variant.width_mm,
                height_mm=variant.height_mm,
                side=SIDES[int(places.side[row])],
                offset_mm=(left - request.x_mm, top - request.y_mm),
                leader=None if x1 != x1 else ((x1, y1), (x2, y2)),
            )
    return found


def _result(requests: Sequence[LabelRequest], found: Mapping[str, PlacedLabel]) -> LabelResult:
    """Return what was found and what was not, in the order of the requests."""
    keys = [request.key for request in requests]
    return LabelResult(
        tuple(found[key] for key in keys if key in found),
        tuple(key for key in keys if key not in found),
    )
