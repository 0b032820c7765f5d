"""An edit in the real window: from the hand's last move to the disk, and to the picture.

500 grids and 50,000 households. Every gesture is made with mouse and key events on the map, as a
person makes it; the project file is a real one. Needs no screen. `--why` prints what the window's
thread did in its longest halts.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import shapely  # noqa: E402
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt  # noqa: E402
from PySide6.QtGui import QKeyEvent, QMouseEvent  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QLineEdit  # noqa: E402

import gridmap.session  # noqa: E402, F401  (before Qt's widgets, as gridmap/cli/opening.py does)
from benchmarks.big_projects import copy_of  # noqa: E402
from benchmarks.heartbeat import Heartbeat  # noqa: E402
from gridmap.layers.free_land import land_in_no_grid  # noqa: E402
from gridmap.model.features import Grid, Household, Village  # noqa: E402
from gridmap.settings import load_settings  # noqa: E402
from gridmap.ui.canvas.map_canvas import MapCanvas  # noqa: E402
from gridmap.ui.main_window import MainWindow  # noqa: E402

LIMIT_MS = 50.0
ROUNDS = 12
REST_S = 0.45
"""So long a quick hand needs from one gesture to the next."""

WAIT_S = 60.0
NO_KEY = Qt.KeyboardModifier.NoModifier
Spot = tuple[float, float]


_COLUMNS = ("disk_ms", "shown_ms", "shown_cpu_ms", "sharp_ms", "halt_ms", "halt_cpu_ms")


@dataclass(frozen=True, slots=True)
class Measured:
    """One gesture: milliseconds from its last event to the disk, the picture, the last label.

    What the program has computed by the picture is steadier where other programs are busy.
    """

    disk_ms: float
    shown_ms: float
    shown_cpu_ms: float
    sharp_ms: float
    halt_ms: float
    halt_cpu_ms: float


class Stopwatch:
    """Notes when the store has committed and when the canvas has painted a frame."""

    def __init__(self, window: MainWindow) -> None:
        assert window.view is not None
        assert window.session is not None
        self._canvas = window.view.workspace.canvas
        self._session = window.session
        self.committed_s = self.shown_s = self.shown_cpu_s = self.sharp_s = 0.0
        store = self._session.store
        write = store.write

        def timed(*args: Any, **options: Any) -> Any:
            entry = write(*args, **options)
            self.committed_s = time.perf_counter()
            return entry

        store.write = timed  # type: ignore[method-assign]

    def start(self) -> None:
        """Forget what was noted."""
        self.committed_s = self.shown_s = self.sharp_s = 0.0

    def painted(self) -> None:
        """Take note that the canvas has just painted itself."""
        frame = self._canvas.frame
        is_new = frame is not None and frame.revision == self._session.document.revision
        if is_new and self.committed_s and not self.shown_s:
            self.shown_s, self.shown_cpu_s = time.perf_counter(), time.process_time()
        if self.committed_s and not self.sharp_s and self._canvas.is_sharp:
            self.sharp_s = time.perf_counter()


class TimedCanvas:
    """Puts a call after every painting of the canvas."""

    after: Callable[[], None] | None = None

    @classmethod
    def install(cls) -> None:
        """Do so from now on."""
        paint = MapCanvas.paintEvent

        def painted(self: MapCanvas, event: Any) -> None:
            paint(self, event)
            if cls.after is not None:
                cls.after()

        MapCanvas.paintEvent = painted  # type: ignore[method-assign]


class Hand:
    """Mouse and keys on the window."""

    def __init__(self, window: MainWindow, beat: Heartbeat) -> None:
        assert window.view is not None
        assert window.session is not None
        self._window = window
        self._beat = beat
        self.workspace = window.view.workspace
        self.canvas = self.workspace.canvas
        self.document = window.session.document
        self.session = window.session
        self.modifiers = NO_KEY
        self._watch = Stopwatch(window)
        TimedCanvas.after = self._watch.painted
        self.results: dict[str, list[Measured]] = defaultdict(list)

    def tool(self, name: str) -> None:
        """Take a tool in hand."""
        self.workspace.use_tool(name)
        rest(0.05)

    def move(self, at: Spot) -> None:
        """Move the mouse to a point in metres."""
        self._mouse(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)
        QApplication.processEvents()

    def press(self, at: Spot) -> None:
        """Press the left button."""
        self._mouse(QEvent.Type.MouseButtonPress, at, Qt.MouseButton.LeftButton)

    def release(self, at: Spot) -> None:
        """Let the left button go."""
        self._mouse(QEvent.Type.MouseButtonRelease, at, Qt.MouseButton.LeftButton)

    def click(self, at: Spot) -> None:
        """Move to a point and click there."""
        self.move(at)
        self.press(at)
        self.release(at)
        QApplication.processEvents()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press a key on the map."""
        QApplication.sendEvent(self.canvas, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))

    def measure(self, what: str, act: Callable[[], None]) -> bool:
        """Do the last step of a gesture and wait for disk and picture; False: nothing was done."""
        self._beat.tick()
        self._beat.reset()
        self._beat.during = what
        self._watch.start()
        revision = self.document.revision
        begin, begin_cpu = time.perf_counter(), time.process_time()
        act()
        while not self._watch.committed_s and time.perf_counter() - begin < 0.2:
            QApplication.processEvents()
        if self.document.revision == revision:
            return False
        while not self._watch.sharp_s and time.perf_counter() - begin < WAIT_S:
            QApplication.processEvents()
            time.sleep(0.0005)
        rest(REST_S)
        worst = self._beat.worst()
        marks = (self._watch.committed_s, self._watch.shown_s, self._watch.sharp_s)
        disk_ms, shown_ms, sharp_ms = ((mark - begin) * 1000 for mark in marks)
        shown_cpu_ms = (self._watch.shown_cpu_s - begin_cpu) * 1000
        self.results[what].append(
            Measured(disk_ms, shown_ms, shown_cpu_ms, sharp_ms, worst.wall_ms, worst.cpu_ms)
        )
        if "--why" in sys.argv and worst.wall_ms > LIMIT_MS:
            print(f"-- {what}: {worst.wall_ms:.0f} ms\n{worst.where}", flush=True)
        self._beat.during = "rest"
        return True

    def _mouse(self, kind: QEvent.Type, at: Spot, button: Qt.MouseButton) -> None:
        x_px, y_px = self.canvas.screen_view.point_px(*at)
        point = QPoint(round(x_px), round(y_px))
        held = Qt.MouseButton.LeftButton
        if kind is not QEvent.Type.MouseButtonPress and button is Qt.MouseButton.NoButton:
            held = Qt.MouseButton.NoButton
        place, screen = QPointF(point), QPointF(self.canvas.mapToGlobal(point))
        event = QMouseEvent(kind, place, screen, button, held, self.modifiers)
        QApplication.sendEvent(self.canvas, event)


