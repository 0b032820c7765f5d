"""What stands around a map: scale bar, north arrow, binding marks.

The frame is in frame.py, the legend in legend.py. Everything is drawn on a Surface in millimetres;
the texts come from the caller, translated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from gridmap.layers.metrics import text_width_mm
from gridmap.layers.shapes import rectangle, segment
from gridmap.layers.style import Styles
from gridmap.layers.surface import Path, Surface, TextRun

BindingSide: TypeAlias = Literal["left", "right", "top", "bottom"]
"""The side of a page on which it is bound; pages that lie are bound at the top or the bottom."""

_ROUND: Final = (1.0, 2.0, 2.5, 5.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleBar:
    """A scale bar's divisions: `step_m` on the ground is `step_mm` on paper, `count` of them."""

    step_m: float
    step_mm: float
    count: int

    @property
    def length_mm(self) -> float:
        """The length of the whole bar in millimetres."""
        return self.step_mm * self.count


def plan_scale_bar(scale_denominator: float, *, max_width_mm: float = 40.0) -> ScaleBar:
    """Return the longest bar of two to five equal divisions of a round length that fits."""
    room_m = max_width_mm * scale_denominator / 1000.0
    power = 10.0 ** np.floor(np.log10(room_m))
    plans = [
        (step_m * count, count, step_m)
        for step_m in (digit * unit for unit in (power / 10, power) for digit in _ROUND)
        for count in range(2, 6)
        if step_m * count <= room_m * (1 + 1e-9)
    ]
    _, count, step_m = max(
        (round(float(length), 9), count, float(step)) for length, count, step in plans
    )
    return ScaleBar(step_m=step_m, step_mm=step_m * 1000.0 / scale_denominator, count=count)


def draw_scale_bar(
    surface: Surface, bar: ScaleBar, x_mm: float, y_mm: float, *, styles: Styles, unit: str
) -> None:
    """Draw a scale bar whose left top corner of the first division is at `x_mm, y_mm`.

    Numbers stand above it.

    `unit` is the translated word for metres; above 1000 m a division the numbers stay metres.
    """
    height_mm = 1.2
    for name, first in (("scale-dark", 0), ("scale-light", 1)):
        blocks = [
            rectangle(x_mm + index * bar.step_mm, y_mm, bar.step_mm, height_mm)
            for index in range(first, bar.count, 2)
        ]
        surface.paths(blocks, styles.path(name))
    style = styles.text("scale-number")
    runs = [
        TextRun(f"{index * bar.step_m:g}", x_mm + index * bar.step_mm, y_mm - 1.0, "center")
        for index in sorted({0, 1, 2, bar.count})
    ]
    last = runs[-1]
    after_mm = text_width_mm(last.text, style) / 2 + 0.8
    surface.text([*runs, TextRun(unit, last.x_mm + after_mm, last.y_mm)], style)


def draw_north(surface: Surface, x_mm: float, y_mm: float, *, styles: Styles, word: str) -> None:
    """Draw the north arrow with its middle at `x_mm` and its top at `y_mm`.

    `word` (北, N) stands below it.
    """
    size_mm = styles.size_mm("north")
    surface.markers("north", np.array([(x_mm, y_mm + size_mm / 2)]), size_mm=size_mm)
    surface.text([TextRun(word, x_mm, y_mm + size_mm + 3.2, "center")], styles.text("north"))


def draw_binding(
    surface: Surface, *, side: BindingSide, margin_mm: float, word: str, styles: Styles
) -> None:
    """Draw fold line, two hole marks 80 mm apart and the word (装订线) into the binding margin.

    In a narrow margin they stand closer together, so that all of them lie on the page.
    """
    is_level = side in ("top", "bottom")
    across, length = surface.width_mm, surface.height_mm
    if is_level:
        across, length = length, across
    is_near = side in ("left", "top")
    inside = margin_mm - min(8.0, 0.3 * margin_mm)
    outside = max(inside - 8.0, inside / 2)
    fold, hole = (inside, outside) if is_near else (across - inside, across - outside)
    ends = (fold, 12.0, fold, length - 12.0)
    line = (ends[1], ends[0], ends[3], ends[2]) if is_level else ends
    surface.paths([segment(*line)], styles.path("fold"))
    angles = np.radians(np.arange(0.0, 360.0, 12.0))
    ring = np.column_stack([np.cos(angles), np.sin(angles)]) * 2.75
    middles = [(hole, length / 2 + away) for away in (-40.0, 40.0)]
    holes = [
        Path((ring + np.array((y, x) if is_level else (x, y)),), closed=True) for x, y in middles
    ]
    surface.paths(holes, styles.path("hole"))
    at = (
        TextRun(word, length / 2, hole + 1.0, "center")
        if is_level
        else TextRun(word, hole + 1.0, length / 2, "center", 90.0)
    )
    surface.text([at], styles.text("binding"))
