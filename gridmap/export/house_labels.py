"""What is written beside a house.

Door over head, or door alone, or a number that a list explains; with its true size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from gridmap.i18n import tr
from gridmap.layers.labels import LabelBox, PlacedLabel
from gridmap.layers.metrics import drop_mm, rise_mm, text_width_mm
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

_DOOR_RISE_MM: Final = 2.37
_HEAD_STEP_MM: Final = 2.58
_DOOR_DROP_MM: Final = 0.38
_HEAD_DROP_MM: Final = 0.4
"""The room that digits and Chinese need above, between and below the baselines of a label."""

_MOST: Final = 4_000
"""Households whose boxes are kept: those of a few villages; all of a county's would fill memory."""

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


@dataclass(frozen=True, slots=True)
class _Bases:
    """How far below a label's top its baselines and its lower edge are, in millimetres."""

    door_mm: float
    head_mm: float
    height_mm: float


class HouseTexts:
    """The texts and boxes of households, each computed once while its village is laid out."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._boxes: dict[FeatureId, tuple[LabelBox, ...]] = {}
        line = self._one_line((number_text("88"), "number"))
        width_mm = text_width_mm(number_text("88"), styles.text("number"))
        self._number = LabelBox("number", width_mm, line.height_mm)

    def boxes(self, household: Household) -> tuple[LabelBox, ...]:
        """Return the ways to write a household's label, the fullest first."""
        known = self._boxes.get(household.id)
        if known is None:
            if len(self._boxes) >= _MOST:
                self._boxes.clear()
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
        door = door_text(household)
        if placed.variant == "number":
            text = number_text(number)
            y_mm = placed.top_mm + self._one_line((text, "number")).door_mm
            return [TextLine(text, "number", x_mm, y_mm, placed.align)]
        if placed.variant == "door" or not household.head:
            y_mm = placed.top_mm + self._one_line((door, "door")).door_mm
            return [TextLine(door, "door", x_mm, y_mm, placed.align)]
        style = head_style(household)
        if placed.shape == 0:
            bases = self._two_lines(door, household.head, style)
            return [
                TextLine(door, "door", x_mm, placed.top_mm + bases.door_mm, placed.align),
                TextLine(household.head, style, x_mm, placed.top_mm + bases.head_mm, placed.align),
            ]
        y_mm = placed.top_mm + self._one_line((door, "door"), (household.head, style)).door_mm
        left = placed.left_mm
        head_x = left + self._door_mm(household) + BETWEEN_MM
        return [
            TextLine(door, "door", left, y_mm, "left"),
            TextLine(household.head, style, head_x, y_mm, "left"),
        ]

    def _door_mm(self, household: Household) -> float:
        return text_width_mm(door_text(household), self._styles.text("door"))

    def _one_line(self, *texts: tuple[str, str]) -> _Bases:
        """Return the room of texts, each with its style's name, on one line."""
        styled = [(text, self._styles.text(style)) for text, style in texts]
        base_mm = max(_DOOR_RISE_MM, *(rise_mm(*item) for item in styled))
        drop = max(_DOOR_DROP_MM, *(drop_mm(*item) for item in styled))
        return _Bases(base_mm, base_mm, base_mm + drop)

    def _two_lines(self, door: str, head: str, style_name: str) -> _Bases:
        """Return the room of a door above a head."""
        above, below = self._styles.text("door"), self._styles.text(style_name)
        door_mm = max(_DOOR_RISE_MM, rise_mm(door, above))
        head_mm = door_mm + max(_HEAD_STEP_MM, drop_mm(door, above) + rise_mm(head, below))
        return _Bases(door_mm, head_mm, head_mm + max(_HEAD_DROP_MM, drop_mm(head, below)))

    def _make(self, household: Household) -> tuple[LabelBox, ...]:
        door, head, style = door_text(household), household.head, head_style(household)
        number = self._number
        door_mm, alone = self._door_mm(household), self._one_line((door, "door"))
        if not head:
            only = LabelBox("door_head", door_mm, alone.height_mm)
            return (only, number) if door_mm <= LONGEST_MM else (number,)
        by_door = LabelBox("door", door_mm, alone.height_mm)
        head_mm = text_width_mm(head, self._styles.text(style))
        if max(door_mm, head_mm) > LONGEST_MM:
            return (by_door, number) if door_mm <= LONGEST_MM else (number,)
        lines, line = (
            self._two_lines(door, head, style),
            self._one_line((door, "door"), (head, style)),
        )
        two = LabelBox("door_head", max(door_mm, head_mm), lines.height_mm)
        one = LabelBox("door_head", door_mm + BETWEEN_MM + head_mm, line.height_mm)
        ways = [way for way in (two, one, by_door, number) if way.width_mm < _WIDEST_MM]
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
