"""The review of the open project, worked out in a thread and again after every change."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from gridmap.model.document import Snapshot
from gridmap.model.features import FeatureId
from gridmap.progress import Job, Progress
from gridmap.session import Session
from gridmap.ui.jobs import JobRunner, RunningJob

if TYPE_CHECKING:
    from gridmap.checks.live import LiveChecks
    from gridmap.review.state import LiveReview, Review
    from gridmap.review.whatif import WhatIf
    from gridmap.ui.review.figures import ReviewFigures
    from gridmap.ui.review.scope import Scope

_AFTER_A_CHANGE_MS: Final = 120


class ReviewFollower(QObject):
    """Works out the figures of a scope, one run at a time; only while somebody looks.

    `ready` fires with the ReviewFigures, `tried` with the WhatIf of a transfer that was asked for,
    `failed` with an error.
    """

    ready = Signal(object)
    tried = Signal(object)
    failed = Signal(object)

    def __init__(
        self, session: Session, runner: JobRunner, scope: Scope, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._lock = threading.Lock()
        self._review: LiveReview | None = None
        self._newest: Review | None = None
        self._checks: LiveChecks | None = None
        self._job: RunningJob | None = None
        self._try: RunningJob | None = None
        self.scope = scope
        self.day: date | None = None
        self.is_watched = False
        self._is_stale = True
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_A_CHANGE_MS)
        self._timer.timeout.connect(self._run)

    def watch(self, *, is_watched: bool) -> None:
        """Work while the page is shown; what changed meanwhile is made up for."""
        self.is_watched = is_watched
        if is_watched and self._is_stale:
            self._run()

    def show(self, scope: Scope) -> None:
        """Look at another part of the project."""
        self.scope = scope
        self._run()

    def look_at(self, day: date | None) -> None:
        """Look at another day; None: today, whichever that is."""
        self.day = day if day != date.today() else None
        self._run()

    def after_change(self) -> None:
        """Work shortly after the session has changed."""
        self._is_stale = True
        if self.is_watched:
            self._timer.start()

    def stop(self) -> None:
        """Work no more: whoever listens is about to go."""
        self._timer.stop()
        for job in (self._job, self._try):
            if job is not None:
                job.cancel()

    def try_transfer(
        self, review: Review, scope: FeatureId, giver: FeatureId, taker: FeatureId
    ) -> None:
        """Work out what passing a group or grid on would change; an older question is dropped."""
        if self._try is not None:
            self._try.cancel()
        job = self._tried(review, scope, giver, taker)
        self._try = self._runner.run("", job, self.tried.emit, self.failed.emit, is_shown=False)

    def _run(self) -> None:
        if self._job is not None and not self._job.is_over:
            self._timer.start()
            return
        self._is_stale = False
        job = self._followed(
            self._session.document.snapshot(), self.day or date.today(), self.scope
        )
        self._job = self._runner.run("", job, self.ready.emit, self._fail, is_shown=False)

    def _fail(self, error: BaseException) -> None:
        self._review = None
        self.failed.emit(error)

    def _followed(self, snapshot: Snapshot, day: date, scope: Scope) -> Job[ReviewFigures]:
        """Import what counts inside the thread: the start of the window needs none of it."""
        from gridmap.checks.live import LiveChecks
        from gridmap.review.state import LiveReview
        from gridmap.ui.review.figures import make_figures

        with self._lock:
            if self._review is None or self._checks is None or self._review.on != day:
                self._review, self._checks = LiveReview(on=day), LiveChecks(on=day)
            yield Progress(0, 3)
            problems = yield from self._checks.update(snapshot)
            yield Progress(1, 3)
            review = self._newest = self._review.update(snapshot)
            yield Progress(2, 3)
            return make_figures(review, problems, scope)

    def _tried(
        self, review: Review, scope: FeatureId, giver: FeatureId, taker: FeatureId
    ) -> Job[WhatIf]:
        """Try it on the newest review: one given out earlier must not be asked after that."""
        from gridmap.review.whatif import try_scope

        with self._lock:
            yield Progress(0, 1)
            return try_scope(self._newest or review, scope, giver=giver, taker=taker)
