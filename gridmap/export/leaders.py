"""Leaders: short lines from a point to the symbol that had to stand aside, clear of all else.

All in millimetres of the map window, y down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from gridmap.export.frames import Rect
from gridmap.layers.label_conflicts import grown, inside_length, segments_cross
from gridmap.layers.labels import Boxes

LONGEST_MM: Final = 8.0
_CLEAR_MM: Final = 0.2
_TOUCH_MM: Final = 0.02
_STEP_MM: Final = 0.4


@dataclass(frozen=True, slots=True)
class Leader:
    """A line from a point, or the edge of what stands on it, to the edge of a symbol's box."""

    start: tuple[float, float]
    end: tuple[float, float]

    @property
    def segment(self) -> Boxes:
        """It as x1, y1, x2, y2, shape (1, 4)."""
        return np.array([(*self.start, *self.end)])

    @property
    def length_mm(self) -> float:
        """How long it is."""
        return float(np.hypot(self.end[0] - self.start[0], self.end[1] - self.start[1]))

    def boxes(self) -> Boxes:
        """Return small boxes along it, close enough together that nothing passes between them."""
        count = int(np.ceil(self.length_mm / _STEP_MM)) + 1
        spots = np.linspace(self.start, self.end, count)
        return np.hstack([spots - _STEP_MM / 2, spots + _STEP_MM / 2])


def leader_to(rect: Rect, root: tuple[float, float], taken: Boxes) -> Leader:
    """Return the leader from a point towards the middle of a symbol's box.

    Where one of the boxes that are taken stands on the point, it begins at that box's edge.
    """
    middle = (rect.x_mm + rect.width_mm / 2, rect.y_mm + rect.height_mm / 2)
    along = np.array(middle) - root
    length = float(np.hypot(*along))
    if length <= 0.0:
        return Leader(root, root)
    covering = grown(taken[_holding(taken, root, _TOUCH_MM)], _TOUCH_MM)
    whole = np.array([(*root, *middle)])
    begin = float(inside_length(np.repeat(whole, len(covering), 0), covering).max(initial=0.0))
    stop = length - float(inside_length(whole, np.array([rect.box]))[0])
    stop = max(begin, stop)
    first, last = root + along * (begin / length), root + along * (stop / length)
    return Leader((float(first[0]), float(first[1])), (float(last[0]), float(last[1])))


def is_clear(leader: Leader, root: tuple[float, float], taken: Boxes, lines: Boxes) -> bool:
    """Whether a leader from a point is short enough, touches no box that is taken and no line."""
    if leader.length_mm > LONGEST_MM:
        return False
    (low_x, high_x), (low_y, high_y) = map(sorted, zip(leader.start, leader.end, strict=True))
    left, top, right, bottom = taken.T
    taken = taken[
        (left <= high_x + _CLEAR_MM) & (right >= low_x - _CLEAR_MM)
        & (top <= high_y + _CLEAR_MM) & (bottom >= low_y - _CLEAR_MM)
    ]  # fmt: skip
    margin = np.where(_holding(taken, root, _CLEAR_MM), 0.0, _CLEAR_MM)[:, None]
    wide = taken + margin * np.array([-1.0, -1.0, 1.0, 1.0])
    hit = inside_length(np.repeat(leader.segment, len(taken), 0), wide) > 0.0
    cut = segments_cross(np.repeat(leader.segment, len(lines), 0), lines)
    return not (hit.any() or cut.any())


def _holding(boxes: Boxes, at: tuple[float, float], margin_mm: float) -> np.ndarray:
    """Return which of the boxes, a margin wider, hold a point."""
    left, top, right, bottom = grown(boxes, margin_mm).T
    return np.asarray((left < at[0]) & (top < at[1]) & (right > at[0]) & (bottom > at[1]))
