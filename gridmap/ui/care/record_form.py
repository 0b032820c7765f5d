"""All fields of one care record. Each is saved when it is left; what is wrong stands below it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.actions.care import assign_record, edit_record, set_measures
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.categories import categories_in_use
from gridmap.model.changes import Changeset
from gridmap.model.duties import LEADER, RESPONSIBLE, Post
from gridmap.model.duty_words import reason_words
from gridmap.model.features import CareRecord, FeatureId, Household, Measure, Place
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.helper_row import HelperRow
from gridmap.ui.care.measures_table import MeasuresTable
from gridmap.ui.care.officer_box import OfficerBox
from gridmap.ui.care.record_foot import RecordFoot
from gridmap.ui.care.rows import FieldRows
from gridmap.ui.widgets.date_field import DateField

_TEXTS: Final = ("person", "need", "help_wanted", "helper", "deputy_helper", "route", "basis")
_NUMBERS: Final = ("birth_year", "visit_days")
_DAYS: Final = ("start", "review_by", "notice_on", "consent_on", "drill_on")
_WAY_OUT: Final = ("deputy_helper", "route", "shelter", "drill_on")
_EVACUATED: Final = frozenset({"C02", "C03", "C10"})
_SHELTERS: Final = frozenset({"P09", "P10"})


class RecordForm(QWidget):
    """The form of one record.

    `left()` fires when it is closed, `helper_wanted()` to point at the map, `link_wanted(is_on)` to
    draw the helper's link, `visit_wanted(record)` for a visit.
    """

    left = Signal()
    helper_wanted = Signal()
    link_wanted = Signal(bool)
    visit_wanted = Signal(object)

    def __init__(self, desk: CareDesk, record: CareRecord) -> None:
        super().__init__()
        self._desk, self.record_id = desk, record.id
        self.rows = FieldRows(desk.theme)
        self.days: dict[str, DateField] = {}
        self.category = QComboBox()
        self.shelter = QComboBox()
        self.helper = HelperRow(is_read_only=desk.is_read_only)
        self.leader = OfficerBox(desk.session.document, nobody=tr("As for the village"))
        self.officer = OfficerBox(desk.session.document, nobody=tr("As for the grid"))
        self.deputy = OfficerBox(desk.session.document, nobody=tr("As for the grid"))
        self.measures = MeasuresTable(
            desk.theme, today=desk.today(), is_read_only=desk.is_read_only
        )
        self.foot = RecordFoot(desk, record.id)
        self._title = QLabel()
        self._arrange()
        self._connect()
        self.refresh()

    @property
    def record(self) -> CareRecord | None:
        """The record as it is now, None once it is gone."""
        return self._desk.session.document.find(self.record_id, CareRecord)

    def refresh(self) -> None:
        """Show what the record holds now, without touching a field that is being typed into."""
        record = self.record
        if record is None:
            self.left.emit()
            return
        self._title.setText(record.person)
        for name in (*_TEXTS, *_NUMBERS):
            line, value = self._line(name), getattr(record, name)
            if not (line.hasFocus() and line.isModified()):
                line.setText("" if value is None else str(value))
                line.setCursorPosition(0)
        for name in _DAYS:
            if not self.days[name].line.hasFocus():
                self.days[name].set_day(getattr(record, name))
        with QSignalBlocker(self.category), QSignalBlocker(self.shelter):
            self.category.setCurrentIndex(self.category.findData(record.category))
            self.shelter.setCurrentIndex(max(0, self.shelter.findData(record.shelter)))
        for name in _WAY_OUT:
            self.rows.show_row(name, is_shown=record.category in _EVACUATED)
        home = self._desk.session.document.find(record.helper_household, Household)
        self.helper.show_home(home)
        self.measures.show_measures(record.measures)
        self._show_posts(record)
        self.foot.refresh(record)

    def use_helper(self, household: FeatureId) -> None:
        """Take a household that was pointed at as the helper's."""
        self._save("helper", lambda: self._edit(helper_household=household))

    def _arrange(self) -> None:
        self._fill_boxes()
        self._add_rows()
        self._title.setObjectName("panelTitle")
        close = QPushButton(tr("Back"))
        close.clicked.connect(self.left)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        heading = QLabel(tr("Measures"))
        heading.setObjectName("sectionTitle")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        for part in (self.rows, heading, self.measures, self.foot):
            column.addWidget(part)

    def _fill_boxes(self) -> None:
        """Offer the categories in use, and the places where people can be brought."""
        for code, words in self._categories():
            self.category.addItem(words, code)
        self.shelter.addItem(tr("Not decided"), None)
        for place in self._desk.session.document.all(Place):
            if place.place_kind in _SHELTERS:
                self.shelter.addItem(place.name or place.place_kind, place.id)
        for box in (self.category, self.shelter):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(6)

    def _add_rows(self) -> None:
        """Add the fields in the order of a visit: who, what is needed, who helps, until when."""
        rows = self.rows
        rows.line("person", tr("Person's name"))
        rows.line("birth_year", tr("Born in"), hint=tr("the year only"))
        rows.add("category", tr("Category"), self.category)
        rows.line("need", tr("Needs"))
        rows.line("help_wanted", tr("Help wanted"))
        rows.add("helper", tr("Helper"), self.helper)
        rows.line("deputy_helper", tr("Second helper"))
        rows.line("route", tr("Way out"))
        rows.add("shelter", tr("Shelter"), self.shelter)
        self._day("drill_on", tr("Drill on"), "past")
        rows.add("officer", tr("Responsible"), self.officer)
        rows.add("leader", tr("Leader"), self.leader)
        rows.add("deputy", tr("Deputy"), self.deputy)
        rows.line("visit_days", tr("Visit every"), hint=tr("days; empty: as usual"))
        self._day("start", tr("Start"), "past")
        self._day("review_by", tr("Review by"), "future")
        rows.line("basis", tr("Basis"))
        self._day("notice_on", tr("Notice given"), "past")
        self._day("consent_on", tr("Consent given"), "past")
        rows.widgets["helper"] = self.helper.line

    def _day(self, name: str, words: str, lean: str) -> None:
        field = DateField(
            self._desk.theme, lean="past" if lean == "past" else "future", today=self._desk.today
        )
        self.days[name] = field
        self.rows.add(name, words, field)
        field.day_changed.connect(partial(self._day_changed, name))
        field.wrong.connect(partial(self.rows.say, name))

    def _categories(self) -> list[tuple[str, str]]:
        record = self.record
        shown = {
            item.code: item.short_name for item in categories_in_use(self._desk.session.document)
        }
        own = self._desk.catalogue.care.get(record.category) if record is not None else None
        if own is not None:
            shown.setdefault(own.code, own.short_name)
        return list(shown.items())

    def _connect(self) -> None:
        for name in _TEXTS:
            self._line(name).editingFinished.connect(partial(self._text_left, name))
        for name in _NUMBERS:
            self._line(name).editingFinished.connect(partial(self._number_left, name))
        self.category.activated.connect(
            lambda _i: self._save(
                "category", lambda: self._edit(category=self.category.currentData())
            )
        )
        self.shelter.activated.connect(
            lambda _i: self._save("shelter", lambda: self._edit(shelter=self.shelter.currentData()))
        )
        self.officer.activated.connect(
            lambda _i: self._assign("officer", RESPONSIBLE, self.officer)
        )
        self.leader.activated.connect(lambda _i: self._assign("leader", LEADER, self.leader))
        self.deputy.activated.connect(
            lambda _i: self._save("deputy", lambda: self._edit(deputy=self.deputy.officer))
        )
        self.measures.edited.connect(self._measures_edited)
        self.helper.pick.clicked.connect(self.helper_wanted)
        self.helper.clear.clicked.connect(
            lambda: self._save("helper", lambda: self._edit(helper_household=None))
        )
        self.helper.link.toggled.connect(self.link_wanted)
        self.foot.visit_wanted.connect(self.visit_wanted)
        for widget in (*self.rows.widgets.values(), self.category):
            if self._desk.is_read_only:
                widget.setDisabled(True)

    def _line(self, name: str) -> QLineEdit:
        widget = self.rows.widgets[name]
        assert isinstance(widget, QLineEdit)
        return widget

    def _text_left(self, name: str) -> None:
        record, text = self.record, self._line(name).text()
        if record is not None and text.strip() != getattr(record, name):
            self._save(name, lambda: self._edit(**{name: text}))
            self._line(name).setModified(False)

    def _number_left(self, name: str) -> None:
        record, text = self.record, self._line(name).text().strip()
        if record is None:
            return
        held = getattr(record, name)
        if text == ("" if held is None else str(held)):
            return

        def act() -> Changeset:
            if text and not text.isdigit():
                raise UsageError(tr("“{text}” is not a whole number.", text=text))
            return self._edit(**{name: int(text) if text else None})

        self._save(name, act)

    def _day_changed(self, name: str, day: date | None) -> None:
        self._save(name, lambda: self._edit(**{name: day}))

    def _assign(self, name: str, role: str, box: OfficerBox) -> None:
        self._save(
            name,
            lambda: assign_record(
                self._desk.session.document,
                self.record_id,
                role=role,
                officer=box.officer,
                valid_from=self._desk.today(),
            ),
        )

    def _measures_edited(self, measures: tuple[Measure, ...]) -> None:
        self._desk.carry(
            lambda: set_measures(self._desk.session.document, self.record_id, measures)
        )

    def _edit(self, **fields: object) -> Changeset:
        return edit_record(self._desk.session.document, self.record_id, **fields)

    def _save(self, name: str, act: Callable[[], Changeset]) -> None:
        error = self._desk.attempt(act)
        self.rows.say(name, str(error) if error is not None else "")

    def _show_posts(self, record: CareRecord) -> None:
        digest = self._desk.digest
        if digest is None:
            return
        posts = digest.responsibilities.of_record(record)
        self._show_post("officer", self.officer, posts.officer)
        self._show_post("leader", self.leader, posts.leader)
        self.deputy.choose(record.deputy)
        inherited = posts.deputy if record.deputy is None else None
        self._reason("deputy", inherited.name if inherited is not None else "")

    def _show_post(self, name: str, box: OfficerBox, post: Post | None) -> None:
        """Show who answers; an inherited one stands below the field, with the reason."""
        digest = self._desk.digest
        assert digest is not None
        is_own = post is not None and post.scope == self.record_id
        officer = post.officer if post is not None else None
        box.choose(officer.id if is_own and officer is not None else None)
        if post is None or officer is None:
            self._reason(name, tr("Nobody"))
        elif is_own:
            self._reason(name, reason_words(digest.snapshot, post))
        else:
            reason = reason_words(digest.snapshot, post)
            self._reason(name, tr("{name} ({reason})", name=officer.name, reason=reason))

    def _reason(self, name: str, words: str) -> None:
        self.rows.explain(name, words)
