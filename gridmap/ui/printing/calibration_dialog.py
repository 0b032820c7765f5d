"""Calibrating a printer: print a page, type what was measured on it; it is kept by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.errors import GridMapError, UsageError
from gridmap.export.imposition.placing import Duplex, SheetFormat
from gridmap.export.imposition.printer_errors import Measured
from gridmap.export.imposition.saddle import Mode
from gridmap.export.spec import PAPERS
from gridmap.i18n import tr
from gridmap.progress import Job
from gridmap.ui.outside import last_folder
from gridmap.ui.printing.printers import (
    forget_measured,
    keep_measured,
    known_printers,
    last_printer,
    measured_of,
    remember_printer,
)
from gridmap.ui.theme import Theme

if TYPE_CHECKING:
    from gridmap.ui.workspace import Workspace

_FIELDS: Final = ("across_mm", "down_mm", "left_mm", "top_mm")
_USUAL: Final = Measured()


def open_calibration(workspace: Workspace) -> None:
    """Open the dialog by itself."""
    dialog = CalibrationDialog(workspace.window(), workspace, paper="A4")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


class CalibrationDialog(QDialog):
    """Three steps: choose printer and paper, print the page, type four lengths."""

    def __init__(self, parent: QWidget, workspace: Workspace, *, paper: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Printer calibration"))
        self._workspace, self._settings = workspace, workspace.settings
        self.printer, self.paper = QComboBox(), QComboBox()
        self.fields = {name: QLineEdit() for name in _FIELDS}
        self.state, self.error = QLabel(), QLabel()
        self.print_button = QPushButton(tr("Print the page to measure…"))
        self.prove_button = QPushButton(tr("Print a proof…"))
        self.keep_button = QPushButton(tr("Keep"))
        self.forget_button = QPushButton(tr("Forget"))
        self._fill(paper)
        self._arrange(workspace.theme)
        self.printer.currentIndexChanged.connect(lambda _at: self._show())
        self.paper.currentIndexChanged.connect(lambda _at: self._show())
        self._show()

    def measured(self) -> Measured:
        """Return what is typed. Raises: UsageError for what is no number."""
        return Measured(**{name: _number(field.text()) for name, field in self.fields.items()})

    def keep(self) -> None:
        """Keep the four lengths; say what cannot be."""
        try:
            measured = self.measured()
            keep_measured(self._settings, self._printer, self.paper.currentData(), measured)
        except UsageError as error:
            self._say(error)
            return
        self._show()

    def forget(self) -> None:
        """Go back to printing without any correction."""
        forget_measured(self._settings, self._printer, self.paper.currentData())
        self._show()

    def _say(self, error: GridMapError) -> None:
        """Say what cannot be, with room for it."""
        self.error.setText(str(error))
        self.adjustSize()

    @property
    def _printer(self) -> str:
        return str(self.printer.currentData() or "")

    def _show(self) -> None:
        measured = measured_of(self._settings, self._printer, self.paper.currentData())
        for name, field in self.fields.items():
            value = getattr(measured, name)
            field.setText("" if measured.is_exact else f"{value:g}")
        self.error.clear()
        if measured.is_exact:
            self.state.setText(tr("Nothing is kept for this printer and paper."))
        else:
            self.state.setText(measured.words())
        self.prove_button.setEnabled(not measured.is_exact)
        self.forget_button.setEnabled(not measured.is_exact)

    def _fill(self, paper: str) -> None:
        names = dict.fromkeys(
            (*QPrinterInfo.availablePrinterNames(), *known_printers(self._settings))
        )
        for name in names:
            self.printer.addItem(name or tr("print to a file"), name)
        if not names:
            self.printer.addItem(tr("the printer chosen in the next window"), "")
        self.printer.setCurrentIndex(max(self.printer.findData(last_printer(self._settings)), 0))
        for name in PAPERS:
            self.paper.addItem(name, name)
        self.paper.setCurrentIndex(max(self.paper.findData(paper), 0))

    def _print(self, *, is_proof: bool) -> None:
        """Print the page: without any correction, to measure; with it, as a proof."""
        from gridmap.ui.printing.system_dialog import (
            PrintSetting,
            ask_printer,
            check_paper,
            make_printer,
            use_true_size,
        )

        paper = self.paper.currentData()
        title = tr("Calibration page")
        setting = PrintSetting(
            paper=paper,
            duplex=Duplex.LONG,
            is_mono=True,
            title=title,
            folder=last_folder(self._workspace),
        )
        printer = make_printer(setting, self._printer)
        if not ask_printer(self, printer, 2):
            return
        try:
            check_paper(printer, paper)
        except GridMapError as error:
            self._say(error)
            return
        use_true_size(printer, paper)
        self._use_printer(printer.printerName())
        measured = measured_of(self._settings, self._printer, paper) if is_proof else Measured()
        self._run(_page_job(paper, printer, measured, is_proof=is_proof), title)

    def _run(self, job: Job[int], title: str) -> None:
        runner, toast = self._workspace.runner, self._workspace.toast
        runner.run(
            tr("Printing {name}…", name=title),
            job,
            lambda _count: toast.success(tr("{name} went to the printer.", name=title)),
            toast.error,
            makes_something=True,
        )

    def _use_printer(self, name: str) -> None:
        """Have the fields speak of the printer that was chosen in the system's dialog."""
        if self.printer.findData(name) < 0:
            self.printer.addItem(name or tr("print to a file"), name)
        self.printer.setCurrentIndex(self.printer.findData(name))
        if name:
            remember_printer(self._settings, name)

    def _arrange(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(theme.px(10))
        intro = QLabel(
            tr(
                "Once for each printer and paper: print the page, measure it with a ruler, type "
                "what you measured. From then on every print is put right."
            )
        )
        intro.setObjectName("secondary")
        self.state.setObjectName("secondary")
        self.error.setObjectName("fieldError")
        for label in (intro, self.error, self.state):
            label.setWordWrap(True)
        column.addWidget(intro)
        column.addLayout(self._form(theme))
        for label in (self.error, self.state):
            column.addWidget(label)
        column.addStretch(1)
        column.addLayout(self._buttons())
        self.setMinimumWidth(theme.px(560))

    def _form(self, theme: Theme) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setVerticalSpacing(theme.px(8))
        form.setHorizontalSpacing(16)
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("Printer"), self.printer),
            (tr("Paper"), self.paper),
            ("", self.print_button),
            (tr("Bar across (100 mm)"), self.fields["across_mm"]),
            (tr("Bar down (100 mm)"), self.fields["down_mm"]),
            (tr("Left edge to line A (20 mm)"), self.fields["left_mm"]),
            (tr("Upper edge to line B (20 mm)"), self.fields["top_mm"]),
        )
        for words, field in rows:
            form.addRow(words, field)
            if words:
                field.setAccessibleName(words)
        for name, field in self.fields.items():
            field.setPlaceholderText(f"{getattr(_USUAL, name):g}")
            field.textEdited.connect(lambda _text: self.error.clear())
        return form

    def _buttons(self) -> QHBoxLayout:
        close = QPushButton(tr("Close"))
        self.keep_button.setProperty("primary", True)
        row = QHBoxLayout()
        verbs: tuple[tuple[QPushButton, Any], ...] = (
            (self.print_button, lambda: self._print(is_proof=False)),
            (self.prove_button, lambda: self._print(is_proof=True)),
            (self.forget_button, self.forget),
            (close, self.accept),
            (self.keep_button, self.keep),
        )
        for button, run in verbs:
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, run=run: run())
        row.addWidget(self.prove_button)
        row.addWidget(self.forget_button)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.keep_button)
        self.keep_button.setDefault(True)
        return row


def _number(text: str) -> float:
    clean = text.strip().replace("，", ".").replace(",", ".").replace("。", ".")
    try:
        return float(clean.removesuffix("mm").removesuffix("毫米"))
    except ValueError as error:
        raise UsageError(
            tr("“{text}” is no length.", text=text),
            hint=tr("Type all four lengths in mm, for example 99.5."),
        ) from error


def _page_job(paper: str, printer: Any, measured: Measured, *, is_proof: bool) -> Job[int]:
    """Draw the page inside the thread, then print both sides."""
    from gridmap.export.imposition.calibration import calibration_page
    from gridmap.ui.printing.spool import Spool, print_spool

    sheet = SheetFormat(mode=Mode.LOOSE, paper_mm=PAPERS[paper], duplex=Duplex.LONG)
    data = calibration_page(sheet, paper, is_proof=is_proof)
    spool = Spool(data=data, order=(0, 1), measured=measured, is_mono=True)
    return (yield from print_spool(spool, printer))
