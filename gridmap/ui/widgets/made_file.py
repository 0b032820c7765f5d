"""What was made: a sentence, and buttons to open it, to print it, to see it in its folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.ui.outside import open_outside


class MadeFile(QWidget):
    """Hidden until there is a file; `print_wanted(path)` fires at “Print…”."""

    print_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.file: Path | None = None
        self.words = QLabel()
        self.words.setObjectName("good")
        self.words.setWordWrap(True)
        self.open_button = QPushButton(tr("Open"))
        self.print_button = QPushButton(tr("Print…"))
        self.folder_button = QPushButton(tr("Show in folder"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)
        row = QHBoxLayout()
        verbs: tuple[tuple[QPushButton, Callable[[Path], None]], ...] = (
            (self.open_button, open_outside),
            (self.print_button, self.print_wanted.emit),
            (self.folder_button, lambda path: open_outside(path.parent)),
        )
        for button, run in verbs:
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, run=run: self._with_file(run))
            row.addWidget(button, 1)
        column.addLayout(row)
        self.hide()

    def show_file(self, path: Path, words: str) -> None:
        """Say what was made and offer what can be done with it."""
        self.file = path
        self.words.setText(words)
        self.show()

    def _with_file(self, run: Callable[[Path], None]) -> None:
        if self.file is not None:
            run(self.file)
