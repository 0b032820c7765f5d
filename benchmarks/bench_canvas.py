"""The map canvas at 100,000 households: panning, redraws, hit tests, and the longest halt.

Needs no screen. The county is a quick one of its own: 323 villages on a lattice, houses in rows.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from shapely import LineString, Point, box

from gridmap.model.changes import Change, Changeset
from gridmap.model.document import Document
from gridmap.model.features import (
    Area,
    Feature,
    FeatureId,
    Grid,
    Household,
    Line,
    Project,
    Village,
    VillagerGroup,
)
from gridmap.session import Session
from gridmap.store.store import Act, LogEntry
from gridmap.ui.canvas.map_canvas import MapCanvas

VILLAGES, HOUSES, SIDE_M = 323, 310, 3_000.0
COLUMNS = 18
LEFT_M, BOTTOM_M = 430_000.0, 3_880_000.0
SIZE_PX = (1366, 700)


class MemoryStore:
    """A store that keeps nothing: only the canvas is measured."""

    is_read_only = True

    def __init__(self, features: Sequence[Feature]) -> None:
        self._features = features

    def load(self) -> Iterable[Feature]:
        """Return the features given."""
        return self._features

    def log(self, *, limit: int | None = None) -> Sequence[LogEntry]:
        """Return nothing."""
        return ()

    def write(self, changeset: Changeset, *, act: Act = "do", target: int | None = None) -> None:
        """Keep nothing."""


def county() -> list[Feature]:
    """Return 100,130 households in 323 villages with grids, groups, lanes and footprints."""
    rng = np.random.default_rng(1)
    features: list[Feature] = [Project(id=FeatureId("project"), name="county", epsg=4544)]
    for number in range(VILLAGES):
        features.extend(village(number, rng))
    return features


def village(number: int, rng: np.random.Generator) -> Iterable[Feature]:
    """Return one village: outline, two grids, six groups, twelve lanes with houses beside them."""
    key = FeatureId(f"v{number}")
    left = LEFT_M + number % COLUMNS * SIDE_M
    bottom = BOTTOM_M + number // COLUMNS * SIDE_M
    yield Village(
        id=key, name=f"村{number}", geometry=box(left, bottom, left + SIDE_M, bottom + SIDE_M)
    )
    for half in range(2):
        shape = box(left + half * 1500, bottom, left + half * 1500 + 1500, bottom + SIDE_M)
        yield Grid(
            id=FeatureId(f"w{number}-{half}"), name=f"{half + 1}格", village=key, geometry=shape
        )
    for row in range(6):
        shape = box(left, bottom + row * 500, left + SIDE_M, bottom + row * 500 + 500)
        yield VillagerGroup(
            id=FeatureId(f"g{number}-{row}"), name=f"{row + 1}组", village=key, geometry=shape
        )
    for lane in range(12):
        x, y = left + rng.uniform(200, 2600), bottom + lane * 240 + 150
        line = LineString([(x, y), (x + 150, y + 20), (x + 300, y)])
        yield Line(id=FeatureId(f"l{number}-{lane}"), line_kind="lane", geometry=line)
        for house in range(26 if lane else 24):
            at = (x + house // 2 * 22.0, y + (12 if house % 2 else -12))
            yield Household(
                id=FeatureId(f"h{number}-{lane}-{house}"),
                village=key,
                door=str(lane * 26 + house + 1),
                head="王小明李桂兰张有才"[house % 7 : house % 7 + 3],
                status=("occupied", "seasonal", "vacant")[house % 3],
                geometry=Point(*at),
            )
            if house % 5 == 0:
                footprint = box(at[0] - 5, at[1] - 4, at[0] + 5, at[1] + 4)
                yield Area(
                    id=FeatureId(f"a{number}-{lane}-{house}"),
                    area_kind="building",
                    geometry=footprint,
                )


def milliseconds(work: Callable[[], object], times: int) -> list[float]:
    """Return how long each of so many runs took."""
    result = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        result.append((time.perf_counter() - begin) * 1000)
    return result


def wait_until_sharp(canvas: MapCanvas) -> tuple[float, float]:
    """Return the seconds to the finished frame, and the window's longest halt in ms."""
    begin = time.perf_counter()
    longest = 0.0
    while not canvas.is_sharp:
        step = time.perf_counter()
        QCoreApplication.processEvents()
        longest = max(longest, time.perf_counter() - step)
        time.sleep(0.001)
    return time.perf_counter() - begin, longest * 1000


