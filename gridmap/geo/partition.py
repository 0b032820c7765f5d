"""The grids of one village as a partition: none overlaps another, none leaves the village.

A `Partition` holds the village's outline and its grids by key. All corners lie on a raster of 1 mm,
and two grids that share a border share every corner of it, so that no gap can open by accident.
Land in no grid is allowed and listed (`unassigned`). The operations are in partition_drawing.py,
partition_reshape.py and partition_corners.py; each takes a Partition and returns a new one. Shapes
that an operation does not touch come back as the same objects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from gridmap.errors import GeometryError
from gridmap.geo.partition_edges import (
    Edges,
    Shapes,
    Surface,
    conflicts,
    drawn_to_corners,
    edges_of,
    faces_of,
    lengths_m,
    node_into,
    on_raster,
    twice_area_mm2,
    unique_edges,
)
from gridmap.i18n import tr

SLIVER_WIDTH_M: Final = 0.005
MOST_SLOPPY_M2: Final = 1.0

Owner = str | None


@dataclass(frozen=True, slots=True)
class Partition:
    """A village's outline and its grids by key, in metres on the 1 mm raster."""

    outline: Surface
    grids: Mapping[str, Surface]

    @property
    def shapes(self) -> list[BaseGeometry]:
        """The outline followed by the grids."""
        return [self.outline, *self.grids.values()]

    def edges(self) -> Edges:
        """Return every border once."""
        return unique_edges(edges_of(self.shapes)[0])


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a village that lies in no grid."""

    shape: Polygon
    area_m2: float


@dataclass(frozen=True)
class Arrangement:
    """The village cut into faces along all borders and the lines asked for.

    `owners[i]` is the key of the grid that face i lies in, None for land in no grid.
    """

    faces: Shapes
    owners: list[Owner]

    def of(self, key: Owner) -> list[int]:
        """Return the indexes of the faces of a grid, or of the land in no grid."""
        return [index for index, owner in enumerate(self.owners) if owner == key]

    @cached_property
    def neighbours(self) -> tuple[NDArray[np.int64], NDArray[np.int64], Edges]:
        """The faces on both sides of every edge that has two, and the edge."""
        edges, owner = edges_of(self.faces)
        order = np.lexsort(edges.T[::-1])
        edges, owner = edges[order], owner[order]
        twice = np.flatnonzero((edges[1:] == edges[:-1]).all(axis=1))
        return owner[twice], owner[twice + 1], edges[twice]

    @cached_property
    def shared_m(self) -> Mapping[int, Mapping[int, float]]:
        """How many metres of border every face shares with each of its neighbours."""
        shared: dict[int, dict[int, float]] = {}
        first, second, edges = self.neighbours
        lengths = lengths_m(edges).tolist()
        for one, other, length in zip(first.tolist(), second.tolist(), lengths, strict=True):
            for here, there in ((one, other), (other, one)):
                row = shared.setdefault(here, {})
                row[there] = row.get(there, 0.0) + length
        return shared


@dataclass(frozen=True)
class Claimed:
    """Faces with the keys of the grids that claim each, in order, and whether the village does."""

    faces: Shapes
    inside: NDArray[np.bool_]
    claims: list[tuple[str, ...]]

    def arrangement(self) -> Arrangement:
        """Return the faces in the village, each with the first grid that claims it as its owner."""
        owners = [next(iter(self.claims[at]), None) for at in np.flatnonzero(self.inside).tolist()]
        return Arrangement(self.faces[self.inside], owners)

    @property
    def doubtful_m2(self) -> float:
        """How much land has more than one claim, or one outside the village."""
        doubtful = [
            len(claim) > 1 or (bool(claim) and not held)
            for claim, held in zip(self.claims, self.inside.tolist(), strict=True)
        ]
        return float(shapely.area(self.faces[np.array(doubtful, dtype=bool)]).sum())


def partition_of(outline: Surface, grids: Mapping[str, Surface]) -> Partition:
    """Return the partition of a village from shapes as they are stored.

    Shapes that already fit come back as they are; others are moved to the raster (by less than
    1 mm) and their shared borders get the same corners. Differences under 1 m2 in all are settled
    quietly: land that two claim goes to the first.
    Raises: GeometryError for an outline or grid that crosses itself, or larger overlaps, which
    `repair_grids` (partition_repair.py) mends when asked.
    """
    stored = Partition(outline, grids)
    raster = _on_raster(stored)
    for shape in raster.shapes:
        if shape.is_empty or not shape.is_valid:
            raise GeometryError(
                tr("The outline of a grid or of the village crosses itself."),
                hint=tr("Repair the grids of this village first."),
            )
    if not flaws(raster):
        return raster
    partition, doubtful_m2 = settle(stored)
    if doubtful_m2 > MOST_SLOPPY_M2:
        raise GeometryError(
            tr(
                "Grids of this village overlap or leave it by {area} m² in all.",
                area=f"{doubtful_m2:,.0f}",
            ),
            hint=tr("Repair the grids of this village first."),
        )
    return partition


def settle(rough: Partition, *, strip_m: float = SLIVER_WIDTH_M) -> tuple[Partition, float]:
    """Return a partition from shapes that may overlap, and the m2 that had more than one claim.

    Land that two claim goes to the first, land outside the village to nobody, strips of free land
    narrower than `strip_m` to the grid with which they share the longest border.
    """
    found = claimed(rough)
    arrangement = found.arrangement()
    _settle_strips(arrangement, strip_m)
    return assemble(rough, arrangement), found.doubtful_m2


def claimed(rough: Partition, lines: Sequence[BaseGeometry] = ()) -> Claimed:
    """Return the faces of shapes that may overlap, cut along all borders and lines."""
    raster = _on_raster(rough)
    edges = raster.edges()
    crossing = conflicts(edges)
    edges = node_into(edges, crossing) if len(crossing) else edges
    if lines:
        edges = node_into(edges, unique_edges(edges_of([on_raster(line) for line in lines])[0]))
    return _claimed(raster, edges)


def arrange(partition: Partition, lines: Sequence[BaseGeometry] = ()) -> Arrangement:
    """Return the faces of a village cut along its borders and along lines or outlines.

    Corners of the lines within a few millimetres of a corner of a border are taken to be that one.
    Raises: GeometryError where the lines run so close to borders that the raster cannot hold them.
    """
    edges = partition.edges()
    if lines:
        drawn, _ = edges_of([on_raster(line) for line in lines])
        edges = node_into(edges, unique_edges(drawn_to_corners(drawn, edges)))
    return _claimed(partition, edges).arrangement()


def assemble(before: Partition, arrangement: Arrangement) -> Partition:
    """Return the partition in which every grid is made of its faces.

    Shapes that are the same as before are the same objects, so nothing untouched is rewritten.
    Raises: GeometryError if a grid of `before` that should live on has no land left.
    """
    keys = [*before.grids, *(owner for owner in arrangement.owners if owner is not None)]
    grids: dict[str, Surface] = {}
    for key in dict.fromkeys(keys):
        faces = arrangement.faces[arrangement.of(key)]
        if not len(faces):
            raise GeometryError(
                tr("A grid would be left without any land."),
                hint=tr("Merge the grids, or remove the one that is not wanted."),
            )
        grids[key] = _joined(before.grids.get(key), faces)
    return Partition(_joined(before.outline, arrangement.faces), grids)


def without(partition: Partition, *keys: str) -> Partition:
    """Return the partition without some grids; their land is then in no grid."""
    left = {key: shape for key, shape in partition.grids.items() if key not in keys}
    return Partition(partition.outline, left)


def unassigned(partition: Partition) -> list[Piece]:
    """Return the land of the village that lies in no grid, largest piece first."""
    arrangement = arrange(partition)
    pieces = [arrangement.faces[index] for index in arrangement.of(None)]
    return sorted((Piece(face, face.area) for face in pieces), key=lambda item: -item.area_m2)


def longest_neighbour(
    arrangement: Arrangement, index: int, *, allowed: Sequence[str] | None = None
) -> Owner:
    """Return the grid with which a face shares the longest border, None where no grid touches."""
    shared: dict[str, float] = {}
    for face, length_m in arrangement.shared_m.get(index, {}).items():
        key = arrangement.owners[face]
        if key is not None and (allowed is None or key in allowed):
            shared[key] = shared.get(key, 0.0) + length_m
    return max(shared, key=lambda key: shared[key]) if shared else None


def flaws(partition: Partition) -> list[str]:
    """Return what breaks the promise of a partition; empty if all is well. For checks and tests.

    Exact: areas are compared in whole square millimetres.
    """
    found = [
        f"{name}: {shapely.is_valid_reason(shape)}"
        for name, shape in zip(["outline", *partition.grids], partition.shapes, strict=True)
        if shape.is_empty or not shape.is_valid
    ]
    rounded = _on_raster(partition).shapes
    if any(one is not other for one, other in zip(partition.shapes, rounded, strict=True)):
        found.append("corners off the raster")
    edges = partition.edges()
    if len(conflicts(edges)):
        return [*found, "borders meet away from their corners"]
    faces = faces_of(edges)
    claims = _claims(faces, list(partition.grids.values()))
    in_village = _covered(faces, partition.outline)
    if any(len(claim) > 1 for claim in claims):
        found.append("grids overlap")
    if any(claim and not inside for claim, inside in zip(claims, in_village, strict=True)):
        found.append("a grid leaves the village")
    held = sum(twice_area_mm2(face) for face, claim in zip(faces, claims, strict=True) if claim)
    if held != sum(twice_area_mm2(shape) for shape in partition.grids.values()):
        found.append("areas do not add up")
    return found


def _claimed(partition: Partition, edges: Edges) -> Claimed:
    faces = faces_of(edges)
    keys = list(partition.grids)
    claims = [
        tuple(keys[number] for number in claim)
        for claim in _claims(faces, list(partition.grids.values()))
    ]
    return Claimed(faces, _covered(faces, partition.outline), claims)


def _settle_strips(arrangement: Arrangement, strip_m: float) -> None:
    """Give strips of free land narrower than `strip_m` to the grids beside them, if any."""
    widths = widths_m(arrangement.faces)
    strips = [index for index in arrangement.of(None) if widths[index] < strip_m]
    while strips:
        found = {index: longest_neighbour(arrangement, index) for index in strips}
        for index, owner in found.items():
            arrangement.owners[index] = owner
        left = [index for index in strips if found[index] is None]
        strips = left if len(left) < len(strips) else []


def _claims(faces: Shapes, shapes: Sequence[Surface]) -> list[list[int]]:
    """Return for each face the indexes of the shapes that hold it.

    Told by a point inside; of a face only millimetres wide, where a point could be rounded across a
    border, by most of its area.
    """
    claims: list[list[int]] = [[] for _ in faces]
    if not len(shapes) or not len(faces):
        return claims
    thin = widths_m(faces) < SLIVER_WIDTH_M
    tree = shapely.STRtree(shapes)
    broad_index = np.flatnonzero(~thin)
    face_index, shape_index = tree.query(
        shapely.point_on_surface(faces[broad_index]), predicate="covered_by"
    )
    pairs = list(zip(broad_index[face_index].tolist(), shape_index.tolist(), strict=True))
    thin_index = np.flatnonzero(thin)
    for near, shape in zip(*tree.query(faces[thin_index]).tolist(), strict=True):
        face = faces[thin_index[near]]
        if shapely.intersection(face, shapes[shape]).area > face.area / 2.0:
            pairs.append((int(thin_index[near]), shape))
    for face_number, shape in sorted(pairs):
        claims[face_number].append(shape)
    return claims


def _covered(faces: Shapes, outline: Surface) -> NDArray[np.bool_]:
    return np.array([bool(claim) for claim in _claims(faces, [outline])], dtype=bool)


def widths_m(faces: Shapes) -> NDArray[np.float64]:
    """Return the mean width of long thin shapes: twice their area over their outlines' length."""
    return np.asarray(2.0 * shapely.area(faces) / shapely.length(faces))


