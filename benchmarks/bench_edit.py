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
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt  # noqa: E402
from PySide6.QtGui import QKeyEvent, QMouseEvent  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

import gridmap.session  # noqa: E402, F401  (before Qt's widgets, as gridmap/cli/opening.py does)
from benchmarks.big_projects import copy_of  # noqa: E402
from benchmarks.gestures import GESTURES, gap_of, look_at  # noqa: E402
from benchmarks.heartbeat import Heartbeat, rest, wait_for  # noqa: E402
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


def play(hand: Hand, villages: list[Village]) -> None:
    """Make all gestures in each village."""
    for village in villages:
        look_at(hand, village)
        for gesture in GESTURES:
            gesture(hand, village)
        for _ in range(8):
            hand.measure("undo", hand.workspace.undo)
        for _ in range(4):
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
