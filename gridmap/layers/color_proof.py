"""How colours are seen by an eye without green or red cones, for proofs. No Qt.

The matrices are those of Machado, Oliveira and Fernandes, "A Physiologically-based Model for
Simulation of Color Vision Deficiency" (IEEE TVCG 15, 2009), at full severity; they hold for linear
light.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Red, green and blue of sRGB in the last axis."""

_STEPS: Final = 4095


class Vision(StrEnum):
    """An eye that lacks one kind of cones."""

    DEUTERANOPIA = "deuteranopia"
    PROTANOPIA = "protanopia"


_MATRIX: Final = {
    Vision.DEUTERANOPIA: (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    Vision.PROTANOPIA: (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}


def seen_as(pixels: Pixels, vision: Vision) -> Pixels:
    """Return the colours that an eye without these cones cannot tell from the given ones."""
    matrix = np.array(_MATRIX[vision], dtype=np.float32)
    light = _TO_LIGHT[pixels] @ matrix.T
    places = (np.clip(light, 0.0, 1.0) * _STEPS + 0.5).astype(np.uint16)
    return np.asarray(_FROM_LIGHT[places], dtype=np.uint8)


def _to_light() -> NDArray[np.float32]:
    value = np.arange(256) / 255.0
    light = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return light.astype(np.float32)


def _from_light() -> Pixels:
    light = np.arange(_STEPS + 1) / _STEPS
    value = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(value * 255), dtype=np.uint8)


_TO_LIGHT: Final = _to_light()
_FROM_LIGHT: Final = _from_light()
