"""The room on a map that nothing needs: for a quiet name, or for the words that mark a copy."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.export.frames import Rect
from gridmap.layers.labels import Boxes

CELL_MM: Final = 1.5
"""The side of the cells in which room is counted."""


@dataclass(frozen=True, slots=True)
class FreeRoom:
    """A map window in millimetres, and which of its cells (rows down, columns right) are taken."""

    window: Rect
    taken: NDArray[np.bool_]

    @classmethod
    def of(cls, window: Rect, boxes: Boxes) -> FreeRoom:
        """Return the room that boxes (left, top, right, bottom, in the window's frame) leave."""
        rows = max(1, math.floor(window.height_mm / CELL_MM))
        columns = max(1, math.floor(window.width_mm / CELL_MM))
        taken = np.zeros((rows, columns), dtype=np.bool_)
        corner = np.array([window.x_mm, window.y_mm] * 2)
        cells = np.floor((boxes.reshape(-1, 4) - corner) / CELL_MM).astype(int)
        low = np.maximum(cells[:, :2], 0).tolist()
        high = np.maximum(cells[:, 2:] + 1, 0).tolist()
        for (left, top), (right, bottom) in zip(low, high, strict=True):
            taken[top:bottom, left:right] = True
        return cls(window, taken)

    def strips(
        self, length_mm: float, height_mm: float, *, angle_deg: float = 0.0
    ) -> NDArray[np.float64]:
        """Return the middles, shape (n, 2), at which a strip turned by an angle covers nothing."""
        turn = math.radians(angle_deg)
        across, down = math.cos(turn), -math.sin(turn)
        half_x = (abs(across) * length_mm + abs(down) * height_mm) / 2 / CELL_MM
        half_y = (abs(down) * length_mm + abs(across) * height_mm) / 2 / CELL_MM
        x, y = np.meshgrid(*(np.arange(-math.ceil(r), math.ceil(r) + 1) for r in (half_x, half_y)))
        # a cell and the strip are apart exactly where one of their four axes parts them
        slack = (abs(across) + abs(down)) / 2
        is_met = (
            (np.abs(x * across + y * down) < length_mm / 2 / CELL_MM + slack)
            & (np.abs(y * across - x * down) < height_mm / 2 / CELL_MM + slack)
            & (np.abs(x) < half_x + 0.5)
            & (np.abs(y) < half_y + 0.5)
        )
        reach_y, reach_x = int(np.abs(y[is_met]).max()), int(np.abs(x[is_met]).max())
        rows, columns = self.taken.shape
        inner = (rows - 2 * reach_y, columns - 2 * reach_x)
        if min(inner) < 1:
            return np.empty((0, 2))
        # each row of the strip's cells is one stretch: what is taken in it is a difference of sums
        sums = np.zeros((rows, columns + 1), dtype=np.int32)
        np.cumsum(self.taken, axis=1, out=sums[:, 1:])
        covered = np.zeros(inner, dtype=np.bool_)
        for dy, row in zip(y[:, 0].tolist(), is_met, strict=True):
            met = x[0, row]
            if len(met):
                part = sums[reach_y + dy : reach_y + dy + inner[0]]
                first, last = reach_x + int(met[0]), reach_x + int(met[-1]) + 1
                covered |= part[:, last : last + inner[1]] > part[:, first : first + inner[1]]
        found = np.argwhere(~covered)
        corner = np.array([self.window.x_mm, self.window.y_mm])
        middles: NDArray[np.float64] = found[:, ::-1] + np.array([reach_x + 0.5, reach_y + 0.5])
        result: NDArray[np.float64] = middles * CELL_MM + corner
        return result

    def spread(self, middles: NDArray[np.float64], count: int) -> NDArray[np.float64]:
        """Return at most so many of the middles, the nearest to the map's own first.

        Each further one is as far from the others as can be.
        """
        if not len(middles):
            return middles
        window = self.window
        middle = (window.x_mm + window.width_mm / 2, window.y_mm + window.height_mm / 2)
        chosen = [int(np.argmin(np.hypot(*(middles - middle).T)))]
        away = np.full(len(middles), np.inf)
        while len(chosen) < count:
            away = np.minimum(away, np.hypot(*(middles - middles[chosen[-1]]).T))
            chosen.append(int(np.argmax(away)))
        return middles[chosen]
