"""The main window: start page or workspace, below one head. Everything in it is rebuilt at will."""

from __future__ import annotations

import gc
import getpass
from base64 import b64decode, b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs
from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QVBoxLayout

from gridmap.errors import GridMapError, ProjectFileError, ProjectLockedError
from gridmap.i18n import language, set_language, tr
from gridmap.settings import Settings
from gridmap.ui import icons, qt_words
from gridmap.ui.backup_desk import has_backups, save_copy, show_backups
from gridmap.ui.dialogs.error import ask_backups, ask_read_only, ask_stop, show_error
from gridmap.ui.dialogs.file_types import choose_project_file
from gridmap.ui.dialogs.your_name import ask_name
from gridmap.ui.drops import files_in, project_among
from gridmap.ui.erasing_desk import erase_deleted_records
from gridmap.ui.file_operations import file_operations
from gridmap.ui.guide.desk import GuideDesk
from gridmap.ui.guide.practice_copy import can_resume, is_practice_copy
from gridmap.ui.header import Header
from gridmap.ui.jobs import JobRunner
from gridmap.ui.menus import Actions
from gridmap.ui.preloading import preload
from gridmap.ui.projects import make_job, open_job, practice_job, remember
from gridmap.ui.recent_projects import recent_projects
from gridmap.ui.start_page import StartPage
from gridmap.ui.theme import Theme, interface_font, palette, stylesheet, theme_of
from gridmap.ui.window_menus import start_menus

if TYPE_CHECKING:
    from gridmap.session import Session
    from gridmap.ui.project_view import ProjectView

WIDTH_PX, HEIGHT_PX = 1366, 768


