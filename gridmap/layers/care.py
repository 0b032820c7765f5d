"""Care records: a symbol beside the house for each, whose shape and character tell the category."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from shapely import Point

from gridmap.layers.care_rows import row_middles
from gridmap.layers.layer import visible_points
from gridmap.layers.style import Styles
from gridmap.layers.surface import Coordinates, Surface
from gridmap.layers.view import MapView
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import CareRecord, FeatureId

ROOM_MM: Final = 40.0
"""Rows this far outside a view still decide on which side those inside stand."""


def care_symbol(category: str) -> str:
    """Return the symbol of a catalogue code; an unknown or restricted one is the neutral dot."""
    known = load_catalogue().care.get(category)
    return f"care-{category}" if known is not None else "care-C08"


def care_size_mm(category: str, styles: Styles) -> float:
    """Return the width of a category's symbol.

    Triangles are larger, their character would be too small otherwise.
    """
    known = load_catalogue().care.get(category)
    is_triangle = known is not None and known.shape == "triangle"
    return styles.size_mm("care-triangle" if is_triangle else "care")


@dataclass(frozen=True, slots=True, kw_only=True)
class CareLayer:
    """Care records as arrays: ids, categories, the house's position in metres (n, 2).

    Each also has its place in its house's row of symbols, and the row's length. `houses_m` are
    all houses that no symbol should hide.
    """

    ids: tuple[FeatureId, ...]
    categories: tuple[str, ...]
    xy_m: Coordinates
    rank: tuple[int, ...]
    row: tuple[int, ...]
    houses_m: Coordinates = field(default_factory=lambda: np.empty((0, 2)))

    @classmethod
    def of(
        cls,
        records: Iterable[CareRecord],
        positions: Mapping[FeatureId, Point],
        houses_m: Coordinates | None = None,
    ) -> CareLayer:
        """Prepare the records whose household has a position; `positions` is by household id."""
        by_house: dict[FeatureId, list[CareRecord]] = {}
        for record in records:
            if record.household in positions:
                by_house.setdefault(record.household, []).append(record)
        rows = [
            (record, rank, len(row)) for row in by_house.values() for rank, record in enumerate(row)
        ]
        points = [positions[record.household] for record, _, _ in rows]
        return cls(
            ids=tuple(record.id for record, _, _ in rows),
            categories=tuple(record.category for record, _, _ in rows),
            xy_m=np.array([(point.x, point.y) for point in points]).reshape(-1, 2),
            rank=tuple(rank for _, rank, _ in rows),
            row=tuple(length for _, _, length in rows),
            houses_m=np.empty((0, 2)) if houses_m is None else houses_m,
        )

    def places_mm(self, view: MapView, styles: Styles) -> tuple[list[int], Coordinates]:
        """Return the records that a view shows and where their symbols stand, in millimetres.

        Each house's symbols stand in a row on the side where they hide no house and no other row.
        """
        shown = visible_points(self.xy_m, view, margin_mm=ROOM_MM)
        row = np.array(self.row, dtype=np.intp)[shown]
        rank = np.array(self.rank, dtype=np.intp)[shown]
        at_mm = view.to_mm(self.xy_m[shown])
        homes = rank == 0
        around = visible_points(self.houses_m, view, margin_mm=2 * ROOM_MM)
        houses_mm = view.to_mm(self.houses_m[around])
        middles = row_middles(at_mm[homes], row[homes], houses_mm, styles)
        step = styles.size_mm("care") + styles.size_mm("symbol-gap")
        along = np.column_stack([(rank - (row - 1) / 2) * step, np.zeros(len(row))])
        # The records of a house follow each other, the first has rank 0.
        return shown.tolist(), at_mm + middles[np.cumsum(homes) - 1] + along

    def draw(self, surface: Surface, view: MapView, styles: Styles) -> None:
        """Draw the symbols of the houses that the view shows."""
        by_category: dict[str, list[Coordinates]] = {}
        for index, place in zip(*self.places_mm(view, styles), strict=True):
            by_category.setdefault(self.categories[index], []).append(place)
        for category, points in sorted(by_category.items()):
            surface.markers(
                care_symbol(category), np.array(points), size_mm=care_size_mm(category, styles)
            )
