"""The change page of an atlas: since which print run, worked out beside the window."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.document import FeatureReader, Snapshot
from gridmap.model.runs import PrintRun
from gridmap.progress import Job
from gridmap.session import Session
from gridmap.ui.jobs import JobRunner, RunningJob
from gridmap.ui.panels.atlas import AtlasPanel


class SinceRun(QObject):
    """Offers the print runs of the chosen edition to a panel and gives it what has changed since.

    After an edit it works that out again once somebody looks; an atlas that is asked for meanwhile
    waits. What went wrong is said in the foot of the panel.
    """

    def __init__(self, panel: AtlasPanel, session: Session, runner: JobRunner) -> None:
        super().__init__(panel)
        self._panel, self._session, self._runner = panel, session, runner
        self._job: RunningJob | None = None
        self._number: int | None = None
        self._is_stale = False
        panel.installEventFilter(self)
        panel.parts.since_chosen.connect(self.choose)
        panel.choices.edition.currentIndexChanged.connect(lambda _at: self.offer())
        self._stops = (
            session.run_recorded.connect(lambda _run: self.offer()),
            session.changed.connect(lambda _changeset: self._again()),
        )
        self.offer()

    def offer(self) -> None:
        """Offer the runs of the edition that is chosen."""
        edition = self._panel.choices.edition.currentData()
        runs = [entry for entry in self._session.store.runs() if entry.edition == edition]
        self._panel.parts.show_runs(runs)

    def choose(self, number: int | None) -> None:
        """Work out what has changed since a run; None: the booklet gets no change page."""
        self._number, self._is_stale = number, False
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if number is None:
            self._use(None)
            return
        try:
            run = self._session.run(number)
        except GridMapError as error:
            self._failed(error)
            return
        rewind = self._session.as_of_job(run.entry.log_seq)
        pictures = self._session.pictures
        job = _changes(self._session.document.snapshot(), rewind, run, pictures)
        self._panel.show_comparing()
        title = tr("Looking for what has changed…")
        self._job = self._runner.run(title, job, self._use, self._failed)

    def release(self) -> None:
        """Listen no longer."""
        for stop in self._stops:
            stop()
        if self._job is not None:
            self._job.cancel()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch up when the panel comes into sight."""
        if event.type() is QEvent.Type.Show and self._is_stale:
            self.choose(self._number)
        return super().eventFilter(watched, event)

    def _again(self) -> None:
        if self._number is None:
            return
        self._is_stale = True
        if self._panel.isVisible():
            self.choose(self._number)

    def _use(self, changes: Any) -> None:
        self._job = None
        self._panel.show_changes(changes)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._panel.show_uncompared(str(error))


def _changes(now: Snapshot, rewind: Job[FeatureReader], run: PrintRun, pictures: Path) -> Job[Any]:
    """Import the page code inside the thread: it is slow to load."""
    from gridmap.export.runs.changed import as_changes, changed_atlas

    before = yield from rewind
    job = changed_atlas(now, before, run, on=date.today(), pictures=pictures)
    return as_changes((yield from job))
