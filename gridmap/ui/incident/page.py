"""The page of an incident: open one, draw its area, print call sheets, tick, close it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gridmap.actions.incidents import close_incident, tick
from gridmap.i18n import tr
from gridmap.model.evacuation import FetchList, fetches_of, open_incidents
from gridmap.model.features import FeatureId, Incident
from gridmap.session import Session
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.digest import Digest
from gridmap.ui.incident.facts import FactsForm
from gridmap.ui.incident.opening import OpeningForm
from gridmap.ui.incident.under_way import UnderWay
from gridmap.ui.incident.work import fetch_job
from gridmap.ui.jobs import JobRunner, RunningJob
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.changing_area import ChangingArea


class IncidentPage(ChangingArea):
    """Shows the open incident, or the form that opens one.

    `applied(title)` after an act, `failed(error)` for what no form shows, `place_wanted(id)` to
    show a house, `draw_wanted(incident)` for the tool, `area_changed(shape)` for the map,
    `sheets_wanted(incident, is_locked)` and `booklet_wanted(incident, is_locked)` for paper.
    """

    applied = Signal(str)
    failed = Signal(object)
    place_wanted = Signal(object)
    draw_wanted = Signal()
    area_changed = Signal(object)
    sheets_wanted = Signal(object, bool)
    booklet_wanted = Signal(object, bool)

    def __init__(
        self,
        session: Session,
        theme: Theme,
        runner: JobRunner,
        *,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__()
        self.desk = CareDesk(session, theme, today=today)
        self.desk.applied.connect(self.applied)
        self.desk.failed.connect(self.failed)
        self._runner = runner
        self._job: RunningJob | None = None
        self.incident: Incident | None = None
        self.found = FetchList()
        self.opening: OpeningForm | None = None
        self.work: UnderWay | None = None
        self.facts: FactsForm | None = None
        self._is_opening = False
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_digest(self, digest: Digest) -> None:
        """Use what was worked out last."""
        self.desk.digest = digest
        self.refresh()

    def refresh(self) -> None:
        """Show the incident as it is now; the list follows when it is worked out."""
        there = open_incidents(self.desk.session.document)
        known = {item.id: item for item in there}
        before = self.incident.id if self.incident is not None else None
        self.incident = known.get(before) if before in known else next(iter(there), None)
        self.area_changed.emit(self.incident.geometry if self.incident is not None else None)
        if self.incident is None or self._is_opening:
            self._show_opening()
            return
        if self.facts is not None:
            return
        if self.work is None:
            self._show_work()
        assert self.work is not None
        self.work.show_incident(self.incident, there)
        self.work.show_states(self.found, fetches_of(self.desk.session.document, self.incident.id))
        self._work_out()

    def begin_opening(self) -> None:
        """Ask for another incident, beside the one that is open."""
        self._is_opening = True
        self._show_opening()

    def let_go(self) -> None:
        """Stop working."""
        if self._job is not None:
            self._job.cancel()

    def change_facts(self) -> None:
        """Ask for another name, last day or other shelters of the incident."""
        if self.incident is None:
            return
        self.work, self.found = None, FetchList()
        form = FactsForm(self.desk, self.incident)
        form.left.connect(self._facts_left)
        self._put(form)
        self.facts = form
        form.last_day.setFocus()

    def _facts_left(self) -> None:
        self.facts = None
        self.refresh()

    def _show_opening(self) -> None:
        if self.opening is not None:
            return
        self.work, self.facts = None, None
        self.found = FetchList()
        form = OpeningForm(self.desk)
        form.opened.connect(self._opened)
        form.left.connect(self._left)
        form.back.setVisible(self.incident is not None)
        self._put(form)
        self.opening = form
        form.name.setFocus()

    def _opened(self, incident: FeatureId) -> None:
        self.incident = self.desk.session.document.find(incident, Incident)
        self._left()
        self.draw_wanted.emit()

    def _left(self) -> None:
        self._is_opening = False
        self.opening = None
        self.refresh()

    def _show_work(self) -> None:
        work = UnderWay(self.desk)
        work.tree.ticked.connect(self._tick)
        work.tree.chosen.connect(self._show_home)
        work.draw.clicked.connect(self.draw_wanted)
        work.facts.clicked.connect(self.change_facts)
        work.sheets.clicked.connect(lambda: self._ask(self.sheets_wanted))
        work.booklet.clicked.connect(lambda: self._ask(self.booklet_wanted))
        work.another.clicked.connect(self.begin_opening)
        work.close_now.clicked.connect(self._close)
        work.which.activated.connect(lambda _at: self._choose(work.which.currentData()))
        self._put(work)
        self.opening, self.work = None, work

    def _put(self, page: QWidget) -> None:
        body = QWidget()
        body.setObjectName("scrollBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        title = QLabel(tr("Incident"))
        title.setObjectName("panelTitle")
        column.addWidget(title)
        column.addWidget(page, 1)
        self.change_to(body)

    def _choose(self, incident: FeatureId) -> None:
        self.incident = self.desk.session.document.find(incident, Incident)
        self.found = FetchList()
        self.refresh()

    def _work_out(self) -> None:
        if self.desk.digest is None or self.incident is None:
            return
        self.let_go()
        job = fetch_job(self.desk.digest, self.incident.id, on=self.desk.today())
        self._job = self._runner.run(
            tr("Looking for people to fetch…"),
            job,
            self._worked_out,
            partial(self.failed.emit),
            is_shown=False,
        )

    def _worked_out(self, found: FetchList) -> None:
        self._job = None
        if self.work is None or self.incident is None:
            return
        self.found = found
        self.work.show_people(found, fetches_of(self.desk.session.document, self.incident.id))

    def _tick(self, record: FeatureId, state: str) -> None:
        incident = self.incident
        if incident is None:
            return
        at = datetime.now().strftime("%Y-%m-%d %H:%M")
        session = self.desk.session
        by = session.store.author
        self.desk.carry(lambda: tick(session.document, incident.id, {record: state}, at=at, by=by))
        if self.work is not None:
            self.work.show_states(self.found, fetches_of(session.document, incident.id))

    def _close(self) -> None:
        incident = self.incident
        if incident is None:
            return
        day = self.desk.today()
        if self.desk.carry(lambda: close_incident(self.desk.session.document, incident.id, on=day)):
            self.refresh()

    def _show_home(self, record: FeatureId) -> None:
        person = next((item for item in self.found.people if item.record.id == record), None)
        if person is not None:
            self.place_wanted.emit(person.household.id)

    def _ask(self, wanted: SignalInstance) -> None:
        if self.incident is not None and self.work is not None:
            wanted.emit(self.incident.id, self.work.lock.isChecked())
