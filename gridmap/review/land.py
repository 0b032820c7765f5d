"""The land of a village, piece by piece, with who answers for each; the pieces fill it exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from gridmap.model.features import FeatureId, Grid, Village, VillagerGroup
from gridmap.review.cover import Cover
from gridmap.review.coverage import Coverage

A = TypeVar("A", Grid, VillagerGroup)

LEAST_M2: Final = 1.0
"""Pieces below this are what cutting leaves; they count with their neighbour's answer in sums."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LandPiece:
    """Land of one village that lies in one grid (None: in none) and one group (None: in none)."""

    village: FeatureId
    grid: FeatureId | None
    group: FeatureId | None
    geometry: Polygon | MultiPolygon
    cover: Cover

    @property
    def area_m2(self) -> float:
        """The area in square metres."""
        return float(self.geometry.area)


def rough_land_of(coverage: Coverage, village: Village) -> list[LandPiece]:
    """Return the village's own grids as they are drawn, and what of its land they leave.

    Far quicker than `land_of`, for a look at many villages: overlaps are not parted, and groups
    with officers of their own are not seen.
    """
    grids = coverage.relations.grids_in_village.get(village.id, ())
    drawn = [(grid.id, grid.geometry) for grid in grids if grid.geometry is not None]
    shapes: list[tuple[FeatureId | None, Polygon | MultiPolygon]] = [*drawn]
    area_m2 = village.geometry.area if village.geometry is not None else 0.0
    if village.geometry is not None and abs(area_m2 - sum(s.area for _, s in drawn)) > LEAST_M2:
        covered = shapely.union_all([shapely.make_valid(shape) for _, shape in drawn])
        rest = _surface(shapely.make_valid(village.geometry).difference(covered))
        shapes += [(None, rest)] if rest is not None and rest.area >= LEAST_M2 else []
    return [
        LandPiece(
            village=village.id,
            grid=grid,
            group=None,
            geometry=shape,
            cover=coverage.of_area(None, grid, village.id),
        )
        for grid, shape in shapes
    ]


def land_of(coverage: Coverage, village: Village) -> list[LandPiece]:
    """Return the pieces of a village's land; empty where its outline is not drawn.

    As for households, of two areas that claim the same land the first counts.
    """
    if village.geometry is None:
        return []
    reader = coverage.reader
    outline = shapely.make_valid(village.geometry)
    pieces = []
    groups = list(reader.all(VillagerGroup))
    for grid, in_grid in _cut(outline, list(reader.all(Grid))):
        for group, land in _cut(in_grid, groups):
            if land.area < LEAST_M2:
                continue
            pieces.append(
                LandPiece(
                    village=village.id,
                    grid=grid,
                    group=group,
                    geometry=land,
                    cover=coverage.of_area(group, grid, village.id),
                )
            )
    return pieces


def uncovered_land(coverage: Coverage, village: Village) -> list[LandPiece]:
    """Return the pieces of a village without an officer or without a leader, or in no grid."""
    return [
        piece for piece in land_of(coverage, village) if piece.cover.lacks or piece.grid is None
    ]


def _cut(
    land: shapely.Geometry, areas: Sequence[A]
) -> Iterator[tuple[FeatureId | None, Polygon | MultiPolygon]]:
    """Yield what of some land lies in each area, then what lies in none."""
    drawn = [area for area in areas if area.geometry is not None]
    rest = land
    if drawn:
        shapes = np.array([area.geometry for area in drawn], dtype=object)
        meeting = np.flatnonzero(shapely.intersects(shapes, land))
        for index in meeting.tolist():
            shape = shapely.make_valid(shapes[index])
            part = _surface(rest.intersection(shape))
            if part is not None:
                yield drawn[index].id, part
            rest = rest.difference(shape)
    left = _surface(rest)
    if left is not None:
        yield None, left


def _surface(shape: shapely.Geometry) -> Polygon | MultiPolygon | None:
    """Return the polygons of a shape, without lines and points; None where there are none."""
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon) and part.area]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)
