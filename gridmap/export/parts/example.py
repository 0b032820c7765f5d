"""One household found step by step: what the worked example needs to know of its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol, TypeVar

import numpy as np

from gridmap.export.frames import Rect, sheet_cells
from gridmap.export.house_labels import door_text
from gridmap.export.plan import PlannedSheet, VillagePlan
from gridmap.export.sheet_layout import HouseMark, SheetLayout
from gridmap.layers.surface import Coordinates
from gridmap.layers.view import MapView
from gridmap.model.sorting import door_key

AROUND_MM: Final = 9.0
"""How much of the map around the cell the example shows."""

_WANTED: Final = "12"
_LABELS_MM: Final = 15.0
"""Labels of houses that stand outside may reach so far into the window."""


class _Standing(Protocol):
    """Something with a place on the sheet."""

    @property
    def x_mm(self) -> float: ...

    @property
    def y_mm(self) -> float: ...


P = TypeVar("P", bound=_Standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A household with its page and cell, and the part of its sheet around that cell.

    `page` is the name of the sheet's page; `houses_mm` are all houses of the sheet and `part` what
    stands in `window`, both in millimetres of the sheet's map. `house` is where its own one stands.
    """

    door: str
    head: str
    page: str
    sheet_id: str
    cell: str
    view: MapView
    houses_mm: Coordinates
    house: tuple[float, float]
    window: Rect
    part: SheetLayout


def example_of(plan: VillagePlan) -> Example | None:
    """Return the example of a planned village: door 12 of the first sheet that has one.

    Else a household in the middle of the first sheet. None where no household is drawn with door
    and head.
    """
    first: tuple[PlannedSheet, HouseMark] | None = None
    for item in plan.sheets:
        marks = _clear_marks(item.sheet.layout)
        if not marks:
            continue
        wanted = [mark for mark in marks if door_text(mark.household) == _WANTED]
        if wanted:
            return _example(item, wanted[0])
        first = first or (item, marks[len(marks) // 2])
    return _example(*first) if first is not None else None


def _clear_marks(layout: SheetLayout) -> list[HouseMark]:
    """Return the houses that have door and head beside them, in the order of their doors."""
    found = [
        mark
        for mark in layout.houses
        if layout.fallbacks.get(mark.household.id) == "door_head" and mark.household.head
    ]
    return sorted(found, key=lambda mark: (door_key(door_text(mark.household)), mark.household.id))


def _example(item: PlannedSheet, mark: HouseMark) -> Example:
    sheet = item.sheet
    layout, view = sheet.layout, sheet.view
    cell = layout.cells[mark.household.id]
    window = cell_rect(view, cell)
    left, top = max(window.x_mm - AROUND_MM, 0.0), max(window.y_mm - AROUND_MM, 0.0)
    right = min(window.right_mm + AROUND_MM, view.width_mm)
    bottom = min(window.bottom_mm + AROUND_MM, view.height_mm)
    around = Rect(left, top, right - left, bottom - top)
    return Example(
        door=door_text(mark.household),
        head=mark.household.head,
        page=item.name,
        sheet_id=sheet.sheet_id,
        cell=cell,
        view=view,
        houses_mm=np.array([(one.x_mm, one.y_mm) for one in layout.houses]),
        house=(mark.x_mm, mark.y_mm),
        window=around,
        part=_part_of(layout, around),
    )


def cell_rect(view: MapView, cell: str) -> Rect:
    """Return the rectangle of a reference cell in millimetres of the sheet's map."""
    window = Rect(0.0, 0.0, view.width_mm, view.height_mm)
    return sheet_cells(window).rect(window, cell)


def _part_of(layout: SheetLayout, window: Rect) -> SheetLayout:
    """Return what of a layout stands in a window, without symbols of people."""
    wide = window.inset(-_LABELS_MM)
    near = layout.foreign_mm
    if len(near):
        keep = [wide.contains(x, y) for x, y in near.tolist()]
        near = near[np.array(keep, dtype=bool)]
    return replace(
        layout,
        houses=_inside(layout.houses, wide),
        stacks=_inside(layout.stacks, wide),
        foreign_mm=near,
        badges=_inside(layout.badges, wide),
        care=(),
        lines=_inside(layout.lines, wide),
        leaders=tuple(pair for pair in layout.leaders if wide.contains(*pair[0])),
        names=_inside(layout.names, wide),
        side_list=(),
        cells={},
        fallbacks={},
        label_boxes=(),
    )


def _inside(items: Sequence[P], rect: Rect) -> tuple[P, ...]:
    return tuple(item for item in items if rect.contains(item.x_mm, item.y_mm))
