"""What goes into label placement and what comes out: frozen values in millimetres, y down."""

from __future__ import annotations

from collections.abc import Mapping
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

SIDES: Final[tuple[Side, ...]] = ("right", "left", "below", "above", "center")
"""The sides in the order of the numbers by which the engine knows them."""

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

    Neighbouring variants of one name are shapes of the same content ("door_head" on two lines or
    on one) and count as equally good; another name is a lesser content.
    """

    name: str
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRequest:
    """A label that wants a place.

    The point carries a square symbol of `half_mm` half size (0: none), which no other label may
    cover. `variants` are in order of preference. A greater `priority` is placed earlier and is
    never moved for a lesser one. `centers` (for areas, water, groups) replaces the positions around
    the point: the label is centred on one of them, the earlier the better, and has no leader.
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
    """Where a label is: its variant (`shape` is its index in the request), box, side and leader.

    `leader` runs from the symbol's edge to the label's edge. `side` is where the label lies seen
    from its point.
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
        """How the label's lines are aligned within its box, so that they keep to their symbol."""
        return _ALIGN[self.side]

    @property
    def box_mm(self) -> Box:
        """The label's box."""
        right_mm, bottom_mm = self.left_mm + self.width_mm, self.top_mm + self.height_mm
        return self.left_mm, self.top_mm, right_mm, bottom_mm


@dataclass(frozen=True, slots=True)
class SoftLines:
    """Lines that labels should rather not cross: segments x1, y1, x2, y2, shape (n, 4).

    `cost`, shape (n,): what it costs to be crossed from top to bottom; 1 is about as bad as the
    second-best side. Roads about 1, boundaries 3 and more.
    """

    segments_mm: NDArray[np.float64]
    cost: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRules:
    """Distances in millimetres.

    A label keeps `gap_mm` from its own symbol and `clearance_mm` from everything else; a leader is
    at most `leader_mm` long (0: no leaders).
    """

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