class MainWindow(QMainWindow):
    """Opens, makes and closes projects; holds language, theme and text size."""

    project_opened = Signal(object)
    project_failed = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.theme = theme_of(settings)
        self._dressed_in: tuple[Theme, str] | None = None
        self.runner = JobRunner(self)
        self.session: Session | None = None
        self.path: Path | None = None
        self.view: ProjectView | None = None
        self.start_page: StartPage | None = None
        self._pending_files: tuple[Path, ...] = ()
        self.guide = GuideDesk(self)
        self.setWindowIcon(icons.program_icon())
        self._recall_geometry()
        self.setAcceptDrops(True)
        self.rebuild()

    # Verbs (operations.FileVerbs)

    def new_project(self, files: tuple[Path, ...] = ()) -> None:
        """Ask for a name and make a project, that begins with these files."""
        from gridmap.ui.dialogs.new_project import NewProjectDialog

        dialog = NewProjectDialog(self, self.last_folder, self.theme)
        if files:
            dialog.use_files(files)
        if not dialog.exec():
            return
        wanted = dialog.result_project()
        self._pending_files = wanted.files
        job = make_job(wanted.path, name=wanted.name, code=wanted.code, epsg=wanted.epsg)
        self.make_and_open(tr("Making {name}…", name=wanted.name), job)

    def choose_project(self) -> None:
        """Ask for a project file and open it."""
        path = choose_project_file(self, self.last_folder)
        if path is not None:
            self.open_project(path)

    def open_practice(self) -> None:
        """Open the practice township, made at first use."""
        folder = Path(platformdirs.user_data_dir("gridmap", appauthor=False))
        self.make_and_open(tr("Making the demo township…"), practice_job(folder / "practice.gpkg"))

    def begin_guide(self) -> None:
        """Begin the guided task on its practice copy, or go on with it."""
        self.guide.begin()

    def show_manual(self) -> None:
        """Open the manual beside the window."""
        from gridmap.ui.manual import show_manual

        show_manual(self)

    def show_backups(self) -> None:
        """List the dated backups of the project, or of one that is asked for."""
        show_backups(self)

    def save_copy(self) -> None:
        """Copy the open project to a stick or folder and check the copy."""
        save_copy(self)

    def erase_deleted_records(self) -> None:
        """Erase deleted care records from the history and the backups, after asking."""
        erase_deleted_records(self)

    def ask_author(self) -> None:
        """Ask under which name the history keeps what is done from now on."""
        known = self.settings.author or _user_name()
        name = ask_name(self, known)
        if name is None:
            return
        self.settings.author = name
        self.settings.save()
        if self.session is not None:
            self.session.sign_as(name or _user_name())
        if self.view is not None:
            self.view.workspace.status.name_asked()

    def close_project(self) -> None:
        """Go back to the start page."""
        self._let_go()
        self.rebuild()

    def quit(self) -> None:
        """End the program."""
        self.close()

    # Projects

    @property
    def last_folder(self) -> Path:
        """The folder that was used last."""
        known = self.settings.ui.get("last_folder", "")
        folder = Path(known) if known else Path(platformdirs.user_documents_dir())
        return folder if folder.is_dir() else Path.home()

    def remember_folder(self, folder: Path) -> None:
        """Begin the next file dialog here."""
        self.settings.ui["last_folder"] = str(folder)

    def open_project(self, path: Path, *, read_only: bool = False) -> None:
        """Open a project in the background; the workspace comes when it is there."""
        author = self.settings.author or _user_name()
        job = open_job(path, read_only=read_only, author=author)
        running = self.runner.run(
            tr("Opening {name}…", name=path.stem),
            job,
            lambda session: self._opened(path, session),
            lambda error: self._not_opened(path, error),
        )
        if self.start_page is not None:
            self.start_page.show_busy(running.title)
        QTimer.singleShot(0, self, lambda: preload(self))

    def _opened(self, path: Path, session: Session) -> None:
        self._let_go()
        self.session = session
        self.path = path
        if not is_practice_copy(path):
            self.remember_folder(path.parent)
            remember(self.settings, path, session)
            self.settings.save()
        self.rebuild()
        self.project_opened.emit(session)
        files, self._pending_files = self._pending_files, ()
        if files and self.view is not None:
            self.view.import_files(files)

    def _not_opened(self, path: Path, error: BaseException) -> None:
        if self.start_page is not None:
            self.start_page.show_busy("")
        self._pending_files = ()
        self.project_failed.emit(error)
        if isinstance(error, ProjectLockedError):
            if ask_read_only(self, error):
                self.open_project(path, read_only=True)
            return
        if not isinstance(error, GridMapError):
            raise error
        if isinstance(error, ProjectFileError) and has_backups(path):
            if ask_backups(self, error):
                show_backups(self, path)
            return
        show_error(self, error)

    def _forget(self, path: Path) -> None:
        """Take a project off the recent list; its file, wherever it is, stays as it is."""
        self.settings.forget_project(path)
        self._save_and_rebuild()

    def make_and_open(self, title: str, job: Any) -> None:
        """Make a project file in the background and open it; `job` returns its path."""
        running = self.runner.run(
            title, job, self.open_project, self._not_made, makes_something=True
        )
        if self.start_page is not None:
            self.start_page.show_busy(title, lambda: self._stop_making(running))

    def _stop_making(self, running: Any) -> None:
        running.cancel()
        if self.start_page is not None:
            self.start_page.show_busy("")

    def _not_made(self, error: BaseException) -> None:
        self._not_opened(Path(), error)

    def _let_go(self) -> None:
        """Release the project that is open."""
        self.guide.release()
        if self.view is not None:
            self.view.release()
            self.view = None
        if self.session is not None:
            self.session.close()
            self.session = None
            self.path = None
            gc.unfreeze()

    # Looks

    def use_language(self, code: str) -> None:
        """Speak this language from now on, here and at the next start."""
        self.settings.language = code
        set_language(code)
        self._save_and_rebuild()

    def use_text_scale(self, percent: int) -> None:
        """Show texts at 100, 125 or 150 %."""
        self.settings.text_scale = percent
        self._save_and_rebuild()

    def use_theme(self, name: str) -> None:
        """Use the light theme, the dark one, or the system's."""
        self.settings.ui["theme"] = name
        self._save_and_rebuild()

    def use_high_contrast(self, is_on: bool) -> None:
        """Use stronger colours or the usual ones."""
        self.settings.ui["high_contrast"] = is_on
        self._save_and_rebuild()

    def _save_and_rebuild(self) -> None:
        self.settings.save()
        self.rebuild()

    def rebuild(self) -> None:
        """Build all of the window anew in the current language, theme and size."""
        before = self.view
        theme = theme_of(self.settings)
        if (theme, language()) != self._dressed_in:
            dress(theme)
        qt_words.speak(application())
        self.theme, self._dressed_in = theme, (theme, language())
        for action in self.actions():
            self.removeAction(action)
        self.start_page = None
        if self.session is None or self.path is None:
            self.view = None
            self._build_start()
        else:
            from gridmap.ui.project_view import ProjectView

            self.view = ProjectView(self, self.session)
            if before is not None:
                before.release()
                self.view.continue_from(before)
            self.setCentralWidget(self.view)
            self.guide.attach()
        self._name_window()

    def _build_start(self) -> None:
        operations = file_operations(self)
        actions = Actions(operations, self, self.theme)
        header = Header(self.theme, middle=None, right=None)
        start_menus(header.menu_bar, actions, self)
        page = StartPage(
            recent_projects(self.settings), self.theme, has_begun=can_resume(self.settings)
        )
        page.project_chosen.connect(self.open_project)
        page.new_wanted.connect(lambda: self.new_project())
        page.forgotten.connect(self._forget)
        page.open_wanted.connect(self.choose_project)
        page.guide_wanted.connect(self.begin_guide)
        page.practice_wanted.connect(self.open_practice)
        page.language_chosen.connect(self.use_language)
        self.start_page = page
        frame = QFrame()
        frame.setObjectName("frame")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(page, 1)
        self.setCentralWidget(frame)
        page.setFocus()

    def _name_window(self) -> None:
        if self.session is None:
            self.setWindowTitle(tr("GridMap"))
            return
        name = self.session.document.project.name
        if self.session.store.is_read_only:
            name = tr("{name} (for reading only)", name=name)
        self.setWindowTitle(tr("{name} – GridMap", name=name))

    # Files dropped onto the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a project; take other files into the open project, or begin a new one with them."""
        files = files_in(event.mimeData())
        event.acceptProposedAction()
        # The program that the files come from waits for the end of this event: dialogs come after.
        QTimer.singleShot(0, self, lambda: self.use_dropped(files))

    def use_dropped(self, files: tuple[Path, ...]) -> None:
        """Do with files what somebody means who drops them here."""
        project = project_among(files)
        if project is not None:
            self.open_project(project)
        elif self.view is None:
            self.new_project(files)
        elif self.session is not None and self.session.store.is_read_only:
            self.view.workspace.toast.say(tr("The project is open for reading only."))
        else:
            self.view.import_files(files)

    # End

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window, stop all jobs and release the project.

        Where something is being made, ask first: it would be lost.
        """
        making = next((job for job in self.runner.shown if job.makes_something), None)
        if making is not None and not ask_stop(self, making.title):
            event.ignore()
            return
        self.settings.ui["geometry"] = b64encode(self.saveGeometry().data()).decode()
        self.runner.stop_all()
        self._let_go()
        self.settings.save()
        super().closeEvent(event)

    def _recall_geometry(self) -> None:
        known = self.settings.ui.get("geometry")
        if not (known and self.restoreGeometry(QByteArray(b64decode(known)))):
            self.resize(WIDTH_PX, HEIGHT_PX)


def dress(theme: Theme) -> None:
    """Give the application the theme's palette, font and style sheet."""
    application().setPalette(palette(theme))
    application().setFont(interface_font(theme))
    application().setStyleSheet(stylesheet(theme))


def application() -> QApplication:
    """Return the application; the window cannot be without one."""
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
