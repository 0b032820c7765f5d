"""Going back (or forth) through many acts: undo after undo, in slices that leave the window free.

Each step is an undo of its own, on disk when it is done: stopping half-way or a power cut leaves a
state that once was, and redo leads back.
"""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from gridmap.errors import GridMapError
from gridmap.session import Session

SLICE_S: Final = 0.02


class Retracing(QObject):
    """One walk at a time. `moved` fires with how many steps are left, `failed` with an error."""

    moved = Signal(int)
    ended = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._goal: int | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._walk)

    @property
    def is_under_way(self) -> bool:
        """Whether it is walking."""
        return self._goal is not None

    def begin(self, seq: int) -> None:
        """Walk until the act with this number is the last one done."""
        self._goal = seq
        self._timer.start()

    def stop(self) -> None:
        """Stay where it is."""
        if self._goal is not None:
            self._goal = None
            self._timer.stop()
            self.ended.emit()

    def _walk(self) -> None:
        end_s = time.monotonic() + SLICE_S
        while self._goal is not None and time.monotonic() < end_s:
            left = self._session.steps_back_to(self._goal)
            if not left:  # there, or something else was done meanwhile
                self.stop()
                return
            try:
                done = self._session.undo() if left > 0 else self._session.redo()
            except GridMapError as error:
                self.stop()
                self.failed.emit(error)
                return
            if done is None:
                self.stop()
        if self._goal is not None:
            self.moved.emit(abs(self._session.steps_back_to(self._goal) or 0))
