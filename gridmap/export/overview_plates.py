"""Where the page numbers of the detail sheets stand on an overview: on no other number's plate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gridmap.export.frames import Rect
from gridmap.layers.label_conflicts import grown
from gridmap.layers.labels import Boxes, LabelBox, LabelRequest, PlacedLabel, place_labels

SMALL_PLATE_MM: Final = 4.0
"""A plate lower than this has its number in small type, and its sheet's id is not written."""

_PLATE: Final = (7.2, 4.4)
_SMALL_MM: Final = 13.0
_SMALL_PLATE: Final = (5.8, 3.6)
_DENSE_PLATE: Final = (4.9, 3.1)
_BARE_MM: Final = 0.3
_GRID: Final = 9
"""How many places across and down a sheet's rectangle are tried for its plate."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate with a page number, and the line from its sheet's middle where it stands aside."""

    rect: Rect
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None


def plate_rect(rect: Rect) -> Rect:
    """Return where the page number of a sheet's rectangle stands if nothing else is there.

    Top left inside it, on top of a small one.
    """
    if min(rect.width_mm, rect.height_mm) < _SMALL_MM:
        width_mm, height_mm = _SMALL_PLATE
        return Rect(rect.x_mm, rect.y_mm - height_mm, width_mm, height_mm)
    return Rect(rect.x_mm, rect.y_mm, *_PLATE)


def place_plates(rects: Sequence[Rect], window: Rect) -> tuple[Plate | None, ...]:
    """Return the plate of each sheet's rectangle, in millimetres; None: there is no room for it.

    Plates that would cover each other become smaller and look for room along their rectangles
    where no other sheet is, then inside, the middle first, then aside at the end of a line.
    """
    usual = [plate_rect(rect) for rect in rects]
    crowded = [
        at
        for at, plate in enumerate(usual)
        if any(plate.touches(other) for one, other in enumerate(usual) if one != at)
    ]
    plates: list[Plate | None] = [Plate(rect) for rect in usual]
    if crowded:
        taken = _boxes(plate for at, plate in enumerate(usual) if at not in set(crowded))
        found = _moved_apart(crowded, rects, window, taken)
        for at in crowded:
            plates[at] = found.get(at)
    return tuple(plates)


def _moved_apart(
    crowded: Sequence[int], rects: Sequence[Rect], window: Rect, taken: Boxes
) -> dict[int, Plate]:
    """Return the plates of the crowded rectangles that found room, by their numbers."""
    frame = window.inset(0.5).box
    near = []
    for at in crowded:
        others = [rect for one, rect in enumerate(rects) if one != at]
        points = (*_along(rects[at], others), *_centers(rects[at]))
        near.append(_request(at, rects[at].middle, points))
    first = place_labels(near, frame=frame, obstacles=taken)
    taken = np.concatenate([taken, _boxes(_rect_of(label) for label in first.placed)])
    roots = {at: _bare_point(rects[at], taken) for at in map(int, first.missing)}
    beside = [_request(at, root) for at, root in roots.items() if root is not None]
    further = place_labels(beside, frame=frame, obstacles=taken) if beside else None
    labels = (*first.placed, *(further.placed if further is not None else ()))
    return {int(label.key): Plate(_rect_of(label), label.leader) for label in labels}


def _request(
    at: int, root: tuple[float, float], centers: tuple[tuple[float, float], ...] = ()
) -> LabelRequest:
    x_mm, y_mm = root
    return LabelRequest(
        key=str(at), x_mm=x_mm, y_mm=y_mm, half_mm=0.0,
        variants=(LabelBox("page", *_DENSE_PLATE),), centers=centers,
    )  # fmt: skip


def _bare_point(rect: Rect, taken: Boxes) -> tuple[float, float] | None:
    """Return the point of a rectangle nearest to its middle that nothing covers; None: none."""
    left, top, right, bottom = grown(taken, _BARE_MM).T
    for x_mm, y_mm in _centers(rect):
        if not ((left < x_mm) & (x_mm < right) & (top < y_mm) & (y_mm < bottom)).any():
            return x_mm, y_mm
    return None


def _along(rect: Rect, others: Sequence[Rect]) -> Iterator[tuple[float, float]]:
    """Yield the middles of places above and below a rectangle's corners, clear of the others."""
    width_mm, height_mm = _DENSE_PLATE
    lefts = (rect.x_mm, rect.right_mm - width_mm)
    for top in (rect.y_mm - height_mm, rect.bottom_mm):
        for left in lefts:
            plate = Rect(left, top, width_mm, height_mm)
            if not any(plate.touches(other) for other in others):
                yield plate.middle


def _centers(rect: Rect) -> tuple[tuple[float, float], ...]:
    """Return the points of a rectangle on which its plate may be centred, the middle first."""
    shares = np.linspace(0.1, 0.9, _GRID) - 0.5
    across, down = np.meshgrid(shares * rect.width_mm, shares * rect.height_mm)
    steps = np.column_stack([across.ravel(), down.ravel()])
    steps = steps[np.argsort(np.hypot(*steps.T), kind="stable")]
    points: list[list[float]] = (steps + np.array(rect.middle)).tolist()
    return tuple((x_mm, y_mm) for x_mm, y_mm in points)


def _rect_of(label: PlacedLabel) -> Rect:
    return Rect(label.left_mm, label.top_mm, label.width_mm, label.height_mm)


def _boxes(rects: Iterable[Rect]) -> Boxes:
    return np.array([rect.box for rect in rects], dtype=np.float64).reshape(-1, 4)
