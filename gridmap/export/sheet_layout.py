"""What a sheet's layout starts from and what it comes to: frozen values in millimetres."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from gridmap.export.arrange import PlacedSymbol
from gridmap.export.frames import Rect
from gridmap.export.house_labels import Fallback, TextLine
from gridmap.export.quiet_names import SetText
from gridmap.export.spots import Spot
from gridmap.layers.labels import Box, Boxes, LabelBox, PlacedLabel, SoftLines
from gridmap.layers.surface import Coordinates
from gridmap.layers.view import MapView
from gridmap.model.features import FeatureId, Household, Place

Segment: TypeAlias = tuple[tuple[float, float], tuple[float, float]]
"""Where a line begins and ends."""


@dataclass(frozen=True, slots=True)
class NameRequest:
    """A name that is not a household's.

    A place beside its badge, or an area centred on the first free of some points.

    `ways` are the lines it may be set in and `boxes` the room each way takes, turned by `angle_deg`
    or not. A name that is not needed may be left out.
    """

    key: str
    x_mm: float
    y_mm: float
    half_mm: float
    text: str
    style: str
    ways: tuple[tuple[str, ...], ...]
    boxes: tuple[LabelBox, ...]
    cap_mm: float
    line_mm: float
    centers: tuple[tuple[float, float], ...] = ()
    angle_deg: float = 0.0
    is_needed: bool = True

    def lines(self, label: PlacedLabel) -> Iterator[TextLine]:
        """Yield the lines of the placed name; a turned one stands in the middle of its box."""
        middle_x = label.left_mm + label.width_mm / 2
        middle_y = label.top_mm + label.height_mm / 2
        if self.centers:
            drop, angle = self.cap_mm / 2, math.radians(self.angle_deg)
            x_mm, y_mm = middle_x + drop * math.sin(angle), middle_y + drop * math.cos(angle)
            yield TextLine(self.text, self.style, x_mm, y_mm, "center", self.angle_deg)
            return
        right = label.left_mm + label.width_mm
        x_mm = {"left": label.left_mm, "center": middle_x, "right": right}[label.align]
        ways = self.ways[label.shape]
        first = middle_y + self.cap_mm / 2 - (len(ways) - 1) / 2 * self.line_mm
        for number, text in enumerate(ways):
            yield TextLine(text, self.style, x_mm, first + number * self.line_mm, label.align)


@dataclass(frozen=True, slots=True)
class HouseMark:
    """A household's square on the sheet."""

    household: Household
    x_mm: float
    y_mm: float


@dataclass(frozen=True, slots=True)
class Stack:
    """One numbered point for several doors."""

    number: str
    x_mm: float
    y_mm: float
    members: tuple[Household, ...]


@dataclass(frozen=True, slots=True)
class SideEntry:
    """A row of the side list: household, cell, and its number where the map shows one."""

    number: str
    household: Household
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inset:
    """A frame on the map with a part of the unit in it, at a round scale of its own.

    `rect` is the frame, `view` (at 0, 0) what it shows, `members` who is at home in it. `outline`
    is that ground on the map around it and `dots_mm` its houses there; outside the map there are
    none. `away_m`: how far to the east and north of the map's middle it lies.
    """

    number: int
    rect: Rect
    view: MapView
    members: frozenset[FeatureId]
    outline: Rect | None
    dots_mm: Coordinates
    away_m: tuple[float, float]


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A row of the side list for a place whose name has no room: its symbol, name and cell."""

    symbol: str
    text: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout:
    """Everything on a sheet's map, in millimetres of its window.

    `fallbacks` says how each household is labelled; the heads of `long` ones are too long for any
    map and stand in the side list. `quiet_boxes` are those of the names that take what is left.
    What stands on one of the `insets` is among all else, where it is on the page.
    """

    houses: tuple[HouseMark, ...]
    stacks: tuple[Stack, ...]
    foreign_mm: Coordinates
    badges: tuple[PlacedSymbol, ...]
    care: tuple[PlacedSymbol, ...]
    lines: tuple[TextLine, ...]
    leaders: tuple[Segment, ...]
    names: tuple[TextLine, ...]
    side_list: tuple[SideEntry, ...]
    locator: Rect | None
    north: Rect | None
    cells: Mapping[FeatureId, str]
    fallbacks: Mapping[FeatureId, Fallback]
    unnamed: tuple[PlaceEntry, ...]
    crowded: int
    long: frozenset[FeatureId] = frozenset()
    label_boxes: tuple[PlacedLabel, ...] = field(repr=False, default=())
    quiet_boxes: tuple[Box, ...] = field(repr=False, default=())
    insets: tuple[Inset, ...] = ()

    @property
    def all_leaders(self) -> list[Segment]:
        """The lines from houses to their labels, and from points to symbols that stand aside."""
        roots = [
            (symbol.root, (symbol.x_mm, symbol.y_mm))
            for symbol in (*self.badges, *self.care)
            if symbol.root is not None
        ]
        return [*self.leaders, *roots]

    @property
    def counts(self) -> Counter[Fallback]:
        """How many households are labelled in each way."""
        return Counter(self.fallbacks.values())

    @property
    def good_share(self) -> float:
        """The share of points with door and head beside a house that stands where it is."""
        points = len(self.houses) + len(self.stacks)
        named = sum(
            self.fallbacks[mark.household.id] == "door_head" or mark.household.id in self.long
            for mark in self.houses
        )
        return 1.0 if not points else (named + len(self.stacks) - self.crowded) / points


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSetting:
    """What one sheet shows.

    Its view (at 0, 0), own spots, neighbours' houses, places, care categories and names. Labels
    should not cross what is `soft` and do not cross `walls`. Nothing is put on what is `taken`.
    `is_inset`: without locator and north arrow. `first_number` is where its side list begins to
    count.
    """

    view: MapView
    spots: Sequence[Spot]
    foreign_m: Coordinates
    places: Sequence[Place] = ()
    care: Mapping[FeatureId, Sequence[str]] = field(default_factory=dict)
    soft: SoftLines | None = None
    walls: Boxes | None = None
    own_unit: FeatureId | None = None
    taken: tuple[Rect, ...] = ()
    is_inset: bool = False
    first_number: int = 1

    @property
    def window(self) -> Rect:
        """The map window, at 0, 0."""
        return Rect(0.0, 0.0, self.view.width_mm, self.view.height_mm)


class NameMaker(Protocol):
    """Makes the requests for names once the badges stand."""

    def requests(self, setting: SheetSetting, badges: Sequence[PlacedSymbol]) -> list[NameRequest]:
        """Return the names that want a place."""
        ...

    def quiet(self, setting: SheetSetting, taken: Boxes) -> list[SetText]:
        """Return the names that take what houses and places leave, clear of boxes."""
        ...
