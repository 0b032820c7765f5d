"""The colours of the review: pale for land, strong for bars. Words and hatching say the same."""

from __future__ import annotations

from typing import Final

from gridmap.ui.review.map_model import ColorBy

PALE: Final = (
    "#A5C1E3", "#C3D9B0", "#ECD6A3", "#D3C0E2", "#F0C3B4", "#AEDAD6", "#D9D4C3", "#E5B7CF",
    "#C0CBD8", "#DDE39B",
)  # fmt: skip
"""Pale enough for black words on them (at least 9:1)."""

STRONG: Final = (
    "#5C8FCB", "#7DA765", "#CBA54C", "#9A7DB8", "#D08872", "#5FAAA3", "#A09A82", "#BD7499",
    "#8E959E", "#A9B04A",
)  # fmt: skip

SERVICE: Final = ("#E0ECDF", "#F2D48E", "#E09A58", "#BC5054")
WORKLOAD: Final = ("#E3ECF6", "#B5D0B2", "#DB8A48")
"""From pale to strong, so that the order is still seen in a grey print."""
PAPER: Final = "#FBFAF7"


def land_color(by: ColorBy, number: int) -> str:
    """Return the colour of land for a legend entry's number."""
    colors = {ColorBy.SERVICE: SERVICE, ColorBy.WORKLOAD: WORKLOAD}.get(by, PALE)
    return colors[number % len(colors)]


def bar_color(number: int | None) -> str:
    """Return the colour of an officer's bar; None: an officer without land on the map."""
    return "#8E959E" if number is None else STRONG[number % len(STRONG)]
