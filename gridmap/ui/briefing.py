"""Keeps what the panels show up to date: digest, find keys and problems, beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from gridmap.model.changes import Changeset
from gridmap.model.document import Snapshot
from gridmap.model.features import Area, Feature, Household
from gridmap.model.spatial_index import SpatialIndex
from gridmap.progress import Job, Progress
from gridmap.session import Session
from gridmap.ui.digest import Digest, make_digest
from gridmap.ui.find_index import FindIndex, make_find_index
from gridmap.ui.jobs import JobRunner, RunningJob
from gridmap.ui.live_digest import followed
from gridmap.ui.live_problems import LiveProblems

_AFTER_A_CHANGE_MS: Final = 250
"""So long the panels wait at most for the map: it is painted first, in a thread that shares the
interpreter with the window."""

_AFTER_THE_PICTURE_MS: Final = 15
_KEYS_AFTER_MS: Final = 600


class Briefing(QObject):
    """Works beside the window after every change of the session; the newest state wins.

    Small changes are followed at once in the window's thread, which takes a few milliseconds; what
    reaches far (an import, another name of a village) is worked out anew in a thread.
    """

    digest_ready = Signal(object)
    index_ready = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, runner: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self.problems = LiveProblems(session, runner, self)
        self._jobs: dict[str, RunningJob] = {}
        self.digest: Digest | None = None
        self._digest_day = date.min
        self._index: FindIndex | None = None
        self._since_digest: list[tuple[int, Changeset]] = []
        self._since_index: list[tuple[int, Changeset]] = []
        self._digest_timer = QTimer(self, singleShot=True)
        self._digest_timer.timeout.connect(self._digest)
        self._index_timer = QTimer(self, singleShot=True, interval=_KEYS_AFTER_MS)
        self._index_timer.timeout.connect(self._find_keys)
        self._disconnect = session.changed.connect(self._note)

    def start(self) -> None:
        """Work everything out for the first time."""
        self._digest()
        self._index_timer.start()
        self.problems.start()

    def after_change(self) -> None:
        """Follow when the map shows what has changed, or shortly after."""
        self._runner.hold()
        self._digest_timer.start(_AFTER_A_CHANGE_MS)
        self.problems.after_change()

    def picture_shown(self, revision: int) -> None:
        """Be told that the map shows a revision: what waited for the newest one follows now."""
        if self.is_about_to_follow and revision == self._session.document.revision:
            self._digest_timer.start(_AFTER_THE_PICTURE_MS)

    @property
    def has_keys(self) -> bool:
        """Whether everything can be found by its words yet."""
        return self._index is not None

    @property
    def is_about_to_follow(self) -> bool:
        """Whether a digest with what has just been done comes within a moment."""
        return self._digest_timer.isActive()

    def stop(self) -> None:
        """Work nothing out any more: whoever listens is about to go."""
        self._runner.let_go()
        self._disconnect()
        self.problems.stop()
        for timer in (self._digest_timer, self._index_timer):
            timer.stop()
        for job in self._jobs.values():
            job.cancel()

    def _note(self, changeset: Changeset) -> None:
        """Remember a change for what is not up to date yet; the find keys follow at once."""
        change = (self._session.document.revision, changeset)
        self._since_digest.append(change)
        self._since_index.append(change)
        if self._index is not None and not self._is_busy("keys"):
            self._follow_keys(self._index)

    def _is_busy(self, name: str) -> bool:
        job = self._jobs.get(name)
        return job is not None and not job.is_over

    def _work(self, name: str, job: Job[Any], done: Callable[[Any], None]) -> None:
        """Run a job; one of the same name that is still under way is of no use any more."""
        before = self._jobs.get(name)
        if before is not None:
            before.cancel()
        self._jobs[name] = self._runner.run("", job, done, self.failed.emit, is_shown=False)

    def _digest(self) -> None:
        self._runner.let_go()
        if self._is_busy("digest"):
            return  # when it is there, it will follow
        snapshot, today = self._session.document.snapshot(), date.today()
        if self.digest is not None and self._digest_day == today:
            changeset = _merged(self._since_digest)
            after = followed(self.digest, snapshot, changeset, on=today)
            if after is not None:
                self._show_digest(after)
                return
            self.digest_ready.emit(self.digest)  # the new one takes longer than a selection waits
        self._digest_day = today
        self._work("digest", make_digest(snapshot, on=today), self._take_digest)

    def _take_digest(self, digest: Digest) -> None:
        is_first = self.digest is None
        self._show_digest(digest)
        if is_first:
            self._index_places()
        if self._since_digest:
            self._digest_timer.start(_AFTER_THE_PICTURE_MS)

    def _show_digest(self, digest: Digest) -> None:
        self.digest = digest
        self._since_digest = _later(self._since_digest, digest.snapshot.revision)
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
        snapshot = self._session.document.snapshot()
        self._since_index = []
        self._work("keys", make_find_index(snapshot), self._take_index)

    def _take_index(self, index: FindIndex) -> None:
        self._index = index
        self._follow_keys(index)
        self.index_ready.emit(index)

    def _follow_keys(self, index: FindIndex) -> None:
        """Take the changes since into the keys; where one reaches far, make them anew soon."""
        changes, self._since_index = self._since_index, []
        if not all(index.follow(self._session.document, each) for _, each in changes):
            self._index_timer.start()


def _merged(changes: Sequence[tuple[int, Changeset]]) -> Changeset:
    """Return one changeset with the effect of all, in their order."""
    merged = Changeset("")
    for _, changeset in changes:
        merged = merged.merged_with(changeset)
    return merged


def _later(changes: Sequence[tuple[int, Changeset]], revision: int) -> list[tuple[int, Changeset]]:
    """Return the changes that led beyond a revision."""
    return [change for change in changes if change[0] > revision]


def _indexed(snapshot: Snapshot) -> Job[tuple[dict[type[Feature], SpatialIndex], int]]:
    indexes: dict[type[Feature], SpatialIndex] = {}
    for kind in (Area, Household):
        yield Progress(len(indexes), 2)
        indexes[kind] = SpatialIndex(snapshot.all(kind))
    return indexes, snapshot.revision
