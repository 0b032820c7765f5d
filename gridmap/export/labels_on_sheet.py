"""Laying out one detail sheet: symbols, labels, and what becomes of the labels that find no place.

No household is lost: door and head, else door with the head in a side list, else a number in the
list, else one numbered point for several doors. The last step always succeeds, because the number
stands in the symbol itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from gridmap.export.frames import cell_at, sheet_cells
from gridmap.export.house_labels import WAYS, Fallback, HouseTexts, TextLine, door_text
from gridmap.export.label_attempt import HOUSE, Attempt
from gridmap.export.leaders import Leader
from gridmap.export.sheet_layout import (
    HouseMark,
    NameMaker,
    PlaceEntry,
    SheetLayout,
    SheetSetting,
    SideEntry,
    Stack,
)
from gridmap.layers.labels import Boxes, LabelResult
from gridmap.model.features import FeatureId
from gridmap.model.sorting import door_key

WITHOUT_LEADER: Final = 0.93
"""The share of labels that must stand beside their house without a leader line."""


class Draft:
    """A sheet whose symbols stand and whose labels are placed at need, once."""

    def __init__(self, setting: SheetSetting, texts: HouseTexts, names: NameMaker) -> None:
        self._setting, self._texts, self._names = setting, texts, names
        self._work = Attempt(setting, list(setting.spots), texts, names)
        self._layout: SheetLayout | None = None

    def is_legible(self, share: float) -> bool:
        """Whether at least a share of the houses stands in place with door and head beside it.

        Most of them must do without a leader line.
        """
        least = min(share, WITHOUT_LEADER)
        if not self._work.is_roomy(least) or self.finish().good_share < share:
            return False
        return self._beside_share() >= least

    def _beside_share(self) -> float:
        """Return the share of points with a full label close by; many doors of one point count."""
        layout, spots = self.finish(), self._setting.spots
        folded = sum(not spot.is_stack for spot in spots) - len(layout.houses)
        led = sum(
            label.leader is not None and label.key.startswith(HOUSE) for label in layout.label_boxes
        )
        return layout.good_share - (folded + led) / max(len(spots), 1)

    def finish(self) -> SheetLayout:
        """Return the layout. The result depends on the setting alone."""
        if self._layout is None:
            work = self._work
            result = work.place()
            while work.missing(result):
                work = Attempt(self._setting, work.folded(result), self._texts, self._names)
                result = work.place()
            self._layout = _Finished(work, result).layout()
        return self._layout


class _Finished:
    """The layout that comes of an attempt whose labels all have a place."""

    def __init__(self, work: Attempt, result: LabelResult) -> None:
        self._work, self._result = work, result
        self._placed = {label.key: label for label in result.placed}
        self._cells = {
            member.id: self._cell(i) for i, spot in enumerate(work.spots) for member in spot.members
        }
        self._numbers = self._numbered()
        self._fallbacks: dict[FeatureId, Fallback] = {
            work.spots[i].members[0].id: WAYS[self._placed[work.key(i)].variant]
            for i in work.singles
        }
        for i in work.stacks:
            self._fallbacks.update(dict.fromkeys((m.id for m in work.spots[i].members), "stack"))

    def layout(self) -> SheetLayout:
        """Return the finished layout."""
        work, result, placed = self._work, self._result, self._placed
        own_names = (
            line
            for name in work.names
            if name.key in placed
            for line in name.lines(placed[name.key])
        )
        is_inset = work.setting.is_inset
        quiet = [] if is_inset else work.maker.quiet(work.setting, self._taken())
        singles = [work.spots[i].members[0] for i in work.singles]
        return SheetLayout(
            houses=tuple(
                HouseMark(work.spots[i].members[0], *work.own_mm[i].tolist()) for i in work.singles
            ),
            stacks=tuple(map(self._stack, work.stacks)),
            foreign_mm=work.foreign_mm,
            badges=work.badges,
            care=work.care,
            lines=tuple(self._lines()),
            leaders=tuple(label.leader for label in result.placed if label.leader is not None),
            names=(*(item.line for item in quiet), *own_names),
            side_list=tuple(self._side_list()),
            locator=work.locator,
            north=work.north,
            cells=self._cells,
            fallbacks=self._fallbacks,
            unnamed=tuple(self._unnamed()),
            crowded=work.crowded,
            long=frozenset(item.id for item in singles if work.texts.is_long(item)),
            label_boxes=result.placed,
            quiet_boxes=tuple(item.box for item in quiet),
        )

    def _stack(self, index: int) -> Stack:
        x_mm, y_mm = self._work.own_mm[index].tolist()
        return Stack(self._numbers[index], x_mm, y_mm, self._work.spots[index].members)

    def _lines(self) -> Iterator[TextLine]:
        """Yield the lines of the houses' labels."""
        work = self._work
        for i in work.singles:
            label, household = self._placed[work.key(i)], work.spots[i].members[0]
            yield from work.texts.lines(household, label, self._numbers.get(i, ""))

    def _taken(self) -> Boxes:
        """Return the boxes of all symbols, labels and leaders."""
        labels = np.array([label.box_mm for label in self._result.placed]).reshape(-1, 4)
        leaders = [Leader(*p.leader).boxes() for p in self._result.placed if p.leader is not None]
        return np.concatenate([self._work.occupied.boxes, labels, *leaders])

    def _unnamed(self) -> Iterator[PlaceEntry]:
        """Yield the places whose names found no room beside their badges."""
        badges = {(badge.x_mm, badge.y_mm): badge for badge in self._work.badges}
        for name in self._work.names:
            if name.key not in self._placed and name.is_needed:
                badge = badges[name.x_mm, name.y_mm]
                yield PlaceEntry(badge.symbol, name.text, self._cell_at(name.x_mm, name.y_mm))

    def _cell(self, index: int) -> str:
        return self._cell_at(*self._work.own_mm[index].tolist())

    def _cell_at(self, x_mm: float, y_mm: float) -> str:
        window = self._work.setting.window
        return cell_at(window, x_mm, y_mm, sheet_cells(window))

    def _numbered(self) -> dict[int, str]:
        """Return the numbers of stacks and of labels that are a number, in reading order."""
        work = self._work
        labels = (i for i in work.singles if self._placed[work.key(i)].variant == "number")
        wanted = [*work.stacks, *labels]
        wanted.sort(key=lambda i: (self._cell(i)[1], self._cell(i)[0], *work.own_mm[i].tolist()))
        first = work.setting.first_number
        return {index: str(number) for number, index in enumerate(wanted, start=first)}

    def _side_list(self) -> list[SideEntry]:
        rows = [
            SideEntry(self._numbers.get(i, ""), member, self._cells[member.id])
            for i, spot in enumerate(self._work.spots)
            for member in spot.members
            if self._fallbacks[member.id] != "door_head"
        ]
        return sorted(rows, key=_side_key)


def _side_key(row: SideEntry) -> tuple[object, ...]:
    """Numbers first, and under each number the doors in natural order."""
    door = door_key(door_text(row.household))
    return (not row.number, int(row.number or 0), door, row.household.id)
