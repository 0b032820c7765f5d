"""Households in cells of the ground: one edit among 100,000 rebuilds one cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gridmap.layers.households import HouseholdLayer
from gridmap.layers.layer import widened_bounds_m
from gridmap.layers.surface import Coordinates
from gridmap.layers.view import MapView
from gridmap.model.changes import Changeset
from gridmap.model.features import STATUSES, FeatureId, Household

CELL_M: Final = 1000.0
_STATUS_NUMBER: Final = {status: number for number, status in enumerate(STATUSES)}
Cell = tuple[int, int]


class HouseCells:
    """The households that have a position, as one HouseholdLayer for each cell of CELL_M."""

    def __init__(self, households: Iterable[Household] = ()) -> None:
        self._cells: dict[Cell, HouseholdLayer] = {}
        self._cell_of: dict[FeatureId, Cell] = {}
        self._last: tuple[tuple[float, ...], HouseholdLayer] | None = None
        whole = layer_of(households)
        cells = np.floor(whole.xy_m / CELL_M).astype(np.int64)
        order = np.lexsort((cells[:, 1], cells[:, 0]))
        starts = np.flatnonzero(np.diff(cells[order], axis=0, prepend=-(2**60)).any(axis=1))
        for rows in np.split(order, starts[1:]) if len(starts) else ():
            self._put(_cell(cells[rows[0]]), taken(whole, rows))

    def update(self, changeset: Changeset) -> None:
        """Take over what a changeset does to households."""
        self._last = None
        fresh: dict[FeatureId, Household | None] = {
            change.id: change.new if isinstance(change.new, Household) else None
            for change in changeset
            if isinstance(change.feature, Household)
        }
        by_cell: dict[Cell, list[Household]] = {}
        for feature_id, household in fresh.items():
            before = self._cell_of.pop(feature_id, None)
            if before is not None:
                by_cell.setdefault(before, [])
            if household is not None:
                row = layer_of([household])
                if len(row.ids):
                    cell = _cell(np.floor(row.xy_m[0] / CELL_M).astype(np.int64))
                    by_cell.setdefault(cell, []).append(household)
        for cell, arrivals in by_cell.items():
            self._rebuild(cell, fresh.keys(), arrivals)

    def within(self, view: MapView, *, margin_mm: float = 3.0) -> HouseholdLayer:
        """Return the households of all cells that a view shows in part."""
        min_x, min_y, max_x, max_y = widened_bounds_m(view, margin_mm)
        low_x, low_y = np.floor(np.array([min_x, min_y]) / CELL_M).tolist()
        high_x, high_y = np.floor(np.array([max_x, max_y]) / CELL_M).tolist()
        window = (low_x, low_y, high_x, high_y)
        if self._last is None or self._last[0] != window:
            shown = [
                layer
                for (x, y), layer in self._cells.items()
                if low_x <= x <= high_x and low_y <= y <= high_y
            ]
            self._last = (window, merged(shown))
        return self._last[1]

    def _rebuild(self, cell: Cell, changed: Iterable[FeatureId], arrivals: list[Household]) -> None:
        held = self._cells.pop(cell, None)
        parts = [layer_of(arrivals)]
        if held is not None:
            gone = set(changed)
            kept = [row for row, key in enumerate(held.ids) if key not in gone]
            parts.insert(0, taken(held, np.array(kept, dtype=np.intp)))
        layer = merged(parts)
        if layer.ids:
            self._put(cell, layer)

    def _put(self, cell: Cell, layer: HouseholdLayer) -> None:
        self._cells[cell] = layer
        self._cell_of.update(dict.fromkeys(layer.ids, cell))


def layer_of(households: Iterable[Household]) -> HouseholdLayer:
    """Return one layer of the households that have a position, with array operations only."""
    items = [item for item in households if item.geometry is not None]
    shapes = np.array([item.geometry for item in items], dtype=object)
    if len(shapes) and shapely.is_empty(shapes).any():
        items = [item for item in items if item.geometry is not None and not item.geometry.is_empty]
        shapes = np.array([item.geometry for item in items], dtype=object)
    xy_m: Coordinates = shapely.get_coordinates(shapes) if len(shapes) else np.empty((0, 2))
    status = np.fromiter(
        (_STATUS_NUMBER.get(item.status, 0) for item in items), dtype=np.uint8, count=len(items)
    )
    return HouseholdLayer(ids=tuple(item.id for item in items), xy_m=xy_m, status=status)


def taken(layer: HouseholdLayer, rows: NDArray[np.intp]) -> HouseholdLayer:
    """Return some rows of a layer."""
    return HouseholdLayer(
        ids=tuple(layer.ids[row] for row in rows.tolist()),
        xy_m=layer.xy_m[rows],
        status=layer.status[rows],
    )


def merged(layers: list[HouseholdLayer]) -> HouseholdLayer:
    """Return one layer of several."""
    if len(layers) == 1:
        return layers[0]
    return HouseholdLayer(
        ids=tuple(key for layer in layers for key in layer.ids),
        xy_m=np.concatenate([layer.xy_m for layer in layers] or [np.empty((0, 2))]),
        status=np.concatenate([layer.status for layer in layers] or [np.empty(0, np.uint8)]),
    )


def _cell(pair: NDArray[np.int64]) -> Cell:
    return int(pair[0]), int(pair[1])
