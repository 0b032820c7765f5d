"""Where the symbols of a sheet stand.

Houses moved apart, badges and care symbols beside them, the locator where it hides none.

All positions are millimetres from the map window's top left corner, y down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.export.frames import LOCATOR_MM, Rect
from gridmap.export.spots import Spot, spot_points
from gridmap.layers.fanout import spread
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


@dataclass(frozen=True, slots=True)
class PlacedSymbol:
    """A symbol of layers/symbols.py with its centre and size.

    `root` is the point it belongs to when it had to move away.
    """

    symbol: str
    x_mm: float
    y_mm: float
    size_mm: float
    owner: FeatureId
    root: tuple[float, float] | None = None

    @property
    def rect(self) -> Rect:
        """The room it takes."""
        half = self.size_mm / 2
        return Rect(self.x_mm - half, self.y_mm - half, self.size_mm, self.size_mm)


class Occupied:
    """Boxes that are taken, with a quick test for a new one."""

    def __init__(self, boxes: Boxes) -> None:
        self._boxes = boxes.reshape(-1, 4)

    @property
    def boxes(self) -> Boxes:
        """All of them, shape (n, 4)."""
        return self._boxes

    def add(self, rects: Iterable[Rect]) -> None:
        """Take more room."""
        more = np.array([rect.box for rect in rects], dtype=np.float64).reshape(-1, 4)
        self._boxes = np.concatenate([self._boxes, more])

    def overlap(self, rect: Rect, gap_mm: float = 0.0) -> float:
        """Return the area in square millimetres that is taken within a box and a gap around it."""
        left, top, right, bottom = rect.inset(-gap_mm).box
        boxes = self._boxes
        width = np.minimum(boxes[:, 2], right) - np.maximum(boxes[:, 0], left)
        height = np.minimum(boxes[:, 3], bottom) - np.maximum(boxes[:, 1], top)
        return float((np.clip(width, 0, None) * np.clip(height, 0, None)).sum())

    def is_free(self, rect: Rect, gap_mm: float = 0.0) -> bool:
        """Whether nothing comes nearer to the box than a gap."""
        return self.overlap(rect, gap_mm) <= 0.0


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
        x_mm, y_mm = _nearest_free(root, (BADGE_MM, BADGE_MM), view, occupied, start_mm=0.0)
        place = inside[index]
        symbol = PlacedSymbol(
            f"place-{place.place_kind}", x_mm, y_mm, BADGE_MM, place.id,
            root if np.hypot(x_mm - root[0], y_mm - root[1]) > 3.0 else None,
        )  # fmt: skip
        placed.append(symbol)
        occupied.add([symbol.rect])
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
        at = _nearest_free((x_mm, y_mm), (width, height), view, occupied, start_mm=HOUSE_MM / 2)
        left = at[0] - width / 2
        far = np.hypot(at[0] - x_mm, at[1] - y_mm) > (width + height) / 2 + HOUSE_MM
        root = (x_mm, y_mm) if far else None
        for symbol, size in zip(symbols, sizes, strict=True):
            placed.append(PlacedSymbol(symbol, left + size / 2, at[1], size, owner, root))
            left += size + 0.3
        occupied.add([Rect(at[0] - width / 2, at[1] - height / 2, width, height)])
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
    return next((rect for rect in candidates if occupied.is_free(rect, 1.0)), None)


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


_DIRECTIONS: Final = ((0, -1), (1, 0), (-1, 0), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))


def _nearest_free(
    root: tuple[float, float],
    size: tuple[float, float],
    view: MapView,
    occupied: Occupied,
    *,
    start_mm: float,
) -> tuple[float, float]:
    """Return the free centre for a box nearest to a point.

    Above, right, left, below, then further out.
    """
    window = Rect(0.0, 0.0, view.width_mm, view.height_mm).inset(0.3)
    best: tuple[float, tuple[float, float]] | None = None
    for ring in range(8):
        away = start_mm + (GAP_MM if start_mm else 0.0) + ring * 1.6
        for dx, dy in _DIRECTIONS:
            reach_x = away + (size[0] / 2 if start_mm else 0.0)
            reach_y = away + (size[1] / 2 if start_mm else 0.0)
            x_mm, y_mm = root[0] + dx * reach_x, root[1] + dy * reach_y
            rect = Rect(x_mm - size[0] / 2, y_mm - size[1] / 2, *size)
            if not (window.contains(rect.x_mm, rect.y_mm) and window.contains(*rect.box[2:])):
                continue
            shared = occupied.overlap(rect, GAP_MM - 0.05)
            if shared <= 0.0:
                return x_mm, y_mm
            if best is None or shared < best[0]:
                best = (shared, (x_mm, y_mm))
    return best[1] if best is not None else root
