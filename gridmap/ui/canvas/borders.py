"""Boundaries on the screen.

The borders of grids and groups prepared village by village, so that one edit rebuilds one village.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import shapely

from gridmap.geo.changed_land import differing_edges
from gridmap.layers.boundaries import (
    BoundaryLayer,
    GridLayer,
    GroupLayer,
    TownshipLayer,
    VillageLayer,
)
from gridmap.layers.linework import ON_EDGE_M, SAME_LINE_M, SNAP_M
from gridmap.model.changes import Bounds, Change, Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    FeatureId,
    Grid,
    Surface2D,
    Township,
    Village,
    VillagerGroup,
)

BORDER_KINDS = (Township, Village, Grid, VillagerGroup)


class Borders:
    """The border layers of a project.

    `draw_order` gives them from the lowest rank to the highest.
    """

    def __init__(self, reader: FeatureReader) -> None:
        self._grids: dict[FeatureId, BoundaryLayer] = {}
        self._groups: dict[FeatureId, BoundaryLayer] = {}
        self._build(reader)

    def update(self, reader: FeatureReader, changeset: Changeset) -> Sequence[Bounds] | None:
        """Take over a changeset that is already in the reader.

        Return the boxes in metres in which grids' and groups' borders differ now; None: anything
        may differ.
        """
        moved = [change for change in changeset if moves_border(change)]
        if any(isinstance(change.feature, Township | Village) for change in moved):
            self._build(reader)
            return None
        touched = {
            side.village
            for change in moved
            for side in (change.old, change.new)
            if isinstance(side, Grid | VillagerGroup)
        }
        if not touched:
            return ()
        before = self._lines_of(touched)
        self._rebuild(reader, touched)
        self._join()
        return _differences(before, self._lines_of(touched))

    def _lines_of(self, villages: Iterable[FeatureId]) -> set[bytes]:
        """Return the lines of grids and groups of some villages as WKB."""
        known = [self._grids.get(key) for key in villages] + [
            self._groups.get(key) for key in villages
        ]
        return {
            line for layer in known if layer is not None for line in shapely.to_wkb(layer.lines)
        }

    def draw_order(
        self, *, has_groups: bool = True, has_grids: bool = True
    ) -> Sequence[BoundaryLayer]:
        """Return the layers to draw, the lowest rank first."""
        return [*self.parts(has_groups=has_groups, has_grids=has_grids), *self.outlines]

    def parts(self, *, has_groups: bool = True, has_grids: bool = True) -> Sequence[BoundaryLayer]:
        """Return the borders of groups and grids, the lowest rank first."""
        layers = [self._all_groups] if has_groups else []
        return [*layers, self._all_grids] if has_grids else layers

    @property
    def outlines(self) -> Sequence[BoundaryLayer]:
        """The borders of villages and townships, which lie on all others."""
        return [self._villages, self._townships]

    def _build(self, reader: FeatureReader) -> None:
        self._townships = TownshipLayer.of(reader.all(Township))
        self._villages = VillageLayer.of(reader.all(Village), below=[self._townships])
        self._grids.clear()
        self._groups.clear()
        self._rebuild(reader, _villages_of(reader))
        self._join()

    def _rebuild(self, reader: FeatureReader, villages: Iterable[FeatureId]) -> None:
        wanted = set(villages)
        grids: dict[FeatureId, list[Grid]] = defaultdict(list)
        groups: dict[FeatureId, list[VillagerGroup]] = defaultdict(list)
        for grid in reader.all(Grid):
            if grid.village in wanted:
                grids[grid.village].append(grid)
        for group in reader.all(VillagerGroup):
            if group.village in wanted:
                groups[group.village].append(group)
        for village in wanted:
            near = _near([self._townships, self._villages], _bounds(grids[village]))
            self._grids[village] = GridLayer.of(grids[village], below=near)
            near = _near([self._townships, self._villages], _bounds(groups[village]))
            self._groups[village] = GroupLayer.of(
                groups[village], below=[*near, self._grids[village]]
            )

    def _join(self) -> None:
        self._all_grids = _joined("grid", self._grids.values())
        self._all_groups = _joined("group", self._groups.values())


def _differences(before: set[bytes], after: set[bytes]) -> Sequence[Bounds]:
    """Return the boxes of the lines that only one of two states has."""
    changed = shapely.from_wkb(list(before ^ after))
    return [(left, low, right, top) for left, low, right, top in shapely.bounds(changed).tolist()]


def moves_border(change: Change) -> bool:
    """Whether a border runs elsewhere on the ground after a change.

    Drawing puts corners into the straight borders of neighbours: these stay where they are.
    """
    if not isinstance(change.feature, BORDER_KINDS):
        return False
    old, new = change.old, change.new
    if not isinstance(old, BORDER_KINDS) or not isinstance(new, BORDER_KINDS):
        return True
    if getattr(old, "village", None) != getattr(new, "village", None):
        return True
    if old.geometry is None or new.geometry is None:
        return old.geometry is not new.geometry
    return old.geometry is not new.geometry and not _is_same_line(old.geometry, new.geometry)


def _is_same_line(one: Surface2D, other: Surface2D) -> bool:
    """Whether two areas have the same border, but for corners that lie on it."""
    own, others = differing_edges(one, other)
    for extra, area in ((own, other), (others, one)):
        if not len(extra):
            continue
        ends, border = extra.reshape(-1, 2, 2), area.boundary
        points = shapely.points(np.concatenate([ends[:, 0], ends[:, 1], ends.mean(axis=1)]))
        if shapely.distance(points, border).max(initial=0.0) > ON_EDGE_M:
            return False
    return True


def _villages_of(reader: FeatureReader) -> set[FeatureId]:
    grids = {grid.village for grid in reader.all(Grid)}
    return grids | {group.village for group in reader.all(VillagerGroup)}


def _bounds(areas: Sequence[Grid] | Sequence[VillagerGroup]) -> Bounds | None:
    shapes: list[Surface2D] = [item.geometry for item in areas if item.geometry is not None]
    if not shapes:
        return None
    min_x, min_y, max_x, max_y = shapely.total_bounds(np.array(shapes, dtype=object)).tolist()
    return min_x, min_y, max_x, max_y


def _near(layers: Sequence[BoundaryLayer], bounds_m: Bounds | None) -> list[BoundaryLayer]:
    """Return the layers with only those edges that may meet a box."""
    if bounds_m is None:
        return []
    low_x, low_y, high_x, high_y = (value / SNAP_M for value in bounds_m)
    reach = SAME_LINE_M / SNAP_M
    result = []
    for layer in layers:
        x1, y1, x2, y2 = layer.edges.T
        meets = (np.minimum(x1, x2) <= high_x + reach) & (np.maximum(x1, x2) >= low_x - reach)
        meets &= (np.minimum(y1, y2) <= high_y + reach) & (np.maximum(y1, y2) >= low_y - reach)
        result.append(replace(layer, edges=layer.edges[meets]))
    return result


def _joined(style_name: str, layers: Iterable[BoundaryLayer]) -> BoundaryLayer:
    """Return layers as one to draw; nothing is asked to lie below it, so it keeps no edges."""
    parts = [layer for layer in layers if len(layer.lines)]
    return BoundaryLayer(
        style_name=style_name,
        lines=np.concatenate([layer.lines for layer in parts] or [np.empty(0, dtype=object)]),
        bounds_m=np.concatenate([layer.bounds_m for layer in parts] or [np.empty((0, 4))]),
        edges=np.empty((0, 4), np.int64),
    )
