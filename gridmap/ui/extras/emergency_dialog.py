"""The emergency numbers that booklets and safety cards print: a table to type into."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridmap.actions.emergency import MOST_NUMBERS, set_emergency
from gridmap.errors import GridMapError
from gridmap.export.parts.emergency import national_numbers
from gridmap.i18n import tr
from gridmap.session import Session
from gridmap.ui.theme import Theme


class EmergencyDialog(QDialog):
    """Edits the project's numbers with one act; an empty table stands for the national ones."""

    def __init__(self, parent: QWidget | None, session: Session, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Emergency numbers"))
        self._session = session
        self.table = QTableWidget(MOST_NUMBERS, 2)
        self.error = QLabel()
        self.save = QPushButton(tr("Save"))
        self.national = QPushButton(tr("The national numbers"))
        self._arrange(theme)
        self.show_numbers(session.document.project.emergency or national_numbers())

    def numbers(self) -> list[tuple[str, str]]:
        """Return what stands in the table, line by line."""
        return [(self._text(row, 0), self._text(row, 1)) for row in range(self.table.rowCount())]

    def show_numbers(self, numbers: Sequence[tuple[str, str]]) -> None:
        """Show some numbers with what they are for; the other lines are empty."""
        for row in range(self.table.rowCount()):
            pair = numbers[row] if row < len(numbers) else ("", "")
            for column, text in enumerate(pair):
                self.table.setItem(row, column, QTableWidgetItem(text))

    def keep(self) -> None:
        """Give the project these numbers, and close; what cannot be is said below."""
        numbers = self.numbers()
        if [pair for pair in numbers if any(pair)] == list(national_numbers()):
            numbers = []
        try:
            self._session.apply(set_emergency(self._session.document, numbers))
        except GridMapError as error:
            self.error.setText(f"{error.message} {error.hint}".strip())
            self.error.show()
            return
        self.accept()

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def _arrange(self, theme: Theme) -> None:
        self.table.setHorizontalHeaderLabels([tr("Number"), tr("What it is for")])
        self.table.setAccessibleName(self.windowTitle())
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, theme.px(150))
        words = QLabel(
            tr("Printed large at the end of booklets; the first three on safety cards too.")
        )
        words.setObjectName("secondary")
        words.setWordWrap(True)
        self.error.setObjectName("fieldError")
        self.error.setWordWrap(True)
        self.error.hide()
        close = QPushButton(tr("Cancel"))
        self.save.setProperty("primary", True)
        self.save.setEnabled(not self._session.store.is_read_only)
        row = QHBoxLayout()
        for button, run in (
            (self.national, lambda: self.show_numbers(national_numbers())),
            (self.save, self.keep),
            (close, self.reject),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(run)
            row.addWidget(button)
        row.insertStretch(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        for part in (words, self.table, self.error):
            box.addWidget(part)
        box.addLayout(row)
        self.resize(theme.px(460), theme.px(440))
