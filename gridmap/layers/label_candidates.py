"""Where a label could go: sixteen places close around its symbol, given centres, or at a leader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.layers.label_types import Boxes, LabelRequest

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

RIGHT, LEFT, BELOW, ABOVE, CENTER = range(5)

_COST_DECIMALS = 6
# Side, where the box's middle lies beside (-1, 0, 1) and along the side (in half slides), cost.
_POSITIONS: Final = (
    (RIGHT, 1.0, 0.0, 0.0),
    (RIGHT, 1.0, -0.5, 0.3),
    (RIGHT, 1.0, 0.5, 0.3),
    (LEFT, -1.0, 0.0, 0.7),
    (LEFT, -1.0, -0.5, 1.0),
    (LEFT, -1.0, 0.5, 1.0),
    (BELOW, 0.0, 1.0, 0.8),
    (ABOVE, 0.0, -1.0, 0.9),
    (BELOW, 0.5, 1.0, 1.2),
    (ABOVE, 0.5, -1.0, 1.3),
    (BELOW, -0.5, 1.0, 1.3),
    (ABOVE, -0.5, -1.0, 1.4),
    (RIGHT, 1.0, 1.0, 0.8),
    (RIGHT, 1.0, -1.0, 0.9),
    (LEFT, -1.0, 1.0, 1.5),
    (LEFT, -1.0, -1.0, 1.6),
)
SIXTEEN: Final = np.array(_POSITIONS)
"""The usual places."""


FINE: Final = np.array(
    [
        (side, beside or along, along if beside else down, cost + 0.5 * abs(along))
        for side, beside, down, cost in (
            (RIGHT, 1.0, 0.0, 0.2),
            (LEFT, -1.0, 0.0, 0.9),
            (BELOW, 0.0, 1.0, 1.0),
            (ABOVE, 0.0, -1.0, 1.1),
        )
        for along in np.linspace(-1.0, 1.0, 17)
    ]
)
"""Places all around in small steps, where some labels find none among the sixteen."""

_LEADER_TURNS: Final = 20
LEADERS: Final = (0.3, 0.6, 1.0)
"""How long leaders are, as shares of the longest."""

MORE_LEADERS: Final = (0.25, 0.5, 0.75, 1.0)
SLIDES: Final = (0.0, -0.9, 0.9)
"""How far labels are pushed along where their leader ends, in half widths or heights."""

_SLIDE_COST: Final = 0.5
_RUNG_COST: Final = 100.0
_SHAPE_COST: Final = 0.05
_CENTER_COST: Final = 0.2
_LEADER_COST: Final = 1.0


@dataclass(frozen=True, slots=True)
class Candidates:
    """Places for labels, by row. `leader` is x1, y1, x2, y2, or NaN where there is none.

    `owner` is the label's index in the requests, `shape` the index of its variant, `rung` how far
    down the ladder of fallbacks the place is.
    """

    owner: Ints
    shape: Ints
    side: Ints
    rung: Ints
    cost: Floats
    box: Boxes
    leader: Boxes

    def take(self, rows: Ints | NDArray[np.bool_]) -> Candidates:
        """Return some of the rows, in the order given."""
        if rows.dtype == np.bool_:
            rows = np.flatnonzero(rows)
        return Candidates(
            self.owner[rows],
            self.shape[rows],
            self.side[rows],
            self.rung[rows],
            self.cost[rows],
            self.box[rows],
            self.leader[rows],
        )

    def with_cost(self, cost: Floats) -> Candidates:
        """Return the same places with other costs."""
        return Candidates(self.owner, self.shape, self.side, self.rung, cost, self.box, self.leader)


def joined(parts: Sequence[Candidates]) -> tuple[Candidates, Ints]:
    """Return all rows of some candidates (at least one) as one, sorted by label, then cost.

    The second is where the rows of the first part are now.
    """
    full = [part for part in parts if len(part.owner)] or parts[:1]
    whole = full[0]
    if len(full) > 1:
        whole = Candidates(
            *(
                np.concatenate([getattr(part, name) for part in full])
                for name in ("owner", "shape", "side", "rung", "cost", "box", "leader")
            )
        )
    # differences beyond are those of rounding, and must not decide
    whole = whole.with_cost(np.round(whole.cost, _COST_DECIMALS))
    order = np.lexsort((whole.cost, whole.owner))
    return whole.take(order), np.flatnonzero(order < len(parts[0].owner))


@dataclass(frozen=True, slots=True)
class Ladder:
    """All variants of all labels by row: whose, which, at which content rung, and how large."""

    owner: Ints
    shape: Ints
    content: Ints
    size: Floats
    is_first: NDArray[np.bool_]
    """Whether the variant is the first shape of its content."""
    contents: int
    """The greatest number of different contents a label has."""

    def contents_of(self, labels: NDArray[np.bool_]) -> int:
        """Return the greatest number of different contents one of the labels marked true has."""
        return int(self.content[labels[self.owner]].max(initial=-1)) + 1

    def rows(self, labels: NDArray[np.bool_], content: int, first: bool | None = None) -> Ints:
        """Return the rows of the labels marked true at a content rung.

        Of its shapes only the first (True), only the others (False) or all (None).
        """
        wanted = labels[self.owner] & (self.content == content)
        return np.flatnonzero(wanted if first is None else wanted & (self.is_first == first))


def ladder(requests: Sequence[LabelRequest]) -> Ladder:
    """Return the variants of all requests; neighbours of one name share a content rung."""
    owner, shape, content, size, is_first = [], [], [], [], []
    for index, request in enumerate(requests):
        rung, name = -1, None
        for number, variant in enumerate(request.variants):
            is_first.append(variant.name != name)
            if variant.name != name:
                rung, name = rung + 1, variant.name
            owner.append(index)
            shape.append(number)
            content.append(rung)
            size.append((variant.width_mm, variant.height_mm))
    return Ladder(
        np.array(owner, dtype=np.intp),
        np.array(shape, dtype=np.intp),
        np.array(content, dtype=np.intp),
        np.array(size, dtype=np.float64).reshape(-1, 2),
        np.array(is_first, dtype=np.bool_),
        max(content, default=-1) + 1,
    )


def around(
    points: Floats, steps: Ladder, rows: Ints, gap_mm: float, table: Floats = SIXTEEN
) -> Candidates:
    """Return the places of each row close around its point, as a table says.

    `points` has x, y and the symbol's half size of every label, shape (labels, 3).
    """
    owner = steps.owner[rows]
    at, half = points[owner, :2], points[owner, 2]
    reach = half[:, None] + steps.size[rows] / 2
    side, beside, along, cost = table.T
    gap = gap_mm * np.where((np.abs(beside) == 1.0) & (np.abs(along) == 1.0), 0.7, 1.0)
    middle = np.empty((len(rows), len(table), 2))
    for axis, share in ((0, beside), (1, along)):
        middle[:, :, axis] = at[:, axis, None] + share * reach[:, axis, None]
        middle[:, :, axis] += np.where(np.abs(share) == 1.0, share * gap, 0.0)
    found = _candidates(
        steps, np.repeat(rows, len(table)), middle.reshape(-1, 2), np.tile(side, len(rows))
    )
    return found.with_cost(np.tile(cost, len(rows)) + _base_cost(found))


def centered(requests: Sequence[LabelRequest], steps: Ladder, rows: Ints) -> Candidates:
    """Return the places of each row on the centres its request gives."""
    repeated, middle, rank = [], [], []
    for row in rows.tolist():
        for number, center in enumerate(requests[int(steps.owner[row])].centers):
            repeated.append(row)
            middle.append(center)
            rank.append(float(number))
    found = _candidates(
        steps,
        np.array(repeated, dtype=np.intp),
        np.array(middle, dtype=np.float64).reshape(-1, 2),
        np.full(len(repeated), CENTER),
    )
    return found.with_cost(_CENTER_COST * np.array(rank) + _base_cost(found))


def _base_cost(places: Candidates) -> Floats:
    """Return what the content and the shape of candidates cost, wherever they are."""
    return np.asarray(_RUNG_COST * places.rung + _SHAPE_COST * places.shape, dtype=np.float64)


def led(
    points: Floats,
    steps: Ladder,
    rows: Ints,
    lengths_mm: Floats,
    slides: Sequence[float] = SLIDES[:1],
) -> Candidates:
    """Return places of each row at the end of a leader, all around, the near ones cheaper."""
    angle = np.arange(_LEADER_TURNS) * (2.0 * np.pi / _LEADER_TURNS)
    length = np.repeat(lengths_mm, len(slides))
    slide = np.tile(slides, len(lengths_mm)).repeat(len(angle))
    turn = np.tile(angle, len(length))
    reach = np.repeat(length, len(angle))
    toward = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    sideways = np.abs(toward[:, 0]) > 0.5
    owner, size = steps.owner[rows], steps.size[rows]
    half = points[owner, 2][:, None, None]
    start = points[owner, None, :2] + toward * (half / np.abs(toward).max(axis=1)[:, None])
    end = start + toward * reach[:, None]
    push = np.sign(toward) * np.stack([sideways, ~sideways], axis=1)
    push = push + slide[:, None] * np.stack([~sideways, sideways], axis=1)
    middle = end + push * size[:, None, :] / 2
    side = np.where(
        sideways,
        np.where(toward[:, 0] > 0, RIGHT, LEFT),
        np.where(toward[:, 1] > 0, BELOW, ABOVE),
    )
    count = len(turn)
    found = _candidates(
        steps, np.repeat(rows, count), middle.reshape(-1, 2), np.tile(side, len(rows))
    )
    rung = found.rung + steps.contents
    cost = np.tile(_LEADER_COST * reach + _SLIDE_COST * np.abs(slide), len(rows))
    cost += _base_cost(found)
    cost += _RUNG_COST * steps.contents
    leader = np.concatenate([start, end], axis=2).reshape(-1, 4)
    return Candidates(found.owner, found.shape, found.side, rung, cost, found.box, leader)


def _candidates(steps: Ladder, rows: Ints, middle: Floats, side: Floats | Ints) -> Candidates:
    """Return a candidate for each row and middle of its box, without leader and cost."""
    half = steps.size[rows] / 2
    return Candidates(
        steps.owner[rows],
        steps.shape[rows],
        side.astype(np.intp),
        steps.content[rows],
        np.zeros(len(rows)),
        np.concatenate([middle - half, middle + half], axis=1),
        np.full((len(rows), 4), np.nan),
    )
