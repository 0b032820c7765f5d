"""Snapper: the corner or border of the project that the pointer means, with a word for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from shapely.geometry.base import BaseGeometry

from gridmap.actions.placing import BUILDING
from gridmap.geo.snapping import Snap, SnapTargets
from gridmap.i18n import tr
from gridmap.model.changes import Bounds
from gridmap.model.document import Document
from gridmap.model.features import (
    Area,
    Feature,
    FeatureId,
    Grid,
    Line,
    Village,
    VillagerGroup,
    geometry_of,
)
from gridmap.ui.tools.tool import SnappedPoint

_MOST_FAMILIES: Final = 64

GRID_BORDERS: Final = frozenset[type[Feature]]((Village, Grid))
"""What grids snap to."""

Shapes = dict[str, BaseGeometry]


class Snapper:
    """Snaps to features of a document. What is near is prepared at first use, village by village.

    Of all corners in reach the nearest wins, else of all borders the nearest.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._prepared: dict[FeatureId, tuple[tuple[int, ...], Shapes, SnapTargets]] = {}

    def snap(
        self, x_m: float, y_m: float, *, kinds: frozenset[type[Feature]], tolerance_m: float
    ) -> SnappedPoint | None:
        """Return what lies within the tolerance of a point, None where there is nothing."""
        box = (x_m - tolerance_m, y_m - tolerance_m, x_m + tolerance_m, y_m + tolerance_m)
        found = [
            snap
            for key, shapes in self._families(box, kinds)
            if (snap := self._targets(key, shapes).snap(x_m, y_m, tolerance_m=tolerance_m))
        ]
        if not found:
            return None
        best = min(found, key=lambda snap: (snap.kind != "corner", snap.distance_m))
        return SnappedPoint(
            best.x_m,
            best.y_m,
            tr("Corner") if best.kind == "corner" else self._border(best),
            tuple(FeatureId(key) for key in best.keys),
            None if best.kind == "corner" else best.edge,
            self._border(best),
        )

    def _families(
        self, box: Bounds, kinds: frozenset[type[Feature]]
    ) -> Iterable[tuple[FeatureId, Shapes]]:
        """Yield what belongs together: a village with its grids and groups; ground is alone."""
        for village in self._document.in_box(Village, box) if kinds - {Line, Area} else ():
            shapes: Shapes = {}
            if Village in kinds and village.geometry is not None:
                shapes[village.id] = village.geometry
            around = village.geometry.bounds if village.geometry is not None else box
            for kind in (Grid, VillagerGroup):
                if kind in kinds:
                    shapes |= _shapes_of(self._document.in_box(kind, around), village.id)
            if shapes:
                yield village.id, shapes
        for item in self._ground(box, kinds):
            if item.geometry is not None:
                yield item.id, {item.id: item.geometry}

    def _ground(self, box: Bounds, kinds: frozenset[type[Feature]]) -> Iterable[Line | Area]:
        """Return lines and areas on the ground near by; houses have too many corners to help."""
        if Line in kinds:
            yield from self._document.in_box(Line, box)
        if Area in kinds:
            near = self._document.in_box(Area, box)
            yield from (area for area in near if area.area_kind != BUILDING)

    def _targets(self, key: FeatureId, shapes: Shapes) -> SnapTargets:
        mark = tuple(id(shape) for shape in shapes.values())
        known = self._prepared.get(key)
        if known is not None and known[0] == mark:
            return known[2]
        if len(self._prepared) >= _MOST_FAMILIES:
            self._prepared.clear()
        targets = SnapTargets(shapes)
        self._prepared[key] = (mark, shapes, targets)
        return targets

    def _border(self, snap: Snap) -> str:
        """Return whose border it is, in words."""
        features = [self._document.find_any(FeatureId(key)) for key in snap.keys]
        for feature in features:
            if isinstance(feature, Grid | VillagerGroup):
                return tr("Along the border of {name}", name=feature.name)
        if any(isinstance(feature, Village) for feature in features):
            return tr("Village border")
        return tr("On the line")


def _shapes_of(areas: Iterable[Grid | VillagerGroup], village: FeatureId) -> Shapes:
    return {
        area.id: shape
        for area in areas
        if area.village == village and (shape := geometry_of(area)) is not None
    }
