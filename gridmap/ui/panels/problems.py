"""问题: what is wrong or missing in the project, each with its place on the map and its mending."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QTreeView,
    QVBoxLayout,
)

from gridmap.checks.problem import Problem, Severity
from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.bottom_panel import BottomPage
from gridmap.ui.panels.problem_notes import MendingBar, QuietNote
from gridmap.ui.panels.problem_rows import (
    HOW_BAD,
    WHERE,
    ProblemRows,
    severity_icon,
    severity_word,
)
from gridmap.ui.problem_fixes import can_fix, fixed_together, lacks_officer
from gridmap.ui.problem_groups import ProblemGroup, kept, key_of
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.slim_row import SlimRow

OPEN_UP_TO: Final = 30
"""So many problems are all shown at first; of more only the headings with their counts."""


class ProblemList(BottomPage):
    """The list by rule, errors first, that keeps its place when the checks say something new.

    `chosen` fires with the Problem that a person wants to see, `fix_wanted` with the problems of
    one rule to mend, `fix_accepted` when the mending that is proposed may be done,
    `appoint_wanted` with the Problem of an area for which nobody holds a post.
    """

    chosen = Signal(object)
    fix_wanted = Signal(object)
    fix_accepted = Signal()
    appoint_wanted = Signal(object)

    def __init__(self, theme: Theme, *, is_read_only: bool = False) -> None:
        super().__init__()
        self._theme, self._is_read_only = theme, is_read_only
        self._groups: tuple[ProblemGroup, ...] = ()
        self._words = ""
        self._is_first = True
        self._is_tight = theme.scale > 1.0
        self.rows = ProblemRows(theme)
        self.list = self._view()
        self.severities = {severity: self._switch(severity) for severity in Severity}
        self.previous_button = self._step("chevron-left", tr("Previous problem"), "Shift+F8")
        self.next_button = self._step("chevron-right", tr("Next problem"), "F8")
        self.show_button = self._verb("zoom-selection", tr("Show"))
        self.fix_button = self._verb("check", tr("Mend…"))
        self.fix_all_button = self._verb("check", tr("Mend all like it…"))
        self.appoint_button = self._verb("officer", tr("Appoint…"))
        self.appoint_button.setToolTip(tr("Open the form with its posts, to give one to somebody."))
        self.note = QuietNote(theme)
        self.mending = MendingBar(theme)
        self._arrange()
        self._connect()
        self.show_waiting()

    @property
    def count(self) -> int:
        """How many problems there are."""
        return sum(len(group.problems) for group in self._groups)

    @property
    def current(self) -> Problem | None:
        """The marked problem."""
        return self.rows.problem(self.list.currentIndex())

    def show_waiting(self) -> None:
        """Say that the project is being checked."""
        self.note.say(tr("Checking…"))
        self._refresh(is_empty=True)

    def show_problems(self, groups: Sequence[ProblemGroup]) -> None:
        """List what the checks found; what is marked and open stays so."""
        self._groups = tuple(groups)
        for severity, switch in self.severities.items():
            found = sum(p.severity is severity for group in groups for p in group.problems)
            words = f"{severity_word(severity)} {found}"
            switch.setText(str(found) if self._is_tight else words)
            switch.setAccessibleName(words)
            switch.setVisible(bool(found))
        self.mending.close()
        self._fill()

    def filter(self, text: str) -> None:
        """Show only problems whose words hold a text."""
        if text.strip().casefold() != self._words:
            self._words = text.strip().casefold()
            self._fill()

    def step(self, step: int) -> None:
        """Mark the next (1) or previous (-1) problem and show it on the map."""
        index = self.rows.neighbour(self.list.currentIndex(), step)
        if index.isValid():
            self._mark(index)
            self.show_current()

    def show_current(self) -> None:
        """Ask for the marked problem on the map."""
        problem = self.current
        if problem is not None:
            self.chosen.emit(problem)

    def fix_current(self) -> None:
        """Ask for the mending of the marked problem."""
        problem = self.current
        if problem is not None and can_fix(problem):
            self.fix_wanted.emit([problem])

    def appoint_current(self) -> None:
        """Ask for the posts of what the marked problem names."""
        problem = self.current
        if problem is not None and lacks_officer(problem):
            self.appoint_wanted.emit(problem)

    def fix_all(self) -> None:
        """Ask for the mending of all problems of the marked one's kind."""
        found = self._of_kind()
        if found:
            self.fix_wanted.emit(found)

    def _of_kind(self) -> list[Problem]:
        rule = self.rows.rule(self.list.currentIndex())
        problems = [p for group in self._groups if group.rule == rule for p in group.problems]
        return fixed_together(problems, rule)

    def _fill(self) -> None:
        place = _Place(self)
        self.rows.show(kept(self._groups, self._is_wanted))
        place.restore(is_first=self._is_first)
        self._is_first = self._is_first and not self._groups
        if not self._groups:
            self.note.praise(
                tr("Nothing is wrong."), tr("The project is checked again after every change.")
            )
        elif not self.rows.groups:
            self.note.say(tr("No problem holds these words."))
        self._refresh(is_empty=not self.rows.groups)

    def _is_wanted(self, problem: Problem) -> bool:
        if not self.severities[problem.severity].isChecked():
            return False
        return self._words in f"{problem.message} {problem.where}".casefold()

    def _refresh(self, *, is_empty: bool) -> None:
        self.note.setVisible(is_empty)
        self.list.setHidden(is_empty)
        self._bar.setVisible(bool(self._groups))
        self._refresh_verbs()

    def _refresh_verbs(self) -> None:
        problem = self.current
        self.show_button.setEnabled(problem is not None)
        self.fix_button.setEnabled(
            problem is not None and can_fix(problem) and not self._is_read_only
        )
        is_post = problem is not None and lacks_officer(problem)
        self.appoint_button.setVisible(is_post)
        self.appoint_button.setEnabled(not self._is_read_only)
        self.fix_button.setVisible(not is_post)
        self.fix_button.setToolTip(
            self.fix_button.text()
            if self.fix_button.isEnabled()
            else tr("This needs your eyes: show it on the map and change it there.")
        )
        self.fix_all_button.setEnabled(len(self._of_kind()) > 1 and not self._is_read_only)
        for button in (self.previous_button, self.next_button):
            button.setEnabled(bool(self.rows.groups))

    def _mark(self, index: QModelIndex) -> None:
        self.list.expand(index.parent())
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _clicked(self, index: QModelIndex) -> None:
        if self.rows.problem(index) is None:
            heading = index.siblingAtColumn(0)
            self.list.setExpanded(heading, not self.list.isExpanded(heading))
        else:
            self.show_current()

    def _view(self) -> QTreeView:
        view = QTreeView()
        view.setModel(self.rows)
        view.setObjectName("problems")
        view.setAccessibleName(tr("Problems"))
        view.setHeaderHidden(True)
        view.setUniformRowHeights(True)
        view.setExpandsOnDoubleClick(False)
        view.setAllColumnsShowFocus(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width_px in ((WHERE, 150), (HOW_BAD, 90)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, self._theme.px(width_px))
        # Where there is little room the words keep it: the village's name is among them.
        view.setColumnHidden(WHERE, self._is_tight)
        return view

    def _switch(self, severity: Severity) -> QPushButton:
        button = QPushButton(severity_icon(severity, self._theme), severity_word(severity))
        button.setObjectName("severity")
        button.setCheckable(True)
        button.setChecked(True)
        button.setToolTip(tr("Show or leave out these"))
        button.toggled.connect(self._fill)
        return button

    def _verb(self, icon: str, words: str) -> QPushButton:
        button = QPushButton(icons.icon(icon, self._theme, size_px=16), words)
        button.setProperty("flat_link", True)
        button.setToolTip(words)
        return button

    def _step(self, icon: str, words: str, key: str) -> QPushButton:
        button = QPushButton(icons.icon(icon, self._theme, size_px=16), "")
        button.setProperty("flat_link", True)
        button.setToolTip(f"{words}  {key}")
        button.setAccessibleName(words)
        return button

    def _arrange(self) -> None:
        self._bar = SlimRow()
        row = self._bar.row
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        for switch in self.severities.values():
            row.addWidget(switch)
        row.addStretch(1)
        steps = (self.previous_button, self.next_button)
        for button in (*steps, self.show_button, self.appoint_button, self.fix_button):
            row.addWidget(button)
        row.addWidget(self.fix_all_button)
        self._bar.may_shrink(
            self.show_button, self.appoint_button, self.fix_button, self.fix_all_button
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.note, 1)
        column.addWidget(self.list, 1)
        column.addWidget(self.mending)
        self.setTabOrder(self.fix_all_button, self.list)

    def _connect(self) -> None:
        self.list.clicked.connect(self._clicked)
        self.list.activated.connect(lambda _index: self.show_current())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._refresh_verbs())
        self.previous_button.clicked.connect(lambda: self.step(-1))
        self.next_button.clicked.connect(lambda: self.step(1))
        self.show_button.clicked.connect(self.show_current)
        self.fix_button.clicked.connect(self.fix_current)
        self.appoint_button.clicked.connect(self.appoint_current)
        self.fix_all_button.clicked.connect(self.fix_all)
        self.mending.accepted.connect(self.fix_accepted)


