"""问题: what is wrong or missing in the project, each with its place on the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.bottom_panel import BottomPage
from gridmap.ui.theme import Theme

if TYPE_CHECKING:
    from gridmap.checks.problem import Problem

_PROBLEM: Final = Qt.ItemDataRole.UserRole
_RANK: Final = {"error": 0, "warning": 1, "note": 2}
MOST_SHOWN: Final = 2_000


class ProblemList(BottomPage):
    """The list, worst first. `chosen` fires with the Problem that a person picks."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._problems: tuple[Problem, ...] = ()
        self._filter = ""
        self.list = QTreeWidget()
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setObjectName("problems")
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName(tr("Problems"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self._note = QLabel()
        self._note.setObjectName("quiet")
        self._note.setContentsMargins(16, 12, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._note)
        column.addWidget(self.list, 1)
        self.show_waiting()

    @property
    def count(self) -> int:
        """How many problems there are."""
        return len(self._problems)

    def show_waiting(self) -> None:
        """Say that the project is being checked."""
        self._note.setText(tr("Checking…"))
        self._note.show()
        self.list.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what the checks found."""
        self._problems = tuple(sorted(problems, key=lambda item: _RANK[item.severity]))
        self._fill()

    def filter(self, text: str) -> None:
        """Show only problems whose words hold a text."""
        self._filter = text.strip().casefold()
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        shown = [item for item in self._problems if self._filter in _words(item)]
        self.list.addTopLevelItems([self._item(item) for item in shown[:MOST_SHOWN]])
        self._note.setText(tr("Nothing is wrong."))
        self._note.setVisible(not self._problems)
        self.list.setVisible(bool(self._problems))

    def _item(self, problem: Problem) -> QTreeWidgetItem:
        verb = tr("Show") if problem.bounds_m is not None or problem.feature_ids else ""
        item = QTreeWidgetItem([problem.message, problem.where, verb])
        sign, color = {
            "error": ("error", self._theme.red),
            "warning": ("warning", self._theme.amber_text),
            "note": ("info", self._theme.text3),
        }[problem.severity]
        item.setIcon(0, icons.icon(sign, self._theme, color=color, size_px=18))
        item.setForeground(1, _brush(self._theme.text2))
        item.setForeground(2, _brush(self._theme.link))
        item.setToolTip(0, problem.message)
        item.setData(0, _PROBLEM, problem)
        return item

    def _choose(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(item.data(0, _PROBLEM))


def _words(problem: Problem) -> str:
    return f"{problem.message} {problem.where}".casefold()


def _brush(color: str) -> QBrush:
    return QBrush(QColor(color))
