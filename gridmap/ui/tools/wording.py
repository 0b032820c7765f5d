"""Lengths and areas in words, as the tools show them."""

from __future__ import annotations

from typing import Final

from gridmap.i18n import tr

SQUARE_METRES_A_HECTARE: Final = 10_000.0
_METRES_A_KILOMETRE: Final = 1_000.0


def length_words(length_m: float) -> str:
    """Return a length in metres, from a kilometre on in kilometres."""
    if length_m < _METRES_A_KILOMETRE:
        return tr("{length} m", length=f"{length_m:.1f}")
    return tr("{length} km", length=f"{length_m / _METRES_A_KILOMETRE:.2f}")


def area_words(area_m2: float) -> str:
    """Return an area in square metres, from a hectare on in hectares."""
    if area_m2 < SQUARE_METRES_A_HECTARE:
        return tr("{area} m²", area=f"{area_m2:.0f}")
    return tr("{area} ha", area=f"{area_m2 / SQUARE_METRES_A_HECTARE:.2f}")
