"""Ten thousand random strokes on the grids of villages, and the repair of 200 sloppy grids.

After every stroke: no overlap (exact, in whole square millimetres), every border the same for both
sides, nothing outside the village, untouched shapes untouched. `--strokes=N` for another number.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import shapely
from shapely import Polygon

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gridmap.geo.partition import flaws, partition_of, unassigned  # noqa: E402
from gridmap.geo.partition_drawing import split_grid  # noqa: E402
from gridmap.geo.partition_repair import repair  # noqa: E402
from tests.helpers.partition_play import Play, empty_village, real_outlines  # noqa: E402
from tests.helpers.shared_data import shared_data_folder  # noqa: E402

ROUND = 250


def strokes(count: int) -> None:
    """Print how many strokes were done and refused and how long they took."""
    starts = [lambda seed: empty_village(seed), lambda seed: empty_village(seed, with_hole=True)]
    folder = shared_data_folder()
    real = folder / "boundaries/datav_621100_dingxi_counties.geojson" if folder else None
    if real is not None and real.exists():
        shapes = real_outlines(real)
        whole = partition_of(
            shapely.union_all(shapes), {f"r{number}": shape for number, shape in enumerate(shapes)}
        )
        starts += [lambda _: whole, lambda seed: partition_of(shapes[seed % len(shapes)], {})]
    done: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    start = time.perf_counter()
    for seed in range(count // ROUND):
        play = Play(starts[seed % len(starts)](seed), seed)
        for _ in range(ROUND):
            play.stroke()
        done += play.done
        refused += play.refused
    spent = time.perf_counter() - start
    total = count // ROUND * ROUND
    print(f"{total} strokes, 0 flaws, {1000 * spent / total:.1f} ms each with all checks")
    print("done   ", dict(sorted(done.items())))
    print("refused", dict(sorted(refused.items())))


def sheet(columns: int, rows: int, *, side_m: float, steps: int, seed: int) -> list[Polygon]:
    """Return grids in rows and columns whose common borders wind a little."""
    rng = np.random.default_rng(seed)
    borders: dict[tuple[int, ...], np.ndarray] = {}

    def border(*ends: int) -> np.ndarray:
        if ends not in borders:
            way = np.linspace(np.array(ends[:2]), np.array(ends[2:]), steps + 1) * side_m
            way[1:-1] += rng.normal(0, 1.0, (steps - 1, 2))
            borders[ends] = way
        return borders[ends]

    return [
        Polygon(
            np.concatenate(
                [
                    border(x, y, x + 1, y)[:-1],
                    border(x + 1, y, x + 1, y + 1)[:-1],
                    border(x, y + 1, x + 1, y + 1)[:0:-1],
                    border(x, y, x, y + 1)[::-1],
                ]
            )
        )
        for x in range(columns)
        for y in range(rows)
    ]


def shaken(shape: Polygon, rng: np.random.Generator) -> Polygon:
    """Return a shape with every corner up to 1 m away from where it was."""

    def move(points: np.ndarray) -> np.ndarray:
        angle = rng.uniform(0, 2 * np.pi, len(points))
        reach = np.sqrt(rng.uniform(0, 1, len(points)))
        moved = points + np.column_stack([reach * np.cos(angle), reach * np.sin(angle)])
        moved[-1] = moved[0]
        return moved

    return shapely.transform(shape, move)


def repairing() -> None:
    """Print how long the repair of 200 grids of 240 corners takes and what it left."""
    rng = np.random.default_rng(3)
    grids = sheet(20, 10, side_m=600.0, steps=60, seed=3)
    outline = shapely.union_all(grids)
    sloppy = {f"g{number}": shaken(grid, rng) for number, grid in enumerate(grids)}
    start = time.perf_counter()
    result = repair(outline, sloppy, tolerance_m=2.0)
    spent = time.perf_counter() - start
    found = flaws(result.partition)
    print(
        f"repair of {len(grids)} grids of 240 corners, 1 m noise: {spent:.2f} s, flaws {found}, "
        f"holes {len(unassigned(result.partition))}, furthest {result.furthest_m:.2f} m, "
        f"{len(result.moved)} corners listed"
    )


def one_edit() -> None:
    """Print how long one edit takes in a village of 50 grids of 240 corners."""
    grids = sheet(10, 5, side_m=300.0, steps=60, seed=1)
    stored = {f"g{number}": grid for number, grid in enumerate(grids)}
    partition = partition_of(shapely.union_all(grids), stored)
    middle = partition.grids["g22"].centroid
    line = shapely.LineString([(middle.x - 400, middle.y), (middle.x + 400, middle.y + 20)])
    times = []
    for _ in range(5):
        start = time.perf_counter()
        held = partition_of(partition.outline, partition.grids)
        split_grid(held, "g22", line, new_key=lambda: "new")
        times.append(1000 * (time.perf_counter() - start))
    print(f"split among 50 grids of 240 corners: {min(times):.0f} ms, most {max(times):.0f}")


if __name__ == "__main__":
    asked = [word for word in sys.argv[1:] if word.startswith("--strokes=")]
    repairing()
    one_edit()
    strokes(int(asked[0].split("=")[1]) if asked else 10_000)
