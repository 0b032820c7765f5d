"""An open project in the window: head, tool bar and workspace, and the jobs that act on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.progress import Job, Progress
from gridmap.session import Session
from gridmap.ui.atlas.keeping import keep_run
from gridmap.ui.care_operations import care_operations
from gridmap.ui.extras_operations import extras_operations
from gridmap.ui.file_operations import file_operations
from gridmap.ui.find_box import FindBox
from gridmap.ui.header import Header, ModeTabs
from gridmap.ui.map_desk import desk_operations
from gridmap.ui.map_operations import map_operations
from gridmap.ui.menus import Actions
from gridmap.ui.modes import DRAW, modes
from gridmap.ui.pictures import picture_operations
from gridmap.ui.placing_operations import placing_operations
from gridmap.ui.preloading import preload_atlas
from gridmap.ui.printing.ready import say_ready
from gridmap.ui.printing_operations import printing_operations
from gridmap.ui.runs_operations import runs_operations
from gridmap.ui.table_operations import table_operations
from gridmap.ui.tool_bar import ToolBar, ToolGroup
from gridmap.ui.tool_operations import drawing_operations
from gridmap.ui.window_memory import recall_view, remember_view
from gridmap.ui.window_menus import commands_by_menu, project_menus, tool_groups
from gridmap.ui.workspace import Workspace

if TYPE_CHECKING:
    from gridmap.export.report import AtlasReport
    from gridmap.export.spec import AtlasSpec
    from gridmap.model.document import Snapshot
    from gridmap.ui.jobs import RunningJob
    from gridmap.ui.main_window import MainWindow
    from gridmap.ui.operations import Operation

_ATLAS_AFTER_MS: Final = 2_500
"""So long after the project is in sight the atlas is made ready, for nobody needs it earlier."""


class ProjectView(QFrame):
    """Everything in the window while a project is open."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__()
        self.setObjectName("frame")
        self._window = window
        self._session = session
        self.atlas_job: RunningJob | None = None
        self.workspace = Workspace(session, window.settings, window.runner, window.theme)
        self.find_box = FindBox(window.theme)
        self.modes = ModeTabs(
            [(mode.name, mode.title, mode.hint) for mode in modes() if not mode.under]
        )
        operations = _operations(window, self.workspace)
        self.actions_by_name = Actions(operations, window, window.theme)
        self.workspace.commands = self.actions_by_name
        header = Header(window.theme, middle=self.modes, right=self.find_box)
        households = self.workspace.desk.household_menu(header.menu_bar)
        project_menus(header.menu_bar, self.actions_by_name, window, households=households)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        self.tool_bar = self._toolbar()
        column.addWidget(self.tool_bar)
        column.addWidget(self.workspace, 1)
        self.find_box.attach(self)
        self._connect()
        self.modes.show_mode(DRAW)
        recall_view(self.workspace, window.path)
        self._refresh()
        QTimer.singleShot(_ATLAS_AFTER_MS, self, lambda: preload_atlas(self))

    def continue_from(self, before: ProjectView) -> None:
        """Show what the view showed that this one replaces."""
        self.workspace.take_view_of(before.workspace)
        for job in self._window.runner.shown:
            self.workspace.status.show_job(job)
            if job is before.atlas_job:
                self.atlas_job = job
                self.workspace.atlas.show_running(is_running=True)

    def release(self) -> None:
        """Let go of the session and of jobs that go on without this view."""
        self._window.runner.started.disconnect(self.workspace.status.show_job)
        remember_view(self.workspace, self._window.path)
        self.workspace.release()

    def import_files(self, files: tuple[Path, ...] = ()) -> None:
        """Open the import dialog, with these files already chosen."""
        from gridmap.ui.dialogs.import_files import ImportDialog

        window = self._window
        dialog = ImportDialog(
            self,
            self._session,
            window.runner,
            window.theme,
            folder=window.last_folder,
            project=window.path,
        )
        if files:
            dialog.use_files(files)
        if not dialog.exec() or dialog.changeset is None:
            return
        window.remember_folder(dialog.folder)
        try:
            self._session.apply(dialog.changeset)
        except GridMapError as error:
            self.workspace.toast.error(error)
            return
        self.workspace.canvas.zoom_full()
        self.workspace.toast.success(dialog.changeset.title, tr("Undo"), self.workspace.undo)

    def show_shortcuts(self) -> None:
        """Show what each key does."""
        from gridmap.ui.dialogs.shortcuts import ShortcutSheet

        menus = commands_by_menu(self.actions_by_name.operations)
        sheet = ShortcutSheet(self, menus, self._window.theme)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def make_atlas(self, spec: AtlasSpec, out: Path, password: str = "") -> None:
        """Make an atlas of the project as it is now, while work goes on.

        Where one that was stopped has not ended yet, this one begins when it has. `password` locks
        its files.
        """
        window, before = self._window, self.atlas_job
        if before is not None and before.is_cancelled and not before.is_over:
            self.workspace.atlas.show_running(is_running=True)
            before.on_end.append(lambda: self.make_atlas(spec, out, password))
            return

        log_seq = self._session.log_seq
        spec = replace(spec, revision=self._session.next_revision)

        def done(report: Any) -> None:
            if window.view is not None:
                window.view.record_run(report, spec, out, log_seq)
                window.view.atlas_made(report, out)

        def failed(error: BaseException) -> None:
            if window.view is not None:
                window.view.workspace.toast.error(error)

        def progress(step: Progress) -> None:
            if window.view is not None:
                window.view.workspace.atlas.show_progress(step)

        def over() -> None:
            if window.view is not None:
                window.view.workspace.atlas.show_running(is_running=False)

        job = _atlas_job(self._session.document.snapshot(), spec, out, password)
        running = window.runner.run(
            tr("Making the atlas…"), job, done, failed, makes_something=True
        )
        running.on_end.append(over)
        running.on_progress.append(progress)
        self.atlas_job = running
        self.workspace.atlas.show_running(is_running=True)

    def stop_atlas(self) -> None:
        """Stop the atlas that is being made; nothing of it stays behind."""
        if self.atlas_job is not None:
            self.atlas_job.cancel()
            self.workspace.atlas.foot.show_stopped()

    def record_run(self, report: AtlasReport, spec: AtlasSpec, out: Path, log_seq: int) -> None:
        """Keep a finished atlas as a print run, where the project can be written to."""
        is_volume = out.suffix.casefold() == ".pdf"
        keep_run(self.workspace, report, spec, log_seq, is_volume=is_volume)

    def atlas_made(self, report: AtlasReport, out: Path) -> None:
        """Say what was made and offer to open it."""
        self.workspace.atlas.show_report(report, out)
        say_ready(self.workspace, out, tr("The atlas is ready."))

    def _toolbar(self) -> QFrame:
        actions = self.actions_by_name
        return ToolBar(
            [
                ToolGroup(name, [actions[x] for x in shown], [actions[x] for x in more])
                for name, shown, more in tool_groups()
            ],
            [actions["undo"], actions["redo"]],
            self._window.theme,
        )

    def _connect(self) -> None:
        workspace = self.workspace
        workspace.changed.connect(self._refresh)
        workspace.mode_changed.connect(self._mode_changed)
        workspace.import_wanted.connect(self.import_files)
        workspace.find_wanted.connect(self.find_box.begin)
        workspace.shortcuts_wanted.connect(self.show_shortcuts)
        workspace.atlas_wanted.connect(self.make_atlas)
        workspace.atlas_stopped.connect(self.stop_atlas)
        workspace.status.author.clicked.connect(lambda: self._window.ask_author())
        workspace.briefing.index_ready.connect(self.find_box.use_index)
        self.modes.chosen.connect(workspace.show_mode)
        self.find_box.chosen.connect(workspace.go_to)
        self._window.runner.started.connect(workspace.status.show_job)

    def _mode_changed(self, name: str) -> None:
        self.modes.show_mode(self.workspace.book.mode(name).under or name)
        self.tool_bar.setVisible(not self.workspace.book.mode(name).is_whole)

    def _refresh(self) -> None:
        self.actions_by_name.refresh(self._session)


def _operations(window: MainWindow, workspace: Workspace) -> dict[str, Operation]:
    """Return all commands of a window with an open project, by name."""
    return {
        **file_operations(window),
        **picture_operations(window),
        **map_operations(workspace),
        **table_operations(workspace),
        **drawing_operations(workspace),
        **care_operations(workspace),
        **runs_operations(workspace),
        **extras_operations(workspace),
        **printing_operations(workspace),
        **placing_operations(workspace, workspace.placing.why_not),
        **workspace.problems.operations(),
        **workspace.review_map.operations(),
        **desk_operations(workspace.desk),
    }


def _atlas_job(snapshot: Snapshot, spec: AtlasSpec, out: Path, password: str) -> Job[Any]:
    """Import the PDF writer inside the thread: it is slow to load."""
    from gridmap.export.atlas import export_atlas

    report = yield from export_atlas(snapshot, spec, out, password=password)
    return report
