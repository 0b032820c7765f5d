"""How long the window's thread stands still: a timer that should tick every millisecond.

The gap between two ticks is the longest that anybody would wait. Beside the time on the clock
stands what the thread itself has computed, which is steadier where other programs are busy.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

TICK_MS = 1
_LOOK_EVERY_S = 0.005
WAIT_S = 60.0


@dataclass(frozen=True, slots=True)
class Halt:
    """One gap between ticks: what went on, its length, and what the thread computed in it."""

    during: str
    wall_ms: float
    cpu_ms: float
    where: str = ""


class Heartbeat(QObject):
    """Records every gap; `during` is said by whoever measures.

    `looks_inside`: remember which code ran in gaps longer than `limit_ms`, by looking at the stack
    from another thread.
    """

    def __init__(self, *, limit_ms: float = 50.0, looks_inside: bool = False) -> None:
        super().__init__()
        self.halts: list[Halt] = []
        self.during = "start"
        self._limit_ms = limit_ms
        self._last_s, self._last_cpu_s = time.perf_counter(), time.thread_time()
        self._stack = ""
        self._main = threading.get_ident()
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._is_over = False
        if looks_inside:
            threading.Thread(target=self._look, daemon=True).start()

    def tick(self) -> None:
        """Note the gap since the last tick."""
        now_s, cpu_s = time.perf_counter(), time.thread_time()
        wall_ms = (now_s - self._last_s) * 1000
        if wall_ms > 2 * TICK_MS:
            cpu_ms = (cpu_s - self._last_cpu_s) * 1000
            self.halts.append(Halt(self.during, wall_ms, cpu_ms, self._stack))
        self._last_s, self._last_cpu_s, self._stack = now_s, cpu_s, ""

    def reset(self) -> None:
        """Begin anew: what comes between does not count."""
        self.halts.clear()
        self._last_s, self._last_cpu_s = time.perf_counter(), time.thread_time()

    def worst(self, during: str | None = None) -> Halt:
        """Return the longest gap, of one kind of work or of all."""
        found = [halt for halt in self.halts if during is None or halt.during == during]
        return max(found, key=lambda halt: halt.wall_ms, default=Halt("", 0.0, 0.0))

    def stop(self) -> None:
        """Tick no more."""
        self._is_over = True
        self._timer.stop()

    def _look(self) -> None:
        while not self._is_over:
            time.sleep(_LOOK_EVERY_S)
            if (time.perf_counter() - self._last_s) * 1000 > self._limit_ms / 3:
                frame = sys._current_frames().get(self._main)  # noqa: SLF001
                lines = traceback.format_stack(frame)[-6:] if frame is not None else []
                self._stack += "".join(line.splitlines()[0] + "\n" for line in lines) + "--\n"


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
