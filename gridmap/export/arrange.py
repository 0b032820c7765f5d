"""Where the symbols of a sheet stand.

Houses moved apart, badges and care symbols beside them, the locator where it hides none.

All positions are millimetres from the map window's top left corner, y down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.export.frames import LOCATOR_MM, Rect
from gridmap.export.leaders import Leader, is_clear, leader_to
from gridmap.export.spots import Spot, spot_points
from gridmap.layers.fanout import spread
from gridmap.layers.label_conflicts import grown
from gridmap.layers.labels import Boxes
from gridmap.layers.surface import Coordinates
from gridmap.layers.view import MapView
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import FeatureId, Place

HOUSE_MM: Final = 2.2
NUMBER_MM: Final = 4.2
BADGE_MM: Final = 5.0
CARE_MM: Final = 4.0
CARE_TRIANGLE_MM: Final = 4.8
GAP_MM: Final = 0.4
NORTH: Final = (8.0, 13.0)
_EDGE_MM: Final = 1.0
_MOST_CARE: Final = 3
_BADGE_ALONE_MM: Final = 0.5
_CARE_ALONE_MM: Final = 2.5
"""A badge, or the care symbols of a house, with their edge further than this from the point or the
middle of the house have a leader.
"""


@dataclass(frozen=True, slots=True)
class PlacedSymbol:
    """A symbol of layers/symbols.py with its centre and size.

    `root` is where its leader begins when it had to move away from what it belongs to. `is_forced`:
    there was no room, and it covers something.
    """

    symbol: str
    x_mm: float
    y_mm: float
    size_mm: float
    owner: FeatureId
    root: tuple[float, float] | None = None
    is_forced: bool = False

    @property
    def rect(self) -> Rect:
        """The room it takes."""
        half = self.size_mm / 2
        return Rect(self.x_mm - half, self.y_mm - half, self.size_mm, self.size_mm)


class Occupied:
    """Boxes that are taken, with a quick test for a new one; no leader may cross the `walls`."""

    def __init__(self, boxes: Boxes, walls: Boxes | None = None) -> None:
        self._boxes = boxes.reshape(-1, 4)
        self._lines = np.empty((0, 4)) if walls is None else walls

    @property
    def boxes(self) -> Boxes:
        """All of them, shape (n, 4)."""
        return self._boxes

    def add(self, rects: Iterable[Rect]) -> None:
        """Take more room."""
        more = np.array([rect.box for rect in rects], dtype=np.float64).reshape(-1, 4)
        self._boxes = np.concatenate([self._boxes, more])

    def add_leader(self, leader: Leader) -> None:
        """Take the room of a leader, which no other one may cross."""
        self._boxes = np.concatenate([self._boxes, leader.boxes()])
        self._lines = np.concatenate([self._lines, leader.segment])

    def leader_to(self, rect: Rect, root: tuple[float, float]) -> Leader:
        """Return the leader from a point to a symbol's box, clear or not."""
        return leader_to(rect, root, self._boxes)

    def is_led(self, rect: Rect, root: tuple[float, float]) -> bool:
        """Whether a leader from a point can reach a symbol's box without touching anything."""
        return is_clear(self.leader_to(rect, root), root, self._boxes, self._lines)

    def overlaps(self, boxes: Boxes, gap_mm: float = 0.0) -> NDArray[np.float64]:
        """Return the area in square millimetres that is taken within each box and a gap around.

        `boxes` has the shape (n, 4).
        """
        if not len(boxes):
            return np.empty(0)
        if not len(self._boxes):
            return np.zeros(len(boxes))
        wide = grown(boxes, gap_mm)
        left, top, right, bottom = self._boxes.T
        near = (left < wide[:, 2].max()) & (top < wide[:, 3].max())
        near &= (right > wide[:, 0].min()) & (bottom > wide[:, 1].min())
        taken = self._boxes[near][None]
        sides = np.minimum(wide[:, None, 2:], taken[..., 2:])
        sides -= np.maximum(wide[:, None, :2], taken[..., :2])
        np.maximum(sides, 0.0, out=sides)
        return np.asarray((sides[..., 0] * sides[..., 1]).sum(axis=1), dtype=np.float64)


def square_boxes(points_mm: Coordinates, size_mm: float) -> Boxes:
    """Return the boxes of squares centred on points."""
    half = size_mm / 2
    return np.column_stack([points_mm - half, points_mm + half]).reshape(-1, 4)


