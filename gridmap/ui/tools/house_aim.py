"""Where a household would stand that is put under the pointer, and how that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import Qt

from gridmap.actions.placing import building_at, spot_for
from gridmap.geo.house_spots import APART_M
from gridmap.model.document import Document
from gridmap.model.features import Area, Household
from gridmap.ui.tools.tool import DraftPainter, MapEvent, Spot

_NEAR_M: Final = 30.0
"""In a building households farther from the pointer than this cannot be in the way."""


@dataclass(frozen=True, slots=True)
class Aim:
    """The pointer, the spot that is meant, and the building in whose middle that is, if any."""

    pointer: Spot
    spot: Spot
    building: Area | None


def aim_at(document: Document, event: MapEvent) -> Aim:
    """Return where a household would stand: in a building at its middle, beside those there.

    The Alt key leaves it where it was clicked.
    """
    pointer = event.x_m, event.y_m
    if event.modifiers & Qt.KeyboardModifier.AltModifier:
        return Aim(pointer, spot_for(pointer, None, ()), None)
    building = building_at(document, *pointer)
    reach_m = _NEAR_M if building is not None else APART_M
    x_m, y_m = pointer
    near = document.in_box(Household, (x_m - reach_m, y_m - reach_m, x_m + reach_m, y_m + reach_m))
    return Aim(pointer, spot_for(pointer, building, near), building)


def draw_aim(painter: DraftPainter, aim: Aim, words: str) -> None:
    """Draw the house to be and, beside the pointer, whose it is."""
    if aim.building is not None:
        painter.ring(*aim.spot)
    else:
        painter.handles(np.array([aim.spot], dtype=np.float64))
    painter.words(words, *aim.pointer)
