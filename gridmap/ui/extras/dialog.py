"""The small dialog of an extra: choose, make it beside the window, then open, print or show it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.progress import Progress
from gridmap.session import Session
from gridmap.settings import Settings
from gridmap.ui.extras.extra import PASSWORD, Choice, Extra
from gridmap.ui.jobs import JobRunner, RunningJob
from gridmap.ui.locking import lock_tick, with_password
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.made_file import MadeFile
from gridmap.ui.widgets.search_box import SearchBox

KEPT: Final = "extras"
_THOUSANDTHS: Final = 1000


class ExtraDialog(QDialog):
    """Makes one extra at a time; `print_wanted(path)` fires at “Print…” when it is there."""

    print_wanted = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        extra: Extra,
        session: Session,
        settings: Settings,
        runner: JobRunner,
        theme: Theme,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(extra.title)
        self._extra, self._session = extra, session
        self._settings, self._runner, self._theme = settings, runner, theme
        self._job: RunningJob | None = None
        self.boxes: dict[str, QComboBox] = {}
        self.ticks: dict[str, QCheckBox] = {}
        self.lock = lock_tick()
        self.words, self.step = QLabel(), QLabel()
        self.bar = QProgressBar()
        self.make = QPushButton(tr("Make it…"))
        self.cancel = QPushButton(tr("Cancel"))
        self.made = MadeFile()
        self.made.print_wanted.connect(self.print_wanted)
        self._work = QWidget()
        self._arrange(theme)
        self._fill()
        self._recall()
        self._adapt()

    def values(self) -> dict[str, Any]:
        """Return what is chosen, by the name of the field."""
        chosen: dict[str, Any] = {name: box.currentData() for name, box in self.boxes.items()}
        return chosen | {name: tick.isChecked() for name, tick in self.ticks.items()}

    def choose(self, name: str, value: object) -> None:
        """Choose a value of a list, where the list has it."""
        at = self.boxes[name].findData(value)
        if at >= 0:
            self.boxes[name].setCurrentIndex(at)

    def write(self, out: Path, password: str = "") -> None:
        """Make the file beside the window; `password` locks it."""
        self._remember(out)
        try:
            job = self._extra.begin(self._session, {**self.values(), PASSWORD: password}, out)
        except GridMapError as error:
            self._failed(error)
            return
        self._show_running(is_running=True)
        self._job = self._runner.run(
            self._extra.title,
            job,
            lambda made: self._made(out, made),
            self._failed,
            makes_something=True,
        )
        self._job.on_progress.append(self._progress)

    def done(self, result: int) -> None:
        """Leave; what is still being made is stopped."""
        self._stop()
        super().done(result)

    def _ask(self) -> None:
        from gridmap.export.booklet_files import safe_name

        folder = Path(str(self._settings.ui.get("last_folder", "")))
        start = folder if folder.is_dir() else Path.home()
        name = safe_name(self._extra.file_name(self._session, self.values()))
        path, _ = QFileDialog.getSaveFileName(
            self, self._extra.title, str(start / f"{name}.pdf"), tr("PDF files (*.pdf)")
        )
        if path:
            out = Path(path if path.casefold().endswith(".pdf") else f"{path}.pdf")
            is_locked = self._extra.may_lock and self.lock.isChecked()
            with_password(self, self._theme, partial(self.write, out), is_locked=is_locked)

    def _made(self, out: Path, made: Any) -> None:
        self._show_running(is_running=False)
        said = self._extra.said(made)
        self.made.show_file(out, tr("{name} is ready: {what}.", name=out.name, what=said))
        self.made.open_button.setFocus()
        self.adjustSize()

    def _failed(self, error: BaseException) -> None:
        self._show_running(is_running=False)
        words = str(error)
        if isinstance(error, GridMapError):
            words = f"{error.message} {error.hint}".strip()
        self._say(words)

    def _stop(self) -> None:
        if self._job is not None and not self._job.is_over:
            self._job.cancel()
        self._show_running(is_running=False)

    def _progress(self, step: Progress) -> None:
        self.bar.setRange(0, _THOUSANDTHS if step.total else 0)
        if step.total:
            self.bar.setValue(_THOUSANDTHS * step.done // step.total)
        self.step.setText(step.message)

    def _show_running(self, *, is_running: bool) -> None:
        self._work.setVisible(is_running)
        self.make.setEnabled(not is_running)
        if is_running:
            self.made.hide()
            self.words.hide()
            self.bar.setRange(0, 0)
            self.step.clear()

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.show()

    def _fill(self) -> None:
        """Fill the lists; what was chosen stays so where it can still be chosen."""
        for field in self._extra.fields:
            if not isinstance(field, Choice):
                continue
            box = self.boxes[field.name]
            before = box.currentData()
            with QSignalBlocker(box):
                box.clear()
                for words, value in field.options(self._session, self.values()):
                    box.addItem(words, value)
                box.setCurrentIndex(max(0, box.findData(before)) if box.count() else -1)

    def _chosen(self) -> None:
        self._fill()
        self._adapt()

    def _adapt(self) -> None:
        reason = self._extra.why_not(self._session, self.values())
        self.make.setEnabled(not reason)
        self.make.setToolTip(reason)
        if reason:
            self._say(reason)

    def _recall(self) -> None:
        kept = self._settings.ui.get(KEPT, {}).get(self._extra.name, {})
        for field in self._extra.fields:
            if not field.is_kept or field.name not in kept:
                continue
            if isinstance(field, Choice):
                self.choose(field.name, kept[field.name])
            else:
                self.ticks[field.name].setChecked(bool(kept[field.name]))

    def _remember(self, out: Path) -> None:
        values = self.values()
        kept = {field.name: values[field.name] for field in self._extra.fields if field.is_kept}
        self._settings.ui.setdefault(KEPT, {})[self._extra.name] = kept
        self._settings.ui["last_folder"] = str(out.parent)

    def _arrange(self, theme: Theme) -> None:
        about = QLabel(self._extra.about)
        about.setWordWrap(True)
        about.setObjectName("secondary")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setVerticalSpacing(8)
        for field in self._extra.fields:
            if isinstance(field, Choice):
                box = self.boxes[field.name] = SearchBox() if field.is_long else QComboBox()
                box.setAccessibleName(field.label)
                box.currentIndexChanged.connect(lambda _at: self._chosen())
                form.addRow(field.label, box)
            else:
                self.ticks[field.name] = QCheckBox(field.label)
                form.addRow("", self.ticks[field.name])
        if self._extra.may_lock:
            form.addRow("", self.lock)
        self.words.setObjectName("fieldError")
        self.words.setWordWrap(True)
        self.words.hide()
        box_of_all = QVBoxLayout(self)
        box_of_all.setContentsMargins(24, 20, 24, 16)
        box_of_all.setSpacing(12)
        box_of_all.addWidget(about)
        box_of_all.addLayout(form)
        box_of_all.addWidget(self._working())
        box_of_all.addWidget(self.words)
        box_of_all.addWidget(self.made)
        box_of_all.addStretch(1)
        box_of_all.addLayout(self._foot())
        self._work.hide()
        self.resize(theme.px(460), theme.px(300))

    def _working(self) -> QWidget:
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        self.step.setObjectName("quiet")
        self.step.setWordWrap(True)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How far it is"))
        column.addWidget(self.step)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        column.addLayout(row)
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self._stop)
        return self._work

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        close = QPushButton(tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        self.make.setProperty("primary", True)
        self.make.setDefault(True)
        self.make.clicked.connect(self._ask)
        row.addWidget(self.make)
        row.addWidget(close)
        return row
