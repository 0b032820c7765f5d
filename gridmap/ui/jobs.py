"""Long work beside the window: a Job runs in a thread, its progress arrives on the GUI thread.

This is one of the three borders where every exception is caught: it is handed to `on_error`, on
the GUI thread.

The thread is Python's and touches nothing of Qt but one signal: a QThread object can be destroyed
by Python's garbage collection in the wrong thread, which ends the process.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from gridmap.progress import Job

TELL_EVERY_S: Final = 0.04
"""A job may take many small steps; the window hears of no more than this."""

HOLD_AT_MOST_S: Final = 0.3
SWITCH_S: Final = 0.001
"""Threads share one interpreter. With Python's usual 5 ms the window would wait that long at every
call that lets go of it, several times for one movement of the mouse."""

Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]
Tell = Callable[[str, object], None]

_PROGRESS, _DONE, _FAILED, _CANCELLED = "progress", "done", "failed", "cancelled"


class RunningJob:
    """One job under way. `on_progress` and `on_end` hold what the window wants called.

    `makes_something`: people would be sorry if it were thrown away.
    """

    def __init__(self, title: str, on_done: Done, on_error: Failed) -> None:
        self.title = title
        self.is_shown = True
        self.makes_something = False
        self.is_cancelled = False
        self.is_over = False
        self.on_progress: list[Callable[[Any], None]] = []
        self.on_end: list[Callable[[], None]] = []
        self._on_done = on_done
        self._on_error = on_error

    def cancel(self) -> None:
        """Stop at the job's next step; neither `on_done` nor `on_error` is called after this."""
        self.is_cancelled = True

    def take(self, what: str, value: object) -> None:
        """Carry on with what the thread tells (on the GUI thread)."""
        if what == _PROGRESS:
            for listen in () if self.is_cancelled else tuple(self.on_progress):
                listen(value)
            return
        self.is_over = True
        for end in tuple(self.on_end):
            end()
        if self.is_cancelled:
            return
        if what == _DONE:
            self._on_done(value)
        elif isinstance(value, BaseException):
            self._on_error(value)


class JobRunner(QObject):
    """Starts jobs and knows which are under way. `started(RunningJob)` fires for those to show."""

    started = Signal(object)
    _told = Signal(int, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: dict[int, tuple[RunningJob, threading.Thread]] = {}
        self._count = 0
        self._is_free = threading.Event()
        self._is_free.set()
        sys.setswitchinterval(SWITCH_S)
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        title: str,
        job: Job[Any],
        on_done: Done,
        on_error: Failed,
        *,
        is_shown: bool = True,
        makes_something: bool = False,
    ) -> RunningJob:
        """Run a job in a thread of its own; both callbacks come on the GUI thread.

        `is_shown` False: small work of the window itself, without a line in the status bar.
        `makes_something`: the window asks before it is closed while this is under way.
        """
        self._count += 1
        number = self._count
        running = RunningJob(title, on_done, on_error)
        running.is_shown, running.makes_something = is_shown, makes_something

        def tell(what: str, value: object) -> None:
            self._told.emit(number, what, value)

        thread = threading.Thread(
            target=_drive,
            args=(job, running, tell, self._is_free),
            name=f"job {number}",
            daemon=True,
        )
        self._running[number] = running, thread
        if is_shown:
            self.started.emit(running)
        thread.start()
        return running

    def hold(self) -> None:
        """Let the window's own small work (`is_shown` False) wait: somebody looks at the map.

        It goes on after `let_go`, or HOLD_AT_MOST_S later.
        """
        self._is_free.clear()

    def let_go(self) -> None:
        """Let what was held go on."""
        self._is_free.set()

    def stop_all(self) -> None:
        """Cancel everything and wait for it: nothing may outlive the window."""
        self.let_go()
        for running, _ in self._running.values():
            running.cancel()
        for _, thread in tuple(self._running.values()):
            thread.join()
        self._running.clear()

    @property
    def shown(self) -> list[RunningJob]:
        """The jobs under way that people should see, oldest first."""
        return [running for running, _ in self._running.values() if running.is_shown]

    @property
    def is_busy(self) -> bool:
        """Whether any job is under way."""
        return bool(self._running)

    @Slot(int, str, object)
    def _take(self, number: int, what: str, value: object) -> None:
        if number not in self._running:
            return
        running, thread = self._running[number]
        if what != _PROGRESS:
            thread.join()
            del self._running[number]
        running.take(what, value)


def _drive(job: Job[Any], running: RunningJob, tell: Tell, is_free: threading.Event) -> None:
    """Drive a job to its end, its failure or its cancellation; `close()` runs its `finally`."""
    told_s = 0.0
    try:
        while not running.is_cancelled:
            if not running.is_shown:
                is_free.wait(HOLD_AT_MOST_S)
            progress = next(job)
            if time.monotonic() - told_s >= TELL_EVERY_S:
                told_s = time.monotonic()
                tell(_PROGRESS, progress)
        job.close()
    except StopIteration as stop:
        tell(_DONE, stop.value)
    except BaseException as error:  # noqa: BLE001  (one of the three borders, style.md 7)
        tell(_FAILED, error)
    else:
        tell(_CANCELLED, None)
