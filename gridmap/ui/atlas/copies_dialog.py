"""The register of printed copies: a table to edit, and what happens to the marked lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridmap.actions.copies import (
    Step,
    edit_copy,
    note_step,
    overdue_copies,
    register_run,
    remove_copies,
    state_words,
)
from gridmap.errors import GridMapError, NotFoundError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.document import Snapshot
from gridmap.model.features import FeatureId, PrintCopy
from gridmap.progress import Job
from gridmap.session import Session
from gridmap.ui.jobs import JobRunner
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.made_file import MadeFile

_ID: Final = Qt.ItemDataRole.UserRole
_FIELDS: Final = ("run", "edition", "recipient", "copy", "valid_until", "handed_on",
                  "returned_on", "destroyed_on", "note", "state")  # fmt: skip
_DATES: Final = frozenset({"valid_until", "handed_on", "returned_on", "destroyed_on"})
_TEXTS: Final = frozenset({"recipient", "note"})


class CopiesDialog(QDialog):
    """Shows and edits the register; every edit is one act that can be undone."""

    def __init__(
        self, parent: QWidget | None, session: Session, theme: Theme, runner: JobRunner
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Copy register"))
        self._session, self._theme, self._runner = session, theme, runner
        self.made = MadeFile()
        self.table = QTableWidget(0, len(_FIELDS))
        self.note = QLabel()
        self.buttons: dict[str, QPushButton] = {}
        self._is_filling = False
        self._arrange(theme)
        self._stop = session.changed.connect(self._changed)
        self.refresh()

    @property
    def marked(self) -> list[FeatureId]:
        """The copies of the marked lines, in their order."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [FeatureId(self._cell(row).data(_ID)) for row in rows]

    def done(self, result: int) -> None:
        """Leave, and listen no longer."""
        self._stop()
        super().done(result)

    def refresh(self) -> None:
        """Show the register as it is now, the newest run first."""
        self._is_filling = True
        reader, today = self._session.document, date.today()
        copies = sorted(reader.all(PrintCopy), key=lambda c: (-c.run, c.recipient, c.copy))
        self.table.setRowCount(len(copies))
        for row, item in enumerate(copies):
            for column, name in enumerate(_FIELDS):
                self.table.setItem(row, column, self._item(item, name, today))
        self.table.resizeColumnsToContents()
        late = overdue_copies(reader, on=today)
        self.note.setText(
            tr("{count} copies should have come back: {names}", count=len(late),
               names="、".join(dict.fromkeys(item.recipient or "—" for item in late)))
            if late
            else tr("No copy is overdue.")
            if copies
            else tr("No copy is in the register yet.")
        )  # fmt: skip
        self._is_filling = False
        self._update()

    def register_newest(self) -> None:
        """Add the copies of the newest print run."""
        try:
            self._apply(register_run(self._session.document, self._session.run()))
        except NotFoundError as error:
            self.note.setText(str(error))

    def note_today(self, step: Step) -> None:
        """Note today for a step of the marked copies."""
        self._apply(note_step(self._session.document, self.marked, step, on=date.today()))

    def remove(self) -> None:
        """Take the marked lines out of the register; Undo brings them back."""
        self._apply(remove_copies(self._session.document, self.marked))

    def print_list(self) -> None:
        """Ask for a name and write the register as a list to print."""
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Copy register"), f"{tr('Copy register')}.pdf", tr("PDF files (*.pdf)")
        )
        if path:
            out = Path(path)
            job = _list_job(self._session.document.snapshot(), out)
            title = tr("Writing the copy register…")
            self._runner.run(title, job, lambda _path: self._written(out), self._failed)

    def _written(self, out: Path) -> None:
        self.made.show_file(out, tr("{name} is ready.", name=out.name))

    def _failed(self, error: BaseException) -> None:
        self.note.setText(str(error))

    def _arrange(self, theme: Theme) -> None:
        self.table.setHorizontalHeaderLabels([
            tr("Print run"), tr("Edition"), tr("Recipient"), tr("Copy"), tr("Valid until"),
            tr("Handed out"), tr("Came back"), tr("Destroyed"), tr("Note"), tr("Where it is"),
        ])  # fmt: skip
        self.table.setAccessibleName(self.windowTitle())
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.itemChanged.connect(self._edited)
        self.table.itemSelectionChanged.connect(self._update)
        verbs = (
            ("register", tr("Add the newest run’s copies"), self.register_newest),
            ("handed_on", tr("Handed out today"), lambda: self.note_today("handed_on")),
            ("returned_on", tr("Came back today"), lambda: self.note_today("returned_on")),
            ("destroyed_on", tr("Destroyed today"), lambda: self.note_today("destroyed_on")),
            ("remove", tr("Remove line"), self.remove),
            ("print", tr("List to print…"), self.print_list),
        )
        row = QHBoxLayout()
        for name, title, run in verbs:
            button = self.buttons[name] = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(run)
            row.addWidget(button)
        row.addStretch(1)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.accept)
        row.addWidget(close)
        self.note.setWordWrap(True)
        words = QLabel(tr("Dates as 2026-11-23. A double click edits a field; Undo takes it back."))
        words.setObjectName("secondary")
        words.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        for part in (words, self.table, self.note, self.made):
            box.addWidget(part)
        box.addLayout(row)
        self.resize(min(theme.px(1040), 1300), min(theme.px(460), 640))

    def _item(self, copy: PrintCopy, name: str, today: date) -> QTableWidgetItem:
        item = QTableWidgetItem(_words(copy, name, today))
        item.setData(_ID, str(copy.id))
        can_edit = name in _DATES | _TEXTS and not self._session.store.is_read_only
        if not can_edit:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
        return item

    def _cell(self, row: int) -> QTableWidgetItem:
        cell = self.table.item(row, 0)
        assert cell is not None
        return cell

    def _edited(self, item: QTableWidgetItem) -> None:
        if self._is_filling:
            return
        name, text = _FIELDS[item.column()], item.text().strip()
        key = FeatureId(item.data(_ID))
        try:
            value = _day(text) if name in _DATES else text
            self._session.apply(edit_copy(self._session.document, key, **{name: value}))
        except ValueError:
            self.refresh()
            self.note.setText(tr("“{text}” is no date; write it as 2026-11-23.", text=text))
        except GridMapError as error:
            self.refresh()
            self.note.setText(str(error))

    def _apply(self, changeset: Changeset) -> None:
        try:
            self._session.apply(changeset)
        except GridMapError as error:
            self.note.setText(str(error))

    def _changed(self, changeset: Changeset) -> None:
        if PrintCopy in changeset.kinds():
            self.refresh()

    def _update(self) -> None:
        can_write = not self._session.store.is_read_only
        for name, button in self.buttons.items():
            is_ready = name == "register" or bool(self.marked)
            button.setEnabled(name == "print" or (can_write and is_ready))
            is_unmarked = can_write and not is_ready and name != "print"
            button.setToolTip(tr("Mark a line of the table first.") if is_unmarked else "")


def _words(copy: PrintCopy, name: str, today: date) -> str:
    if name == "state":
        return state_words(copy, on=today)
    if name == "copy":
        return f"{copy.copy}/{copy.copies}"
    value = getattr(copy, name)
    if name == "run":
        return str(value) if value else "—"
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _list_job(snapshot: Snapshot, out: Path) -> Job[Path]:
    """Import the page code inside the thread: it is slow to load."""
    from gridmap.export.lists.copy_list import export_copy_list

    return (yield from export_copy_list(snapshot, out, on=date.today()))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
