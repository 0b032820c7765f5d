"""One attempt at the labels of a detail sheet: symbols stand, labels are placed around them.

What finds no place is folded into its nearest neighbour for the next attempt.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np

from gridmap.export.arrange import (
    HOUSE_MM,
    NORTH,
    NUMBER_MM,
    Occupied,
    free_corner,
    house_positions,
    locator_size,
    place_badges,
    place_care,
    square_boxes,
)
from gridmap.export.frames import Rect
from gridmap.export.house_labels import HouseTexts
from gridmap.export.scale import SHARED_M
from gridmap.export.sheet_layout import NameMaker, SheetSetting
from gridmap.export.spots import Spot, merged, spot_points
from gridmap.layers.labels import (
    Boxes,
    LabelRequest,
    LabelResult,
    place_labels,
)
from gridmap.layers.surface import Coordinates
from gridmap.model.features import FeatureId

MOVED_MM: Final = 1.5
"""A house moved further than this from its true place counts as crowded.

So that a larger scale is tried.
"""

HOUSE: Final = "h:"
"""What the keys of the labels of houses begin with."""

_PLACE_PRIORITY: Final = 2
_HOUSE_PRIORITY: Final = 1
_NAME_PRIORITY: Final = 0


class Attempt:
    """One attempt at a sheet: where its symbols stand, and the labels that it asks for."""

    def __init__(
        self, setting: SheetSetting, spots: list[Spot], texts: HouseTexts, names: NameMaker
    ) -> None:
        self.setting, self.spots, self.texts = setting, spots, texts
        self.maker = names
        view = setting.view
        self.own_mm, self.foreign_mm, self.distance = house_positions(
            view, spots, setting.foreign_m
        )
        self.foreign_mm = _outside(self.foreign_mm, setting.taken)
        self.singles = [i for i, spot in enumerate(spots) if not spot.is_stack]
        self.stacks = [i for i, spot in enumerate(spots) if spot.is_stack]
        occupied = Occupied(
            np.concatenate(
                [
                    square_boxes(self.own_mm[self.singles], HOUSE_MM),
                    square_boxes(self.own_mm[self.stacks], NUMBER_MM),
                    square_boxes(self.foreign_mm, HOUSE_MM),
                ]
            ),
            setting.walls,
        )
        occupied.add(setting.taken)
        self.badges = place_badges(view, setting.places, occupied)
        self.locator = self._free_corner(locator_size(), occupied, first="tr")
        if self.locator is not None:
            occupied.add([self.locator])
        self.north = self._free_corner(NORTH, occupied, first="tl")
        if self.north is not None:
            occupied.add([self.north])
        self.care = place_care(view, self._care_houses(), setting.care, occupied)
        self.occupied = occupied
        self.names = names.requests(setting, self.badges)

    def _free_corner(
        self, size_mm: tuple[float, float], occupied: Occupied, *, first: str
    ) -> Rect | None:
        if self.setting.is_inset:
            return None
        return free_corner(self.setting.window, size_mm, occupied, first=first)

    def _care_houses(self) -> list[tuple[FeatureId, float, float]]:
        return [
            (member.id, float(self.own_mm[i, 0]), float(self.own_mm[i, 1]))
            for i, spot in enumerate(self.spots)
            for member in spot.members
        ]

    def is_roomy(self, share: float) -> bool:
        """Whether at least a share of the points is not crowded, if any may have a full label."""
        count = len(self.spots)
        return not self.singles or (count - self.crowded) / count >= share

    @cached_property
    def crowded(self) -> int:
        """How many houses had to be moved far, where a larger scale would help.

        Doors that share one point fan out around it at any scale.
        """
        if not self.singles:
            return 0
        points = spot_points([self.spots[i] for i in self.singles])
        away = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
        np.fill_diagonal(away, np.inf)
        alone = away.min(axis=1) >= SHARED_M
        return int((alone & (self.distance[self.singles] > MOVED_MM)).sum())

    def _house_requests(self) -> list[LabelRequest]:
        half = HOUSE_MM / 2
        return [
            LabelRequest(
                key=self.key(i),
                x_mm=float(self.own_mm[i, 0]),
                y_mm=float(self.own_mm[i, 1]),
                half_mm=half,
                variants=self.texts.boxes(self.spots[i].members[0]),
                priority=_HOUSE_PRIORITY,
            )
            for i in self.singles
        ]

    def place(self) -> LabelResult:
        """Place all labels."""
        requests = self._house_requests()
        requests += [
            LabelRequest(
                key=name.key,
                x_mm=name.x_mm,
                y_mm=name.y_mm,
                half_mm=name.half_mm,
                variants=name.boxes,
                priority=_NAME_PRIORITY if name.centers else _PLACE_PRIORITY,
                may_lead=not name.centers,
                centers=name.centers,
            )
            for name in self.names
        ]
        margin = self.setting.window.inset(0.5).box
        # The badges' own boxes come in with the requests of their names; the label engine counts
        # both.
        return place_labels(
            requests,
            frame=margin,
            obstacles=self._obstacles(),
            soft=self.setting.soft,
            walls=self.setting.walls,
        )

    def _obstacles(self) -> Boxes:
        """Return what labels must not touch, but for the requests' own symbols."""
        own = len(self.singles)
        boxes = self.occupied.boxes[own:]
        named = [
            (n.x_mm - n.half_mm, n.y_mm - n.half_mm, n.x_mm + n.half_mm, n.y_mm + n.half_mm)
            for n in self.names
            if n.half_mm
        ]
        if not named:
            return boxes
        keep = ~(np.abs(boxes[:, None, :] - np.array(named)[None]).max(axis=2) < 1e-6).any(axis=1)
        free: Boxes = boxes[keep]
        return free

    def missing(self, result: LabelResult) -> list[int]:
        """Return the spots whose label found no place, and stacks whose squares overlap."""
        gone = set(result.missing)
        return [i for i in self.singles if self.key(i) in gone] or [
            first for first, _ in self._overlapping_stacks()
        ]

    def key(self, index: int) -> str:
        """Return the name of a house's label: the same whatever else is on the sheet."""
        return f"{HOUSE}{self.spots[index].members[0].id}"

    def _overlapping_stacks(self) -> list[tuple[int, int]]:
        return [
            (first, second)
            for at, first in enumerate(self.stacks)
            for second in self.stacks[at + 1 :]
            if float(np.abs(self.own_mm[first] - self.own_mm[second]).max()) < NUMBER_MM
        ]

    def folded(self, result: LabelResult) -> list[Spot]:
        """Return the spots with each one that found no place folded into its nearest neighbour."""
        partner = list(range(len(self.spots)))

        def root(index: int) -> int:
            while partner[index] != index:
                index = partner[index]
            return index

        for index in self.missing(result):
            away = np.hypot(*(self.own_mm - self.own_mm[index]).T)
            away[index] = np.inf
            nearest = int(np.argmin(away)) if len(away) > 1 else index
            partner[root(index)] = root(nearest)
        parts: dict[int, list[int]] = {}
        for index in range(len(self.spots)):
            parts.setdefault(root(index), []).append(index)
        if len(parts) == len(self.spots):
            return [_alone(spot) for spot in self.spots]
        return [merged([self.spots[i] for i in indexes]) for indexes in parts.values()]


def _outside(points_mm: Coordinates, rects: Sequence[Rect]) -> Coordinates:
    """Return the points of neighbours' houses that some rectangles leave in sight."""
    keep = np.ones(len(points_mm), dtype=bool)
    for rect in rects:
        wide = rect.inset(-HOUSE_MM / 2 - 0.3)
        keep &= ~(
            (points_mm[:, 0] > wide.x_mm) & (points_mm[:, 0] < wide.right_mm)
            & (points_mm[:, 1] > wide.y_mm) & (points_mm[:, 1] < wide.bottom_mm)
        )  # fmt: skip
    return points_mm[keep]


def _alone(spot: Spot) -> Spot:
    """Return a spot that is drawn as a numbered point even with one door.

    When its label has no room at all.
    """
    return Spot(spot.x_m, spot.y_m, spot.members, is_numbered=True)
