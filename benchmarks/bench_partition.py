"""Ten thousand random strokes on the grids of villages, and the repair of 200 sloppy grids.

Once on the plane geometry alone, once as acts of a session with a file behind it: closed, read back
and undone to the first line. After every stroke: no overlap (exact, in whole square millimetres),
every border the same for both sides, nothing outside the village, no gap that nobody drew,
untouched shapes untouched; undo and redo give the very shapes of before. `--strokes=N` for another
number, 0 for the repairs alone.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import shapely

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gridmap.actions.land import partition_of_village  # noqa: E402
from gridmap.geo.partition import Partition, flaws, partition_of, unassigned  # noqa: E402
from gridmap.geo.partition_drawing import split_grid  # noqa: E402
from gridmap.geo.partition_repair import repair  # noqa: E402
from gridmap.session import open_session  # noqa: E402
from tests.helpers.partition_play import (  # noqa: E402
    Play,
    empty_village,
    real_outlines,
    sheet,
)
from tests.helpers.session_play import VILLAGE, SessionPlay, village_session  # noqa: E402
from tests.helpers.shared_data import shared_data_folder  # noqa: E402
from tests.helpers.sloppy_grids import Size, kinds  # noqa: E402
from tests.helpers.stores import tables_of  # noqa: E402

ROUND = 250


def starts() -> list[Callable[[int], Partition]]:
    """Return what makes the villages to draw on: invented ones, and the real counties of a city."""
    found: list[Callable[[int], Partition]] = [
        lambda seed: empty_village(seed),
        lambda seed: empty_village(seed, with_hole=True),
    ]
    folder = shared_data_folder()
    real = folder / "boundaries/datav_621100_dingxi_counties.geojson" if folder else None
    if real is not None and real.exists():
        shapes = real_outlines(real)
        whole = partition_of(
            shapely.union_all(shapes), {f"r{number}": shape for number, shape in enumerate(shapes)}
        )
        found += [lambda _: whole, lambda seed: partition_of(shapes[seed % len(shapes)], {})]
    return found


def strokes(count: int) -> None:
    """Print how many strokes on plane geometry alone were done, and how long they took."""

    def play(start: Partition, seed: int, _left: int) -> Play:
        played = Play(start, seed)
        for _ in range(ROUND):
            played.stroke()
        return played

    _report("geometry alone", count, play)


def acts(count: int) -> None:
    """Print the same for strokes that are acts of a session, on disk one by one, and undone."""
    folder = Path(tempfile.mkdtemp(prefix="gridmap-acts-"))

    def play(start: Partition, seed: int, left: int) -> Play:
        session = village_session(folder / f"{seed}.gpkg", start)
        played = SessionPlay(session, seed)
        while sum(played.done.values()) < min(ROUND, left):
            played.stroke()
        session.close()
        again = open_session(folder / f"{seed}.gpkg")
        assert tables_of(again.document.snapshot()) == tables_of(session.document.snapshot())
        while again.can_undo:
            again.undo()
        now = partition_of_village(again.document, VILLAGE)
        assert now.outline == start.outline
        assert dict(now.grids) == dict(start.grids)
        again.close()
        return played

    try:
        _report("through sessions", count, play)
    finally:
        shutil.rmtree(folder)


def _report(words: str, count: int, play: Callable[[Partition, int, int], Play]) -> None:
    """Play until so many strokes are done; refused ones do not count."""
    makers = starts()
    done: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    start = time.perf_counter()
    seed = 0
    while done.total() < count:
        played = play(makers[seed % len(makers)](seed), seed, count - done.total())
        done += played.done
        refused += played.refused
        seed += 1
    spent = time.perf_counter() - start
    print(
        f"{words}: {done.total()} strokes done on {seed} villages ({refused.total()} refused), "
        f"0 overlaps, 0 gaps, {1000 * spent / done.total():.1f} ms each with all checks"
    )
    print("done   ", dict(sorted(done.items())))
    print("refused", dict(sorted(refused.items())), flush=True)


def repairing() -> None:
    """Print for each kind of sloppy village how long its repair takes and what it left.

    200 grids of about 240 corners. Where the scatter can set one border up to 3 m from its
    neighbour, the tolerance is that: it says how far apart borders meant to be one may lie.
    """
    size = Size(columns=20, rows=10, side_m=600.0, steps=60)
    for name, make in kinds().items():
        sloppy = make(size, 3)
        start, working = time.perf_counter(), time.process_time()
        result = repair(sloppy.outline, sloppy.grids, tolerance_m=sloppy.tolerance_m)
        spent, working = time.perf_counter() - start, time.process_time() - working
        grids = list(result.partition.grids.values())
        overlap_m2 = sum(grid.area for grid in grids) - shapely.union_all(grids).area
        corners = sum(shapely.get_num_coordinates(list(sloppy.grids.values()))) / len(grids)
        print(
            f"repair, {name}: {len(grids)} grids of {corners:.0f} corners, {spent:.2f} s "
            f"({working:.2f} s of processor), holes {len(unassigned(result.partition))}, "
            f"overlap {abs(overlap_m2):.3f} m2, flaws {flaws(result.partition)}, "
            f"furthest {result.furthest_m:.2f} m of {sloppy.tolerance_m:g} m, "
            f"in dispute {len(result.disputed)}, {len(result.moved)} corners listed",
            flush=True,
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
    wanted = int(asked[0].split("=")[1]) if asked else 10_000
    if wanted:
        strokes(wanted)
        acts(wanted)
