"""What is written beside a house.

Door over head, or door alone, or a number that a list explains; with its true size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from gridmap.i18n import tr
from gridmap.layers.labels import LabelBox, PlacedLabel
from gridmap.layers.metrics import text_width_mm
from gridmap.layers.style import Styles
from gridmap.layers.surface import Align
from gridmap.model.features import OCCUPIED, FeatureId, Household

Fallback = Literal["door_head", "door", "number", "stack"]
"""How a household is labelled: in full, by door, by a number in the list, as one of a stack."""

WAYS: Final[Mapping[str, Fallback]] = {
    "door_head": "door_head",
    "door": "door",
    "number": "number",
    "stack": "stack",
}
"""The same by the names of label variants."""

DOOR_LINE_MM: Final = 2.75
HEAD_LINE_MM: Final = 2.6
BETWEEN_MM: Final = 0.9
_WIDEST_MM: Final = 45.0
LONGEST_MM: Final = 30.0
"""A door or a head longer than this stands in the side list; no scale makes room for it."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a label.

    Text, name of its style, and the left end, middle or right end of its baseline.
    """

    text: str
    style: str
    x_mm: float
    y_mm: float
    align: Align
    angle_deg: float = 0.0


class HouseTexts:
    """The texts and boxes of households, computed once each."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._boxes: dict[FeatureId, tuple[LabelBox, ...]] = {}
        self._number_mm = text_width_mm(number_text("88"), styles.text("number"))

    def boxes(self, household: Household) -> tuple[LabelBox, ...]:
        """Return the ways to write a household's label, the fullest first."""
        known = self._boxes.get(household.id)
        if known is None:
            known = self._boxes[household.id] = self._make(household)
        return known

    def is_long(self, household: Household) -> bool:
        """Whether door or head are too long to stand on a map."""
        return self.boxes(household)[0].name != "door_head"

    def lines(self, household: Household, placed: PlacedLabel, number: str) -> list[TextLine]:
        """Return the lines of a placed label; `number` is what the "number" variant shows."""
        x_mm = {
            "left": placed.left_mm,
            "center": placed.left_mm + placed.width_mm / 2,
            "right": placed.left_mm + placed.width_mm,
        }[placed.align]
        door_y = placed.top_mm + DOOR_LINE_MM - 0.38
        if placed.variant == "number":
            return [TextLine(number_text(number), "number", x_mm, door_y, placed.align)]
        door = TextLine(door_text(household), "door", x_mm, door_y, placed.align)
        if placed.variant == "door" or not household.head:
            return [door]
        style = head_style(household)
        if placed.height_mm > DOOR_LINE_MM + 0.5:
            head_y = placed.top_mm + DOOR_LINE_MM + HEAD_LINE_MM - 0.4
            return [door, TextLine(household.head, style, x_mm, head_y, placed.align)]
        left = placed.left_mm
        head_x = left + self._door_mm(household) + BETWEEN_MM
        return [
            TextLine(door.text, "door", left, door_y, "left"),
            TextLine(household.head, style, head_x, door_y, "left"),
        ]

    def _door_mm(self, household: Household) -> float:
        return text_width_mm(door_text(household), self._styles.text("door"))

    def _make(self, household: Household) -> tuple[LabelBox, ...]:
        number = LabelBox("number", self._number_mm, DOOR_LINE_MM)
        door_mm = self._door_mm(household)
        door = LabelBox("door", door_mm, DOOR_LINE_MM)
        if not household.head:
            only = LabelBox("door_head", door_mm, DOOR_LINE_MM)
            return (only, number) if door_mm <= LONGEST_MM else (number,)
        head_mm = text_width_mm(household.head, self._styles.text(head_style(household)))
        if max(door_mm, head_mm) > LONGEST_MM:
            return (door, number) if door_mm <= LONGEST_MM else (number,)
        two = LabelBox("door_head", max(door_mm, head_mm), DOOR_LINE_MM + HEAD_LINE_MM)
        one = LabelBox("door_head", door_mm + BETWEEN_MM + head_mm, DOOR_LINE_MM)
        ways = [way for way in (two, one, door, number) if way.width_mm < _WIDEST_MM]
        return tuple(ways)


def number_text(number: str) -> str:
    """Return a side list's number as it stands on the map, so that it is not taken for a door."""
    return f"[{number}]"


def door_text(household: Household) -> str:
    """Return the door as written, else the roster's number, else words that say there is none."""
    return household.door or household.number or tr("no number")


def head_style(household: Household) -> str:
    """Return the name of the head's text style: quieter where nobody lives."""
    return (
        "head" if household.status == OCCUPIED or household.status == "seasonal" else "head-vacant"
    )
