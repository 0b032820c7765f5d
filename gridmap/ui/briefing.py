"""Keeps what the panels show up to date: digest, find keys and problems, beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from gridmap.model.document import Snapshot
from gridmap.model.features import Area, Feature, Household
from gridmap.model.spatial_index import SpatialIndex
from gridmap.progress import Job, Progress
from gridmap.session import Session
from gridmap.ui.digest import Digest, make_digest
from gridmap.ui.find_index import make_find_index
from gridmap.ui.jobs import JobRunner, RunningJob

if TYPE_CHECKING:
    from gridmap.checks.problem import Problem

_AFTER_A_CHANGE_MS: Final = 80
_KEYS_AFTER_MS: Final = 600


class Briefing(QObject):
    """Works in the background after every change of the session; the newest state wins."""

    digest_ready = Signal(object)
    index_ready = Signal(object)
    problems_ready = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, runner: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._wants_problems = False
        self._jobs: dict[str, RunningJob] = {}
        self.digest: Digest | None = None
        self._digest_timer = QTimer(self, singleShot=True, interval=_AFTER_A_CHANGE_MS)
        self._digest_timer.timeout.connect(self._digest)
        self._index_timer = QTimer(self, singleShot=True, interval=_KEYS_AFTER_MS)
        self._index_timer.timeout.connect(self._find_keys)
        self._problem_timer = QTimer(self, singleShot=True, interval=_KEYS_AFTER_MS)
        self._problem_timer.timeout.connect(self._check)

    def start(self) -> None:
        """Work everything out for the first time."""
        self._digest()
        self._index_timer.start()

    def after_change(self) -> None:
        """Begin anew shortly after the session has changed."""
        self._digest_timer.start()
        self._index_timer.start()
        if self._wants_problems:
            self._problem_timer.start()

    def want_problems(self) -> None:
        """Check the project now, and after every change from now on."""
        if not self._wants_problems:
            self._wants_problems = True
            self._check()

    def stop(self) -> None:
        """Work nothing out any more: whoever listens is about to go."""
        for timer in (self._digest_timer, self._index_timer, self._problem_timer):
            timer.stop()
        for job in self._jobs.values():
            job.cancel()

    def _work(self, name: str, job: Job[Any], done: Callable[[Any], None]) -> None:
        """Run a job; one of the same name that is still under way is of no use any more."""
        before = self._jobs.get(name)
        if before is not None:
            before.cancel()
        self._jobs[name] = self._runner.run("", job, done, self.failed.emit, is_shown=False)

    def _digest(self) -> None:
        snapshot = self._session.document.snapshot()
        job = make_digest(snapshot, on=date.today())
        self._work("digest", job, self._take_digest)

    def _take_digest(self, digest: Digest) -> None:
        if self.digest is None:
            self._index_places()
        if self.digest is None or digest.snapshot.revision >= self.digest.snapshot.revision:
            self.digest = digest
            self.digest_ready.emit(digest)

    def _index_places(self) -> None:
        """Have the buildings and households of a county found at the first move of the pointer."""
        document = self._session.document

        def adopt(made: tuple[dict[type[Feature], SpatialIndex], int]) -> None:
            indexes, revision = made
            for kind, index in indexes.items():
                document.adopt_index(kind, index, revision=revision)

        self._work("places", _indexed(document.snapshot()), adopt)

    def _find_keys(self) -> None:
        job = make_find_index(self._session.document.snapshot())
        self._work("keys", job, self.index_ready.emit)

    def _check(self) -> None:
        job = _checked(self._session.document.snapshot(), date.today())
        self._work("problems", job, self.problems_ready.emit)


def _indexed(snapshot: Snapshot) -> Job[tuple[dict[type[Feature], SpatialIndex], int]]:
    indexes: dict[type[Feature], SpatialIndex] = {}
    for kind in (Area, Household):
        yield Progress(len(indexes), 2)
        indexes[kind] = SpatialIndex(snapshot.all(kind))
    return indexes, snapshot.revision


def _checked(snapshot: Snapshot, on: date) -> Job[Sequence[Problem]]:
    from gridmap.checks.run import run_checks

    yield Progress(0, 0)
    return run_checks(snapshot, on=on)
