"""What a store is: the project on disk, one transaction per changeset.

The embedded default is in geopackage.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from gridmap.model.changes import Changeset
from gridmap.model.features import Feature
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


class Store(Protocol):
    """A project file that is open.

    Every call either happens whole and is on disk, or raises and changed nothing.
    """

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

    def log(self, *, limit: int | None = None) -> Sequence[LogEntry]:
        """Return the newest log entries, newest first."""
        ...

    def changeset_of(self, seq: int) -> Changeset:
        """Return the changeset that a `do` entry wrote."""
        ...

    def optimise(self) -> Job[None]:
        """Compact the file; nothing it holds changes."""
        ...

    def close(self) -> None:
        """Leave a single file that can be copied, and release the lock. Twice does no harm."""
        ...
