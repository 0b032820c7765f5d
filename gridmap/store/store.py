"""What a store is: the project on disk, one transaction per changeset.

The embedded default is in geopackage.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final, Literal, Protocol

from gridmap.model.changes import Changeset
from gridmap.model.features import Feature
from gridmap.model.runs import PrintRun, RunDraft, RunEntry
from gridmap.progress import Job

Act = Literal["do", "undo", "redo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line of the change log.

    `target` is the number of the act that an undo or redo speaks of, else `seq`.
    """

    seq: int
    at: datetime
    author: str
    title: str
    act: Act
    target: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which log entries are wanted; what is left out does not narrow.

    `author` is the whole name; `words` stand somewhere in the title; `since` is within, `until` is
    not.
    """

    author: str | None = None
    words: str = ""
    since: datetime | None = None
    until: datetime | None = None


EVERYTHING: Final = LogFilter()


@dataclass(frozen=True, slots=True)
class LogOutline:
    """Who stands in the change log, by name, and on which days (local time, newest first)."""

    authors: tuple[str, ...]
    days: tuple[date, ...]


class Store(Protocol):
    """A project file that is open.

    Every call either happens whole and is on disk, or raises and changed nothing.
    """

    author: str
    """Under whose name the change log keeps what is written."""

    path: Path
    """The project's file."""

    @property
    def is_read_only(self) -> bool:
        """Whether writing is refused."""
        ...

    def load(self) -> Iterable[Feature]:
        """Return all features, parents before children."""
        ...

    def write(
        self, changeset: Changeset, *, act: Act = "do", target: int | None = None
    ) -> LogEntry:
        """Write a changeset and its log row in one transaction.

        Raises: ProjectFileError (disk full, read-only, file damaged).
        """
        ...

    def log(
        self,
        *,
        limit: int | None = None,
        before: int | None = None,
        wanted: LogFilter = EVERYTHING,
    ) -> Sequence[LogEntry]:
        """Return the newest log entries, newest first; `before` only those of lower numbers."""
        ...

    def log_outline(self) -> LogOutline:
        """Return the people and days of the change log, to choose from."""
        ...

    def changeset_of(self, seq: int) -> Changeset:
        """Return the changeset that a `do` entry wrote."""
        ...

    def add_run(self, draft: RunDraft) -> PrintRun:
        """Keep a print run under the author's name, numbered and signed.

        Raises: ProjectFileError (disk full, read-only, file damaged).
        """
        ...

    def runs(self) -> Sequence[RunEntry]:
        """Return the list of print runs, newest first."""
        ...

    def run(self, number: int) -> PrintRun:
        """Return a print run with its pages.

        Raises: KeyError where there is none; ProjectFileError where it is damaged.
        """
        ...

    def is_genuine(self, run: PrintRun) -> bool:
        """Whether a run is as it was when it was written under the key that this file keeps."""
        ...

    def optimise(self) -> Job[None]:
        """Compact the file; nothing it holds changes."""
        ...

    def close(self) -> None:
        """Leave a single file that can be copied, and release the lock. Twice does no harm."""
        ...