def report(what: str, value_ms: float, limit_ms: float) -> None:
    """Print one line: measured, allowed, ratio."""
    print(f"{what:<46}{value_ms:>10.2f} ms{limit_ms:>8.0f} ms{value_ms / limit_ms:>8.2f}")


def pan(canvas: MapCanvas, what: str) -> None:
    """Measure the frames of a long drag while the other thread paints what comes into sight."""
    steps = []
    for step in range(150):
        begin = time.perf_counter()
        canvas.move_map(-11 if step % 60 < 30 else 11, 3)
        canvas.repaint()
        QCoreApplication.processEvents()
        steps.append((time.perf_counter() - begin) * 1000)
        time.sleep(0.004)
    report(f"pan, {what}, median frame", statistics.median(steps), 16)
    report(f"pan, {what}, 95th percentile", sorted(steps)[int(len(steps) * 0.95)], 16)


def redraws(canvas: MapCanvas, what: str) -> None:
    """Measure the whole redraw in the painting thread's own code, labels included."""
    frames: list[float] = []
    for _ in range(7):
        canvas.refresh_frame()
        frames.append(wait_until_sharp(canvas)[0] * 1000)
    report(f"full redraw, {what}", statistics.median(frames), 150)


def main() -> None:
    """Build the county, open the canvas, measure."""
    application = QApplication([])
    features = county()
    session = Session(MemoryStore(features), Document(features))  # type: ignore[arg-type]
    print(f"{'':<46}{'measured':>13}{'allowed':>11}{'ratio':>8}")
    begin = time.perf_counter()
    canvas = MapCanvas(session)
    first: list[float] = []
    canvas.frame_shown.connect(lambda _: first.append((time.perf_counter() - begin) * 1000))
    canvas.resize(*SIZE_PX)
    canvas.show()
    report("construct and show the widget", (time.perf_counter() - begin) * 1000, 50)
    _, longest = wait_until_sharp(canvas)
    report("first picture of the county", first[0], 1000)
    report("finished picture of the county", first[-1], 3000)
    report("longest halt of the window while loading", longest, 50)
    while not canvas.has_hit_index:
        QCoreApplication.processEvents()
    pan(canvas, "county")
    redraws(canvas, "county")
    house = session.document.get(FeatureId("h150-5-5"), Household)
    assert house.geometry is not None
    for scale in (17_000, 4_000, 1_500):
        canvas.set_scale(scale / 1.36)
        canvas.center_on(house.geometry.x, house.geometry.y)
        wait_until_sharp(canvas)
        pan(canvas, f"1:{scale}")
        redraws(canvas, f"1:{scale}")
    x_px, y_px = canvas.screen_view.point_px(house.geometry.x, house.geometry.y)
    report("hit test", statistics.median(milliseconds(lambda: canvas.hits_at(x_px, y_px), 200)), 1)
    edit_and_redraw(canvas, session, house)
    canvas.stop()
    application.quit()


def edit_and_redraw(canvas: MapCanvas, session: Session, house: Household) -> None:
    """Measure an edit and its redraw: the window's thread, and until the finished picture."""
    document, current = session.document, house
    taken, whole = [], []
    assert house.geometry is not None
    x_m, y_m = house.geometry.x, house.geometry.y
    for step in range(5):
        moved = Household(
            id=house.id,
            village=house.village,
            door=house.door,
            geometry=Point(x_m + step, y_m),
        )
        changeset = Changeset("move", (Change(current, moved),))
        current = moved
        begin = time.perf_counter()
        document.apply(changeset)
        session.changed.emit(changeset)
        taken.append((time.perf_counter() - begin) * 1000)
        wait_until_sharp(canvas)
        whole.append((time.perf_counter() - begin) * 1000)
    report("edit one house: window's thread", statistics.median(taken), 50)
    report("edit one house: until redrawn at 1:1500", statistics.median(whole), 50)


if __name__ == "__main__":
    sys.exit(main())
