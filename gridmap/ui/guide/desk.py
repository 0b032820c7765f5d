"""The window's side of the guided task: begins it, goes on with it, puts its card on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from gridmap.i18n import tr
from gridmap.ui.guide.practice_copy import (
    can_resume,
    fresh_copy_job,
    is_practice_copy,
    note_begun,
    practice_copy_path,
)

if TYPE_CHECKING:
    from gridmap.ui.guide.guided_task import GuidedTask
    from gridmap.ui.main_window import MainWindow


class GuideDesk:
    """Begins and ends guided tasks for a window. `task` is the one under way, None without one."""

    def __init__(self, window: MainWindow) -> None:
        self.task: GuidedTask | None = None
        self._window = window

    def begin(self) -> None:
        """Go on where the task was left, else begin on a fresh practice copy."""
        if can_resume(self._window.settings) and not is_practice_copy(self._window.path):
            self._window.open_project(practice_copy_path())
        else:
            self.begin_again()

    def begin_again(self) -> None:
        """Throw the practice copy away and begin on a fresh one."""
        if is_practice_copy(self._window.path):
            self._window.close_project()
        note_begun(self._window.settings, is_begun=True)
        self._window.make_and_open(
            tr("Making the practice village…"), fresh_copy_job(practice_copy_path())
        )

    def attach(self) -> None:
        """Put the card on the map where the practice copy is open."""
        from gridmap.ui.guide.guided_task import GuidedTask

        window, steps = self._window, None
        if self.task is not None:
            steps = self.task.steps
            self.release()
        if window.view is None or window.session is None or not is_practice_copy(window.path):
            return
        self.task = GuidedTask(window.session, window.view.workspace.canvas, window.theme)
        if steps is None:
            QTimer.singleShot(0, self.task, self.task.show_land)
        else:
            self.task.go_on(steps)
        self.task.finished.connect(lambda: note_begun(window.settings, is_begun=False))
        card = self.task.card
        # The card goes with the window's content: first its button must be done with the click.
        card.left.connect(lambda: QTimer.singleShot(0, window, window.close_project))
        card.again_wanted.connect(lambda: QTimer.singleShot(0, window, self.begin_again))
        card.project_wanted.connect(lambda: QTimer.singleShot(0, window, self._begin_project))

    def release(self) -> None:
        """Let go of the session."""
        if self.task is not None:
            self.task.release()
            self.task = None

    def _begin_project(self) -> None:
        self._window.close_project()
        self._window.new_project()
