"""How the list of problems is joined with the map, the session and the foot of the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.ui.modes import DRAW
from gridmap.ui.operations import Operation, by_name

if TYPE_CHECKING:
    from gridmap.actions.mending import Mending
    from gridmap.checks.problem import Problem
    from gridmap.ui.panels.problems import ProblemList
    from gridmap.ui.problem_groups import ProblemGroup
    from gridmap.ui.workspace import Workspace

PROBLEMS: Final = "problems"


class ProblemDesk(QObject):
    """Fills the list, shows what is chosen, and mends what a person has agreed to."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._list: ProblemList | None = None
        self._mending: Mending | None = None
        self._problems = workspace.briefing.problems
        workspace.bottom.shown.connect(self._shown)
        workspace.status.problems.clicked.connect(lambda: workspace.show_table(PROBLEMS))
        self._problems.ready.connect(self._take)
        self._problems.failed.connect(workspace.toast.error)

    def add_table(self) -> None:
        """Add the list to the tables below the map; it is made when it is first wanted."""
        self._workspace.bottom.add(PROBLEMS, tr("Problems"), self._make)

    def step(self, step: int) -> None:
        """Show the next (1) or previous (-1) problem on the map, opening the list for it."""
        self._workspace.show_table(PROBLEMS)
        if self._list is not None:
            self._list.step(step)

    def operations(self) -> dict[str, Operation]:
        """Return the commands that go from problem to problem, by name."""
        return by_name(
            (
                Operation(
                    name="next_problem",
                    title=tr("Next problem"),
                    shortcuts=("F8",),
                    hint=tr("Mark the next problem of the list and show it on the map."),
                    run=lambda: self.step(1),
                    disabled_reason=lambda _session: self._why_none(),
                ),
                Operation(
                    name="previous_problem",
                    title=tr("Previous problem"),
                    shortcuts=("Shift+F8",),
                    hint=tr("Mark the problem before and show it on the map."),
                    run=lambda: self.step(-1),
                    disabled_reason=lambda _session: self._why_none(),
                ),
            )
        )

    def _why_none(self) -> str | None:
        if self._problems.groups is None:
            return tr("The project is still being checked.")
        return None if self._problems.count else tr("Nothing is wrong.")

    def _make(self) -> ProblemList:
        from gridmap.ui.panels.problems import ProblemList

        workspace = self._workspace
        found = ProblemList(workspace.theme, is_read_only=workspace.session.store.is_read_only)
        found.chosen.connect(self._show)
        found.fix_wanted.connect(self._propose)
        found.fix_accepted.connect(self._mend)
        found.appoint_wanted.connect(self._appoint)
        if self._problems.groups is not None:
            found.show_problems(self._problems.groups)
        self._list = found
        return found

    def _shown(self, name: str) -> None:
        if name == PROBLEMS:
            self._problems.hurry()

    def _take(self, groups: Sequence[ProblemGroup]) -> None:
        count = self._problems.count
        self._workspace.bottom.tabs.show_count(PROBLEMS, count, is_warning=True)
        self._workspace.status.show_problems(count)
        if self._list is not None:
            self._mending = None
            self._list.show_problems(groups)
        self._workspace.changed.emit()

    def _show(self, problem: Problem) -> None:
        self._workspace.show_on_map(problem.feature_ids, problem.bounds_m)

    def _appoint(self, problem: Problem) -> None:
        """Open the form of an area: who holds its posts stands below it."""
        self._show(problem)
        self._workspace.session.select(problem.feature_ids[:1])
        self._workspace.show_mode(DRAW)
        self._workspace.show_panel("right")

    def _propose(self, problems: Sequence[Problem]) -> None:
        """Work out beside the window what mending would do, and put it to the person."""
        from gridmap.ui.problem_fixes import mending_of

        if self._list is not None:
            self._list.mending.wait()
        job = mending_of(self._workspace.session.document.snapshot(), problems)
        self._workspace.runner.run("", job, self._proposed, self._refused, is_shown=False)

    def _proposed(self, mending: Mending) -> None:
        self._mending = mending
        if self._list is not None:
            self._list.mending.propose(mending.sentences)

    def _refused(self, error: BaseException) -> None:
        if self._list is not None and isinstance(error, GridMapError):
            self._list.mending.refuse(error)
        else:
            self._workspace.toast.error(error)

    def _mend(self) -> None:
        mending, self._mending = self._mending, None
        if self._list is not None:
            self._list.mending.close()
        if mending is None:
            return
        try:
            self._workspace.session.apply(mending.changeset)
        except GridMapError as error:
            self._workspace.toast.error(error)
            return
        title = mending.changeset.title
        self._workspace.toast.success(title, tr("Undo"), self._workspace.undo)
