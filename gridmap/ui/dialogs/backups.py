"""The dated backups of a project: what each holds, to be opened as a copy or put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridmap.errors import ProjectFileError
from gridmap.i18n import tr
from gridmap.progress import Job, Progress
from gridmap.store.backup import Backup, backup_folder, list_states
from gridmap.store.copies import FileContents, contents
from gridmap.store.pictures import kept_pictures, pictures_folder
from gridmap.ui.dialogs.question import may_go_on
from gridmap.ui.jobs import JobRunner
from gridmap.ui.outside import open_outside
from gridmap.ui.panels.history_rows import what, when
from gridmap.ui.theme import Theme

_FOUND: Final = Qt.ItemDataRole.UserRole
_WIDEST_PX: Final = 1240
_HIGHEST_PX: Final = 620
"""Fits a screen of 1366 x 768 with large text too."""


@dataclass(frozen=True, slots=True)
class Found:
    """A state of the project on disk. `backup` None: the project file itself as it is now.

    `contents` None: the file cannot be read.
    """

    backup: Backup | None
    contents: FileContents | None


class BackupsDialog(QDialog):
    """Lists backups, newest first. When it is accepted, `verb` and `chosen` say what is wanted."""

    def __init__(self, parent: QWidget, path: Path, runner: JobRunner, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Backups of {name}", name=path.stem))
        self._path, self._theme = path, theme
        self.verb: Literal["copy", "restore"] = "copy"
        self.list = QTreeWidget()
        self.note = QLabel(tr("Looking into the backups…"))
        self.copy_button = QPushButton(tr("Open as a copy…"))
        self.restore_button = QPushButton(tr("Put this state back…"))
        self._arrange(theme)
        self._update_verbs()
        self._job = runner.run(
            tr("Looking into the backups…"), look(path), self._show, self._failed, is_shown=False
        )

    @property
    def chosen(self) -> Backup | None:
        """The backup of the marked line."""
        item = self.list.currentItem()
        found = item.data(0, _FOUND) if item is not None else None
        return found.backup if isinstance(found, Found) and found.contents is not None else None

    def done(self, result: int) -> None:
        """Leave, and look no further."""
        self._job.cancel()
        super().done(result)

    def open_copy(self) -> None:
        """Leave with the wish to look at the marked backup as a project of its own."""
        if self.chosen is not None:
            self.verb = "copy"
            self.accept()

    def restore(self) -> None:
        """Leave with the wish to put the marked backup back, after a question."""
        if self.chosen is not None and ask_restore(self, self.chosen):
            self.verb = "restore"
            self.accept()

    def _arrange(self, theme: Theme) -> None:
        words = QLabel(
            tr(
                "A backup is made whenever the project is opened and has changed since the last "
                "one; the newest ten are kept. If you put an older state back, the present one is "
                "kept in this list as well, for good."
            )
        )
        if kept_pictures(pictures_folder(self._path)):
            beside = tr("Pictures below the map are in no backup: they stay as they are now.")
            words.setText(f"{words.text()} {beside}")
        words.setWordWrap(True)
        words.setObjectName("secondary")
        self.list.setHeaderLabels([tr("State of"), tr("Holds"), tr("Last act")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName(self.windowTitle())
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.currentItemChanged.connect(lambda *_: self._update_verbs())
        self.list.itemDoubleClicked.connect(lambda *_: self.open_copy())
        folder = QPushButton(tr("Open the folder"))
        folder.clicked.connect(lambda: open_outside(backup_folder(self._path)))
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.reject)
        self.copy_button.clicked.connect(self.open_copy)
        self.restore_button.clicked.connect(self.restore)
        self.copy_button.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(folder)
        row.addStretch(1)
        for button in (self.copy_button, self.restore_button, close):
            row.addWidget(button)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(24, 20, 24, 16)
        column_box.setSpacing(12)
        for part in (words, self.list, self.note):
            column_box.addWidget(part)
        column_box.addLayout(row)
        self.resize(min(theme.px(900), _WIDEST_PX), min(theme.px(480), _HIGHEST_PX))

    def _show(self, found: Sequence[Found]) -> None:
        self.list.clear()
        self.list.addTopLevelItems([self._item(item) for item in found])
        for column in (0, 1):
            self.list.resizeColumnToContents(column)
            self.list.setColumnWidth(column, self.list.columnWidth(column) + self._theme.px(20))
        states = sum(item.backup is not None for item in found)
        self.note.setText(tr("There is no backup yet.") if not states else "")
        self.note.setVisible(not states)
        first = next((n for n, item in enumerate(found) if item.backup is not None), None)
        line = self.list.topLevelItem(first) if first is not None else None
        if line is not None:
            self.list.setCurrentItem(line)
        self.list.setFocus()

    def _item(self, found: Found) -> QTreeWidgetItem:
        item = QTreeWidgetItem([_moment(found), holds(found.contents), _last(found.contents)])
        item.setData(0, _FOUND, found)
        if found.backup is None:
            font = QFont()
            font.setBold(True)
            item.setFont(0, font)
        else:
            megabytes = f"{found.backup.size_bytes / 2**20:.1f}"
            item.setToolTip(0, f"{found.backup.path.name}  {megabytes} MB")
        item.setToolTip(2, item.text(2))
        return item

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, ProjectFileError):
            raise error
        self.note.setText(str(error))

    def _update_verbs(self) -> None:
        for button in (self.copy_button, self.restore_button):
            button.setEnabled(self.chosen is not None)
            button.setToolTip("" if self.chosen is not None else tr("Mark a backup first."))


def look(path: Path) -> Job[list[Found]]:
    """Return the project file and its backups with what each holds."""
    states = list_states(path)
    found = [Found(None, _readable(path))] if path.exists() else []
    for number, backup in enumerate(states):
        yield Progress(number, len(states))
        found.append(Found(backup, _readable(backup.path)))
    return found


def holds(found: FileContents | None) -> str:
    """Return in words what a file holds."""
    if found is None:
        return tr("cannot be read")
    return tr(
        "{villages} villages · {grids} grids · {households} households · {records} care records",
        villages=found.counts.get("village", 0),
        grids=found.counts.get("grid", 0),
        households=found.counts.get("household", 0),
        records=found.counts.get("care_record", 0),
    )


def ask_restore(parent: QWidget, backup: Backup) -> bool:
    """Ask whether to put a backup back; to leave all as it is is the default."""
    moment = f"{backup.made_at:%Y-%m-%d %H:%M}"
    return may_go_on(
        parent,
        tr("Put the project back to how it was at {time}?", time=moment),
        tr(
            "The project shows that state then. The present state is not lost: it is kept in the "
            "list of backups, and you can put it back the same way."
        ),
        go=tr("Put it back"),
    )


def _readable(path: Path) -> FileContents | None:
    try:
        return contents(path)
    except ProjectFileError:
        return None


def _moment(found: Found) -> str:
    if found.backup is None:
        return tr("Now")
    words = when(found.backup.made_at, date.today())
    return tr("{time}, replaced then", time=words) if found.backup.is_replaced else words


def _last(found: FileContents | None) -> str:
    if found is None or found.newest is None:
        return ""
    act = found.newest
    return f"{what(act)}  {act.author}  {when(act.at, date.today())}"
