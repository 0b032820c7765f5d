"""The lines of the history: a model that reads the change log page by page as one scrolls."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from gridmap.i18n import tr
from gridmap.session import Session
from gridmap.store.store import EVERYTHING, LogEntry, LogFilter
from gridmap.ui.theme import Theme

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NO_PARENT: Final = QModelIndex()
PAGE: Final = 200
"""Lines read at a time: half a millisecond among 50,000 (benchmarks/bench_history.py)."""

WHEN, WHO, WHAT, COUNT, STATE = range(5)


class HistoryRows(QAbstractTableModel):
    """When, who, what, how many things, and whether it still holds; newest first."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        self._wanted = EVERYTHING
        self._rows: list[LogEntry] = []
        self._is_at_end = False

    def show(self, wanted: LogFilter, *, at_least: int = 0) -> None:
        """Show the newest lines of a choice, and so many at least."""
        self._wanted = wanted
        count = max(PAGE, at_least)
        self.beginResetModel()
        self._rows = list(self._session.store.log(limit=count, wanted=wanted))
        self._is_at_end = len(self._rows) < count
        self.endResetModel()

    def release(self) -> None:
        """Read nothing more: the project is about to be closed."""
        self._is_at_end = True

    def entry(self, row: int) -> LogEntry:
        """Return the log entry of a row."""
        return self._rows[row]

    def row_of(self, seq: int) -> int | None:
        """Return the row of a log entry, None where it is not among those read."""
        return next((n for n, entry in enumerate(self._rows) if entry.seq == seq), None)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return how many lines are read."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else STATE + 1

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether there may be older lines."""
        return not parent.isValid() and not self._is_at_end

    def fetchMore(self, parent: _Index) -> None:
        """Read the next page of older lines."""
        if parent.isValid() or self._is_at_end:
            return
        before = self._rows[-1].seq if self._rows else None
        more = self._session.store.log(limit=PAGE, before=before, wanted=self._wanted)
        self._is_at_end = len(more) < PAGE
        if more:
            first = len(self._rows)
            self.beginInsertRows(_NO_PARENT, first, first + len(more) - 1)
            self._rows += more
            self.endInsertRows()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text, colour or font of a cell."""
        entry, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S}  {entry.author}\n{what(entry)}"
        steps = self.steps(entry)
        if role == Qt.ItemDataRole.ForegroundRole and (steps is None or steps < 0):
            return QColor(self._theme.text3)
        if role == Qt.ItemDataRole.FontRole and (steps == 0 or _is_gone(entry, steps)):
            font = QFont()
            font.setBold(steps == 0)
            font.setStrikeOut(_is_gone(entry, steps) and column == WHAT)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole and column == COUNT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def steps(self, entry: LogEntry) -> int | None:
        """Return how many acts to take back (negative: bring back) so that this is the last."""
        return self._session.steps_back_to(entry.seq) if entry.act == "do" else None

    def _text(self, entry: LogEntry, column: int) -> str:
        if column == WHEN:
            return when(entry.at, date.today())
        if column == WHO:
            return entry.author
        if column == WHAT:
            return what(entry)
        if column == COUNT:
            return tr("{count} things", count=entry.count) if entry.count > 1 else ""
        steps = self.steps(entry)
        if steps == 0:
            return tr("The state now")
        return tr("Taken back") if _is_gone(entry, steps) else ""


def what(entry: LogEntry) -> str:
    """Return what an entry did, in words."""
    if entry.act == "undo":
        return tr("Took back: {title}", title=entry.title)
    if entry.act == "redo":
        return tr("Brought back: {title}", title=entry.title)
    return entry.title


def when(at: datetime, today: date) -> str:
    """Return a moment in local time, the nearer the shorter."""
    local = at.astimezone()
    time = f"{local:%H:%M}"
    if local.date() == today:
        return tr("Today {time}", time=time)
    if local.date() == today - timedelta(days=1):
        return tr("Yesterday {time}", time=time)
    return f"{local:%Y-%m-%d} {time}"


def _is_gone(entry: LogEntry, steps: int | None) -> bool:
    """Whether an act was taken back, and stayed so."""
    return entry.act == "do" and (steps is None or steps < 0)
