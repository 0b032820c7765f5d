"""Files that come in: look first, row by row what would happen, then take it in as one step.

Where grids do not fit it says what a repair would move, and a person chooses.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.importers.grid_fit import GridFit, look_at_fit, with_choice
from gridmap.model.changes import Changeset
from gridmap.progress import Job
from gridmap.session import Session
from gridmap.ui.dialogs.file_types import choose_import_files
from gridmap.ui.dialogs.grid_fit import GridFitPanel
from gridmap.ui.dialogs.import_report import ReportTree, target_names
from gridmap.ui.dialogs.new_project import planes
from gridmap.ui.jobs import JobRunner, RunningJob
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.tab_row import TabRow

if TYPE_CHECKING:
    from gridmap.importers.run import ImportResult


class ImportDialog(QDialog):
    """Choose files, read the report, take them in. Nothing changes before the last button."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        runner: JobRunner,
        theme: Theme,
        *,
        folder: Path,
        project: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import files"))
        self._session, self._runner, self._theme = session, runner, theme
        self.folder = folder
        self._project = project
        self._files: tuple[Path, ...] = ()
        self._running: RunningJob | None = None
        self._result: ImportResult | None = None
        self._fit: GridFit | None = None
        self.files = QListWidget()
        self.target = QComboBox()
        self.encoding = QComboBox()
        self.epsg = QComboBox()
        self.report = ReportTree(theme)
        self.fit = GridFitPanel(theme)
        self._pages = QStackedWidget()
        self._tabs = TabRow(self._pages)
        self._state = QLabel()
        self._bar = QProgressBar()
        self._fill_choices()
        self._arrange(theme)
        self.fit.tolerance_chosen.connect(self._look_at_fit)
        self.target.activated.connect(self._look)
        self.encoding.activated.connect(self._look)
        self.epsg.activated.connect(self._look)
        self._say(tr("Choose the files first. Nothing is changed before you have seen the report."))

    def use_files(self, files: tuple[Path, ...]) -> None:
        """Look into these files."""
        self._files = files
        self.folder = files[0].parent if files else self.folder
        self.files.clear()
        self.files.addItems([item.name for item in files])
        self._look()

    @property
    def changeset(self) -> Changeset | None:
        """What would be taken in, with what was chosen for grids that do not fit."""
        if self._result is None:
            return None
        if self._fit is None or not self._fit.villages:
            return self._result.changeset
        return with_choice(self._result.changeset, self._fit, self.fit.choice)

    @property
    def is_looking(self) -> bool:
        """Whether the files are being read."""
        return self._running is not None

    @property
    def state_text(self) -> str:
        """What the dialog says about the files."""
        return self._state.text()

    def reject(self) -> None:
        """Stop looking and close."""
        self._stop()
        super().reject()

    def _fill_choices(self) -> None:
        self.target.addItem(tr("Recognise by name and columns"), None)
        for name, words in target_names().items():
            self.target.addItem(words, name)
        self.encoding.addItem(tr("Recognise"), None)
        for name in ("UTF-8", "GB18030", "Big5"):
            self.encoding.addItem(name, name)
        self.epsg.addItem(tr("As the files say"), None)
        for code, words in coordinate_systems():
            self.epsg.addItem(words, code)
        for shift, words in shifted_systems():
            self.epsg.addItem(words, shift)

    def _arrange(self, theme: Theme) -> None:
        choose = QPushButton(tr("Choose files…"))
        choose.clicked.connect(self._choose)
        choose.setDefault(True)
        self.files.setAccessibleName(tr("Files to take in"))
        self.files.setObjectName("card")
        self.files.setMaximumHeight(theme.px(72))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("What they hold"), self.target)
        form.addRow(tr("Coordinates"), self.epsg)
        form.addRow(tr("Characters"), self.encoding)
        for box, words in (
            (self.target, tr("What they hold")),
            (self.epsg, tr("Coordinates")),
            (self.encoding, tr("Characters")),
        ):
            box.setAccessibleName(words)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        left = QVBoxLayout()
        left.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self.files)
        top = QHBoxLayout()
        top.setSpacing(24)
        top.addLayout(left, 1)
        top.addLayout(form, 1)
        self._fill_column(theme, top)

    def _fill_column(self, theme: Theme, top: QHBoxLayout) -> None:
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._state.setWordWrap(True)
        self._state.setObjectName("secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._state)
        column.addWidget(self._bar)
        self._tabs.add("rows", tr("What would happen"), self.report)
        self._tabs.add("fit", tr("Grids that do not fit"), self.fit)
        self._tabs.end()
        self._tabs.hide()
        column.addWidget(self._tabs)
        column.addWidget(self._pages, 1)
        column.addWidget(self._buttons())
        room = self.screen().availableSize() if self.screen() is not None else QSize(1366, 768)
        self.resize(QSize(theme.px(900), theme.px(620)).boundedTo(room))

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.take = buttons.addButton(tr("Take in"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setProperty("primary", True)
        self.take.setEnabled(False)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _choose(self) -> None:
        files = choose_import_files(self, self.folder)
        if files:
            self.use_files(files)

    def _look(self) -> None:
        """Read the files in the background and show what would happen."""
        if not self._files:
            return
        self._begin(tr("Looking into the files…"))
        self.report.clear()
        self._result = None
        system = self.epsg.currentData()
        choices = {
            "target": self.target.currentData(),
            "encoding": self.encoding.currentData(),
            "epsg": system if isinstance(system, int) else None,
            "shift": system if isinstance(system, str) else None,
            "open_project": self._project,
            "in_window": True,
        }
        job = _import_job(self._session, self._files, choices, self.fit.tolerance.value())
        title = tr("Looking into the files…")
        self._running = self._runner.run(title, job, self._looked, self._failed, is_shown=False)

    def _look_at_fit(self) -> None:
        """Work out anew what a repair within another tolerance would move."""
        if self._result is None:
            return
        title = tr("Fitting the grids…")
        self._begin(title)
        job = _fit_job(self._session, self._result.changeset, self.fit.tolerance.value())
        self._running = self._runner.run(title, job, self._fitted, self._failed, is_shown=False)

    def _begin(self, words: str) -> None:
        self._stop()
        self._fit = None
        self.take.setEnabled(False)
        self._say(words)
        self._bar.setRange(0, 0)
        self._bar.show()

    def _looked(self, found: tuple[ImportResult, GridFit]) -> None:
        self._result = found[0]
        self.report.show_report(found[0].report)
        self._tabs.choose("rows")
        self._fitted(found[1])
        if found[1].villages:
            self._tabs.choose("fit")

    def _fitted(self, fit: GridFit) -> None:
        self._running = None
        self._bar.hide()
        self._fit = fit
        self.fit.show_fit(fit)
        self._tabs.setVisible(bool(fit.villages))
        self._tabs.show_count("fit", len(fit.villages), is_warning=True)
        assert self._result is not None
        count = len(self._result.changeset)
        self.take.setEnabled(count > 0)
        if not count:
            self._say(tr("These files bring nothing new."))
            return
        self.take.setDefault(True)
        words = tr("{count} things would be new or changed, in one step.", count=count)
        if fit.villages:
            words += " " + tr("Some grids do not fit: look at what would move, then choose.")
        self._say(words)

    def _failed(self, error: BaseException) -> None:
        self._running = None
        self._bar.hide()
        if not isinstance(error, GridMapError):
            raise error
        self._say(str(error), name="fieldError")

    def _say(self, text: str, *, name: str = "secondary") -> None:
        self._state.setText(text)
        self._state.setObjectName(name)
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self._running = None


def shifted_systems() -> list[tuple[str, str]]:
    """Return the shifted systems of web maps to choose from, name and words."""
    return [
        ("gcj02", tr("GCJ-02 (AMap, Tencent maps), shifted")),
        ("bd09", tr("BD-09 (Baidu maps), shifted")),
    ]


def coordinate_systems() -> list[tuple[int, str]]:
    """Return the systems to choose from, EPSG code and words: degrees first, then the planes."""
    return [
        (4490, tr("Longitude and latitude, CGCS2000")),
        (4326, tr("Longitude and latitude, WGS 84")),
        *planes(),
    ]


def _import_job(
    session: Session, files: tuple[Path, ...], choices: dict[str, Any], tolerance_m: float
) -> Job[Any]:
    """Import the readers inside the thread: they are slow to load."""
    from gridmap.importers.run import ImportOptions, import_files

    options = ImportOptions(**choices)
    snapshot = session.document.snapshot()
    result = yield from import_files(snapshot, files, options=options)
    fit = yield from look_at_fit(snapshot, result.changeset, tolerance_m=tolerance_m)
    return result, fit


def _fit_job(session: Session, changeset: Changeset, tolerance_m: float) -> Job[Any]:
    fit = yield from look_at_fit(session.document.snapshot(), changeset, tolerance_m=tolerance_m)
    return fit
