"""From raster to shapes: regions that share their borders exactly, outlines, lines of a tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import shapely
from shapely import LineString, MultiPolygon, Polygon

from gridmap.synth.spread import Ints
from gridmap.synth.terrain import Floats, Terrain
from gridmap.synth.warp import STEP_M, Warp

Surface: TypeAlias = Polygon | MultiPolygon


def label_polygons(labels: Ints, terrain: Terrain, warp: Warp) -> dict[int, Surface]:
    """Return one polygon for each label from 0 up.

    Neighbours share every vertex of their border: no gap, no overlap.

    Borders between nodes are smoothed once, as arcs, and the polygons are put together from the
    arcs. Where smoothing would make two arcs cross, all are smoothed less.
    """
    wanted = {int(label) for label in np.unique(labels) if label >= 0}
    arcs = [arc - terrain.cell_m for arc in _arcs(np.pad(labels, 1, constant_values=-1), terrain)]
    for rounds in (7, 3, 1, 0):
        lines = [smooth_line(arc, rounds=rounds, tolerance_m=terrain.cell_m / 12) for arc in arcs]
        dense = [shapely.segmentize(line, STEP_M) for line in lines]
        straight = _assemble(dense, labels, terrain)
        found = {label: warp.apply_as_is(shape) for label, shape in straight.items()}
        shapes = list(found.values())
        if (
            found.keys() == wanted
            and shapely.coverage_is_valid(shapes)
            and all(map(shapely.is_valid, shapes))
        ):
            return found
    return found


def mask_polygons(
    mask: npt.NDArray[np.bool_], terrain: Terrain, *, rounds: int = 6
) -> list[Polygon]:
    """Return smooth outlines of the cells that are set."""
    labels = np.pad(np.where(mask, 0, -1), 1, constant_values=-1)
    rings = [
        smooth_line(arc - terrain.cell_m, rounds=rounds, tolerance_m=terrain.cell_m / 12)
        for arc in _arcs(labels, terrain)
    ]
    faces = shapely.get_parts(shapely.polygonize(rings))
    rows, cols = mask.shape
    kept = []
    for face in faces:
        point = face.representative_point()
        row, col = terrain.cell_at(point.x, point.y)
        if 0 <= row < rows and 0 <= col < cols and mask[row, col]:
            kept.append(face)
    return kept


@dataclass(frozen=True, slots=True, eq=False)
class TreeLine:
    """A stretch of a tree of cells between two nodes.

    Its cell centres in metres, outermost first, and its amounts.
    """

    points_m: Floats
    amounts: Floats


def tree_lines(parent: Ints, amounts: Floats, classes: Ints, terrain: Terrain) -> list[TreeLine]:
    """Return the stretches of the tree that the cells of class 1 and up form.

    They end at forks and where the class changes.
    """
    above, kind = parent.ravel(), classes.ravel()
    cells = np.flatnonzero(kind > 0)
    children = np.zeros(above.size, dtype=int)
    linked = cells[above[cells] >= 0]
    np.add.at(children, above[linked], 1)
    changes = np.zeros(above.size, dtype=bool)
    changes[above[linked][kind[above[linked]] != kind[linked]]] = True
    is_node = (children != 1) | changes | (above < 0)
    lines = []
    for start in linked[is_node[linked]].tolist():
        chain = [start]
        while True:
            chain.append(int(above[chain[-1]]))
            if is_node[chain[-1]] or above[chain[-1]] < 0:
                break
        lines.append(TreeLine(_centres(np.array(chain), terrain), amounts.ravel()[chain[:-1]]))
    return lines


def smooth_line(points_m: Floats, *, rounds: int, tolerance_m: float) -> LineString:
    """Return a line with its steps averaged away; its two ends stay where they are.

    Rounded to millimetres.
    """
    line = np.array(points_m, dtype=float)
    for _ in range(rounds):
        line[1:-1] = 0.25 * line[:-2] + 0.5 * line[1:-1] + 0.25 * line[2:]
    shape = shapely.simplify(LineString(line), tolerance_m, preserve_topology=True)
    return LineString(np.round(shapely.get_coordinates(shape), 3))


def _centres(cells: Ints, terrain: Terrain) -> Floats:
    cols = terrain.shape[1]
    return np.column_stack(
        [
            terrain.left_m + (cells % cols + 0.5) * terrain.cell_m,
            terrain.low_m + (cells // cols + 0.5) * terrain.cell_m,
        ]
    )


def _arcs(labels: Ints, terrain: Terrain) -> list[Floats]:
    """Return the borders between different labels, as arcs from node to node."""
    up, right = np.array([1, 0]), np.array([0, 1])
    upright = np.argwhere(labels[:, :-1] != labels[:, 1:]) + right
    level = np.argwhere(labels[:-1, :] != labels[1:, :]) + up
    corners = np.concatenate(
        [np.stack([upright, upright + up], axis=1), np.stack([level, level + right], axis=1)]
    )
    ends = np.stack(
        [
            terrain.left_m + corners[..., 1] * terrain.cell_m,
            terrain.low_m + corners[..., 0] * terrain.cell_m,
        ],
        axis=-1,
    )
    merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(ends)))
    return [shapely.get_coordinates(part) for part in shapely.get_parts(merged)]


def _assemble(lines: Sequence[LineString], labels: Ints, terrain: Terrain) -> dict[int, Surface]:
    found: dict[int, list[Polygon]] = {}
    for face in shapely.get_parts(shapely.polygonize(lines)):
        point = face.representative_point()
        label = int(labels[terrain.cell_at(point.x, point.y)])
        if label >= 0:
            found.setdefault(label, []).append(face)
    return {
        label: parts[0] if len(parts) == 1 else shapely.coverage_union_all(parts)
        for label, parts in sorted(found.items())
    }
