"""The lines of the list of problems: a heading for each rule and below it what the rule found."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QIcon

from gridmap.checks.problem import Problem, Severity
from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.problem_groups import ProblemGroup, ProblemKey, key_of
from gridmap.ui.theme import Theme

WHAT, WHERE, HOW_BAD = range(3)
_ICON_PX: Final = 18
_GROUP: Final = 0
"""Internal id of the headings; the problems of heading n have n + 1."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


def severity_word(severity: Severity) -> str:
    """Return how much a problem matters in one word."""
    return {
        Severity.ERROR: tr("Error"),
        Severity.WARNING: tr("Attention"),
        Severity.NOTE: tr("Hint"),
    }[severity]


def severity_icon(severity: Severity, theme: Theme) -> QIcon:
    """Return the sign of a severity; its shape tells it, its colour repeats it."""
    sign, color = {
        Severity.ERROR: ("error", theme.red),
        Severity.WARNING: ("warning", theme.amber_text),
        Severity.NOTE: ("info", theme.text3),
    }[severity]
    return icons.icon(sign, theme, color=color, size_px=_ICON_PX)


class ProblemRows(QAbstractItemModel):
    """Headings and problems, for a view that asks only for the lines it shows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._groups: tuple[ProblemGroup, ...] = ()
        self._icons = {severity: severity_icon(severity, theme) for severity in Severity}

    @property
    def groups(self) -> tuple[ProblemGroup, ...]:
        """What is listed."""
        return self._groups

    def show(self, groups: tuple[ProblemGroup, ...]) -> None:
        """List these from now on."""
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()

    def problem(self, index: Index) -> Problem | None:
        """Return the problem of a line, None for a heading or no line."""
        if not index.isValid() or index.internalId() == _GROUP:
            return None
        return self._groups[index.internalId() - 1].problems[index.row()]

    def rule(self, index: Index) -> str:
        """Return the rule of a heading or a problem, empty for no line."""
        if not index.isValid():
            return ""
        at = index.row() if index.internalId() == _GROUP else index.internalId() - 1
        return self._groups[at].rule

    def index_of(self, key: ProblemKey) -> QModelIndex:
        """Return the line of a problem, invalid where it is not listed."""
        for at, group in enumerate(self._groups):
            if group.rule != key[0]:
                continue
            for row, problem in enumerate(group.problems):
                if key_of(problem) == key:
                    return self.createIndex(row, 0, at + 1)
        return QModelIndex()

    def heading_of(self, rule: str) -> QModelIndex:
        """Return the line of a rule's heading, invalid where it is not listed."""
        for at, group in enumerate(self._groups):
            if group.rule == rule:
                return self.createIndex(at, 0, _GROUP)
        return QModelIndex()

    def neighbour(self, index: Index, step: int) -> QModelIndex:
        """Return the next (1) or previous (-1) problem after a line, round the ends."""
        if not self._groups:
            return QModelIndex()
        at, row = self._place(index, step)
        row += step
        if row < 0 or row >= len(self._groups[at].problems):
            at = (at + step) % len(self._groups)
            row = 0 if step > 0 else len(self._groups[at].problems) - 1
        return self.createIndex(row, 0, at + 1)

    def _place(self, index: Index, step: int) -> tuple[int, int]:
        """Return group and row of a line; a heading stands before its first problem."""
        if not index.isValid():
            return (0, -1) if step > 0 else (0, 0)
        if index.internalId() == _GROUP:
            return index.row(), -1 if step > 0 else 0
        return index.internalId() - 1, index.row()

    # What the view asks for

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return the index of a line."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _GROUP)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Return the heading of a problem."""
        if not index.isValid() or index.internalId() == _GROUP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _GROUP)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of headings, or of problems below one."""
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() != _GROUP or parent.column():
            return 0
        return len(self._groups[parent.row()].problems)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says."""
        problem = self.problem(index)
        if problem is None:
            return self._of_heading(self._groups[index.row()], index.column(), role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(problem, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return problem.message
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{severity_word(problem.severity)}: {problem.message}"
        if role == Qt.ItemDataRole.DecorationRole and index.column() == WHAT:
            return self._icons[problem.severity]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() != WHAT:
            return QBrush(QColor(self._theme.text2))
        return None

    def _words(self, problem: Problem, column: int) -> str:
        if column == WHAT:
            return problem.message
        return problem.where if column == WHERE else severity_word(problem.severity)

    def _of_heading(self, group: ProblemGroup, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            title = f"{group.title}  ({len(group.problems)})"
            return (title, "", severity_word(group.severity))[column]
        if role == Qt.ItemDataRole.DecorationRole and column == WHAT:
            return self._icons[group.severity]
        if role == Qt.ItemDataRole.FontRole and column == WHAT:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and column != WHAT:
            return QBrush(QColor(self._theme.text2))
        return None
