"""The foot of the atlas form: make it, how far it is, stop it, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.ui.outside import open_outside

if TYPE_CHECKING:
    from gridmap.progress import Progress

_THOUSANDTHS = 1000


class ResultFoot(QFrame):
    """`make_wanted` and `cancel_wanted` fire at its buttons; results are opened from here.

    `print_wanted(path)` fires with the file or folder that was made.
    """

    make_wanted = Signal()
    cancel_wanted = Signal()
    report_wanted = Signal()
    print_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("atlasFoot")
        self._result: Path | None = None
        self.words, self.step = QLabel(), QLabel()
        self.open, self.open_folder = QPushButton(tr("Open")), QPushButton(tr("Open the folder"))
        self.report = QPushButton(tr("Report…"))
        self.print = QPushButton(tr("Print…"))
        self.make, self.cancel = QPushButton(tr("Make the atlas")), QPushButton(tr("Cancel"))
        self.bar = QProgressBar()
        self._results, self._work = QWidget(), QWidget()
        self._arrange()
        self.open.clicked.connect(self._open)
        self.open_folder.clicked.connect(self._open_folder)
        self.print.clicked.connect(lambda: self.print_wanted.emit(self._result))
        self.report.clicked.connect(self.report_wanted)
        self.make.clicked.connect(self.make_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)

    @property
    def is_running(self) -> bool:
        """Whether an atlas is being made."""
        return not self._work.isHidden()

    def show_running(self, *, is_running: bool) -> None:
        """Keep the button from being pressed twice; show how far the work is."""
        self.make.setEnabled(not is_running)
        self.make.setText(tr("Making the atlas…") if is_running else tr("Make the atlas"))
        self._work.setVisible(is_running)
        if is_running:
            self.bar.setRange(0, 0)
            self.step.clear()
            self.words.hide()
            self._results.hide()

    def show_stopped(self) -> None:
        """Say that the work has been stopped, and be ready for other work."""
        self.show_running(is_running=False)
        self.say(tr("Stopped. Nothing of it is kept."))

    def show_progress(self, step: Progress) -> None:
        """Show how far the work is and what is done."""
        self.bar.setRange(0, _THOUSANDTHS if step.total else 0)
        if step.total:
            self.bar.setValue(min(_THOUSANDTHS * step.done // step.total, _THOUSANDTHS))
        width = max(self.step.width(), 1)
        self.step.setText(
            self.step.fontMetrics().elidedText(step.message, Qt.TextElideMode.ElideRight, width)
        )

    def show_result(self, words: str, path: Path, *, is_good: bool = True) -> None:
        """Say what was made and offer to open it."""
        self._result = path
        self.say(words, is_good=is_good)
        self.open.setVisible(path.is_file())
        self._results.show()

    def say(self, words: str, *, is_good: bool = True) -> None:
        """Say how things stand."""
        self.words.setObjectName("good" if is_good else "urgent")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self.words.setText(words)
        self.words.show()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        self.words.setWordWrap(True)
        self.words.hide()
        column.addWidget(self.words)
        row = QHBoxLayout(self._results)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.open, self.open_folder, self.report, self.print):
            row.addWidget(button, 1)
        self._results.hide()
        column.addWidget(self._results)
        work = QVBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        self.step.setObjectName("quiet")
        self.step.setMinimumWidth(0)
        work.addWidget(self.step)
        line = QHBoxLayout()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How far the atlas is"))
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel)
        work.addLayout(line)
        self._work.hide()
        column.addWidget(self._work)
        self.make.setProperty("primary", True)
        column.addWidget(self.make)

    def _open(self) -> None:
        if self._result is not None:
            open_outside(self._result)

    def _open_folder(self) -> None:
        if self._result is not None:
            open_outside(self._result.parent if self._result.is_file() else self._result)
