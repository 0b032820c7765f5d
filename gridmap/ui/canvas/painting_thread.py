"""The thread that paints.

Takes the newest request, paints it, hands frames back to the window's thread.

Requests that were overtaken by a newer one are never painted. Work that keeps the scene up to date
(a changed document) is never skipped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from gridmap.ui.canvas.frame import Frame, FrameRequest

Update = Callable[[], object]
IsStale = Callable[[], bool]


class Painter(Protocol):
    """Paints frames; used by the painting thread alone."""

    def frames(self, request: FrameRequest, is_stale: IsStale) -> Iterable[Frame]:
        """Yield one or more ever better frames.

        May stop early once `is_stale()` says that a newer request waits.
        """
        ...


class PaintingThread(QObject):
    """Owns the thread from construction until `stop`.

    `painted` and `failed` arrive in the window's thread.
    """

    painted = Signal(object)
    updated = Signal(object)
    failed = Signal(object)

    def __init__(self, painter: Painter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._painter = painter
        self._work = _Work()
        self._thread = threading.Thread(target=self._run, name="map painter", daemon=True)
        self._thread.start()

    def request(self, request: FrameRequest) -> None:
        """Paint this next; whatever was asked for before and has not begun is forgotten."""
        self._work.put_request(request)

    def update(self, change: Update) -> None:
        """Run a function in the thread before the next frame is painted.

        What it returns arrives with `updated`.
        """
        self._work.put_update(change)

    def stop(self) -> None:
        """End the thread and wait for it; what it was painting is thrown away.

        Twice does no harm.
        """
        self._work.stop()
        if self._thread is not threading.current_thread():
            self._thread.join()

    @property
    def is_running(self) -> bool:
        """Whether the thread has not ended."""
        return self._thread.is_alive()

    def _run(self) -> None:
        while (task := self._work.take()) is not None:
            try:
                self._carry_out(task)
            except Exception as error:  # noqa: BLE001 - raised again in the window's thread
                self.failed.emit(error)

    def _carry_out(self, task: Update | FrameRequest) -> None:
        if not isinstance(task, FrameRequest):
            result = task()
            if not self._work.is_stopped:
                self.updated.emit(result)
            return
        for frame in self._painter.frames(task, self._work.has_request):
            if self._work.is_stopped:
                return
            self.painted.emit(frame)


class _Work:
    """What waits for the thread: every update in order, and the newest request."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._updates: list[Update] = []
        self._request: FrameRequest | None = None
        self.is_stopped = False

    def put_request(self, request: FrameRequest) -> None:
        """Replace the waiting request."""
        with self._changed:
            self._request = request
            self._changed.notify()

    def put_update(self, update: Update) -> None:
        """Add an update."""
        with self._changed:
            self._updates.append(update)
            self._changed.notify()

    def stop(self) -> None:
        """Let `take` return None from now on."""
        with self._changed:
            self.is_stopped = True
            self._changed.notify()

    def has_request(self) -> bool:
        """Whether a request waits, or the thread is to end."""
        return self._request is not None or self.is_stopped

    def take(self) -> Update | FrameRequest | None:
        """Wait for work and return it, updates first; None: end."""
        with self._changed:
            while not (self.is_stopped or self._updates or self._request):
                self._changed.wait()
            if self.is_stopped:
                return None
            if self._updates:
                return self._updates.pop(0)
            request, self._request = self._request, None
            return request