def house_positions(
    view: MapView, spots: Sequence[Spot], foreign_m: Coordinates
) -> tuple[Coordinates, Coordinates, NDArray[np.float64]]:
    """Return the points of the own spots, those of the neighbours' houses, and the own ones' moves.

    Squares that would touch are moved apart; a neighbour's house that would be cut by the edge is
    left out.
    """
    own = view.to_mm(spot_points(spots))
    others = view.to_mm(foreign_m.reshape(-1, 2))
    others = others[_inside(others, view, HOUSE_MM / 2 + 0.3)]
    everything = np.concatenate([own, others])
    has_stack = any(spot.is_stack for spot in spots)
    moved = spread(everything, (HOUSE_MM + NUMBER_MM) / 2 if has_stack else HOUSE_MM, GAP_MM)
    half = HOUSE_MM / 2 + 0.3
    moved[:, 0] = np.clip(moved[:, 0], half, view.width_mm - half)
    moved[:, 1] = np.clip(moved[:, 1], half, view.height_mm - half)
    distance = np.hypot(*(moved[: len(own)] - own).T) if len(own) else np.empty(0)
    return moved[: len(own)], moved[len(own) :], distance


def place_badges(
    view: MapView, places: Sequence[Place], occupied: Occupied
) -> tuple[PlacedSymbol, ...]:
    """Return the badges of the places in the window.

    Each as near to its point as it covers no house and no other badge.
    """
    placed: list[PlacedSymbol] = []
    inside = [place for place in places if place.geometry is not None]
    points = view.to_mm(
        np.array([(p.geometry.x, p.geometry.y) for p in inside if p.geometry]).reshape(-1, 2)
    )
    keep = _inside(points, view, BADGE_MM / 2 - 1.0)
    for index in np.flatnonzero(keep).tolist():
        root = (float(points[index, 0]), float(points[index, 1]))
        wish = _Wish(root, (BADGE_MM, BADGE_MM), 0.0, _BADGE_ALONE_MM)
        rect, is_forced = _nearest_free(wish, view, occupied)
        place, start = inside[index], None
        if wish.is_far(np.array([rect.box]))[0]:
            leader = occupied.leader_to(rect, root)
            start = leader.start
            occupied.add_leader(leader)
        name = f"place-{place.place_kind}"
        symbol = PlacedSymbol(name, *rect.middle, BADGE_MM, place.id, start, is_forced)
        placed.append(symbol)
        occupied.add([rect])
    return tuple(placed)


def place_care(
    view: MapView,
    houses: Iterable[tuple[FeatureId, float, float]],
    categories: Mapping[FeatureId, Sequence[str]],
    occupied: Occupied,
) -> tuple[PlacedSymbol, ...]:
    """Return the care symbols of the houses that have them, side by side above.

    Beside or below their house.
    """
    placed: list[PlacedSymbol] = []
    for owner, x_mm, y_mm in houses:
        codes = list(categories.get(owner, ()))
        if not codes:
            continue
        symbols = [f"care-{code}" for code in codes[:_MOST_CARE]]
        if len(codes) > _MOST_CARE:
            symbols[-1] = "care-more"
        sizes = [care_size_mm(symbol) for symbol in symbols]
        width, height = sum(sizes) + 0.3 * (len(sizes) - 1), max(sizes)
        root = (x_mm, y_mm)
        wish = _Wish(root, (width, height), HOUSE_MM / 2, _CARE_ALONE_MM)
        rect, is_forced = _nearest_free(wish, view, occupied)
        left, y_mm = rect.x_mm, rect.middle[1]
        mine = []
        for symbol, size in zip(symbols, sizes, strict=True):
            x_mm = left + size / 2
            mine.append(PlacedSymbol(symbol, x_mm, y_mm, size, owner, is_forced=is_forced))
            left += size + 0.3
        if wish.is_far(np.array([rect.box]))[0]:
            nearest = min(range(len(mine)), key=lambda at: abs(mine[at].x_mm - root[0]))
            leader = occupied.leader_to(mine[nearest].rect, root)
            mine[nearest] = replace(mine[nearest], root=leader.start)
            occupied.add_leader(leader)
        placed += mine
        occupied.add([rect])
    return tuple(placed)


def care_size_mm(symbol: str) -> float:
    """Return the size of a care symbol.

    Triangles are larger, so that their character stays legible.
    """
    category = load_catalogue().care.get(symbol.removeprefix("care-"))
    is_triangle = category is not None and category.shape == "triangle"
    return CARE_TRIANGLE_MM if is_triangle else CARE_MM


