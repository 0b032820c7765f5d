"""Long work beside the window: a Job runs in a thread, its progress arrives on the GUI thread.

This is one of the three borders where every exception is caught: it is handed to `on_error`, on
the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from gridmap.progress import Job, Progress

Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]


class _Worker(QThread):
    """The thread that drives one job.

    Its signals are emitted here and received on the GUI thread.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, job: Job[Any]) -> None:
        super().__init__()
        self._job = job
        self._is_cancelled = False

    def cancel(self) -> None:
        """Ask the job to stop at its next step; `close()` then runs its `finally`."""
        self._is_cancelled = True

    def run(self) -> None:
        """Drive the job to its end, its failure or its cancellation."""
        try:
            while not self._is_cancelled:
                self.progressed.emit(next(self._job))
            self._job.close()
        except StopIteration as stop:
            self.succeeded.emit(stop.value)
        except BaseException as error:  # noqa: BLE001  (one of the three borders, style.md 7)
            self.failed.emit(error)
        else:
            self.cancelled.emit()


class RunningJob(QObject):
    """One job under way: `progressed(Progress)` while it runs, `finished()` however it ends."""

    progressed = Signal(object)
    finished = Signal()

    def __init__(
        self, title: str, job: Job[Any], on_done: Done, on_error: Failed, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.is_cancelled = False
        self._on_done = on_done
        self._on_error = on_error
        self._worker = _Worker(job)
        self._worker.progressed.connect(self._progress)
        self._worker.succeeded.connect(self._succeed)
        self._worker.failed.connect(self._fail)
        self._worker.cancelled.connect(self._end)

    def start(self) -> None:
        """Begin."""
        self._worker.start()

    def cancel(self) -> None:
        """Stop at the job's next step; neither `on_done` nor `on_error` is called after this."""
        self.is_cancelled = True
        self._worker.cancel()

    def wait(self) -> None:
        """Block until the thread has ended (used when the window closes)."""
        self._worker.wait()

    @Slot(object)
    def _progress(self, progress: Progress) -> None:
        if not self.is_cancelled:
            self.progressed.emit(progress)

    @Slot(object)
    def _succeed(self, result: object) -> None:
        self._end()
        if not self.is_cancelled:
            self._on_done(result)

    @Slot(object)
    def _fail(self, error: BaseException) -> None:
        self._end()
        if not self.is_cancelled:
            self._on_error(error)

    @Slot()
    def _end(self) -> None:
        self._worker.wait()
        self.finished.emit()


class JobRunner(QObject):
    """Starts jobs and knows which are under way.

    `started(RunningJob)` fires for those that people should see.
    """

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[RunningJob] = []

    def run(
        self, title: str, job: Job[Any], on_done: Done, on_error: Failed, *, is_shown: bool = True
    ) -> RunningJob:
        """Run a job in a thread of its own; both callbacks come on the GUI thread.

        `is_shown` False: small work of the window itself, without a line in the status bar.
        """
        running = RunningJob(title, job, on_done, on_error, self)
        self._running.append(running)
        running.finished.connect(lambda: self._forget(running))
        if is_shown:
            self.started.emit(running)
        running.start()
        return running

    def stop_all(self) -> None:
        """Cancel everything and wait for it: nothing may outlive the window."""
        for running in tuple(self._running):
            running.cancel()
        for running in tuple(self._running):
            running.wait()
        self._running.clear()

    @property
    def is_busy(self) -> bool:
        """Whether any job is under way."""
        return bool(self._running)

    def _forget(self, running: RunningJob) -> None:
        if running in self._running:
            self._running.remove(running)
            running.deleteLater()
