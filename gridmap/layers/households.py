"""Houses: a square for each household, filled, half or hollow by status.

A neighbour's house is grey.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.layers.layer import point_array, visible_points
from gridmap.layers.style import Styles
from gridmap.layers.surface import Coordinates, Surface
from gridmap.layers.view import MapView
from gridmap.model.features import OCCUPIED, STATUSES, FeatureId, Household

FOREIGN: Final = "household-other"
SYMBOLS: Final = tuple(f"household-{status}" for status in STATUSES)


def household_symbol(status: str, *, foreign: bool = False) -> str:
    """Return the symbol of a status; an unknown status is drawn as occupied."""
    if foreign:
        return FOREIGN
    return f"household-{status if status in STATUSES else OCCUPIED}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdLayer:
    """Households as arrays: ids, positions in metres (n, 2), the index of their status in STATUSES.

    `foreign` ones are neighbours' houses.
    """

    ids: tuple[FeatureId, ...]
    xy_m: Coordinates
    status: NDArray[np.uint8]
    foreign: bool = False

    @classmethod
    def of(cls, households: Iterable[Household], *, foreign: bool = False) -> HouseholdLayer:
        """Prepare the households that have a position.

        `foreign` draws all of them as neighbours' houses.
        """
        placed = [item for item in households if item.geometry is not None]
        numbers = {status: number for number, status in enumerate(STATUSES)}
        return cls(
            ids=tuple(item.id for item in placed),
            xy_m=point_array(placed),
            status=np.array([numbers.get(item.status, 0) for item in placed], dtype=np.uint8),
            foreign=foreign,
        )

    def draw(self, surface: Surface, view: MapView, styles: Styles) -> None:
        """Draw the squares of the houses that the view shows."""
        shown = visible_points(self.xy_m, view)
        self.draw_at(surface, view.to_mm(self.xy_m[shown]), shown, styles)

    def draw_at(
        self,
        surface: Surface,
        at_mm: Coordinates,
        indices: Sequence[int] | NDArray[np.intp],
        styles: Styles,
    ) -> None:
        """Draw the houses of these indices at positions in surface millimetres (see fanout.py)."""
        size = styles.size_mm("household")
        if self.foreign:
            _stamp(surface, FOREIGN, at_mm, size)
            return
        status = self.status[np.asarray(indices, dtype=np.intp)]
        for number, symbol in enumerate(SYMBOLS):
            _stamp(surface, symbol, at_mm[status == number], size)


def _stamp(surface: Surface, symbol: str, at_mm: Coordinates, size_mm: float) -> None:
    if len(at_mm):
        surface.markers(symbol, at_mm, size_mm=size_mm)
