"""Notes pinned to the map for the people who draw: a small flag with its text.

They are never printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gridmap.layers.layer import point_array, visible_points
from gridmap.layers.style import Styles
from gridmap.layers.surface import Coordinates, Surface, TextRun
from gridmap.layers.view import MapView
from gridmap.model.features import Note


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLayer:
    """Notes as arrays: their texts and positions in metres (n, 2)."""

    texts: tuple[str, ...]
    xy_m: Coordinates

    @classmethod
    def of(cls, notes: Iterable[Note]) -> NoteLayer:
        """Prepare the notes that have a position."""
        placed = [item for item in notes if item.geometry is not None]
        return cls(
            texts=tuple(item.text for item in placed),
            xy_m=point_array(placed),
        )

    def draw(self, surface: Surface, view: MapView, styles: Styles) -> None:
        """Draw the notes that the view shows: the pin, and the text to its right."""
        shown = visible_points(self.xy_m, view)
        if not len(shown):
            return
        at_mm = view.to_mm(self.xy_m[shown])
        size_mm = styles.size_mm("note")
        surface.markers("note", at_mm, size_mm=size_mm)
        runs = [
            TextRun(self.texts[index], x + size_mm * 0.7, y + 1.0)
            for index, (x, y) in zip(shown.tolist(), at_mm.tolist(), strict=True)
        ]
        surface.text(runs, styles.text("note"))
