"""The legend as an item of running pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gridmap.export.frames import Rect
from gridmap.export.text_items import PlainItem
from gridmap.layers.legend import LegendItem, draw_legend, legend_height_mm
from gridmap.layers.style import Styles, load_styles
from gridmap.layers.surface import Surface


@dataclass(frozen=True, slots=True)
class Legend(PlainItem):
    """The legend as part of the text, at real size."""

    entries: tuple[LegendItem, ...]
    height_mm: float

    @classmethod
    def of(cls, entries: Sequence[LegendItem], width_mm: float) -> Legend:
        """Return the legend measured for a width."""
        height = legend_height_mm(entries, width_mm=width_mm, styles=load_styles())
        return cls(tuple(entries), height)

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw the entries in rows."""
        draw_legend(
            surface, self.entries, rect.x_mm, rect.y_mm, width_mm=rect.width_mm, styles=styles
        )