def _on_raster(partition: Partition) -> Partition:
    """Return a partition with every corner on the raster; shapes that are there stay themselves."""

    def moved(shape: Surface) -> Surface:
        rounded: Surface = on_raster(shape)
        return shape if shapely.equals_identical(shape, rounded) else rounded

    return Partition(
        moved(partition.outline), {key: moved(shape) for key, shape in partition.grids.items()}
    )


def _joined(old: Surface | None, faces: Shapes) -> Surface:
    """Return faces as one surface; the old one itself where it has the very same borders."""
    new = faces[0] if len(faces) == 1 else shapely.coverage_union_all(faces)
    new = shapely.get_parts(new)[0] if shapely.get_num_geometries(new) == 1 else new
    if old is None:
        return new
    same = shapely.equals_identical(shapely.normalize(old), shapely.normalize(new))
    return old if same else new


def piece_at(partition: Partition, x_m: float, y_m: float) -> Polygon | None:
    """Return the piece of unassigned land that holds a point, None where there is none."""
    spot = Point(x_m, y_m)
    return next((item.shape for item in unassigned(partition) if item.shape.covers(spot)), None)


def width_m(shape: BaseGeometry) -> float:
    """Return the mean width of a long thin shape: twice its area over its outline's length."""
    return 2.0 * shape.area / shape.length if shape.length else 0.0
