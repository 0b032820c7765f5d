"""The earlier print runs, what changed since one, and only its changed sheets. A widget of its own.

It asks for nothing but a session, a job runner and a theme, so it can stand anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.document import FeatureReader, Snapshot
from gridmap.model.editions import Edition
from gridmap.model.runs import PrintRun, RunEntry, broken_links
from gridmap.progress import Job, Progress
from gridmap.session import Session
from gridmap.ui.dialogs.showing import ShowingDialog
from gridmap.ui.jobs import JobRunner
from gridmap.ui.locking import lock_tick, with_password
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.made_file import MadeFile

_NUMBER: Final = Qt.ItemDataRole.UserRole


class RunsList(QWidget):
    """Lists print runs, newest first; compares the marked one with today and prints the rest.

    Tells what a paper is by the code on its page, and whether the records are as they were signed.
    `print_wanted(path)` fires for the sheets that were written.
    """

    print_wanted = Signal(object)

    def __init__(self, session: Session, runner: JobRunner, theme: Theme) -> None:
        super().__init__()
        self._session, self._runner, self._theme = session, runner, theme
        self.list = QTreeWidget()
        self.text = QPlainTextEdit()
        self.compare_button = QPushButton(tr("What changed?"))
        self.print_button = QPushButton(tr("Only the changed sheets…"))
        self.print_button.setToolTip(
            tr("First ask what has changed; without changes no page is new.")
        )
        self.check_button = QPushButton(tr("Check the records"))
        self.lock = lock_tick()
        self.code = QLineEdit()
        self.code_button = QPushButton(tr("What is this paper?"))
        self.made = MadeFile()
        self.note = QLabel()
        self._atlas: Any = None
        self._gap_px = theme.px(16)
        self._arrange(theme)
        stop = session.run_recorded.connect(self._recorded)
        self.destroyed.connect(lambda *_: stop())
        self.refresh()

    @property
    def number(self) -> int | None:
        """The number of the marked run."""
        item = self.list.currentItem()
        return int(item.data(0, _NUMBER)) if item is not None else None

    def refresh(self) -> None:
        """Show the runs that the project keeps now."""
        self.show_runs(self._session.store.runs())

    def show_runs(self, entries: Sequence[RunEntry]) -> None:
        """Show some runs and mark the first."""
        self.list.clear()
        for entry in entries:
            self.list.addTopLevelItem(_line(entry))
        for column in range(self.list.columnCount()):
            self.list.resizeColumnToContents(column)
            self.list.setColumnWidth(column, self.list.columnWidth(column) + self._gap_px)
        self.note.setText("" if entries else tr("No print run is recorded in this project yet."))
        self.note.setVisible(not entries)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self.check_button.setEnabled(bool(entries))
        self._marked()

    def compare(self) -> None:
        """Compare the marked run with today, in the background."""
        if self.number is None:
            return
        try:
            run = self._session.run(self.number)
        except GridMapError as error:
            self._failed(error)
            return
        session = self._session
        rewind = session.as_of_job(run.entry.log_seq)
        now = session.document.snapshot()
        job = _compare(now, rewind, run, session.pictures, session.log_seq)
        self.text.setPlainText(tr("Comparing with print run {number} …", number=run.entry.number))
        self.compare_button.setEnabled(False)
        self._runner.run(tr("Looking for changed sheets…"), job, self._compared, self._failed)

    def print_changed(self) -> None:
        """Ask for a name and write the swap list and the changed pages."""
        if self._atlas is None:
            return
        name = tr("changed sheets since run {number}", number=self._atlas.run.entry.number)
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Only the changed sheets"), f"{name}.pdf", tr("PDF files (*.pdf)")
        )
        if path:
            with_password(
                self,
                self._theme,
                lambda password: self.write(Path(path), password),
                is_locked=self.lock.isChecked(),
            )

    def write(self, path: Path, password: str = "") -> None:
        """Write the swap list and the changed pages of the run compared last, beside the window.

        `password` locks the file.
        """
        self.print_button.setEnabled(False)
        self._runner.run(
            tr("Writing the changed sheets…"),
            _write(path, self._atlas, password),
            lambda count: self._written(path, count),
            self._failed,
            makes_something=True,
        )

    def look_up(self) -> None:
        """Tell what the paper is whose code was typed."""
        from gridmap.export.runs.paper import look_up

        try:
            job = look_up(self._session, self.code.text(), on=date.today())
        except GridMapError as error:
            self._failed(error)
            return
        self.text.setPlainText(tr("Looking the paper up…"))
        self._runner.run(tr("Looking the paper up…"), job, self._found, self._failed)

    def check(self) -> None:
        """Check the signature of every record, and that none is missing."""
        job = _check(self._session)
        self._runner.run(tr("Checking the records…"), job, self._checked, self._failed)

    def _found(self, paper: Any) -> None:
        lead = {True: tr("Still good."), False: tr("No longer good."), None: ""}[paper.is_current]
        self.text.setPlainText("\n".join(line for line in (lead, *paper.words) if line))

    def _checked(self, bad: Sequence[int]) -> None:
        count = self.list.topLevelItemCount()
        if not bad:
            words = tr("All {count} records are as they were signed, and none is missing.",
                       count=count)  # fmt: skip
        else:
            numbers = ", ".join(str(number) for number in bad)
            words = tr("Not as they were signed, or with a run missing before: {numbers}.",
                       numbers=numbers)  # fmt: skip
        self.text.setPlainText(words)

    def _written(self, path: Path, count: int) -> None:
        self.print_button.setEnabled(True)
        self.made.show_file(path, tr("{count} pages written to {file}.", count=count, file=path))

    def _compared(self, atlas: Any) -> None:
        from gridmap.export.runs.report import to_text

        self._atlas = atlas
        self.text.setPlainText(to_text(atlas))
        self.compare_button.setEnabled(True)
        self.print_button.setEnabled(bool(atlas.swaps))

    def _failed(self, error: BaseException) -> None:
        words = str(error)
        if isinstance(error, GridMapError):
            words = f"{error.message}\n{error.hint}".rstrip()
        self.text.setPlainText(words)
        self.compare_button.setEnabled(self.number is not None)
        self.print_button.setEnabled(self._atlas is not None and bool(self._atlas.swaps))

    def _recorded(self, run: PrintRun) -> None:
        self.refresh()

    def _marked(self) -> None:
        self._atlas = None
        self.text.clear()
        self.compare_button.setEnabled(self.number is not None)
        self.print_button.setEnabled(False)

    def _arrange(self, theme: Theme) -> None:
        self.list.setHeaderLabels([
            tr("No."), tr("Printed"), tr("Edition"), tr("Page count"), tr("Recipient"), tr("Copy"),
            tr("By"),
        ])  # fmt: skip
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName(tr("Print runs"))
        self.list.currentItemChanged.connect(lambda *_: self._marked())
        self.list.itemDoubleClicked.connect(lambda *_: self.compare())
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("What changed?"))
        self.code.setPlaceholderText(tr("Code of a page, as it is scanned: GM/…"))
        self.code.setAccessibleName(tr("Code of a page"))
        for button, run in (
            (self.compare_button, self.compare), (self.print_button, self.print_changed),
            (self.check_button, self.check), (self.code_button, self.look_up),
        ):  # fmt: skip
            button.setAutoDefault(False)
            button.clicked.connect(run)
        self.code.returnPressed.connect(self.look_up)
        self.made.print_wanted.connect(self.print_wanted)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(10))
        for part in (self.list, self.note):
            box.addWidget(part)
        verbs, paper = QHBoxLayout(), QHBoxLayout()
        for button in (self.compare_button, self.print_button, self.check_button):
            verbs.addWidget(button)
        verbs.addStretch(1)
        verbs.addWidget(self.lock)
        paper.addWidget(self.code, 1)
        paper.addWidget(self.code_button)
        box.addLayout(verbs)
        box.addLayout(paper)
        box.addWidget(self.text)
        box.addWidget(self.made)


class RunsDialog(ShowingDialog):
    """The list of print runs in a window of its own."""

    def __init__(
        self, parent: QWidget | None, session: Session, runner: JobRunner, theme: Theme
    ) -> None:
        self.runs = RunsList(session, runner, theme)
        super().__init__(parent, tr("Print runs"), self.runs, theme, size_px=(760, 560))


def _line(entry: RunEntry) -> QTreeWidgetItem:
    edition = entry.edition
    label = Edition(edition).label if edition in {item.value for item in Edition} else ""
    item = QTreeWidgetItem([
        str(entry.number), f"{entry.at.astimezone():%Y-%m-%d %H:%M}", f"{edition} {label}".strip(),
        str(entry.pages), entry.recipient or "—", entry.copy_words, entry.author,
    ])  # fmt: skip
    item.setData(0, _NUMBER, entry.number)
    return item


def _compare(
    now: Snapshot, rewind: Job[FeatureReader], run: PrintRun, pictures: Path, log_seq: int
) -> Job[Any]:
    """Import the page code inside the thread: it is slow to load."""
    from gridmap.export.runs.changed import changed_atlas

    before = yield from rewind
    job = changed_atlas(now, before, run, on=date.today(), pictures=pictures, log_seq=log_seq)
    return (yield from job)


def _write(path: Path, atlas: Any, password: str) -> Job[int]:
    from gridmap.export.runs.changed_file import write_changed

    return (yield from write_changed(path, atlas, password=password))


def _check(session: Session) -> Job[list[int]]:
    """Return the numbers of the records that are not as they were signed."""
    yield Progress(0, 0)
    bad = broken_links(session.store.runs())
    bad |= {number for number, is_good in session.genuine_runs().items() if not is_good}
    return sorted(bad)
