"""The visits that are due: for one officer in walking order, or for all with the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.layers.care import care_symbol
from gridmap.model.care import BANDS, band_of
from gridmap.model.day_list import WEEK_DAYS, due_within, in_walking_order
from gridmap.model.duties import Responsibilities
from gridmap.model.editions import CareEntry, people_of
from gridmap.model.features import FeatureId
from gridmap.model.relations import Relations
from gridmap.progress import Job, Progress
from gridmap.ui import icons
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.officer_box import OfficerBox
from gridmap.ui.digest import Digest
from gridmap.ui.jobs import JobRunner, RunningJob
from gridmap.ui.kinds import door_words

_RECORD: Final = Qt.ItemDataRole.UserRole
_HOME: Final = Qt.ItemDataRole.UserRole + 1
_REACHES: Final = (0, WEEK_DAYS, 30)
_NEAR_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Due:
    """What the list shows."""

    entries: tuple[CareEntry, ...]
    late: tuple[int, ...]


def due_list(digest: Digest, officer: FeatureId | None, *, on: date, days: int) -> Job[Due]:
    """Work out whose visit is due within some days; `late` counts the overdue by band.

    For a thread: the digest's own relations follow edits on the window's thread meanwhile.
    """
    yield Progress(0, 1)
    snapshot = digest.snapshot
    relations = Relations(snapshot)
    duties = Responsibilities(snapshot, relations, on=on)
    people = people_of(snapshot, relations, duties, officer, on=on)
    entries = due_within(people, on=on, days=days)
    late = [0] * len(BANDS)
    for entry in entries:
        band = band_of(entry.due.days_late)
        if band >= 0:
            late[band] += 1
    if officer is not None:
        entries = in_walking_order(entries)
    return Due(tuple(entries), tuple(late))


class Today(QWidget):
    """The list. `chosen(household)` on a click, `visit_wanted(record)` on Enter or a double click.

    `print_wanted(officer, paper, is_locked)` for paper, `sheet_wanted(officer, records)` for what
    comes back.
    """

    chosen = Signal(object)
    visit_wanted = Signal(object)
    print_wanted = Signal(object, str, bool)
    sheet_wanted = Signal(object, object)

    def __init__(self, desk: CareDesk, runner: JobRunner) -> None:
        super().__init__()
        self._desk, self._runner = desk, runner
        self._job: RunningJob | None = None
        self.officer = OfficerBox(desk.session.document, nobody=tr("All officers"))
        self.officer.setAccessibleName(tr("Officer"))
        self.reach = QComboBox()
        self.reach.setAccessibleName(tr("How far ahead"))
        for days in _REACHES:
            self.reach.addItem(tr("due in {days} days", days=days) if days else tr("due now"), days)
        self.reach.setCurrentIndex(1)
        self.bands = QLabel()
        self.bands.setWordWrap(True)
        self.list = _make_list()
        self.empty = QLabel(tr("No visit is due."))
        self.empty.setObjectName("secondary")
        self.print = QPushButton(tr("Print the list…"))
        self.sheet = QPushButton(tr("Enter a tick sheet…"))
        self._arrange()
        self._connect()

    @property
    def records(self) -> list[FeatureId]:
        """The records of the list in their order."""
        found = []
        for number in range(self.list.topLevelItemCount()):
            line = self.list.topLevelItem(number)
            if line is not None:
                found.append(line.data(0, _RECORD))
        return found

    def refresh(self) -> None:
        """Work the list out anew."""
        digest = self._desk.digest
        if digest is None:
            return
        if self._job is not None:
            self._job.cancel()
        days = int(self.reach.currentData())
        job = due_list(digest, self.officer.officer, on=self._desk.today(), days=days)
        self._job = self._runner.run(
            tr("Looking for visits…"),
            job,
            self._show,
            partial(self._desk.failed.emit),
            is_shown=False,
        )

    def let_go(self) -> None:
        """Stop working: the list is no longer shown."""
        if self._job is not None:
            self._job.cancel()

    def current_record(self) -> FeatureId | None:
        """Return the record of the line that is marked."""
        line = self.list.currentItem()
        return line.data(0, _RECORD) if line is not None else None

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        title = QLabel(tr("Visits that are due"))
        title.setObjectName("panelTitle")
        column.addWidget(title)
        for part in (self.officer, self.reach, self.bands, self.empty):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self.print, 1)
        row.addWidget(self.sheet, 1)
        column.addLayout(row)
        hint = QLabel(tr("Click: show on the map. Enter: record the visit."))
        hint.setObjectName("quiet")
        hint.setWordWrap(True)
        column.addWidget(hint)
        self.empty.hide()
        papers = QMenu(self.print)
        for paper, words in (("A5", tr("A5, fits a pocket")), ("A4", tr("A4, more on a page"))):
            papers.addAction(words, partial(self._print, paper, is_locked=False))
        papers.addSeparator()
        for paper, words in (
            ("A5", tr("A5, locked with a password…")), ("A4", tr("A4, locked with a password…")),
        ):  # fmt: skip
            papers.addAction(words, partial(self._print, paper, is_locked=True))
        self.print.setMenu(papers)

    def _connect(self) -> None:
        self.officer.currentIndexChanged.connect(lambda _index: self.refresh())
        self.reach.currentIndexChanged.connect(lambda _index: self.refresh())
        self.list.itemClicked.connect(lambda line: self.chosen.emit(line.data(0, _HOME)))
        self.list.itemActivated.connect(lambda line: self.visit_wanted.emit(line.data(0, _RECORD)))
        self.sheet.clicked.connect(
            lambda: self.sheet_wanted.emit(self.officer.officer, self.records)
        )

    def _print(self, paper: str, *, is_locked: bool) -> None:
        self.print_wanted.emit(self.officer.officer, paper, is_locked)

    def _show(self, due: Due) -> None:
        self._job = None
        self.list.clear()
        numbered = self.officer.officer is not None
        self.list.addTopLevelItems(
            [
                self._line(number if numbered else 0, entry)
                for number, entry in enumerate(due.entries, start=1)
            ]
        )
        self.empty.setVisible(not due.entries)
        self.print.setEnabled(numbered)
        self.print.setToolTip("" if numbered else tr("Choose one officer first."))
        self.sheet.setEnabled(bool(due.entries) and not self._desk.is_read_only)
        self.bands.setText(_band_words(due))

    def _line(self, number: int, entry: CareEntry) -> QTreeWidgetItem:
        theme = self._desk.theme
        name = f"{number}  {entry.record.person}" if number else entry.record.person
        late = entry.due.days_late
        line = QTreeWidgetItem(
            [name, door_words(entry.household.door), due_words(entry, self._desk.today())]
        )
        paper = "#FFFFFF" if theme.is_dark else ""
        symbol = care_symbol(entry.record.category)
        line.setIcon(0, QIcon(icons.map_symbol(symbol, theme.px(18), paper=paper)))
        line.setData(0, _RECORD, entry.record.id)
        line.setData(0, _HOME, entry.household.id)
        if late:
            line.setForeground(2, QBrush(QColor(theme.red)))
        return line


def due_words(entry: CareEntry, on: date) -> str:
    """Return how late a visit is or when it is due."""
    due = entry.due
    if due.days_late:
        return tr("{count} days late", count=due.days_late)
    if due.next_day is None:
        return ""
    left = (due.next_day - on).days
    if left == 0:
        return tr("today")
    return tr("in {count} days", count=left) if left <= _NEAR_DAYS else due.next_day.isoformat()


def _band_words(due: Due) -> str:
    total = sum(due.late)
    if not total:
        return tr("None is overdue.")
    first, second, third = due.late
    return tr(
        "Overdue: {total} (1–7 days {first}, 8–30 days {second}, over 30 days {third})",
        total=total,
        first=first,
        second=second,
        third=third,
    )


def _make_list() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setColumnCount(3)
    tree.setHeaderHidden(True)
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setAccessibleName(tr("Visits that are due"))
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    tree.setMinimumHeight(260)
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
    return tree
