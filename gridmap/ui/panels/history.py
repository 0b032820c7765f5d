"""修改记录: every act with who, when and what; where it was; and the way back to it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
)

from gridmap.i18n import tr
from gridmap.model.changes import Bounds, Changeset
from gridmap.model.features import FeatureId
from gridmap.progress import Job, Progress
from gridmap.session import Session
from gridmap.store.store import LogEntry, LogFilter, LogOutline, Store
from gridmap.ui import icons
from gridmap.ui.bottom_panel import BottomPage
from gridmap.ui.dialogs.retrace import ask_retrace
from gridmap.ui.jobs import JobRunner
from gridmap.ui.panels.history_rows import COUNT, STATE, WHAT, WHEN, WHO, HistoryRows
from gridmap.ui.panels.problem_notes import QuietNote
from gridmap.ui.retracing import Retracing
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.slim_row import SlimRow

MOST_SELECTED: Final = 2_000
_AFTER_A_CHANGE_MS: Final = 60
_DAYS_BACK: Final = {"today": 0, "yesterday": 1, "week": 6, "month": 29}


class HistoryPanel(BottomPage):
    """The list, newest first, read while it is seen only.

    `place_wanted` fires with the ids that an act touched and the box in metres around them (None
    where nothing of it has a place); `failed` with an error.
    """

    place_wanted = Signal(object, object)
    failed = Signal(object)

    def __init__(self, session: Session, runner: JobRunner, theme: Theme) -> None:
        super().__init__()
        self._session, self._runner, self._theme = session, runner, theme
        self._words = ""
        self.rows = HistoryRows(session, theme)
        self.view = _table(self.rows, theme)
        self.empty = QuietNote(theme)
        self.empty.say(tr("No act to show: nothing has been changed, or the filter leaves none."))
        self.empty.hide()
        self.person = QComboBox()
        self.day = QComboBox()
        self.show_button = _verb("zoom-selection", tr("Show on the map"), theme)
        self.back_button = _verb("history", tr("Go back to here…"), theme)
        self._note = QLabel()
        self._note.setObjectName("quiet")
        self.stop_button = QPushButton(tr("Stop"))
        self.retracing = Retracing(session, self)
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_A_CHANGE_MS)
        self._arrange(theme)
        self._connect()
        self._update_verbs()

    def filter(self, text: str) -> None:
        """Show only acts whose titles hold a text."""
        self._words = text
        self._show()

    def release(self) -> None:
        """Let go of the session."""
        self.retracing.stop()
        self._timer.stop()
        self.rows.release()
        self._disconnect()

    @property
    def current(self) -> LogEntry | None:
        """The entry of the marked row."""
        index = self.view.currentIndex()
        return self.rows.entry(index.row()) if index.isValid() else None

    def showEvent(self, event: QShowEvent) -> None:
        """Read the log when it is seen."""
        super().showEvent(event)
        job = _outline_of(self._session.store)
        self._runner.run("", job, self._fill_choices, self.failed.emit, is_shown=False)
        self._reload()

    def show_on_map(self) -> None:
        """Ask for the place of the marked act, worked out beside the window."""
        entry = self.current
        if entry is not None:
            job = _place_of(self._session.store, entry.seq)
            self._runner.run("", job, self._place_found, self.failed.emit, is_shown=False)

    def go_back(self) -> None:
        """Take back (or bring back) acts until the marked one is the last, after a question."""
        entry = self.current
        steps = self.rows.steps(entry) if entry is not None else None
        if entry is None or not steps or self.why_no_way():
            return
        if ask_retrace(self, entry, steps):
            self.retracing.begin(entry.seq)

    def why_no_way(self) -> str:
        """Return why one cannot go back to the marked act, empty where one can."""
        entry = self.current
        if self._session.store.is_read_only:
            return tr("The project is open for reading only.")
        if entry is None:
            return tr("Mark a line of the list first.")
        if entry.act != "do":
            return tr("Mark the act itself, not its taking back.")
        steps = self.rows.steps(entry)
        if steps is None:
            return tr("It was taken back and something else was done since.")
        return "" if steps else tr("This is the state now.")

    def _arrange(self, theme: Theme) -> None:
        for box, name in ((self.person, tr("Who")), (self.day, tr("When"))):
            box.setAccessibleName(name)
            box.setMaximumWidth(theme.px(190))
        bar = SlimRow()
        row = bar.row
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(10)
        for part in (self.person, self.day, self._note, self.stop_button):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.show_button)
        row.addWidget(self.back_button)
        bar.may_shrink(self.show_button, self.back_button)
        self.stop_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)

    def _show_emptiness(self) -> None:
        is_empty = not self.rows.rowCount()
        self.view.setHidden(is_empty)
        self.empty.setVisible(is_empty)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._reload)
        for told in (self.rows.modelReset, self.rows.rowsInserted, self.rows.rowsRemoved):
            told.connect(self._show_emptiness)
        self.person.activated.connect(lambda _: self._show())
        self.day.activated.connect(lambda _: self._show())
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._update_verbs())
        self.view.activated.connect(lambda _: self.show_on_map())
        self.view.customContextMenuRequested.connect(self._menu)
        self.show_button.clicked.connect(self.show_on_map)
        self.back_button.clicked.connect(self.go_back)
        self.stop_button.clicked.connect(self.retracing.stop)
        self.retracing.moved.connect(self._tell_left)
        self.retracing.ended.connect(self._walk_ended)
        self.retracing.failed.connect(self.failed)
        self._disconnect = self._session.changed.connect(self._after_change)

    def _fill_choices(self, outline: LogOutline) -> None:
        """List the people and days of the log, keeping what was chosen."""
        people = [(name or tr("Without a name"), name) for name in outline.authors]
        self._fill(self.person, [(tr("Everybody"), None), *people])
        ranges = [
            (tr("Any day"), None),
            (tr("Today"), "today"),
            (tr("Yesterday"), "yesterday"),
            (tr("The last 7 days"), "week"),
            (tr("The last 30 days"), "month"),
        ]
        self._fill(
            self.day, [*ranges, *((day.isoformat(), day.isoformat()) for day in outline.days)]
        )

    def _fill(self, box: QComboBox, items: list[tuple[str, Any]]) -> None:
        chosen = box.currentData()
        box.clear()
        for words, value in items:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)
        longest = max(box.fontMetrics().horizontalAdvance(words) for words, _ in items)
        box.setMinimumWidth(min(longest + self._theme.px(48), box.maximumWidth()))

    def _wanted(self) -> LogFilter:
        since, until = span(self.day.currentData(), date.today())
        return LogFilter(
            author=self.person.currentData(), words=self._words, since=since, until=until
        )

    def _show(self) -> None:
        if self.isVisible():
            self.rows.show(self._wanted())
            self._update_verbs()

    def _after_change(self, _changeset: Changeset) -> None:
        if self.isVisible() and not self._timer.isActive() and not self.retracing.is_under_way:
            self._timer.start()

    def _reload(self) -> None:
        """Read anew; what is marked stays marked and the list stays where it was."""
        marked = self.current
        place = self.view.verticalScrollBar().value()
        self.rows.show(self._wanted(), at_least=self.rows.rowCount())
        row = self.rows.row_of(marked.seq) if marked is not None else None
        if row is not None:
            self.view.setCurrentIndex(self.rows.index(row, WHEN))
            self.view.verticalScrollBar().setValue(place)
        self._update_verbs()

    def _update_verbs(self) -> None:
        reason = self.why_no_way()
        self.back_button.setEnabled(not reason)
        self.back_button.setToolTip(reason or tr("Take back what was done after this."))
        entry = self.current
        steps = self.rows.steps(entry) if entry is not None else None
        forward = steps is not None and steps < 0
        self.back_button.setText(
            tr("Bring back up to here…") if forward else tr("Go back to here…")
        )
        self.show_button.setEnabled(entry is not None)

    def _menu(self, at: QPoint) -> None:
        if self.current is None:
            return
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.addAction(self.show_button.text(), self.show_on_map)
        back = menu.addAction(self.back_button.text(), self.go_back)
        back.setEnabled(self.back_button.isEnabled())
        back.setToolTip(self.back_button.toolTip())
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _place_found(self, place: tuple[frozenset[FeatureId], Bounds | None]) -> None:
        ids, bounds = place
        held = frozenset(item for item in ids if self._session.document.find_any(item) is not None)
        self.place_wanted.emit(held, bounds)

    def _tell_left(self, left: int) -> None:
        self._note.setText(tr("{count} steps to go", count=left))
        self.stop_button.show()

    def _walk_ended(self) -> None:
        self._note.clear()
        self.stop_button.hide()
        self._timer.start()


def span(choice: str | None, today: date) -> tuple[datetime | None, datetime | None]:
    """Return the first moment within a choice of days and the first one after it, local time."""
    if choice is None:
        return None, None
    if choice in _DAYS_BACK:
        first = today - timedelta(days=_DAYS_BACK[choice])
        last = first if choice == "yesterday" else today
    else:
        first = last = date.fromisoformat(choice)
    begin = datetime.combine(first, time()).astimezone()
    return begin, datetime.combine(last + timedelta(days=1), time()).astimezone()


def _outline_of(store: Store) -> Job[LogOutline]:
    yield Progress(0, 0)
    return store.log_outline()


def _place_of(store: Store, seq: int) -> Job[tuple[frozenset[FeatureId], Bounds | None]]:
    """Return the ids that an act touched, none where they are too many to mark, and its box."""
    yield Progress(0, 0)
    changeset = store.changeset_of(seq)
    ids = changeset.ids() if len(changeset) <= MOST_SELECTED else frozenset()
    return ids, changeset.bounds()


def _table(rows: HistoryRows, theme: Theme) -> QTableView:
    view = QTableView()
    view.setModel(rows)
    view.setAccessibleName(tr("History"))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(theme.px(31))
    # the columns speak for themselves: their titles would take the room of a line
    header = view.horizontalHeader()
    header.hide()
    header.setResizeContentsPrecision(0)  # the lines in sight: long names further down may wait
    header.setMinimumSectionSize(theme.px(16))
    for column in (WHEN, WHO, COUNT, STATE):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
    return view


def _verb(icon: str, title: str, theme: Theme) -> QPushButton:
    return QPushButton(icons.icon(icon, theme, size_px=18), title)
