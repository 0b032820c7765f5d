"""The store on a county of 100,000 households: load, edit, whole layers, memory, against limits.

The file is made once per run, then every figure is taken in a fresh process that only opens it.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import shapely

from gridmap.model.changes import added, edited
from gridmap.model.document import Document
from gridmap.model.features import (
    CareRecord,
    Feature,
    Household,
    Line,
    Project,
    Village,
    VillagerGroup,
    new_id,
)
from gridmap.session import open_session
from gridmap.store.geopackage import create_project, open_project

HOUSEHOLDS, RECORDS, LANES, VILLAGES, GROUPS = 100_000, 8_000, 20_000, 323, 1_600
SPAN_M = 60_000.0


def main() -> None:
    """Make the county, then print one line per figure with its limit and the share of it."""
    if len(sys.argv) == 3 and sys.argv[1] == "measure":
        _measure(Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "county.gpkg"
        features = list(county())
        project = Project(id=new_id(), name="示范县", epsg=4544)
        seconds = _timed(lambda: create_project(path, project, features))
        print(f"{'':34}{'measured':>12}{'limit':>12}{'share':>8}")
        _line(f"create ({path.stat().st_size / 1e6:.0f} MB)", seconds, "s")
        sys.stdout.flush()
        subprocess.run([sys.executable, __file__, "measure", path], check=True)


def county() -> Iterable[Feature]:
    """Return villages, groups, lanes, households and care records, spread evenly."""
    dice = np.random.default_rng(1)
    places = dice.uniform(0, SPAN_M, (HOUSEHOLDS, 2))
    points = shapely.points(places)
    villages = [
        Village(
            id=new_id(), name=f"第{n}村", code=f"{622921105200 + n}", geometry=points[n].buffer(900)
        )
        for n in range(VILLAGES)
    ]
    groups = [
        VillagerGroup(
            id=new_id(), name=f"{n % 5 + 1}组", number=n % 5 + 1, village=villages[n % VILLAGES].id
        )
        for n in range(GROUPS)
    ]
    yield from villages
    yield from groups
    steps = dice.uniform(-30, 30, (LANES, 12, 2)).cumsum(axis=1)
    for start, walk in zip(places, steps, strict=False):
        yield Line(id=new_id(), line_kind="lane", geometry=shapely.linestrings(start + walk))
    houses = [_household(n, points[n], groups[n % GROUPS]) for n in range(HOUSEHOLDS)]
    yield from houses
    for n in range(RECORDS):
        yield CareRecord(
            id=new_id(),
            household=houses[n * 12].id,
            person=f"李{n}",
            category="C01",
            start=date(2026, 3, 1),
        )


def _household(number: int, point: shapely.Point, group: VillagerGroup) -> Household:
    return Household(
        id=new_id(),
        village=group.village,
        group=group.id,
        number=f"{number:06d}",
        door=f"{number % 300}号",
        head=f"王{number}",
        registered=4,
        living=2,
        phone=f"1380000{number:05d}",
        located_by="gps",
        accuracy_m=3.0,
        located_on=date(2026, 1, 1 + number % 28),
        geometry=point,
    )


def _measure(path: Path) -> None:
    begin = time.perf_counter()
    session = open_session(path)
    _line("open, backup, load (first time)", time.perf_counter() - begin, "s")
    _line(
        "resident memory, highest",
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "MB",
        600,
    )
    session.close()
    reader = open_project(path, read_only=True)
    loads = [_timed(lambda: Document(reader.load())) for _ in range(5)]
    reader.close()
    _line("load into a Document", statistics.median(loads), "s", 1.5)
    session = open_session(path)
    houses = list(session.document.all(Household))
    edits = []
    for house in houses[:200]:
        change = edited("门牌", [(house, replace(house, door=f"{house.door}附1"))])
        edits.append(1000 * _timed(lambda change=change: session.apply(change)))
    _line("one edit committed, median", statistics.median(edits), "ms", 10)
    _line("one edit committed, slowest of 200", max(edits), "ms")
    _line("undo of one edit", 1000 * _timed(session.undo), "ms", 10)
    fresh = added("导入", [replace(house, id=new_id()) for house in houses])
    _line("100,000 households added", _timed(lambda: session.apply(fresh)), "s")
    _line("and taken back", _timed(session.undo), "s")
    _line("close", _timed(session.close), "s")


def _timed(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def _line(name: str, measured: float, unit: str, limit: float | None = None) -> None:
    wanted = f"{limit:g} {unit}" if limit is not None else ""
    share = f"{measured / limit:.0%}" if limit is not None else ""
    print(f"{name:34}{measured:9.2f} {unit:2}{wanted:>12}{share:>8}", flush=True)


if __name__ == "__main__":
    main()
