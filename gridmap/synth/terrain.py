"""Hilly country: a smooth height field with trunk valleys, on a raster of square cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Cell = tuple[int, int]

VALLEY_SPACING_M: Final = 9_500.0
VALLEY_WIDTH_M: Final = 950.0


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Terrain:
    """Heights in metres by row (south to north) and column (west to east).

    `left_m`, `low_m` is the south-west corner.

    `along_deg` is the direction in which the trunk valleys run.
    """

    left_m: float
    low_m: float
    cell_m: float
    along_deg: float
    height_m: Floats
    slope: Floats

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, cols = self.height_m.shape
        return rows, cols

    def cell_at(self, x_m: float, y_m: float) -> Cell:
        """Return row and column of the cell that holds a point, clipped to the raster."""
        rows, cols = self.shape
        row = int((y_m - self.low_m) // self.cell_m)
        col = int((x_m - self.left_m) // self.cell_m)
        return min(max(row, 0), rows - 1), min(max(col, 0), cols - 1)

    def centre(self, cell: Cell) -> tuple[float, float]:
        """Return the middle of a cell in metres."""
        return self.left_m + (cell[1] + 0.5) * self.cell_m, self.low_m + (
            cell[0] + 0.5
        ) * self.cell_m

    def contour_deg(self, x_m: float, y_m: float) -> float:
        """Return the direction along the slope (level ground) at a point."""
        row, col = self.cell_at(x_m, y_m)
        rows, cols = self.shape
        near = self.height_m[
            max(row - 2, 0) : min(row + 3, rows), max(col - 2, 0) : min(col + 3, cols)
        ]
        rise_y, rise_x = np.gradient(near)
        return float(np.degrees(np.arctan2(rise_x.mean(), -rise_y.mean())))


def make_terrain(
    *,
    middle_m: tuple[float, float],
    side_m: float,
    cell_m: float,
    along_deg: float,
    rng: np.random.Generator,
) -> Terrain:
    """Return hilly country of a square domain around a middle point."""
    count = int(side_m / cell_m)
    left, low = middle_m[0] - count * cell_m / 2, middle_m[1] - count * cell_m / 2
    offsets = (np.arange(count) + 0.5) * cell_m - count * cell_m / 2
    x, y = np.meshgrid(offsets, offsets)
    turn = np.radians(along_deg)
    along, across = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    hills = 150.0 * _ridged(rng, count, 1_700.0 / cell_m)
    hills += 120.0 * _noise(rng, count, 3_200.0 / cell_m)
    hills += 34.0 * _noise(rng, count, 620.0 / cell_m)
    distance = _distance_to_trunk(along, across, rng)
    valley = np.exp(-((distance / VALLEY_WIDTH_M) ** 2))
    height = 520.0 + hills * (1.0 - 0.86 * valley) + 0.028 * distance - 0.011 * along
    rise_y, rise_x = np.gradient(height, cell_m)
    return Terrain(
        left_m=left,
        low_m=low,
        cell_m=cell_m,
        along_deg=along_deg,
        height_m=height,
        slope=np.hypot(rise_x, rise_y),
    )


def _distance_to_trunk(along: Floats, across: Floats, rng: np.random.Generator) -> Floats:
    """Return metres to the nearest trunk valley; the valleys wind and lie side by side."""
    phase = rng.uniform(0.0, 2.0 * np.pi, 3)
    bend = 420.0 * np.sin(along / 1_450.0 + phase[0]) + 230.0 * np.sin(along / 620.0 + phase[1])
    shifted = across - bend - 160.0 * np.sin(along / 3_900.0 + phase[2])
    folded = np.mod(shifted + VALLEY_SPACING_M / 2, VALLEY_SPACING_M) - VALLEY_SPACING_M / 2
    return np.asarray(np.abs(folded))


def _ridged(rng: np.random.Generator, count: int, cells_per_knot: float) -> Floats:
    return 1.0 - np.abs(2.0 * _noise(rng, count, cells_per_knot) - 1.0)


def _noise(rng: np.random.Generator, count: int, cells_per_knot: float) -> Floats:
    """Return smooth value noise between 0 and 1 on a square raster."""
    knots = int(count / cells_per_knot) + 3
    lattice = rng.random((knots, knots))
    position = np.arange(count) / cells_per_knot
    index = position.astype(int)
    part = position - index
    weight = part * part * (3.0 - 2.0 * part)
    rows = lattice[index] * (1.0 - weight)[:, None] + lattice[index + 1] * weight[:, None]
    return np.asarray(rows[:, index] * (1.0 - weight) + rows[:, index + 1] * weight)
