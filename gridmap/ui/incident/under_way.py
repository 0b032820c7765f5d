"""An incident under way: its area, its people by officer, counters, papers, and its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.model.evacuation import Evacuee, FetchList
from gridmap.model.features import INCIDENT_STATES, FeatureId, Fetch, Incident
from gridmap.model.state_names import fetch_state_name, incident_kind_name
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.incident.fetch_list import FetchTree
from gridmap.ui.incident.settling import SettlingForm
from gridmap.ui.incident.work import counter_words, lacking_words, warnings
from gridmap.ui.locking import lock_tick
from gridmap.ui.tools.wording import area_words


class UnderWay(QWidget):
    """Its buttons and its tree are joined by the page."""

    def __init__(self, desk: CareDesk) -> None:
        super().__init__()
        self._desk = desk
        self.which = QComboBox()
        self.which.setAccessibleName(tr("Incident"))
        self.which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.about = _words("secondary")
        self.draw = QPushButton(tr("Draw the area"))
        self.facts = QPushButton(tr("Shelters and last day…"))
        self.settle = QPushButton(tr("Way and shelter…"))
        self.settling = SettlingForm(desk)
        self._incident: Incident | None = None
        self._found = FetchList()
        self.counters = _words("strong")
        self.counters.setAccessibleName(tr("How far the fetching is"))
        self.warnings = _words("fieldError")
        self.tree = FetchTree(desk.theme)
        self.lacking = _words("fieldError")
        self.details = _words("secondary")
        self.keys = _words("quiet")
        self.sheets = QPushButton(tr("Call sheets…"))
        self.booklet = QPushButton(tr("With maps…"))
        self.lock = lock_tick()
        self.another = QPushButton(tr("Another…"))
        self.close_it = QPushButton(tr("Close it…"))
        self.close_now = QPushButton(tr("Close now"))
        self.keep_open = QPushButton(tr("Keep it open"))
        self._asks = QWidget()
        self._arrange()
        self._connect()
        for button in (self.draw, self.facts, self.settle, self.another, self.close_it):
            button.setEnabled(not desk.is_read_only)

    def show_incident(self, incident: Incident, there: Sequence[Incident]) -> None:
        """Show what the incident is, and which others are open."""
        self._incident = incident
        self.which.clear()
        for item in there:
            self.which.addItem(item.name, item.id)
        self.which.setCurrentIndex(self.which.findData(incident.id))
        parts = [incident_kind_name(incident.incident_kind)]
        if incident.valid_until is not None:
            parts.append(tr("lists valid until {day}", day=incident.valid_until.isoformat()))
        if incident.ordered_by:
            parts.append(tr("ordered by {name}", name=incident.ordered_by))
        has_area = incident.geometry is not None
        if incident.geometry is not None:
            parts.append(area_words(incident.geometry.area))
        self.about.setText(" · ".join(parts))
        self.draw.setText(tr("Draw the area anew") if has_area else tr("Draw the area"))
        self.draw.setProperty("primary", not has_area)
        self.draw.style().polish(self.draw)
        for button in (self.sheets, self.booklet, self.lock):
            button.setEnabled(has_area)

    def show_people(self, found: FetchList, fetches: Mapping[FeatureId, Fetch]) -> None:
        """Show who has to be fetched."""
        self._found = found
        self.tree.show_people(found.people, fetches)
        self.warnings.setText(warnings(found))
        self.warnings.setVisible(bool(self.warnings.text()))
        self._count(found, fetches)

    def show_states(self, found: FetchList, fetches: Mapping[FeatureId, Fetch]) -> None:
        """Show how far the fetching is."""
        self.tree.show_states(fetches)
        self._count(found, fetches)

    def _count(self, found: FetchList, fetches: Mapping[FeatureId, Fetch]) -> None:
        total = tr("{count} people to fetch", count=len(found.people))
        words = counter_words(found.people, fetches)
        self.counters.setText(f"{total}\n{words}" if words else total)

    def _connect(self) -> None:
        self.tree.marked.connect(self._show_details)
        self.close_it.clicked.connect(lambda: self._ask(is_asking=True))
        self.keep_open.clicked.connect(lambda: self._ask(is_asking=False))
        self.settle.clicked.connect(lambda: self._settle(is_settling=True))
        self.settling.left.connect(lambda: self._settle(is_settling=False))

    def _show_details(self) -> None:
        person = self.tree.current
        lacking = lacking_words(person) if person is not None else ""
        self.lacking.setText(f"⚠ {lacking}")
        self.lacking.setVisible(bool(lacking))
        self.details.setText(_details(person))
        self.settle.setEnabled(person is not None and not self._desk.is_read_only)
        if self.settling.isVisibleTo(self):
            self._show_settling()

    def _settle(self, *, is_settling: bool) -> None:
        """Show the form of the current person instead of the details, or go back to these."""
        self.settling.setVisible(is_settling)
        for part in (self.settle, self.details, self.keys):
            part.setVisible(not is_settling)
        if is_settling:
            self._show_settling()
            self.settling.shelter.setFocus()
        else:
            self.tree.setFocus()

    def _show_settling(self) -> None:
        if self._incident is not None:
            self.settling.show_person(self._incident, self.tree.current, self._found.people)

    def _ask(self, *, is_asking: bool) -> None:
        self._asks.setVisible(is_asking)
        self.close_it.setVisible(not is_asking)
        (self.keep_open if is_asking else self.close_it).setFocus()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.keys.setText(
            tr(
                "Type for each line: {keys}",
                keys="　".join(
                    f"{at} {fetch_state_name(code)}" for at, code in enumerate(INCIDENT_STATES)
                ),
            )
        )
        for part in (self.which, self.about, self.draw, self.facts):
            column.addWidget(part)
        column.addLayout(_row(self.sheets, self.booklet))
        column.addWidget(self.lock)
        for label in (self.counters, self.warnings):
            column.addWidget(label)
        column.addWidget(self.tree, 1)
        below: tuple[QWidget, ...] = (self.lacking, self.details, self.settle, self.settling)
        for widget in (*below, self.keys):
            column.addWidget(widget)
        column.addLayout(_row(self.another, self.close_it))
        asks = QVBoxLayout(self._asks)
        asks.setContentsMargins(0, 0, 0, 0)
        question = _words("secondary")
        question.setText(
            tr("Printed lists are void then. The figures are kept, who was fetched is forgotten.")
        )
        asks.addWidget(question)
        asks.addLayout(_row(self.close_now, self.keep_open))
        column.addWidget(self._asks)
        self._asks.hide()
        self.warnings.hide()
        self.lacking.hide()
        self.settling.hide()


def _details(person: Evacuee | None) -> str:
    """Return help, helpers, way and shelter of a person, a line for each that is known."""
    if person is None:
        return ""
    record = person.record
    shelter = person.shelter.name if person.shelter is not None else tr("no shelter")
    if person.is_nearest and person.shelter is not None:
        shelter = tr("{name} (nearest open)", name=shelter)
    lines = (
        (tr("Help for moving"), person.need),
        (tr("Helper"), record.helper or tr("no helper")),
        (tr("Second helper"), record.deputy_helper),
        (tr("Route"), record.route),
        (tr("Shelter"), shelter),
        (tr("Phone"), person.household.phone),
    )
    return "\n".join(tr("{label}: {text}", label=name, text=text) for name, text in lines if text)


def _words(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def _row(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button, 1)
    return row
