"""Which boxes and leader lines touch: pairs found by a sweep, then tested exactly, all in numpy."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gridmap.layers.label_candidates import Candidates, Floats, Ints
from gridmap.layers.label_types import Boxes

Bools = NDArray[np.bool_]

EPSILON_MM: Final = 1e-6
"""Boxes that overlap by less than this only touch."""

_BLOCK: Final = 500_000


def overlapping_pairs(boxes: Boxes) -> tuple[Ints, Ints]:
    """Return the index pairs i, j (each pair once) of boxes that overlap one another."""
    axis = _better_axis(boxes, boxes)
    order = boxes[:, axis].argsort(kind="stable")
    boxes = boxes[order]
    first = np.arange(1, len(order) + 1)
    last = _column(boxes, axis).searchsorted(boxes[:, axis + 2] - EPSILON_MM, side="left")
    left, right = _expanded(boxes, boxes, (first, np.maximum(last, first)), 1 - axis)
    return order[left], order[right]


def pairs_between(some: Boxes, others: Boxes) -> tuple[Ints, Ints]:
    """Return the index pairs (of `some`, of `others`) of boxes that overlap."""
    axis = _better_axis(some, others)
    forward = _starting_within(some, others, axis, "left")
    backward = _starting_within(others, some, axis, "right")
    return (
        np.concatenate([forward[0], backward[1]]),
        np.concatenate([forward[1], backward[0]]),
    )


def _better_axis(some: Boxes, others: Boxes) -> int:
    """Return the axis along which boxes are short compared with the area they cover: 0 or 1."""
    if not len(some) or not len(others):
        return 0
    corners = some[:, :2]
    spans = corners.max(axis=0) - corners.min(axis=0) + EPSILON_MM
    size_x, size_y = ((_mean_size(some) + _mean_size(others)) / spans).tolist()
    return int(size_y < size_x)


def _mean_size(boxes: Boxes) -> Floats:
    """Return the mean width and height of boxes."""
    sums = boxes.sum(axis=0)
    return np.asarray((sums[2:] - sums[:2]) / len(boxes), dtype=np.float64)


def _starting_within(
    some: Boxes, others: Boxes, axis: int, edge: Literal["left", "right"]
) -> tuple[Ints, Ints]:
    """Return overlapping pairs in which the second box starts within the first along the axis.

    `edge` says whether ("left") or not ("right") starting together counts.
    """
    order = others[:, axis].argsort(kind="stable")
    start = others[order, axis]
    first = start.searchsorted(some[:, axis], side=edge)
    last = start.searchsorted(some[:, axis + 2] - EPSILON_MM, side="left")
    windows = (first, np.maximum(last, first))
    left, right = _expanded(some, others[order], windows, 1 - axis)
    return left, order[right]


def _expanded(
    some: Boxes, others: Boxes, windows: tuple[Ints, Ints], axis: int
) -> tuple[Ints, Ints]:
    """Return the pairs of row i and rows first[i]:last[i] of the others that overlap on an axis."""
    first, last = windows
    counts = last - first
    ends = counts.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    cuts = ends.searchsorted(np.arange(_BLOCK, total, _BLOCK), side="right").tolist()
    low, high = _column(some, axis), _column(some, axis + 2) - EPSILON_MM
    other_low, other_high = _column(others, axis), _column(others, axis + 2) - EPSILON_MM
    found, begin = [], 0
    for cut in [*cuts, len(counts)]:
        part = counts[begin:cut]
        before = first[begin:cut] - (part.cumsum() - part)
        left = np.arange(begin, cut).repeat(part)
        right = np.arange(len(left)) + before.repeat(part)
        hit = low[left] < other_high[right]
        hit &= high[left] > other_low[right]
        found.append((left[hit], right[hit]))
        begin = cut
    if len(found) == 1:
        return found[0]
    return np.concatenate([pair[0] for pair in found]), np.concatenate([pair[1] for pair in found])


def _column(boxes: Boxes, axis: int) -> Floats:
    """Return one column of the boxes, in one piece of memory."""
    return np.ascontiguousarray(boxes[:, axis])


def boxes_overlap(some: Boxes, others: Boxes) -> Bools:
    """Return for each row whether the two boxes overlap by more than EPSILON_MM both ways."""
    return np.asarray(
        (some[:, 0] < others[:, 2] - EPSILON_MM)
        & (others[:, 0] < some[:, 2] - EPSILON_MM)
        & (some[:, 1] < others[:, 3] - EPSILON_MM)
        & (others[:, 1] < some[:, 3] - EPSILON_MM)
    )


def grown(boxes: Boxes, margin_mm: float) -> Boxes:
    """Return the boxes with a margin added on all sides."""
    return np.asarray(boxes + np.array([-margin_mm, -margin_mm, margin_mm, margin_mm]))


def inside_length(segments: Boxes, boxes: Boxes) -> Floats:
    """Return for each row how many millimetres of the segment lie inside the box.

    Source: clipping against slabs (Liang and Barsky 1984).
    """
    start, along = segments[:, :2], segments[:, 2:] - segments[:, :2]
    flat = np.abs(along) < 1e-12
    safe = np.where(flat, 1.0, along)
    enter, leave = (boxes[:, :2] - start) / safe, (boxes[:, 2:] - start) / safe
    within = (boxes[:, :2] < start) & (start < boxes[:, 2:])
    low = np.where(flat, np.where(within, 0.0, 2.0), np.minimum(enter, leave))
    high = np.where(flat, np.where(within, 1.0, -1.0), np.maximum(enter, leave))
    share = np.minimum(np.minimum(high[:, 0], high[:, 1]), 1.0)
    share -= np.maximum(np.maximum(low[:, 0], low[:, 1]), 0.0)
    return np.asarray(np.maximum(share, 0.0) * np.hypot(along[:, 0], along[:, 1]))


def segments_cross(some: Boxes, others: Boxes) -> Bools:
    """Return for each row whether the two segments cross or touch."""
    first = _turn(some, others[:, :2]) * _turn(some, others[:, 2:])
    second = _turn(others, some[:, :2]) * _turn(others, some[:, 2:])
    return np.asarray((first <= 0.0) & (second <= 0.0))


def _turn(segments: Boxes, points: Floats) -> Floats:
    """Return on which side of each segment a point lies (the cross product's sign)."""
    along = segments[:, 2:] - segments[:, :2]
    to = points - segments[:, :2]
    return np.asarray(along[:, 0] * to[:, 1] - along[:, 1] * to[:, 0])


def candidate_pairs(
    some: Candidates, others: Candidates | None, margin_mm: float
) -> tuple[Ints, Ints]:
    """Return the pairs of candidates of different labels that cannot both be used.

    Boxes and leaders keep `margin_mm` from one another. `others` None: pairs within `some`.
    """
    if others is None:
        left, right = overlapping_pairs(grown(_extents(some), margin_mm / 2))
        others = some
    else:
        left, right = pairs_between(
            grown(_extents(some), margin_mm / 2), grown(_extents(others), margin_mm / 2)
        )
    different = some.owner[left] != others.owner[right]
    left, right = left[different], right[different]
    lines = ~np.isnan(some.leader[left, 0]) | ~np.isnan(others.leader[right, 0])
    if not lines.any():
        return left, right
    touching = ~lines
    touching[lines] = _touching(some.take(left[lines]), others.take(right[lines]), margin_mm)
    return left[touching], right[touching]


def _touching(some: Candidates, others: Candidates, margin_mm: float) -> Bools:
    """Return for each row of candidates with leaders whether box or leader touch the other's."""
    touching = boxes_overlap(grown(some.box, margin_mm / 2), grown(others.box, margin_mm / 2))
    touching |= inside_length(some.leader, grown(others.box, margin_mm)) > 0.0
    touching |= inside_length(others.leader, grown(some.box, margin_mm)) > 0.0
    touching |= segments_cross(some.leader, others.leader)
    return touching


def _extents(places: Candidates) -> Boxes:
    """Return the boxes that contain a candidate's label and its leader."""
    low = np.fmin(places.leader[:, :2], places.leader[:, 2:])
    high = np.fmax(places.leader[:, :2], places.leader[:, 2:])
    return np.concatenate(
        [np.fmin(places.box[:, :2], low), np.fmax(places.box[:, 2:], high)], axis=1
    )


def blocked(
    places: Candidates, boxes: Boxes, owner: Ints, margin_mm: float, reach_mm: float
) -> tuple[Bools, Floats]:
    """Return which candidates touch a box with a margin, and how far the next one is from them.

    From the label, not its leader, in millimetres; `reach_mm` where none is nearer. `owner` is the
    index of the label a box belongs to, -1 for none; its own boxes do not count.
    """
    left, right = pairs_between(_extents(places), grown(boxes, max(margin_mm, reach_mm)))
    foreign = places.owner[left] != owner[right]
    left, right = left[foreign], right[foreign]
    box, other = places.box[left], boxes[right]
    apart = np.maximum(other[:, :2] - box[:, 2:], box[:, :2] - other[:, 2:])
    hit = np.maximum(apart[:, 0], apart[:, 1]) < margin_mm - EPSILON_MM
    lines = np.flatnonzero(~np.isnan(places.leader[left, 0]))
    if len(lines):
        wide = grown(other[lines], margin_mm)
        hit[lines] |= inside_length(places.leader[left[lines]], wide) > 0.0
    touching = np.zeros(len(places.owner), dtype=np.bool_)
    touching[left[hit]] = True
    gap_mm = np.full(len(places.owner), reach_mm)
    away = np.maximum(apart, 0.0)
    np.minimum.at(gap_mm, left, np.hypot(away[:, 0], away[:, 1]))
    return touching, gap_mm


class Crossings(NamedTuple):
    """Pairs of candidates and lines: length within the label, and what else the line does.

    `cuts_leader`: it crosses the leader. `parts`: it runs between the label and its point.
    """

    place: Ints
    line: Ints
    length_mm: Floats
    cuts_leader: Bools
    parts: Bools


def crossings(places: Candidates, points: Floats, lines: Boxes, margin_mm: float) -> Crossings:
    """Return which straight lines x1, y1, x2, y2 come between or into labels grown by a margin.

    `points` has x and y of every label, shape (labels, 2).
    """
    wide, point = grown(places.box, margin_mm), points[places.owner]
    both = np.concatenate([np.minimum(wide[:, :2], point), np.maximum(wide[:, 2:], point)], axis=1)
    place, line = pairs_between(both, _around(lines))
    box, own, other = places.box[place], point[place], lines[line]
    way = np.concatenate([own, np.clip(own, box[:, :2], box[:, 2:])], axis=1)
    cuts = np.zeros(len(place), dtype=np.bool_)
    leads = np.flatnonzero(~np.isnan(places.leader[place, 0]))
    cuts[leads] = segments_cross(places.leader[place[leads]], other[leads])
    length = inside_length(other, wide[place])
    return Crossings(place, line, length, cuts, segments_cross(way, other))


def _around(lines: Boxes) -> Boxes:
    """Return boxes around straight lines, none without an area."""
    low, high = np.minimum(lines[:, :2], lines[:, 2:]), np.maximum(lines[:, :2], lines[:, 2:])
    return grown(np.concatenate([low, high], axis=1), 1e-3)
