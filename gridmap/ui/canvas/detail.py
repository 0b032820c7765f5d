"""What is drawn at which scale.

`scale` is the drawing's own: 1:1000 looks like a printed sheet at 1:1000.

From afar the map is quiet: houses shrink to points, then fade; lanes, footprints and group borders
go.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from gridmap.layers.style import Styles
from gridmap.layers.surface import PathStyle

FULL_SIZE_SCALE: Final = 2_500.0
"""Up to this scale symbols have the size they have on paper."""

LABEL_SCALE: Final = 5_000.0
"""Up to this scale houses are labelled where they fit."""

SMALLEST_HOUSE_MM: Final = 0.32

_SHRINKING: Final = 0.6
_THINNEST: Final = 0.65
"""From afar lines have this share of their width on paper, houses shrink on."""

_HAIR_MM: Final = 0.18
"""In a whole county the borders of villages are hairlines."""

_BORDERS: Final = ("township", "village", "grid", "group")
_LEAST_WIDTHS: Final = ("road-min", "lane-min", "river-min", "casing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What one view shows.

    `house_share` and `badge_share` are sizes as a share of those on paper.
    """

    house_share: float
    house_opacity: float
    badge_share: float
    has_house_labels: bool
    spreads_houses: bool
    has_care: bool
    has_notes: bool
    has_places: bool
    has_place_names: bool
    has_line_names: bool
    has_groups: bool
    has_group_names: bool
    has_grids: bool
    has_grid_names: bool
    has_village_names: bool
    is_far: bool
    is_very_far: bool
    has_lines: bool


def detail_at(scale: float, *, m_per_px: float) -> Detail:
    """Return what is drawn at a scale denominator of the drawing; a pixel takes so many metres."""
    share = min(1.0, (FULL_SIZE_SCALE / scale) ** _SHRINKING)
    return Detail(
        house_share=share,
        house_opacity=1.0 if scale < 20_000 else 0.62,
        badge_share=max(share, 0.45),
        has_house_labels=scale <= LABEL_SCALE,
        spreads_houses=scale <= 3_500,
        has_care=scale <= 4_000,
        has_notes=scale <= 6_000,
        has_places=scale <= 40_000,
        has_place_names=scale <= 8_500,
        has_line_names=scale <= 12_000,
        has_groups=scale <= 25_000,
        has_group_names=1_500 <= scale <= 25_000,
        has_grids=scale <= 120_000,
        has_grid_names=2_500 <= scale <= 40_000,
        has_village_names=10_000 <= scale <= 130_000,
        is_far=scale > 22_000,
        is_very_far=scale > 120_000,
        has_lines=m_per_px <= 30,
    )


def screen_styles(styles: Styles, detail: Detail) -> Styles:
    """Return the styles with symbols and lines as large as they are at a level of detail."""
    smallest = SMALLEST_HOUSE_MM / styles.size_mm("household")
    sizes = dict(styles.sizes)
    sizes["household"] *= max(detail.house_share, smallest)
    for name in ("badge", "care", "care-triangle"):
        sizes[name] *= detail.badge_share
    thinner = max(detail.house_share, _THINNEST)
    for name in _LEAST_WIDTHS:
        sizes[name] *= thinner
    lines = dict(styles.lines)
    for border in _BORDERS:
        for name in (border, f"{border}-below"):
            lines[name] = _thinned(lines[name], thinner)
    if detail.is_very_far:
        lines["village"] = replace(lines["village"], width_mm=_HAIR_MM, dash_mm=())
        lines["village-below"] = replace(lines["village-below"], width_mm=3 * _HAIR_MM)
    return replace(styles, sizes=MappingProxyType(sizes), lines=MappingProxyType(lines))


def _thinned(style: PathStyle, share: float) -> PathStyle:
    dash_mm = tuple(length * share for length in style.dash_mm)
    return replace(style, width_mm=style.width_mm * share, dash_mm=dash_mm)
