"""Laying out one detail sheet: symbols, labels, and what becomes of the labels that find no place.

No household is lost: door and head, else door with the head in a side list, else a number in the
list, else one numbered
point for several doors. The last step always succeeds, because the number stands in the symbol
itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from gridmap.export.frames import Rect, cell_at, sheet_cells
from gridmap.export.house_labels import WAYS, Fallback, HouseTexts, TextLine, door_text
from gridmap.export.scale import SHARED_M
from gridmap.export.sheet_layout import (
    HouseMark,
    NameMaker,
    PlaceEntry,
    SheetLayout,
    SheetSetting,
    SideEntry,
    Stack,
)
from gridmap.export.spots import Spot, merged, spot_points
from gridmap.layers.labels import (
    Boxes,
    LabelRequest,
    LabelResult,
    PlacedLabel,
    labels_fit,
    place_labels,
)
from gridmap.layers.surface import Coordinates
from gridmap.model.features import FeatureId
from gridmap.model.sorting import door_key

MOVED_MM: Final = 1.5
"""A house moved further than this from its true place counts as crowded.

So that a larger scale is tried.
"""

WITHOUT_LEADER: Final = 0.93
"""The share of labels that must stand beside their house without a leader line."""

_HOUSE: Final = "h:"
"""What the keys of the labels of houses begin with."""

_PLACE_PRIORITY: Final = 2
_HOUSE_PRIORITY: Final = 1
_NAME_PRIORITY: Final = 0


class Draft:
    """A sheet whose symbols stand and whose labels are placed at need, once."""

    def __init__(self, setting: SheetSetting, texts: HouseTexts, names: NameMaker) -> None:
        self._setting, self._texts, self._names = setting, texts, names
        self._work = _Work(setting, list(setting.spots), texts, names)
        self._layout: SheetLayout | None = None

    def is_legible(self, share: float) -> bool:
        """Whether at least a share of the houses stands in place with door and head beside it.

        Most of them must do without a leader line; whether that is hopeless is tested first
        because it is cheap.
        """
        least = min(share, WITHOUT_LEADER)
        if not self._work.may_fit(least) or self.finish().good_share < share:
            return False
        return self._beside_share() >= least

    def _beside_share(self) -> float:
        """Return the share of points with a full label close by; many doors of one point count."""
        layout, spots = self.finish(), self._setting.spots
        folded = sum(not spot.is_stack for spot in spots) - len(layout.houses)
        led = sum(
            label.leader is not None and label.key.startswith(_HOUSE)
            for label in layout.label_boxes
        )
        return layout.good_share - (folded + led) / max(len(spots), 1)

    def finish(self) -> SheetLayout:
        """Return the layout. The result depends on the setting alone."""
        if self._layout is None:
            work = self._work
            result = work.place()
            while work.missing(result):
                work = _Work(self._setting, work.folded(result), self._texts, self._names)
                result = work.place()
            self._layout = work.layout(result)
        return self._layout


class _Work:
    """One attempt at a sheet."""

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
            )
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

    def may_fit(self, share: float) -> bool:
        """Whether it is not hopeless to give a share of the points full labels without crowding."""
        count = len(self.spots)
        lost = self._crowded()
        if not self.singles or (count - lost) / count < share:
            return not self.singles
        least = min(1.0, (share * count - len(self.stacks)) / len(self.singles))
        return labels_fit(
            self._house_requests(),
            frame=self.setting.window.inset(0.5).box,
            obstacles=self._obstacles(),
            walls=self.setting.walls,
            share=least,
            is_hasty=True,
        )

    def _crowded(self) -> int:
        """Return how many houses had to be moved far, where a larger scale would help.

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
                key=self._key(i),
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
        return [i for i in self.singles if self._key(i) in gone] or [
            first for first, _ in self._overlapping_stacks()
        ]

    def _key(self, index: int) -> str:
        """Return the name of a house's label: the same whatever else is on the sheet."""
        return f"h:{self.spots[index].members[0].id}"

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

    def layout(self, result: LabelResult) -> SheetLayout:
        """Return the finished layout."""
        placed = {label.key: label for label in result.placed}
        numbers = self._numbers(placed)
        lines: list[TextLine] = []
        fallbacks: dict[FeatureId, Fallback] = {}
        for i in self.singles:
            label, household = placed[self._key(i)], self.spots[i].members[0]
            lines += self.texts.lines(household, label, numbers.get(i, ""))
            fallbacks[household.id] = WAYS[label.variant]
        for i in self.stacks:
            fallbacks.update(dict.fromkeys((m.id for m in self.spots[i].members), "stack"))
        cells = {
            member.id: self._cell(i) for i, spot in enumerate(self.spots) for member in spot.members
        }
        quiet = [] if self.setting.is_inset else self.maker.quiet(self.setting, self._taken(result))
        return SheetLayout(
            houses=tuple(
                HouseMark(self.spots[i].members[0], *self.own_mm[i].tolist()) for i in self.singles
            ),
            stacks=tuple(
                Stack(
                    numbers[i],
                    float(self.own_mm[i, 0]),
                    float(self.own_mm[i, 1]),
                    self.spots[i].members,
                )
                for i in self.stacks
            ),
            foreign_mm=self.foreign_mm,
            badges=self.badges,
            care=self.care,
            lines=tuple(lines),
            leaders=tuple(label.leader for label in result.placed if label.leader is not None),
            names=(
                *(item.line for item in quiet),
                *(
                    line
                    for name in self.names
                    if name.key in placed
                    for line in name.lines(placed[name.key])
                ),
            ),
            side_list=tuple(self._side_list(fallbacks, numbers, cells)),
            locator=self.locator,
            north=self.north,
            cells=cells,
            fallbacks=fallbacks,
            unnamed=tuple(self._unnamed(placed)),
            crowded=self._crowded(),
            long=frozenset(
                spot.members[0].id
                for spot in self.spots
                if not spot.is_stack and self.texts.is_long(spot.members[0])
            ),
            label_boxes=result.placed,
            quiet_boxes=tuple(item.box for item in quiet),
        )

    def _taken(self, result: LabelResult) -> Boxes:
        """Return the boxes of all symbols and labels."""
        labels = [
            (p.left_mm, p.top_mm, p.left_mm + p.width_mm, p.top_mm + p.height_mm)
            for p in result.placed
        ]
        return np.concatenate([self.occupied.boxes, np.array(labels).reshape(-1, 4)])

    def _unnamed(self, placed: Mapping[str, PlacedLabel]) -> Iterator[PlaceEntry]:
        """Yield the places whose names found no room beside their badges."""
        badges = {(badge.x_mm, badge.y_mm): badge for badge in self.badges}
        for name in self.names:
            if name.key not in placed and name.is_needed:
                badge = badges[name.x_mm, name.y_mm]
                yield PlaceEntry(badge.symbol, name.text, self._cell_at(name.x_mm, name.y_mm))

    def _cell(self, index: int) -> str:
        return self._cell_at(*self.own_mm[index].tolist())

    def _cell_at(self, x_mm: float, y_mm: float) -> str:
        window = self.setting.window
        return cell_at(window, x_mm, y_mm, sheet_cells(window))

    def _numbers(self, placed: Mapping[str, PlacedLabel]) -> dict[int, str]:
        """Return the numbers of stacks and of labels that are a number, in reading order."""
        wanted = [
            *self.stacks,
            *(i for i in self.singles if placed[self._key(i)].variant == "number"),
        ]
        wanted.sort(key=lambda i: (self._cell(i)[1], self._cell(i)[0], *self.own_mm[i].tolist()))
        first = self.setting.first_number
        return {index: str(number) for number, index in enumerate(wanted, start=first)}

    def _side_list(
        self,
        fallbacks: Mapping[FeatureId, Fallback],
        numbers: Mapping[int, str],
        cells: Mapping[FeatureId, str],
    ) -> list[SideEntry]:
        rows = [
            SideEntry(numbers.get(i, ""), member, cells[member.id])
            for i, spot in enumerate(self.spots)
            for member in spot.members
            if fallbacks[member.id] != "door_head"
        ]
        return sorted(rows, key=_side_key)


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


def _side_key(row: SideEntry) -> tuple[object, ...]:
    """Numbers first, and under each number the doors in natural order."""
    door = door_key(door_text(row.household))
    return (not row.number, int(row.number or 0), door, row.household.id)


def _alone(spot: Spot) -> Spot:
    """Return a spot that is drawn as a numbered point even with one door.

    When its label has no room at all.
    """
    return Spot(spot.x_m, spot.y_m, spot.members, is_numbered=True)