def rest(seconds: float) -> None:
    """Let the window work for a while."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.0005)


def wait_for(is_so: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    end = time.perf_counter() + WAIT_S
    while not is_so():
        if time.perf_counter() > end:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.0005)


def look_at(hand: Hand, village: Village) -> None:
    """Show a village as somebody who works on it has it."""
    assert village.geometry is not None
    hand.canvas.zoom_to(village.geometry.bounds)
    wait_for(lambda: hand.canvas.is_sharp)
    rest(0.1)


def gap_of(hand: Hand, village: Village) -> shapely.Polygon | None:
    """Return the land of a village in no grid, where it is one piece."""
    shapes = [grid.geometry for grid in grids_of(hand, village)]
    pieces = [p for p in land_in_no_grid(village.geometry, shapes) if p.area > 50_000]
    return pieces[0] if len(pieces) == 1 else None


def grids_of(hand: Hand, village: Village) -> list[Grid]:
    """Return the grids of a village."""
    return [grid for grid in hand.document.all(Grid) if grid.village == village.id]


def draw_grid(hand: Hand, village: Village) -> None:
    """Go round the free land of a village sloppily and press Enter."""
    gap = gap_of(hand, village)
    if gap is None:
        return
    hand.tool("draw_grid")
    ring = list(gap.buffer(30, join_style="mitre").simplify(60).exterior.coords)[:-1]
    for corner in ring:
        hand.click(corner)
    hand.measure("draw a grid", lambda: hand.key(Qt.Key.Key_Return))
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)


def across(grid: Grid) -> tuple[Spot, Spot]:
    """Return the ends of a line across a grid, a little beyond it."""
    min_x, min_y, max_x, max_y = shapely.bounds(grid.geometry).tolist()
    at = shapely.point_on_surface(grid.geometry)
    if max_x - min_x > max_y - min_y:
        return (at.x, min_y - 8), (at.x + 5, max_y + 8)
    return (min_x - 8, at.y), (max_x + 8, at.y + 5)


def split(hand: Hand, village: Village) -> None:
    """Draw a line across the largest grid and press Enter."""
    hand.tool("split_grid")
    grid = max(grids_of(hand, village), key=lambda item: shapely.area(item.geometry))
    for corner in across(grid):
        hand.click(corner)
    hand.measure("split a grid", lambda: hand.key(Qt.Key.Key_Return))
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)


def shared_border(hand: Hand, village: Village) -> shapely.LineString | None:
    """Return the longest straight run of border between two grids of a village."""
    grids = grids_of(hand, village)
    best: shapely.LineString | None = None
    for number, one in enumerate(grids):
        for other in grids[number + 1 :]:
            shared = shapely.line_merge(shapely.intersection(one.geometry, other.geometry))
            for part in shapely.get_parts(shared):
                if part.geom_type == "LineString" and (best is None or part.length > best.length):
                    best = part
    return best


def reshape(hand: Hand, village: Village) -> None:
    """Bend the middle of a shared border aside."""
    border = shared_border(hand, village)
    if border is None:
        return
    hand.tool("reshape_border")
    start, end = border.interpolate(0.35, True), border.interpolate(0.65, True)
    side = shapely.LineString([start, end]).parallel_offset(25).interpolate(0.5, True)
    for point in (start, side, end):
        hand.click((point.x, point.y))
    hand.measure("reshape a border", lambda: hand.key(Qt.Key.Key_Return))
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)


def drag_corner(hand: Hand, village: Village) -> None:
    """Drag a corner that two grids share."""
    border = shared_border(hand, village)
    if border is None:
        return
    hand.tool("edit_vertices")
    corners = list(border.coords)
    at = corners[len(corners) // 2]
    goal = (at[0] + 14, at[1] + 9)
    hand.move(at)
    hand.press(at)
    for share in (0.3, 0.6, 1.0):
        hand.move((at[0] + 14 * share, at[1] + 9 * share))
    hand.measure("drag a shared corner", lambda: hand.release(goal))
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Escape)


def place(hand: Hand, village: Village) -> None:
    """Place the next household of the roster."""
    assert village.geometry is not None
    hand.tool("place_household")
    at = shapely.point_on_surface(village.geometry)
    spot = (at.x + 3, at.y - 4)
    hand.move(spot)
    hand.press(spot)
    hand.measure("place a household", lambda: hand.release(spot))
    hand.key(Qt.Key.Key_Escape)


def homes_of(hand: Hand, village: Village) -> Iterator[Household]:
    """Yield the households of a village that are on the map."""
    for home in hand.document.all(Household):
        if home.village == village.id and home.geometry is not None:
            yield home


def move_house(hand: Hand, village: Village) -> None:
    """Drag a house a few metres."""
    home = next(homes_of(hand, village))
    assert home.geometry is not None
    hand.tool("move_households")
    at = (home.geometry.x, home.geometry.y)
    goal = (at[0] + 40, at[1] + 25)
    hand.move(at)
    hand.press(at)
    for share in (0.4, 0.8, 1.0):
        hand.move((at[0] + 40 * share, at[1] + 25 * share))
    hand.measure("move a household", lambda: hand.release(goal))
    hand.key(Qt.Key.Key_Escape)
    hand.session.select(())


def edit_door(hand: Hand, village: Village) -> None:
    """Type another door number into the form."""
    homes = homes_of(hand, village)
    next(homes)
    home = next(homes)
    hand.session.select((home.id,))
    rest(0.1)
    form = hand.workspace.properties.form
    field = form.field("door") if form is not None else None
    if not isinstance(field, QLineEdit):
        return
    field.setFocus()
    field.setText(f"{home.door}9")
    field.setModified(True)
    hand.measure("edit a door", lambda: QTest.keyClick(field, Qt.Key.Key_Return))
    hand.session.select(())
    hand.canvas.setFocus()


def play(hand: Hand, villages: list[Village]) -> None:
    """Make all gestures in each village."""
    for village in villages:
        look_at(hand, village)
        for gesture in (draw_grid, split, reshape, drag_corner, place, move_house, edit_door):
            gesture(hand, village)
        for _ in range(6):
            hand.measure("undo", hand.workspace.undo)
        for _ in range(3):
            hand.measure("redo", hand.workspace.redo)


def table(hand: Hand) -> None:
    """Print medians, 95th percentiles and the worst."""
    columns = ("on disk", "in picture", "CPU till then", "labels done", "longest halt", "its CPU")
    print(f"{'ms: median / p95 / worst':<25}{'n':>4}" + "".join(f"{name:>19}" for name in columns))
    everything = [one for found in hand.results.values() for one in found]
    for what, found in [*hand.results.items(), ("all", everything)]:
        print(f"{what:<25}{len(found):>4}", end="")
        for name in _COLUMNS:
            values = sorted(getattr(one, name) for one in found)
            p95 = values[min(len(values) - 1, int(len(values) * 0.95))]
            words = f"{statistics.median(values):.0f} / {p95:.0f} / {values[-1]:.0f}"
            print(f"{words:>19}", end="")
        print()
    shown = statistics.median(one.shown_ms for one in everything)
    cpu = statistics.median(one.shown_cpu_ms for one in everything)
    print(f"committed and in the picture: median {shown:.0f} ms of {LIMIT_MS:.0f}", end="")
    print(f", of them computed by all threads {cpu:.0f} ms")


def main() -> None:
    """Open the project in a window, play, print."""
    application = QApplication([])
    application.setStyle("Fusion")
    TimedCanvas.install()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GRIDMAP_CONFIG_DIR"] = folder
        path = copy_of("half", Path(folder))
        window = MainWindow(load_settings())
        window.resize(1366, 768)
        window.show()
        window.open_project(path)
        wait_for(lambda: window.view is not None)
        assert window.view is not None
        workspace = window.view.workspace
        wait_for(lambda: workspace.briefing.digest is not None and workspace.canvas.has_hit_index)
        rest(3.0)
        beat = Heartbeat(limit_ms=LIMIT_MS, looks_inside="--why" in sys.argv)
        hand = Hand(window, beat)
        print(f"{hand.document.count(Grid)} grids, {hand.document.count(Household)} households")
        villages = [item for item in hand.document.all(Village) if gap_of(hand, item) is not None]
        play(hand, villages[:ROUNDS])
        beat.stop()
        TimedCanvas.after = None
        table(hand)
        window.close()


if __name__ == "__main__":
    main()
