"""Key places: a badge of 5 mm each, its colour and pictogram by kind (domain.md section 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gridmap.layers.layer import point_array, visible_points
from gridmap.layers.style import Styles
from gridmap.layers.surface import Coordinates, Surface, TextStyle
from gridmap.layers.view import MapView
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import FeatureId, Place


def place_symbol(place_kind: str) -> str:
    """Return the symbol of a catalogue code; an unknown code is drawn as a landmark (P18)."""
    return f"place-{place_kind if place_kind in load_catalogue().places else 'P18'}"


def place_text_style(place_kind: str, styles: Styles) -> TextStyle:
    """Return how the name of a place is set: bold, in the colour of its badge."""
    kind = load_catalogue().places.get(place_kind)
    return styles.text(f"place-{kind.family if kind is not None else 'service'}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLayer:
    """Places as arrays: ids, symbols, positions in metres (n, 2)."""

    ids: tuple[FeatureId, ...]
    symbols: tuple[str, ...]
    xy_m: Coordinates

    @classmethod
    def of(cls, places: Iterable[Place]) -> PlaceLayer:
        """Prepare the places that have a position."""
        placed = [item for item in places if item.geometry is not None]
        return cls(
            ids=tuple(item.id for item in placed),
            symbols=tuple(place_symbol(item.place_kind) for item in placed),
            xy_m=point_array(placed),
        )

    def draw(self, surface: Surface, view: MapView, styles: Styles) -> None:
        """Draw the badges that the view shows, all of one kind in one call."""
        shown = visible_points(self.xy_m, view, margin_mm=styles.size_mm("badge"))
        at_mm = view.to_mm(self.xy_m[shown])
        symbols = np.array([self.symbols[index] for index in shown.tolist()])
        for symbol in np.unique(symbols).tolist():
            surface.markers(symbol, at_mm[symbols == symbol], size_mm=styles.size_mm("badge"))