def free_corner(
    window: Rect, size: tuple[float, float], occupied: Occupied, *, first: str
) -> Rect | None:
    """Return a place at the window's edge for a box, corners first (`first` e.g.

    "tr"); None where it would hide something.
    """
    width, height = size
    lefts = {"l": _EDGE_MM, "r": window.width_mm - width - _EDGE_MM}
    tops = {"t": _EDGE_MM, "b": window.height_mm - height - _EDGE_MM}
    if min(lefts["r"], tops["b"]) < _EDGE_MM:
        return None
    names = [first, *(name for name in ("tr", "tl", "br", "bl") if name != first)]
    candidates = [Rect(lefts[name[1]], tops[name[0]], width, height) for name in names]
    steps = 6
    for step in range(1, steps):
        x_mm = lefts["l"] + (lefts["r"] - lefts["l"]) * step / steps
        y_mm = tops["t"] + (tops["b"] - tops["t"]) * step / steps
        candidates += [Rect(side, y_mm, width, height) for side in lefts.values()]
        candidates += [Rect(x_mm, side, width, height) for side in tops.values()]
    free = np.flatnonzero(occupied.overlaps(np.array([rect.box for rect in candidates]), 1.0) <= 0)
    return candidates[free[0]] if len(free) else None


def locator_size() -> tuple[float, float]:
    """Return the locator's width and height in millimetres."""
    return LOCATOR_MM, LOCATOR_MM


def _inside(points: Coordinates, view: MapView, margin_mm: float) -> NDArray[np.bool_]:
    x, y = points[:, 0], points[:, 1]
    result: NDArray[np.bool_] = (
        (x >= margin_mm)
        & (x <= view.width_mm - margin_mm)
        & (y >= margin_mm)
        & (y <= view.height_mm - margin_mm)
    )
    return result


@dataclass(frozen=True, slots=True)
class _Wish:
    """A box that wants room near a point, `start_mm` from it at least.

    With its edge further than `alone_mm` from it, it has a leader.
    """

    root: tuple[float, float]
    size_mm: tuple[float, float]
    start_mm: float
    alone_mm: float

    def boxes(self, turns: Coordinates, step_mm: float) -> Boxes:
        """Return places for it, the nearest first."""
        size = np.array(self.size_mm)
        is_beside = self.start_mm > 0.0
        away = self.start_mm + (GAP_MM if is_beside else 0.0)
        reach = away + np.arange(int(_FURTHEST_MM / step_mm) + 1)[:, None, None] * step_mm
        middles = self.root + turns * (reach + (size / 2 if is_beside else 0.0))
        low = middles.reshape(-1, 2) - size / 2
        return np.hstack([low, low + size])

    def rect_at(self, box: NDArray[np.float64]) -> Rect:
        """Return one of its places as a rectangle."""
        left, top = box[:2].tolist()
        return Rect(left, top, *self.size_mm)

    def is_far(self, boxes: Boxes) -> NDArray[np.bool_]:
        """Return which of the boxes need a leader to tell what they belong to."""
        size = np.array(self.size_mm)
        aside = np.abs(boxes[:, :2] + size / 2 - self.root) - size / 2
        return np.asarray(np.hypot(*np.maximum(aside, 0.0).T) > self.alone_mm)


_FURTHEST_MM: Final = 11.2
_DIRECTIONS: Final = np.array(
    [(0, -1), (1, 0), (-1, 0), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1)]
)
_TURNS: Final = np.arange(48) * (np.pi / 24)
_ALL_AROUND: Final = np.column_stack([np.sin(_TURNS), -np.cos(_TURNS)])


def _nearest_free(wish: _Wish, view: MapView, occupied: Occupied) -> tuple[Rect, bool]:
    """Return the free box nearest to a point, which a leader reaches where it needs one.

    Above, right, left, below, then further out, then in small steps all around. Where there is no
    room at all it is the one that covers the least close by, and the second is true.
    """
    low, high = np.array((0.3, 0.3)), np.array((view.width_mm, view.height_mm)) - 0.3
    best: tuple[float, Rect] | None = None
    for turns, step_mm in ((_DIRECTIONS, 1.6), (_ALL_AROUND, 0.4)):
        boxes = wish.boxes(turns, step_mm)
        boxes = boxes[((boxes[:, :2] >= low) & (boxes[:, 2:] <= high)).all(axis=1)]
        shared, is_far = occupied.overlaps(boxes, GAP_MM - 0.05), wish.is_far(boxes)
        for at in np.flatnonzero(shared <= 0.0).tolist():
            rect = wish.rect_at(boxes[at])
            if not is_far[at] or occupied.is_led(rect, wish.root):
                return rect, False
        shared[is_far] = np.inf
        least = int(shared.argmin()) if len(shared) else -1
        if least >= 0 and shared[least] < (np.inf if best is None else best[0]):
            best = float(shared[least]), wish.rect_at(boxes[least])
    if best is not None:
        return best[1], True
    width, height = wish.size_mm
    return Rect(wish.root[0] - width / 2, wish.root[1] - height / 2, width, height), True
