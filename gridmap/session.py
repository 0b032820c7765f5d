"""A session: document, store, history and selection. No Qt.

The order of every edit: check, write in one store transaction, apply, push, emit. A failed write
changes nothing, and every changeset is on disk when the call returns, so there is nothing to save.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path

from gridmap.errors import NotFoundError, ProjectFileError, StaleChangeError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.document import Document, FeatureReader, Snapshot, Trial
from gridmap.model.features import FeatureId
from gridmap.model.runs import PrintRun, RunDraft
from gridmap.progress import Job, Progress, run_job
from gridmap.signals import Signal
from gridmap.store.geopackage import open_project
from gridmap.store.pictures import pictures_folder
from gridmap.store.store import LogEntry, Store


class Session:
    """One open project.

    `changed` fires after every edit, `selection_changed` when the selection is another one,
    `run_recorded` when a print run has been kept.
    """

    def __init__(self, store: Store, document: Document | None = None) -> None:
        self.store = store
        self.document = document if document is not None else Document(store.load())
        self.changed: Signal[[Changeset]] = Signal()
        self.selection_changed: Signal[[frozenset[FeatureId]]] = Signal()
        self.run_recorded: Signal[[PrintRun]] = Signal()
        self._selection: frozenset[FeatureId] = frozenset()
        self._undo, self._redo = stacks(store.log())

    @property
    def selection(self) -> frozenset[FeatureId]:
        """The ids of the selected features."""
        return self._selection

    @property
    def pictures(self) -> Path:
        """The folder of the pictures below the map, beside the project's file; need not exist."""
        return pictures_folder(self.store.path)

    def sign_as(self, author: str) -> None:
        """Keep what is done from now on under this name."""
        self.store.author = author

    def select(self, ids: Iterable[FeatureId]) -> None:
        """Make these features the selection."""
        wanted = frozenset(ids)
        if wanted != self._selection:
            self._selection = wanted
            self.selection_changed.emit(wanted)

    def apply(self, changeset: Changeset) -> None:
        """Carry out a changeset and make it undoable; an empty one does nothing.

        Raises: StaleChangeError, ProjectFileError; then nothing has changed.
        """
        if not changeset:
            return
        self.document.check(changeset)
        entry = self.store.write(changeset)
        self.document.apply(changeset)
        self._undo.append(entry)
        self._redo.clear()
        self._after(changeset)

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to take back."""
        return bool(self._undo) and not self.store.is_read_only

    @property
    def can_redo(self) -> bool:
        """Whether there is an act to bring back."""
        return bool(self._redo) and not self.store.is_read_only

    @property
    def undo_title(self) -> str:
        """The name of the act that undo takes back, empty where there is none."""
        return self._undo[-1].title if self._undo else ""

    @property
    def redo_title(self) -> str:
        """The name of the act that redo brings back, empty where there is none."""
        return self._redo[-1].title if self._redo else ""

    def steps_back_to(self, seq: int) -> int | None:
        """Return how many undos make the act with this number the last one done.

        Negative: how many redos. None where no undo or redo leads there.
        """
        # both stacks are in the order of the numbers, the redo stack from the top down
        for stack, sign in ((self._undo, 1), (self._redo, -1)):
            place = bisect_left(stack, sign * seq, key=lambda entry: sign * entry.seq)
            if place < len(stack) and stack[place].seq == seq:
                return len(stack) - 1 - place if sign == 1 else place - len(stack)
        return None

    def undo(self) -> Changeset | None:
        """Take the last act back; return what changed, None where there was nothing."""
        if not self.can_undo:
            return None
        entry = self._undo[-1]
        changeset = self.store.changeset_of(entry.seq).inverted()
        self._check_or_pass_over(changeset, self._undo)
        self.store.write(changeset, act="undo", target=entry.seq)
        self.document.apply(changeset)
        self._redo.append(self._undo.pop())
        self._after(changeset)
        return changeset

    def redo(self) -> Changeset | None:
        """Bring the last act taken back in again; return what changed, None if nothing."""
        if not self.can_redo:
            return None
        entry = self._redo[-1]
        changeset = self.store.changeset_of(entry.seq)
        self._check_or_pass_over(changeset, self._redo)
        self.store.write(changeset, act="redo", target=entry.seq)
        self.document.apply(changeset)
        self._undo.append(self._redo.pop())
        self._after(changeset)
        return changeset

    @property
    def log_seq(self) -> int:
        """The number of the newest line of the change log, 0 where there is none."""
        newest = self.store.log(limit=1)
        return newest[0].seq if newest else 0

    @property
    def next_revision(self) -> str:
        """What the codes of the next print run say: its number and its place in the change log."""
        runs = self.store.runs()
        return f"{runs[0].number + 1 if runs else 1}.{self.log_seq}"

    def as_of(self, seq: int) -> FeatureReader:
        """Return the features as they were after the act with this number of the change log.

        Raises: StaleChangeError where another program has edited the file since.
        """
        return run_job(self.as_of_job(seq))

    def as_of_job(self, seq: int) -> Job[FeatureReader]:
        """Return a job for `as_of`; the state that it goes back from is that of this call."""
        return _taken_back(self.store, self.document.snapshot(), self.log_seq, seq)

    def genuine_runs(self) -> dict[int, bool]:
        """Return by number whether each run is as it was signed; a damaged one is not."""
        found: dict[int, bool] = {}
        for entry in self.store.runs():
            try:
                found[entry.number] = self.store.is_genuine(self.store.run(entry.number))
            except ProjectFileError:
                found[entry.number] = False
        return found

    def record_run(self, draft: RunDraft) -> PrintRun:
        """Keep a print run in the project file. Raises: ProjectFileError."""
        run = self.store.add_run(draft)
        self.run_recorded.emit(run)
        return run

    def run(self, number: int | None = None, *, edition: str | None = None) -> PrintRun:
        """Return a print run; without a number the newest (of an edition).

        Raises: NotFoundError where there is none.
        """
        for entry in self.store.runs():
            is_wanted = edition is None or entry.edition == edition
            if entry.number == number or (number is None and is_wanted):
                return self.store.run(entry.number)
        if number is None:
            raise NotFoundError(
                tr("No print run is recorded in this project yet."),
                hint=tr("Make an atlas first; each finished one is recorded."),
            )
        raise NotFoundError(
            tr("There is no print run {number} in this project.", number=number),
            hint=tr("“gridmap runs PROJECT” lists those there are."),
        )

    def close(self) -> None:
        """Release the project file."""
        self.store.close()

    def _check_or_pass_over(self, changeset: Changeset, stack: list[LogEntry]) -> None:
        """Take an act that no longer fits (another program edited the file) off the stack.

        The acts below it stay in reach. Raises: StaleChangeError.
        """
        try:
            self.document.check(changeset)
        except StaleChangeError:
            stack.pop()
            raise

    def _after(self, changeset: Changeset) -> None:
        gone = {change.id for change in changeset if change.new is None}
        self.changed.emit(changeset)
        if gone & self._selection:
            self.select(self._selection - gone)


def _taken_back(store: Store, now: Snapshot, newest: int, seq: int) -> Job[FeatureReader]:
    trial = Trial(now)
    for entry in store.log():
        if entry.seq > newest:
            continue
        if entry.seq <= seq:
            break
        yield Progress(newest - entry.seq, newest - seq)
        try:
            trial.apply(store.changeset_of(entry.seq).inverted())
        except KeyError as error:
            raise StaleChangeError(
                tr("The state of that day cannot be put together again."),
                hint=tr("Another program has edited the project file since then."),
            ) from error
    return trial


def open_session(path: Path, *, read_only: bool = False, author: str = "") -> Session:
    """Open a project file and return its session; close it when done.

    Raises: NotFoundError, ProjectLockedError, ProjectFileError.
    """
    store = open_project(path, read_only=read_only, author=author)
    try:
        return Session(store)
    except BaseException:
        store.close()
        raise


def stacks(log: Iterable[LogEntry]) -> tuple[list[LogEntry], list[LogEntry]]:
    """Return the undo and redo stacks that a change log (newest first) leaves behind.

    The last of each is the next to be taken. An act whose content was erased is in neither.
    """
    undo: list[LogEntry] = []
    redo: list[LogEntry] = []
    for entry in reversed(list(log)):
        if entry.count == 0:
            continue
        if entry.act == "do":
            undo.append(entry)
            redo.clear()
            continue
        source, goal = (undo, redo) if entry.act == "undo" else (redo, undo)
        # an act whose own line is gone (the log can be cut by hand) is passed over
        for act in reversed(source):
            if act.seq == entry.target:
                source.remove(act)
                goal.append(act)
                break
    return undo, redo
