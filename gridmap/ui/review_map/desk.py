"""How the interactive review map is joined with the window: made, shown, saved and printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from gridmap.errors import ExportError, GridMapError
from gridmap.i18n import tr
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.progress import Job
from gridmap.ui.operations import Operation, by_name
from gridmap.ui.printing.ready import say_ready

if TYPE_CHECKING:
    from gridmap.ui.jobs import RunningJob
    from gridmap.ui.review_map.window import ReviewMapWindow
    from gridmap.ui.workspace import Workspace


class ReviewMapDesk(QObject):
    """Opens the map beside the window, one at a time."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._job: RunningJob | None = None
        self.window: ReviewMapWindow | None = None
        workspace.closing.connect(self._close)

    def operations(self) -> dict[str, Operation]:
        """Return the command that opens the map, by name."""
        return by_name(
            (
                Operation(
                    name="review_map",
                    title=tr("Interactive review map…"),
                    hint=tr("See who looks after what on a map to click, and hand it out."),
                    run=self.open,
                ),
            )
        )

    def open(self) -> None:
        """Open the map, or bring it to the front; it shows the project as it is now."""
        from gridmap.ui.review_map.window import ReviewMapWindow

        if self.window is None:
            found = ReviewMapWindow(self._workspace.window(), self._workspace.theme)
            found.edition_chosen.connect(self._make)
            found.save_wanted.connect(self._save)
            found.print_wanted.connect(self._print)
            found.finished.connect(lambda _code: self._close())
            self.window = found
        self.window.show()
        self.window.activateWindow()
        self.window.wait()
        self._make(self.window.edition)

    def _make(self, edition: Edition) -> None:
        if self._job is not None:
            self._job.cancel()
        job = _page_job(self._workspace.session.document.snapshot(), edition)
        self._job = self._workspace.runner.run(
            tr("Making the map…"), job, self._show, self._failed, is_shown=False
        )

    def _show(self, text: str) -> None:
        if self.window is None:
            return
        try:
            self.window.show_page(text)
        except GridMapError as error:
            self._failed(error)

    def _failed(self, error: BaseException) -> None:
        if self.window is not None and isinstance(error, GridMapError):
            self.window.say("\n".join(part for part in (error.message, error.hint) if part))
        else:
            self._workspace.toast.error(error)

    def _save(self) -> None:
        out = self._ask(tr("Save the review map"), "html", tr("Web page (*.html)"))
        if out is None or self.window is None:
            return
        job = _file_job(self._workspace.session.document.snapshot(), self.window.edition, out)
        self._workspace.runner.run(
            tr("Writing the map…"),
            job,
            lambda _path: self._say_ready(out),
            self._workspace.toast.error,
            makes_something=True,
        )

    def _print(self) -> None:
        """Write what is seen to a PDF, which prints at its true size from any program."""
        out = self._ask(tr("Print the review map"), "pdf", tr("PDF (*.pdf)"))
        if out is None or self.window is None:
            return

        def done(is_good: bool) -> None:
            if is_good:
                self._say_ready(out)
            else:
                self._workspace.toast.error(
                    ExportError(
                        tr("“{file}” cannot be written.", file=out.name),
                        hint=tr("Close the file where it is open, or choose another folder."),
                    )
                )

        self.window.print_to(out, done)

    def _say_ready(self, out: Path) -> None:
        say_ready(self._workspace, out)

    def _ask(self, title: str, suffix: str, kinds: str) -> Path | None:
        known = str(self._workspace.settings.ui.get("last_folder", ""))
        folder = Path(known) if known and Path(known).is_dir() else Path.home()
        name = f"{tr('Interactive review map')} {date.today().isoformat()}.{suffix}"
        path, _ = QFileDialog.getSaveFileName(self.window, title, str(folder / name), kinds)
        if not path:
            return None
        out = Path(path)
        return out if out.suffix else out.with_suffix(f".{suffix}")

    def _close(self) -> None:
        if self._job is not None:
            self._job.cancel()
        window, self.window = self.window, None
        if window is not None:
            window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
            window.release()
            window.hide()
            window.deleteLater()


def _page_job(snapshot: Snapshot, edition: Edition) -> Job[str]:
    """Import the writer inside the thread: it is slow to load."""
    from gridmap.export.review_html import ReviewSpec, make_review

    return (yield from make_review(snapshot, ReviewSpec(on=date.today(), edition=edition)))


def _file_job(snapshot: Snapshot, edition: Edition, out: Path) -> Job[Path]:
    from gridmap.export.review_html import ReviewSpec, export_review

    return (yield from export_review(snapshot, ReviewSpec(on=date.today(), edition=edition), out))
