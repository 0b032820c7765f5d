"""How people get to safety: helpers and route of one person, the shelter of one or of many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from gridmap.actions.incidents import settle
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.evacuation import Evacuee
from gridmap.model.features import FeatureId, Grid, Incident, Place, VillagerGroup
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.rows import FieldRows
from gridmap.ui.incident.save_foot import SaveFoot
from gridmap.ui.incident.shelters import shelter_words

_TEXTS: Final = ("helper", "deputy_helper", "route")


class SettlingForm(QWidget):
    """Settles the way to safety in one act; `left()` fires after it and on Back."""

    left = Signal()

    def __init__(self, desk: CareDesk) -> None:
        super().__init__()
        self._desk = desk
        self._incident: Incident | None = None
        self._person: Evacuee | None = None
        self._reaches: list[tuple[Evacuee, ...]] = []
        self.about = QLabel()
        self.about.setObjectName("strong")
        self.about.setWordWrap(True)
        self.rows = FieldRows(desk.theme)
        titles = (tr("Helper"), tr("Second helper"), tr("Route"))
        self.lines = {
            name: self.rows.line(name, words) for name, words in zip(_TEXTS, titles, strict=True)
        }
        self.shelter = QComboBox()
        self.rows.add("shelter", tr("Shelter"), self.shelter)
        self.reach = QComboBox()
        hint = tr(
            "The shelter can be chosen for many at once; helpers and route are this person's."
        )
        self.rows.add("reach", tr("Shelter for"), self.reach, hint=hint)
        for box in (self.shelter, self.reach):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.foot = SaveFoot(desk, self._changeset)
        self.foot.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.about, self.rows, self.foot):
            column.addWidget(part)

    def show_person(
        self, incident: Incident, person: Evacuee | None, people: Sequence[Evacuee]
    ) -> None:
        """Show what is settled for a person, None: nobody; `people` are all of the list."""
        self._incident, self._person = incident, person
        self.setEnabled(person is not None and not self._desk.is_read_only)
        if person is None:
            return
        self.about.setText(f"{person.number}  {person.record.person}")
        for name, line in self.lines.items():
            line.setText(getattr(person.record, name))
        self._fill_shelters(incident, person)
        self._fill_reach(person, people)
        self.foot.error.hide()

    def _fill_shelters(self, incident: Incident, person: Evacuee) -> None:
        reader = self._desk.session.document
        self.shelter.clear()
        self.shelter.addItem(tr("Nearest open"), "")
        for key in incident.shelters:
            place = reader.find(key, Place)
            if place is not None:
                self.shelter.addItem(shelter_words(place, incident), key)
        own = None if person.is_nearest or person.shelter is None else person.shelter.id
        self.shelter.setCurrentIndex(max(0, self.shelter.findData(own)))

    def _fill_reach(self, person: Evacuee, people: Sequence[Evacuee]) -> None:
        reader = self._desk.session.document
        self.reach.clear()
        self._reaches = []
        for words, belongs in _reaches(reader, person):
            found = tuple(item for item in people if belongs(item))
            if self._reaches and len(found) <= len(self._reaches[-1]):
                continue
            self.reach.addItem(tr("{whom} ({count})", whom=words, count=len(found)))
            self._reaches.append(found)

    def _changeset(self) -> Changeset:
        assert self._incident is not None
        assert self._person is not None
        key = self.shelter.currentData()
        shelter = FeatureId(key) if key else None
        ways: dict[FeatureId, dict[str, object]] = {
            item.record.id: {"shelter": shelter}
            for item in self._reaches[max(0, self.reach.currentIndex())]
        }
        own = ways.setdefault(self._person.record.id, {})
        own |= {name: line.text() for name, line in self.lines.items()}
        return settle(self._desk.session.document, self._incident.id, ways)


def _reaches(reader: FeatureReader, person: Evacuee) -> list[tuple[str, Callable[[Evacuee], bool]]]:
    """Return for whom a shelter can be chosen at once, in words and as a test, narrow to wide."""
    home, officer = person.household, person.officer
    group, grid = reader.find(home.group, VillagerGroup), reader.find(person.grid, Grid)
    found: list[tuple[str, Callable[[Evacuee], bool]]] = [
        (tr("this person"), lambda item: item.record.id == person.record.id),
        (tr("everybody of this house"), lambda item: item.household.id == home.id),
    ]
    if group is not None:
        found.append((group.name, lambda item: item.household.group == home.group))
    if grid is not None:
        found.append((grid.name, lambda item: item.grid == person.grid))
    if officer is not None:
        words = tr("all whom {officer} fetches", officer=officer.name)
        found.append((words, lambda item: item.officer == officer))
    found.append((tr("everybody of the list"), lambda _item: True))
    return found
