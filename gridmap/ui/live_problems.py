"""The problems of the open project, followed in a thread after every change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from gridmap.model.document import Snapshot
from gridmap.progress import Job
from gridmap.session import Session
from gridmap.ui.jobs import JobRunner, RunningJob

if TYPE_CHECKING:
    from gridmap.checks.live import LiveChecks
    from gridmap.ui.problem_groups import ProblemGroup

_AFTER_THE_START_MS: Final = 1_500
"""The map and the panels come first."""
_AFTER_A_CHANGE_MS: Final = 150


class LiveProblems(QObject):
    """Checks soon after the start and after every change, one run at a time.

    `ready` fires with the ProblemGroups, `failed` with an error.
    """

    ready = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, runner: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._checks: LiveChecks | None = None
        self._job: RunningJob | None = None
        self.groups: tuple[ProblemGroup, ...] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_THE_START_MS)
        self._timer.timeout.connect(self._check)

    @property
    def day(self) -> date:
        """The day that the checks look at."""
        return self._checks.on if self._checks is not None else date.today()

    @property
    def count(self) -> int:
        """How many problems are known."""
        return sum(len(group.problems) for group in self.groups or ())

    def start(self) -> None:
        """Check for the first time, once the window has come to rest."""
        self._timer.start()

    def hurry(self) -> None:
        """Check now, where nothing is known yet: somebody is waiting for the list."""
        if self.groups is None and self._timer.isActive():
            self._timer.stop()
            self._check()

    def after_change(self) -> None:
        """Check shortly after the session has changed."""
        self._timer.start(_AFTER_A_CHANGE_MS)

    def stop(self) -> None:
        """Check no more: whoever listens is about to go."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()

    def _check(self) -> None:
        if self._job is not None and not self._job.is_over:
            self._timer.start(_AFTER_A_CHANGE_MS)
            return
        job = self._followed(self._session.document.snapshot(), date.today())
        self._job = self._runner.run("", job, self._take, self.failed.emit, is_shown=False)

    def _followed(self, snapshot: Snapshot, today: date) -> Job[tuple[ProblemGroup, ...]]:
        """Import the rules inside the thread: the start of the window needs none of them."""
        from gridmap.checks.live import LiveChecks
        from gridmap.ui.problem_groups import grouped

        if self._checks is None or self._checks.on != today:
            self._checks = LiveChecks(on=today)
        problems = yield from self._checks.update(snapshot)
        return grouped(problems)

    def _take(self, groups: tuple[ProblemGroup, ...]) -> None:
        self.groups = groups
        self.ready.emit(groups)
