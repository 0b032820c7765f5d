"""The lie of the land: streams, territories, and the spot where each group settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from gridmap.synth.plan import RegionPlan
from gridmap.synth.raster_shapes import Surface, label_polygons
from gridmap.synth.spread import Ints, spread
from gridmap.synth.terrain import Cell, Floats, Terrain
from gridmap.synth.warp import Warp

STREAM_FROM_M2: Final = 650_000.0
BORDER_FREE_M: Final = 200.0


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Region:
    """The raster stage: drained area, and one site (cell) and one polygon for each group.

    Groups are numbered over the whole region; `village_of_group` leads to the plan's villages.
    """

    terrain: Terrain
    warp: Warp
    drained_m2: Floats
    flow_parent: Ints
    inside: npt.NDArray[np.bool_]
    sites: tuple[Cell, ...]
    village_of_group: tuple[int, ...]
    group_shapes: tuple[Surface, ...]

    def site_m(self, group: int) -> tuple[float, float]:
        """Return where a group settled, in metres."""
        x_m, y_m = self.warp.moved(np.array([self.terrain.centre(self.sites[group])]))[0]
        return float(x_m), float(y_m)

    @property
    def streams(self) -> npt.NDArray[np.bool_]:
        """The cells in which water runs."""
        return self.drained_m2 >= STREAM_FROM_M2


def make_region(plan: RegionPlan, terrain: Terrain, rng: np.random.Generator) -> Region:
    """Return territories that follow ridges and streams, with a settled spot for each group."""
    drained, flow_parent = _drainage(terrain)
    streams = drained >= STREAM_FROM_M2
    cost = _border_cost(terrain, streams, rng)
    seeds = village_seeds(plan, terrain, streams)
    villages = spread(cost, [(cell, number) for number, cell in enumerate(seeds)]).label
    villages[villages >= len(plan.villages)] = -1
    sites: list[Cell] = []
    owners: list[int] = []
    worth = _site_worth(terrain, streams, rng)
    rooms = _steps_to_border(villages)
    for number, village in enumerate(plan.villages):
        found = _village_sites(villages == number, worth, rooms, len(village.group_sizes), terrain)
        sites += found
        owners += [number] * len(found)
    groups = _group_labels(villages, cost, sites, owners)
    warp = Warp.of(rng)
    shapes = label_polygons(groups, terrain, warp)
    return Region(
        terrain=terrain,
        warp=warp,
        drained_m2=drained,
        flow_parent=flow_parent,
        inside=groups >= 0,
        sites=tuple(sites),
        village_of_group=tuple(owners),
        group_shapes=tuple(shapes[number] for number in range(len(sites))),
    )


def _drainage(terrain: Terrain) -> tuple[Floats, Ints]:
    rows, cols = terrain.shape
    rim = [(row, col) for row in range(rows) for col in (0, cols - 1)]
    rim += [(row, col) for col in range(1, cols - 1) for row in (0, rows - 1)]
    run_off = spread(terrain.height_m, [(cell, 0) for cell in rim], diagonal=True, by_height=True)
    return run_off.accumulated(np.full(terrain.shape, terrain.cell_m**2)), run_off.parent


def _border_cost(
    terrain: Terrain, streams: npt.NDArray[np.bool_], rng: np.random.Generator
) -> Floats:
    """Return what it costs a territory to grow into a cell.

    Streams and crests stop it, so that borders lie there.
    """
    height = terrain.height_m
    reach = max(int(500.0 / terrain.cell_m), 1)
    crest = np.clip(height - box_mean(height, reach), 0.0, None)
    crest /= max(float(crest.max()), 1e-9)
    return np.asarray(1.0 + 7.0 * crest + 6.0 * streams + rng.uniform(0.0, 0.5, height.shape))


def village_seeds(plan: RegionPlan, terrain: Terrain, streams: npt.NDArray[np.bool_]) -> list[Cell]:
    """Return a cell for each village of the plan, then a ring of cells for the land around."""
    points = _lattice(plan, terrain)
    stretch = 1.35 if plan.preset == "township" else 1.0
    turn = np.radians(terrain.along_deg)
    middle = (
        np.array([terrain.left_m, terrain.low_m])
        + terrain.cell_m * np.array(terrain.shape[::-1]) / 2
    )
    offset = points - middle
    along = offset @ np.array([np.cos(turn), np.sin(turn)])
    across = offset @ np.array([-np.sin(turn), np.cos(turn)])
    near = np.argsort(np.hypot(along / stretch, across * stretch), kind="stable")
    inner, outer = near[: len(plan.villages)], near[len(plan.villages) :]
    if plan.townships > 1:
        inner = _in_bands(points, inner, spacing_m=_spacing_m(plan))
    cost = terrain.slope + 0.004 * (terrain.height_m - terrain.height_m.min()) / 10 + 0.3 * streams
    reach = max(int(320.0 / terrain.cell_m), 1)
    return [_best_near(cost, terrain.cell_at(*points[index]), reach) for index in (*inner, *outer)]


def _spacing_m(plan: RegionPlan) -> float:
    return float(np.sqrt(plan.village_area_m2 * 2.0 / np.sqrt(3.0)))


def _lattice(plan: RegionPlan, terrain: Terrain) -> Floats:
    """Return the points of a triangular lattice, one for each village-sized piece of land."""
    spacing = _spacing_m(plan)
    side = terrain.cell_m * terrain.shape[0]
    points = [
        (terrain.left_m + x + (spacing / 2 if row % 2 else 0.0), terrain.low_m + y)
        for row, y in enumerate(np.arange(spacing * 0.4, side, spacing * np.sqrt(3.0) / 2))
        for x in np.arange(spacing * 0.3, side - spacing / 2, spacing)
    ]
    return np.array(points)


def _in_bands(
    points: Floats, chosen: npt.NDArray[np.intp], *, spacing_m: float
) -> npt.NDArray[np.intp]:
    """Return the chosen points band by band, there and back, so that runs of them lie together."""
    band = (points[chosen, 1] // (spacing_m * np.sqrt(3.0) / 2 * 3.5)).astype(int)
    along = np.where(band % 2 == 0, points[chosen, 0], -points[chosen, 0])
    return chosen[np.lexsort((points[chosen, 1], np.round(along / spacing_m), band))]


def _best_near(cost: Floats, cell: Cell, reach: int) -> Cell:
    top, left = max(cell[0] - reach, 0), max(cell[1] - reach, 0)
    window = cost[top : cell[0] + reach + 1, left : cell[1] + reach + 1]
    row, col = np.unravel_index(int(np.argmin(window)), window.shape)
    return top + int(row), left + int(col)


def _site_worth(
    terrain: Terrain, streams: npt.NDArray[np.bool_], rng: np.random.Generator
) -> Floats:
    """Return how good each cell is to settle on: gentle, low, near a stream but not in it.

    In metres of distance.
    """
    low = terrain.height_m - box_mean(terrain.height_m, max(int(400.0 / terrain.cell_m), 1))
    near = box_mean(streams.astype(float), max(int(160.0 / terrain.cell_m), 1)) > 0.0
    wet = box_mean(streams.astype(float), 1) > 0.0
    rough = 900.0 * terrain.slope + 1.4 * low
    return np.asarray(160.0 * near - 420.0 * wet - rough + rng.uniform(0.0, 60.0, terrain.shape))


def _steps_to_border(villages: Ints) -> Ints:
    """Return for each cell how many cells away the border of its village is (up to 12)."""
    steps = np.zeros(villages.shape, dtype=int)
    same = np.ones(villages.shape, dtype=bool)
    for _ in range(12):
        padded = np.pad(same, 1)
        grown = padded[1:-1, 1:-1].copy()
        for row, col in ((0, 1), (2, 1), (1, 0), (1, 2)):
            grown &= padded[row : row + villages.shape[0], col : col + villages.shape[1]]
        if not steps.any():
            for axis in (0, 1):
                for shift in (1, -1):
                    grown &= villages == np.roll(villages, shift, axis)
        same = grown
        steps += same
    return steps


def _village_sites(
    mask: npt.NDArray[np.bool_], worth: Floats, rooms: Ints, count: int, terrain: Terrain
) -> list[Cell]:
    """Return spots that are good and far from each other.

    The best first, then always the best compromise.
    """
    room = min(int(BORDER_FREE_M / terrain.cell_m), max(int(rooms[mask].max()) - 1, 0))
    cells = np.argwhere(mask & (rooms >= room))
    if len(cells) < count:
        cells = np.argwhere(mask)
    value = worth[cells[:, 0], cells[:, 1]]
    chosen = [int(np.argmax(value))]
    distance = np.full(len(cells), np.inf)
    while len(chosen) < count:
        last = cells[chosen[-1]]
        distance = np.minimum(distance, np.hypot(*(cells - last).T) * terrain.cell_m)
        score = np.minimum(distance, 950.0) * 1.5 + value
        score[distance < 1.0] = -np.inf
        chosen.append(int(np.argmax(score)))
    return [(int(cells[index][0]), int(cells[index][1])) for index in chosen]


def _group_labels(villages: Ints, cost: Floats, sites: list[Cell], owners: list[int]) -> Ints:
    """Return the group of each cell: groups grow from their sites and stay inside their village."""
    labels = np.full(villages.shape, -1)
    number_of: dict[int, list[int]] = {}
    for group, owner in enumerate(owners):
        number_of.setdefault(owner, []).append(group)
    for village, groups in number_of.items():
        mask = villages == village
        rows, cols = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        top, left = int(rows[0]), int(cols[0])
        window = (slice(top, int(rows[-1]) + 1), slice(left, int(cols[-1]) + 1))
        wall = np.where(mask[window], cost[window], np.inf)
        starts = [((sites[group][0] - top, sites[group][1] - left), group) for group in groups]
        grown = spread(wall, starts).label
        labels[window] = np.where(mask[window], grown, labels[window])
    return labels


def box_mean(values: Floats, reach: int) -> Floats:
    """Return the mean over the square of cells up to `reach` away."""
    padded = np.pad(values, reach, mode="edge")
    total = np.pad(padded.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    size = 2 * reach + 1
    summed = (
        total[size:, size:] - total[:-size, size:] - total[size:, :-size] + total[:-size, :-size]
    )
    return np.asarray(summed / size**2)
