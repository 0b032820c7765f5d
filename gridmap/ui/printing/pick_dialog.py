"""Which of the booklets of a run goes to the printer: a list to find them in, with what is done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.search_box import is_found

_PATH: Final = Qt.ItemDataRole.UserRole


class PickDialog(QDialog):
    """Lists files below a folder; `chosen(path)` fires for the one that is to be printed.

    It stays open, so that one booklet after the other can be printed.
    """

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget | None, folder: Path, files: Sequence[Path], theme: Theme
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Print a booklet"))
        self.filter = QLineEdit()
        self.list = QListWidget()
        self.print_button = QPushButton(tr("Print…"))
        self._fill(folder, files)
        self._arrange(theme, len(files))
        self._filter("")

    @property
    def path(self) -> Path | None:
        """The file that is marked, where it is in sight."""
        item = self.list.currentItem()
        return item.data(_PATH) if item is not None and not item.isHidden() else None

    def mark_printed(self, path: Path) -> None:
        """Put a tick before a file, and mark the next one."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(_PATH) == path and item.checkState() is not Qt.CheckState.Checked:
                item.setCheckState(Qt.CheckState.Checked)
                self.list.setCurrentRow(min(row + 1, self.list.count() - 1))

    def _fill(self, folder: Path, files: Sequence[Path]) -> None:
        for path in files:
            name = " / ".join(path.relative_to(folder).with_suffix("").parts)
            item = QListWidgetItem(name)
            item.setData(_PATH, path)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)

    def _arrange(self, theme: Theme, count: int) -> None:
        words = QLabel(
            tr("{count} booklets were made. Mark one and print it; a tick says it is done.",
               count=count)
        )  # fmt: skip
        words.setWordWrap(True)
        words.setObjectName("secondary")
        self.filter.setPlaceholderText(tr("Name or initials"))
        self.filter.setAccessibleName(tr("Name or initials"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._filter)
        self.list.setAccessibleName(tr("Booklets"))
        self.list.itemActivated.connect(lambda _item: self._print())
        self.list.currentRowChanged.connect(lambda _row: self._adapt())
        close = QPushButton(tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        self.print_button.setProperty("primary", True)
        self.print_button.setDefault(True)
        self.print_button.clicked.connect(self._print)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.print_button)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(theme.px(10))
        for part in (words, self.filter, self.list):
            column.addWidget(part)
        column.addLayout(row)
        self.resize(theme.px(480), min(theme.px(460), 640))

    def _filter(self, text: str) -> None:
        """Show what is found, and mark the first of it."""
        rows = range(self.list.count())
        found = [row for row in rows if is_found(text, self.list.item(row).text())]
        for row in rows:
            self.list.item(row).setHidden(row not in found)
        self.list.setCurrentRow(found[0] if found else -1)
        self._adapt()

    def _adapt(self) -> None:
        self.print_button.setEnabled(self.path is not None)

    def _print(self) -> None:
        if self.path is not None:
            self.chosen.emit(self.path)


def booklets_in(folder: Path) -> list[Path]:
    """Return the PDF files of a folder and of those in it, by name."""
    return sorted(folder.rglob("*.pdf"))