class _Place:
    """Where a list stood: what was marked, which headings were open, how far it was scrolled."""

    def __init__(self, page: ProblemList) -> None:
        self._page = page
        view, rows = page.list, page.rows
        index = view.currentIndex()
        problem = rows.problem(index)
        self._key = key_of(problem) if problem is not None else None
        self._rule, self._row = rows.rule(index), index.row()
        self._open = [
            group.rule for group in rows.groups if view.isExpanded(rows.heading_of(group.rule))
        ]
        self._scroll = view.verticalScrollBar().value()

    def restore(self, *, is_first: bool) -> None:
        """Stand there again; what has gone leaves its place to what came next."""
        view, rows = self._page.list, self._page.rows
        if is_first:
            total = sum(len(group.problems) for group in rows.groups)
            if total <= OPEN_UP_TO:
                view.expandAll()
            return
        for rule in self._open:
            view.expand(rows.heading_of(rule))
        index = rows.index_of(self._key) if self._key is not None else QModelIndex()
        if not index.isValid() and self._rule:
            heading = rows.heading_of(self._rule)
            last = rows.rowCount(heading) - 1
            is_problem = self._key is not None and heading.isValid()
            index = rows.index(min(self._row, last), 0, heading) if is_problem else heading
        if index.isValid():
            view.setCurrentIndex(index)
        view.verticalScrollBar().setValue(self._scroll)
