"""The pictures below the printed maps: listed with size, hidden, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
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

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.progress import Job, Progress
from gridmap.store.pictures import Picture, kept_pictures, remove_picture, show_picture
from gridmap.ui.dialogs.question import may_go_on
from gridmap.ui.jobs import JobRunner, RunningJob
from gridmap.ui.theme import Theme

_PICTURE: Final = Qt.ItemDataRole.UserRole
_WIDEST_PX: Final = 1240
_HIGHEST_PX: Final = 560


@dataclass(frozen=True, slots=True)
class Listed:
    """A picture and how many bytes its folder holds."""

    picture: Picture
    size_bytes: int


class PicturesDialog(QDialog):
    """Lists the pictures of a folder. `changed` fires when one is hidden, shown or deleted.

    It is accepted when a further picture is wanted.
    """

    changed = Signal()

    def __init__(self, parent: QWidget, folder: Path, runner: JobRunner, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Pictures below the map"))
        self._folder, self._runner, self._theme = folder, runner, theme
        self._job: RunningJob | None = None
        self.list = QTreeWidget()
        self.note = QLabel()
        self.add_button = QPushButton(tr("Add…"))
        self.remove_button = QPushButton(tr("Delete…"))
        self._arrange()
        self.refresh()

    @property
    def chosen(self) -> Picture | None:
        """The picture of the marked line."""
        item = self.list.currentItem()
        found = item.data(0, _PICTURE) if item is not None else None
        return found if isinstance(found, Picture) else None

    def refresh(self) -> None:
        """Look into the folder, beside the window."""
        title = tr("Looking for pictures…")
        self._job = self._runner.run(
            title, look(self._folder), self._show, self._failed, is_shown=False
        )

    def done(self, result: int) -> None:
        """Leave, and look no further."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def remove(self) -> None:
        """Delete the marked picture after a question."""
        picture = self.chosen
        if picture is None or not ask_removal(self, picture):
            return
        self.remove_button.setEnabled(False)
        title = tr("Deleting {file}…", file=picture.source)
        self._runner.run(title, _removed(picture), lambda _: self._after(), self._failed)

    def _switched(self, item: QTreeWidgetItem, column: int) -> None:
        """Follow the tick of a line."""
        picture = item.data(0, _PICTURE)
        is_on = item.checkState(0) is Qt.CheckState.Checked
        if column or not isinstance(picture, Picture) or is_on == picture.is_shown:
            return
        try:
            show_picture(picture, is_shown=is_on)
        except GridMapError as error:
            self._failed(error)
            return
        self._after()

    def _after(self) -> None:
        self.changed.emit()
        self.refresh()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, GridMapError):
            raise error
        self.refresh()
        self.note.setText(f"{error.message} {error.hint}".rstrip())
        self.note.show()

    def _show(self, found: Sequence[Listed]) -> None:
        marked = self.list.currentIndex().row()
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addTopLevelItems([_line(item) for item in found])
        self.list.blockSignals(False)
        for column in range(3):
            self.list.resizeColumnToContents(column)
            self.list.setColumnWidth(column, self.list.columnWidth(column) + self._theme.px(20))
        self.note.setText(tr("No picture lies below the maps yet.") if not found else "")
        self.note.setVisible(not found)
        line = self.list.topLevelItem(min(max(marked, 0), len(found) - 1))
        if line is not None:
            self.list.setCurrentItem(line)
        self._marked()

    def _marked(self) -> None:
        self.remove_button.setEnabled(self.chosen is not None)
        tip = "" if self.chosen is not None else tr("Mark a picture first.")
        self.remove_button.setToolTip(tip)

    def _arrange(self) -> None:
        theme = self._theme
        words = QLabel(
            tr(
                "Ticked pictures lie pale below printed maps, but not below those of the public "
                "edition. They are kept in the folder “{folder}” beside the project: who moves the "
                "project moves it too.",
                folder=self._folder.name,
            )
        )
        words.setWordWrap(True)
        words.setObjectName("secondary")
        self.note.setWordWrap(True)
        self.list.setHeaderLabels(
            [tr("Picture"), tr("Added"), tr("On the ground"), tr("On the disk")]
        )
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName(self.windowTitle())
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.currentItemChanged.connect(lambda *_: self._marked())
        self.list.itemChanged.connect(self._switched)
        close = QPushButton(tr("Close"))
        self.add_button.clicked.connect(self.accept)
        self.remove_button.clicked.connect(self.remove)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        for button in (self.add_button, self.remove_button, close):
            button.setAutoDefault(False)
        for button in (self.add_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(24, 20, 24, 16)
        column_box.setSpacing(12)
        for part in (words, self.list, self.note):
            column_box.addWidget(part)
        column_box.addLayout(row)
        self.resize(min(theme.px(760), _WIDEST_PX), min(theme.px(420), _HIGHEST_PX))


def look(folder: Path) -> Job[list[Listed]]:
    """Return the pictures of a folder with what they take on the disk."""
    found = []
    for number, picture in enumerate(kept_pictures(folder)):
        yield Progress(number, 0)
        size = sum(file.stat().st_size for file in picture.folder.iterdir())
        found.append(Listed(picture, size))
    return found


def ask_removal(parent: QWidget, picture: Picture) -> bool:
    """Ask whether to delete a picture; to leave it is the default."""
    return may_go_on(
        parent,
        tr("Delete the picture “{file}” from the project for good?", file=picture.source),
        tr(
            "This cannot be undone, and it is in no backup. The file it came from stays where it "
            "is and can be added again. To leave it out of a print, take its tick away instead."
        ),
        go=tr("Delete"),
    )


def _removed(picture: Picture) -> Job[None]:
    yield Progress(0, 0, tr("Deleting {file}…", file=picture.source))
    remove_picture(picture)


def _line(listed: Listed) -> QTreeWidgetItem:
    picture = listed.picture
    left, low, right, high = picture.bounds_m
    item = QTreeWidgetItem([
        picture.source,
        picture.added,
        tr("{width} × {height} m", width=f"{right - left:.0f}", height=f"{high - low:.0f}"),
        tr("{size} MB", size=f"{listed.size_bytes / 1e6:.1f}"),
    ])  # fmt: skip
    item.setData(0, _PICTURE, picture)
    shown = Qt.CheckState.Checked if picture.is_shown else Qt.CheckState.Unchecked
    item.setCheckState(0, shown)
    pixels = tr("{width} × {height} pixels", width=picture.width_px, height=picture.height_px)
    item.setToolTip(2, pixels)
    return item
