"""The earlier print runs, what changed since one, and only its changed sheets. A widget of its own.

It asks for nothing but a session, a job runner and a theme, so it can stand anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
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
from gridmap.model.runs import PrintRun, RunEntry
from gridmap.progress import Job
from gridmap.session import Session
from gridmap.ui.jobs import JobRunner
from gridmap.ui.outside import open_outside
from gridmap.ui.theme import Theme

_NUMBER: Final = Qt.ItemDataRole.UserRole


class RunsList(QWidget):
    """Lists print runs, newest first; compares the marked one with today and prints the rest."""

    def __init__(self, session: Session, runner: JobRunner, theme: Theme) -> None:
        super().__init__()
        self._session, self._runner = session, runner
        self.list = QTreeWidget()
        self.text = QPlainTextEdit()
        self.compare_button = QPushButton(tr("What changed?"))
        self.print_button = QPushButton(tr("Only the changed sheets…"))
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
        self._marked()

    def compare(self) -> None:
        """Compare the marked run with today, in the background."""
        if self.number is None:
            return
        try:
            run = self._session.run(self.number)
            before = self._session.as_of(run.entry.log_seq)
        except GridMapError as error:
            self._failed(error)
            return
        now = self._session.document.snapshot()
        self.text.setPlainText(tr("Comparing with print run {number} …", number=run.entry.number))
        self.compare_button.setEnabled(False)
        job = _compare(now, before, run)
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
            self.write(Path(path))

    def write(self, path: Path) -> None:
        """Write the swap list and the changed pages of the run compared last."""
        from gridmap.export.runs.changed_file import write_changed

        try:
            write_changed(path, self._atlas)
        except GridMapError as error:
            self._failed(error)
            return
        open_outside(path)

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
        self.compare_button.setEnabled(True)

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
        self.compare_button.clicked.connect(self.compare)
        self.print_button.clicked.connect(self.print_changed)
        row = QHBoxLayout()
        row.addWidget(self.compare_button)
        row.addWidget(self.print_button)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(10))
        for part in (self.list, self.note):
            box.addWidget(part)
        box.addLayout(row)
        box.addWidget(self.text)


class RunsDialog(QDialog):
    """The list of print runs in a window of its own."""

    def __init__(
        self, parent: QWidget | None, session: Session, runner: JobRunner, theme: Theme
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Print runs"))
        self.runs = RunsList(session, runner, theme)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.addWidget(self.runs)
        box.addLayout(row)
        self.resize(min(theme.px(760), 1240), min(theme.px(560), 660))


def _line(entry: RunEntry) -> QTreeWidgetItem:
    edition = entry.edition
    label = Edition(edition).label if edition in {item.value for item in Edition} else ""
    item = QTreeWidgetItem([
        str(entry.number), f"{entry.at.astimezone():%Y-%m-%d %H:%M}", f"{edition} {label}".strip(),
        str(entry.pages), entry.recipient or "—", entry.copy_words, entry.author,
    ])  # fmt: skip
    item.setData(0, _NUMBER, entry.number)
    return item


def _compare(now: Snapshot, before: FeatureReader, run: PrintRun) -> Job[Any]:
    """Import the page code inside the thread: it is slow to load."""
    from gridmap.export.runs.changed import changed_atlas

    return (yield from changed_atlas(now, before, run, on=date.today()))
