"""Care records: a symbol beside the house for each, whose shape and character tell the category."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from shapely import Point

from gridmap.layers.layer import visible_points
from gridmap.layers.style import Styles
from gridmap.layers.surface import Coordinates, Surface
from gridmap.layers.view import MapView
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import CareRecord, FeatureId


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


def side_by_side(count: int, styles: Styles) -> Coordinates:
    """Return where `count` care symbols of one house stand.

    From the house's middle in mm (y down): in a row above it.
    """
    step = styles.size_mm("care") + styles.size_mm("symbol-gap")
    above = -(
        styles.size_mm("household") / 2
        + styles.size_mm("symbol-gap")
        + styles.size_mm("care-triangle") / 2
    )
    x = (np.arange(count) - (count - 1) / 2) * step
    return np.column_stack([x, np.full(count, above)])


@dataclass(frozen=True, slots=True, kw_only=True)
class CareLayer:
    """Care records as arrays: ids, categories, the house's position in metres (n, 2).

    Each also has its place in its house's row of symbols, and the row's length.
    """

    ids: tuple[FeatureId, ...]
    categories: tuple[str, ...]
    xy_m: Coordinates
    rank: tuple[int, ...]
    row: tuple[int, ...]

    @classmethod
    def of(cls, records: Iterable[CareRecord], positions: Mapping[FeatureId, Point]) -> CareLayer:
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
        )

    def draw(self, surface: Surface, view: MapView, styles: Styles) -> None:
        """Draw the symbols of the houses that the view shows, in a row above each house."""
        shown = visible_points(self.xy_m, view, margin_mm=10.0).tolist()
        at_mm = view.to_mm(self.xy_m[shown])
        by_category: dict[str, list[Coordinates]] = {}
        for position, index in zip(at_mm, shown, strict=True):
            offset = side_by_side(self.row[index], styles)[self.rank[index]]
            by_category.setdefault(self.categories[index], []).append(position + offset)
        for category, points in sorted(by_category.items()):
            surface.markers(
                care_symbol(category), np.array(points), size_mm=care_size_mm(category, styles)
            )
