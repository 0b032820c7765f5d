"""A job on the window's own thread, in slices: for work that reads what the window paints.

A thread that computes in Python holds up every call between Qt and Python while it runs; a table
that is painted meanwhile makes thousands of them. A slice lets the window breathe in between.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

from gridmap.progress import Job

SLICE_S: Final = 0.012
"""Length of a slice; the steps of a job should be shorter."""


class SlicedJob(QObject):
    """One job at a time; a newer one takes the place of the one before.

    No garbage is collected meanwhile: going through all of a county takes a quarter of a second,
    and what a job leaves behind goes without it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: Job[Any] | None = None
        self._done: Callable[[Any], None] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self.run_slice)
        parent.destroyed.connect(gc.enable)

    @property
    def is_busy(self) -> bool:
        """Whether a job is under way."""
        return self._job is not None

    def start(self, job: Job[Any], done: Callable[[Any], None]) -> None:
        """Begin a job, whose first slice runs at once; `done` gets its result."""
        self.stop()
        self._job, self._done = job, done
        gc.disable()
        self._timer.start()
        self.run_slice()

    def stop(self) -> None:
        """Give up what is under way."""
        self._timer.stop()
        if self._job is not None:
            self._job.close()
        self._job = self._done = None
        gc.enable()

    def run_slice(self) -> None:
        """Go on for the length of a slice."""
        job, done = self._job, self._done
        if job is None or done is None:
            return
        end = time.perf_counter() + SLICE_S
        try:
            while time.perf_counter() < end:
                next(job)
        except StopIteration as stop:
            self.stop()
            done(stop.value)
