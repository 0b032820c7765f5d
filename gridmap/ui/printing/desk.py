"""The print desk: what comes out of the printer, on which paper, how large, and a picture of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.errors import UsageError
from gridmap.export.imposition.booklet_pages import BookletPages
from gridmap.export.imposition.layout import (
    LaidSheet,
    has_true_room,
    lay_out,
    smallest_factor,
)
from gridmap.export.imposition.placing import Size
from gridmap.export.imposition.print_ready import report_of
from gridmap.export.imposition.ratio import scale_at
from gridmap.export.imposition.saddle import Mode
from gridmap.export.imposition.wanted import pages_in
from gridmap.export.spec import PAPERS
from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.printing.choices import (
    DeskChoice,
    Sides,
    mode_words,
    sides_words,
    usual_paper,
    what_then,
)
from gridmap.ui.printing.sheet_picture import SheetPicture
from gridmap.ui.theme import Theme

THICKNESSES_MM: Final = (0.0, 0.09, 0.1, 0.12, 0.15)
_GSM: Final = {0.09: 70, 0.1: 80, 0.12: 100, 0.15: 120}


class PrintDesk(QDialog):
    """Asks how a file is printed. `chosen(DeskChoice)` fires at “Print…”, `saved` at “Save…”.

    `calibrate` fires where the printer is to be measured. `kept` is what was chosen the last time.
    """

    chosen = Signal(object)
    saved = Signal(object)
    calibrate = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        pages: BookletPages,
        kept: dict[str, Any],
        theme: Theme,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Print: {name}", name=title))
        self._pages, self._theme = pages, theme
        self._sheets: list[LaidSheet] = []
        self.mode, self.paper, self.size_box = QComboBox(), QComboBox(), QComboBox()
        self.sides, self.ink, self.thickness = QComboBox(), QComboBox(), QComboBox()
        self.range = QLineEdit()
        self.picture = SheetPicture(theme)
        self.summary, self.note, self.printer_words = QLabel(), QLabel(), QLabel()
        self.sheet_words = QLabel()
        self.earlier, self.later = QPushButton(), QPushButton()
        self.print_button = QPushButton(tr("Print…"))
        self.save_button = QPushButton(tr("Save as PDF…"))
        self.calibrate_button = QPushButton(tr("Printer calibration…"))
        self._fill(kept)
        self._arrange(title)
        for box in (self.paper, self.size_box, self.sides, self.ink, self.thickness):
            box.activated.connect(lambda _at: self._show())
        self.mode.activated.connect(lambda _at: self._mode_chosen())
        self.range.textChanged.connect(lambda _text: self._show())
        self._show()

    def choice(self) -> DeskChoice:
        """Return what is chosen. Raises: UsageError where the page numbers cannot be read."""
        return DeskChoice(
            mode=Mode(self.mode.currentData()),
            paper=self.paper.currentData(),
            size=Size(self.size_box.currentData()),
            sides=Sides(self.sides.currentData()),
            is_mono=bool(self.ink.currentData()),
            thickness_mm=float(self.thickness.currentData()),
            pages=pages_in(self.range.text(), len(self._pages.sizes_mm)),
        )

    def kept(self) -> dict[str, Any]:
        """Return what is chosen, to be offered again the next time."""
        return {
            "mode": self.mode.currentData(),
            "sides": self.sides.currentData(),
            "is_mono": self.ink.currentData(),
            "thickness_mm": self.thickness.currentData(),
        }

    @property
    def sides_printed(self) -> int:
        """How many sides are printed."""
        return sum(len(sheet.sides) for sheet in self._sheets)

    def show_printer(self, words: str) -> None:
        """Say what is known of the printer."""
        self.printer_words.setText(words)

    def show_problem(self, words: str) -> None:
        """Say why it could not be printed; it goes at the next choice."""
        self._warn(words, is_error=True)

    def _mode_chosen(self) -> None:
        """Offer the paper and size on which the pages keep their size in this mode."""
        mode = Mode(self.mode.currentData())
        _choose(self.paper, usual_paper(self._pages, mode))
        _choose(self.size_box, Size.TRUE.value)
        self._show()

    def _show(self) -> None:
        """Bring words, picture and buttons in line with the choices."""
        self._fill_sides()
        is_booklet = self.mode.currentData() == Mode.SADDLE
        self.thickness.setEnabled(is_booklet)
        self.thickness.setToolTip("" if is_booklet else tr("Only a folded booklet needs it."))
        self.range.setProperty("wrong", False)
        try:
            choice = self._with_possible_size(self.choice())
            self._sheets = lay_out(self._pages.sizes_mm, choice.wanted(), is_own=self._pages.is_own)
        except UsageError as error:
            self._sheets = []
            self.summary.clear()
            self._warn(f"{error.message} {error.hint}", is_error=True)
        else:
            self._say(choice)
        self.picture.show_sheets(self._sheets, self._pages.sizes_mm, Mode(self.mode.currentData()))
        for button in (self.print_button, self.save_button):
            button.setEnabled(bool(self._sheets))
        self._show_sheet(self.picture.number)

    def _with_possible_size(self, choice: DeskChoice) -> DeskChoice:
        """Say what each size comes to; where the true size has no room, choose the fitting one."""
        sizes, wanted = self._pages.sizes_mm, choice.wanted()
        self.size_box.setItemText(1, self._fit_words(smallest_factor(sizes, wanted)))
        can_be_true = has_true_room(sizes, wanted)
        _enable_item(self.size_box, 0, is_on=can_be_true)
        is_free = choice.mode is not Mode.PIECES
        self.size_box.setEnabled(is_free)
        size = choice.size if is_free else Size.TRUE
        size = size if can_be_true else Size.FIT
        _choose(self.size_box, size.value)
        return replace(choice, size=size)

    def _fit_words(self, factor: float) -> str:
        percent = f"{100 * factor:.1f}".rstrip("0").rstrip(".")
        scale = self._pages.usual_scale
        if not scale or factor == 1.0:
            return tr("Fitted to the paper: {percent} %", percent=percent)
        return tr(
            "Fitted: {percent} %, 1 : {scale} becomes 1 : {now}",
            percent=percent,
            scale=scale,
            now=scale_at(scale, factor),
        )

    def _say(self, choice: DeskChoice) -> None:
        report = report_of(self._sheets, choice.wanted())
        words = [
            tr(
                "{pages} pages on {sheets} sheets of {paper}.",
                pages=report.pages,
                sheets=report.sheets,
                paper=choice.paper,
            )
        ]
        if report.blanks:
            words.append(tr("Places for pages that stay blank: {count}.", count=report.blanks))
        if report.creep_mm:
            words.append(
                tr(
                    "The innermost pages move {length} mm to the fold.",
                    length=f"{report.creep_mm:.1f}",
                )
            )
        words.append(what_then(choice.mode))
        self.summary.setText(" ".join(part for part in words if part))
        if report.smallest_factor == report.largest_factor == 1.0:
            self._warn(tr("True size: the scales printed on the maps are right."), is_error=False)
        else:
            self._warn(
                tr("Not the true size. The scale that is true then is printed on every page."),
                is_error=True,
            )

    def _warn(self, words: str, *, is_error: bool) -> None:
        self.note.setObjectName("warn" if is_error else "good")
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)
        self.note.setText(words)

    def _show_sheet(self, number: int) -> None:
        self.picture.turn_to(number)
        count, at = self.picture.count, self.picture.number
        self.sheet_words.setText(
            tr("Sheet {number} of {count}", number=at + 1, count=count) if count else ""
        )
        self.earlier.setEnabled(at > 0)
        self.later.setEnabled(at + 1 < count)

    def _fill(self, kept: dict[str, Any]) -> None:
        for mode in Mode:
            self.mode.addItem(mode_words(mode), mode.value)
        for paper in PAPERS:
            self.paper.addItem(paper, paper)
        self.size_box.addItem(tr("True size, the scale stays"), Size.TRUE.value)
        self.size_box.addItem("", Size.FIT.value)
        self.ink.addItem(tr("In colour"), False)
        self.ink.addItem(tr("Black and white, saves toner"), True)
        for thickness in THICKNESSES_MM:
            words = (
                tr("{weight} g ({length} mm)", weight=_GSM[thickness], length=thickness)
                if thickness
                else tr("make no allowance")
            )
            self.thickness.addItem(words, thickness)
        _choose(self.mode, kept.get("mode", Mode.LOOSE.value))
        self._fill_sides()
        _choose(self.sides, kept.get("sides", Sides.USUAL.value))
        _choose(self.ink, bool(kept.get("is_mono", False)))
        _choose(self.thickness, kept.get("thickness_mm", 0.1))
        short, long = self._pages.largest_mm
        is_large = short > PAPERS["A4"][0] + 2.0 or long > PAPERS["A4"][1] + 2.0
        if not is_large and self.mode.currentData() == Mode.PIECES:
            _choose(self.mode, Mode.LOOSE.value)
        _choose(self.paper, usual_paper(self._pages, Mode(self.mode.currentData())))

    def _fill_sides(self) -> None:
        """List who turns the paper, as this mode allows."""
        mode, before = Mode(self.mode.currentData()), self.sides.currentData()
        offered = {
            Mode.LOOSE: tuple(Sides),
            Mode.PIECES: (Sides.ONE,),
        }.get(mode, (Sides.USUAL, Sides.OTHER, Sides.BY_HAND))
        self.sides.clear()
        for sides in offered:
            self.sides.addItem(sides_words(sides, mode), sides.value)
        _choose(self.sides, before)
        self.sides.setEnabled(len(offered) > 1)

    def _arrange(self, title: str) -> None:
        theme = self._theme
        form = QVBoxLayout()
        form.setSpacing(theme.px(8))
        head = QLabel(tr("{name}, {count} pages", name=title, count=len(self._pages.sizes_mm)))
        head.setObjectName("secondary")
        head.setWordWrap(True)
        form.addWidget(head)
        for fields in (
            ((tr("What comes out"), self.mode),),
            ((tr("Paper in the printer"), self.paper), (tr("Paper thickness"), self.thickness)),
            ((tr("Size"), self.size_box),),
            ((tr("Sides"), self.sides),),
            ((tr("Ink"), self.ink), (tr("Which pages"), self.range)),
        ):
            form.addLayout(_row(fields, theme))
        self.range.setPlaceholderText(tr("all; or 1-3, 7"))
        form.addStretch(1)
        seen = QVBoxLayout()
        seen.setSpacing(theme.px(6))
        for label in (self.summary, self.note, self.printer_words):
            label.setWordWrap(True)
        self.printer_words.setObjectName("secondary")
        seen.addWidget(self.picture, 1)
        seen.addLayout(self._pager())
        for label in (self.summary, self.note, self.printer_words):
            seen.addWidget(label)
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(24))
        columns.addLayout(form, 4)
        columns.addLayout(seen, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(theme.px(12))
        column.addLayout(columns, 1)
        column.addLayout(self._buttons())
        self.resize(min(theme.px(860), 1290), min(theme.px(520), 690))

    def _pager(self) -> QHBoxLayout:
        theme = self._theme
        for button, icon, words, step in (
            (self.earlier, "chevron-left", tr("Sheet before"), -1),
            (self.later, "chevron-right", tr("Next sheet"), 1),
        ):
            button.setIcon(icons.icon(icon, theme, size_px=18))
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.setAutoDefault(False)
            button.clicked.connect(
                lambda _on=False, by=step: self._show_sheet(self.picture.number + by)
            )
        row = QHBoxLayout()
        row.addStretch(1)
        for part in (self.earlier, self.sheet_words, self.later):
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton(tr("Cancel"))
        self.print_button.setProperty("primary", True)
        self.print_button.setDefault(True)
        for button, run in (
            (self.calibrate_button, self.calibrate.emit),
            (self.save_button, lambda: self.saved.emit(self.choice())),
            (cancel, self.reject),
            (self.print_button, lambda: self.chosen.emit(self.choice())),
        ):
            button.setAutoDefault(button is self.print_button)
            button.clicked.connect(lambda _on=False, run=run: run())
        row = QHBoxLayout()
        row.addWidget(self.calibrate_button)
        row.addStretch(1)
        for button in (self.save_button, cancel, self.print_button):
            row.addWidget(button)
        return row


def _row(fields: Sequence[tuple[str, QWidget]], theme: Theme) -> QHBoxLayout:
    """Return fields beside each other, each below its words."""
    row = QHBoxLayout()
    row.setSpacing(theme.px(12))
    for words, field in fields:
        label = QLabel(words)
        label.setObjectName("fieldLabel")
        label.setBuddy(field)
        field.setAccessibleName(words)
        if isinstance(field, QComboBox):
            field.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        column.addWidget(label)
        column.addWidget(field)
        row.addLayout(column, 1)
    return row


def _choose(box: QComboBox, data: Any) -> None:
    """Choose the entry with this value; none has it: the first."""
    box.setCurrentIndex(max(box.findData(data), 0))


def _enable_item(box: QComboBox, at: int, *, is_on: bool) -> None:
    """Let an entry of a list be chosen, or grey it."""
    model = box.model()
    assert isinstance(model, QStandardItemModel)
    model.item(at).setEnabled(is_on)
