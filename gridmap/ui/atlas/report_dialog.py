"""What came of an atlas run: two sentences for the form, all of it in a window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gridmap.i18n import tr
from gridmap.ui.dialogs.showing import ShowingDialog
from gridmap.ui.theme import Theme

if TYPE_CHECKING:
    from gridmap.export.report import AtlasReport


class ReportDialog(ShowingDialog):
    """The report of a run as text that can be read, selected and copied."""

    def __init__(self, parent: QWidget | None, report: AtlasReport, theme: Theme) -> None:
        self.text = QPlainTextEdit(report_text(report))
        self.text.setReadOnly(True)
        title = tr("Report on the atlas")
        self.text.setAccessibleName(title)
        super().__init__(parent, title, self.text, theme, size_px=(680, 440))


def report_text(report: AtlasReport) -> str:
    """Return the whole report: the run, then every village with its sheets."""
    lines = [report.to_text(), ""]
    for village in report.villages:
        scales = [f"1:{sheet.scale}" for sheet in village.sheets]
        lines.append(
            tr(
                "{village}: {pages} pages, {sheets} sheets ({scales}), households {drawn}, "
                "without a label {unlabelled}, not on the map {unplaced}.",
                village=village.village, pages=village.pages, sheets=len(village.sheets),
                scales=", ".join(dict.fromkeys(scales)) or "—", drawn=village.drawn,
                unlabelled=village.unlabelled, unplaced=village.unplaced,
            )
        )  # fmt: skip
    return "\n".join(lines)


def result_words(report: AtlasReport) -> str:
    """Return what came of an atlas run in plain sentences."""
    drawn = sum(village.drawn for village in report.villages)
    waiting = sum(village.unplaced for village in report.villages)
    unnamed = sum(len(s.unnamed_places) for village in report.villages for s in village.sheets)
    covering = sum(len(s.covering) for village in report.villages for s in village.sheets)
    missing = report.missing_characters
    words = [tr("Pages made: {pages}, households drawn: {drawn}.", pages=report.pages, drawn=drawn)]
    if drawn:
        words.append(
            tr("Every house on the map has its label.")
            if not report.unlabelled
            else tr("Houses without a label: {count}.", count=report.unlabelled)
        )
    if waiting:
        words.append(tr("Not on the map yet, listed only: {count}.", count=waiting))
    if unnamed:
        words.append(tr("Names of places without room: {count}.", count=unnamed))
    if covering:
        words.append(tr("Symbols that cover something for want of room: {count}.", count=covering))
    if missing:
        words.append(tr("No font has these characters: {characters}.", characters=missing))
    if report.problems:
        words.append(tr("Pages with problems: {count}.", count=len(report.problems)))
    return " ".join(words)
