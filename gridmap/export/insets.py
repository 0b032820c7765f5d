"""Insets: a part of a unit in a frame of its own, on ground of the map where nothing stands.

A hamlet far from the other houses is shown there, or a dense core at a larger scale. Everything on
an inset is in millimetres of the sheet's map window, so that its houses have cells like all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gridmap.export.arrange import PlacedSymbol
from gridmap.export.frames import Rect, cell_at, sheet_cells
from gridmap.export.house_labels import HouseTexts, TextLine
from gridmap.export.labels_on_sheet import Draft
from gridmap.export.sheet_layout import Inset, NameMaker, SheetLayout, SheetSetting
from gridmap.export.spots import spot_points
from gridmap.layers.labels import PlacedLabel
from gridmap.layers.surface import Coordinates
from gridmap.layers.view import MapView
from gridmap.model.features import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a unit that goes into an inset: its frame on the map, and its setting.

    `is_core`: the map around it shows its ground too.
    """

    rect: Rect
    setting: SheetSetting
    is_core: bool

    @property
    def view(self) -> MapView:
        """What it shows."""
        return self.setting.view


class JoinedDraft:
    """The draft of a sheet with insets: legible if every part of it is."""

    def __init__(
        self,
        setting: SheetSetting,
        pieces: Sequence[Piece],
        texts: HouseTexts,
        names: NameMaker,
    ) -> None:
        self._setting, self._pieces = setting, pieces
        self._texts, self._names = texts, names
        self._main = Draft(setting, texts, names)
        self._layout: SheetLayout | None = None

    def is_legible(self, share: float) -> bool:
        """Whether the map around the insets is; these were looked at before they were placed."""
        return self._main.is_legible(share)

    @property
    def places(self) -> list[Place]:
        """The places that the map and the insets show."""
        found = list(self._setting.places)
        for piece in self._pieces:
            found += piece.setting.places
        return found

    def finish(self) -> SheetLayout:
        """Return the layout of the whole sheet. The result depends on the settings alone."""
        if self._layout is None:
            layout = self._main.finish()
            window = self._setting.window
            for number, piece in enumerate(self._pieces, start=1):
                numbered = replace(piece.setting, first_number=_numbers(layout) + 1)
                own = Draft(numbered, self._texts, self._names).finish()
                inset = inset_of(number, piece, self._setting.view)
                layout = joined(layout, own, inset, window)
            self._layout = layout
        return self._layout


def inset_of(number: int, piece: Piece, main: MapView) -> Inset:
    """Return the frame of a piece: what it is called, and where its ground lies on the main map."""
    min_x, min_y, max_x, max_y = piece.view.bounds_m
    corners = main.to_mm(np.array([(min_x, max_y), (max_x, min_y)]))
    (left, top), (right, bottom) = corners.tolist()
    ground = Rect(left, top, right - left, bottom - top)
    points = main.to_mm(spot_points(piece.setting.spots))
    return Inset(
        number=number,
        rect=piece.rect,
        view=piece.view,
        members=frozenset(one.id for spot in piece.setting.spots for one in spot.members),
        outline=ground if piece.is_core else None,
        dots_mm=points[dots_inside(points, main)],
        away_m=(
            piece.view.center_x_m - main.center_x_m,
            piece.view.center_y_m - main.center_y_m,
        ),
    )


def dots_inside(points_mm: Coordinates, main: MapView) -> NDArray[np.bool_]:
    """Return which of some points the main map shows."""
    size = np.array([main.width_mm, main.height_mm])
    inside = (points_mm > 0.6) & (points_mm < size - 0.6)
    return np.asarray(inside.all(axis=1))


def _numbers(layout: SheetLayout) -> int:
    """Return the highest number of a layout's side list, 0 where there is none."""
    return max((int(entry.number or 0) for entry in layout.side_list), default=0)


def joined(main: SheetLayout, own: SheetLayout, inset: Inset, window: Rect) -> SheetLayout:
    """Return a sheet's layout with one inset more; its houses have the cells that they stand in."""
    dx, dy = inset.rect.x_mm, inset.rect.y_mm
    houses = tuple(replace(mark, x_mm=mark.x_mm + dx, y_mm=mark.y_mm + dy) for mark in own.houses)
    stacks = tuple(replace(item, x_mm=item.x_mm + dx, y_mm=item.y_mm + dy) for item in own.stacks)
    scheme = sheet_cells(window)
    cells = {mark.household.id: cell_at(window, mark.x_mm, mark.y_mm, scheme) for mark in houses}
    for stack in stacks:
        cell = cell_at(window, stack.x_mm, stack.y_mm, scheme)
        cells.update({member.id: cell for member in stack.members})
    return replace(
        main,
        houses=(*main.houses, *houses),
        stacks=(*main.stacks, *stacks),
        foreign_mm=np.concatenate([main.foreign_mm, own.foreign_mm + np.array([dx, dy])]),
        badges=(*main.badges, *(_moved_symbol(item, dx, dy) for item in own.badges)),
        care=(*main.care, *(_moved_symbol(item, dx, dy) for item in own.care)),
        lines=(*main.lines, *(_moved_line(item, dx, dy) for item in own.lines)),
        leaders=(*main.leaders, *(_moved_pair(pair, dx, dy) for pair in own.leaders)),
        names=(*main.names, *(_moved_line(item, dx, dy) for item in own.names)),
        side_list=(
            *main.side_list,
            *(replace(entry, cell=cells[entry.household.id]) for entry in own.side_list),
        ),
        cells={**main.cells, **cells},
        fallbacks={**main.fallbacks, **own.fallbacks},
        unnamed=(*main.unnamed, *own.unnamed),
        crowded=main.crowded + own.crowded,
        long=main.long | own.long,
        label_boxes=(*main.label_boxes, *(_moved_label(item, dx, dy) for item in own.label_boxes)),
        insets=(*main.insets, inset),
    )


Pair = tuple[tuple[float, float], tuple[float, float]]


def _moved_symbol(item: PlacedSymbol, dx: float, dy: float) -> PlacedSymbol:
    root = (item.root[0] + dx, item.root[1] + dy) if item.root is not None else None
    return replace(item, x_mm=item.x_mm + dx, y_mm=item.y_mm + dy, root=root)


def _moved_line(item: TextLine, dx: float, dy: float) -> TextLine:
    return replace(item, x_mm=item.x_mm + dx, y_mm=item.y_mm + dy)


def _moved_pair(pair: Pair, dx: float, dy: float) -> Pair:
    (x1, y1), (x2, y2) = pair
    return (x1 + dx, y1 + dy), (x2 + dx, y2 + dy)


def _moved_label(item: PlacedLabel, dx: float, dy: float) -> PlacedLabel:
    leader = _moved_pair(item.leader, dx, dy) if item.leader is not None else None
    return replace(item, left_mm=item.left_mm + dx, top_mm=item.top_mm + dy, leader=leader)
