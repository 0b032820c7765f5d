"""The page of the care mode: what is selected, its people or its posts, and the forms on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.model.care import is_active, visit_due
from gridmap.model.features import (
    CareRecord,
    Feature,
    FeatureId,
    Grid,
    Household,
    Officer,
    Township,
    Village,
    VillagerGroup,
)
from gridmap.session import Session
from gridmap.ui.care.categories_dialog import CategoriesDialog
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.gate import Gate
from gridmap.ui.care.handover_dialog import HandoverDialog
from gridmap.ui.care.officer_view import OfficerView
from gridmap.ui.care.post_popup import NewOfficer
from gridmap.ui.care.posts import Posts
from gridmap.ui.care.record_form import RecordForm
from gridmap.ui.care.tag_form import TagForm
from gridmap.ui.care.tick_sheet import TickSheet
from gridmap.ui.care.today import Today
from gridmap.ui.care.visit_form import VisitForm
from gridmap.ui.care_cards import care_cards
from gridmap.ui.digest import Digest
from gridmap.ui.jobs import JobRunner
from gridmap.ui.kinds import door_words, kind_name
from gridmap.ui.panels.care_list import CareList
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.changing_area import ChangingArea


class CarePage(ChangingArea):
    """Shows the selection until a form is opened; a form stays until it is done or left.

    `applied(title)` after an act, `failed(error)` for what no form shows, `said(words)` for a hint,
    `link_wanted(points)` with the two ends of a link to draw, none: no link, `place_wanted(id)` to
    show a house on the map, `print_wanted(officer, paper, is_locked)` for a list,
    `handed_over(PassedOn)` after a handover. While it `is_staying`, a selection changes nothing.
    """

    applied = Signal(str)
    failed = Signal(object)
    said = Signal(str)
    link_wanted = Signal(object)
    place_wanted = Signal(object)
    print_wanted = Signal(object, str, bool)
    handed_over = Signal(object)

    def __init__(
        self,
        session: Session,
        theme: Theme,
        runner: JobRunner,
        *,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__()
        self._runner = runner
        self.is_staying = False
        self.handover: HandoverDialog | None = None
        self._dialogs: list[QDialog] = []
        self.today_list: Today | None = None
        self.desk = CareDesk(session, theme, today=today)
        self.desk.applied.connect(self.applied)
        self.desk.failed.connect(self.failed)
        self.form: QWidget | None = None
        self._picking: RecordForm | None = None
        self.people: CareList | None = None
        self.posts: Posts | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_digest(self, digest: Digest) -> None:
        """Use what was worked out last; a form that is open stays as it is."""
        self.desk.digest = digest
        if isinstance(self.form, RecordForm):
            self.form.refresh()
        elif self.today_list is not None:
            self.today_list.refresh()
        elif self.form is None:
            self.show_selection(self.desk.session.selection)

    def show_selection(self, ids: frozenset[FeatureId]) -> None:
        """Show these features; a form that is open is left."""
        if self.is_staying or self._picked(ids) or self._is_shown_record(ids):
            return
        self.link_wanted.emit([])
        self.form = self.people = self.posts = None
        officer = self.today_list.officer.officer if self.today_list is not None else None
        self._put_today_away()
        if self.desk.digest is None:
            return
        feature = self.desk.session.document.find_any(next(iter(ids))) if len(ids) == 1 else None
        if isinstance(feature, CareRecord):
            feature = self.desk.session.document.find(feature.household, Household)
        if isinstance(feature, Household):
            self._show(self._household(feature))
        elif isinstance(feature, Township | Village | VillagerGroup | Grid):
            self._show(self._area(feature))
        elif isinstance(feature, Officer):
            self._show(self._of_officer(feature))
        else:
            self.show_today(officer)

    def show_today(self, officer: FeatureId | None = None) -> Today:
        """Show the visits that are due, for one officer or for all."""
        self._put_today_away()
        today = Today(self.desk, self._runner)
        today.officer.choose(officer)
        today.chosen.connect(self.place_wanted)
        today.visit_wanted.connect(self.begin_visit)
        today.print_wanted.connect(self.print_wanted)
        today.sheet_wanted.connect(self.open_tick_sheet)
        self._show(today)
        self.today_list = today
        today.refresh()
        return today

    def open_tick_sheet(self, officer: FeatureId | None, records: Sequence[FeatureId]) -> TickSheet:
        """Open the window in which a paper tick sheet is entered."""
        sheet = TickSheet(self.window(), self.desk, records, officer)
        self._open(sheet)
        return sheet

    def open_handover(self, officer: FeatureId | None = None) -> HandoverDialog:
        """Open the window in which an officer's duties are handed over."""
        dialog = HandoverDialog(self.window(), self.desk, officer)
        dialog.passed.connect(self.handed_over)
        dialog.finished.connect(self._forget_handover)
        self._open(dialog)
        self.handover = dialog
        return dialog

    def open_categories(self) -> CategoriesDialog:
        """Open the window in which care categories are set up."""
        dialog = CategoriesDialog(self.window(), self.desk)
        self._open(dialog)
        return dialog

    def begin_officer(self) -> NewOfficer:
        """Ask for a new officer; done, the officer is selected."""
        form = NewOfficer(self.desk)
        form.added.connect(self._officer_added)
        self._show_form(form)
        form.begin("")
        return form

    def _officer_added(self, officer: FeatureId) -> None:
        self.form = None
        self.desk.session.select((officer,))

    def begin_tag(self, household: FeatureId) -> TagForm | None:
        """Ask whom of a household to tag; None where the household is gone."""
        home = self.desk.session.document.find(household, Household)
        if home is None:
            return None
        form = TagForm(self.desk, home)
        form.tagged.connect(lambda _record: self._leave_form())
        form.left.connect(self._leave_form)
        self._show_form(form)
        return form

    def begin_visit(self, record: FeatureId | None = None) -> VisitForm | None:
        """Ask how a visit went, to a record or to those of the selected household.

        None where there is nobody to visit.
        """
        records = self._to_visit(record)
        if not records:
            return None
        form = VisitForm(self.desk, records)
        form.done.connect(lambda _record: self._leave_form())
        form.left.connect(self._leave_form)
        self._show_form(form)
        form.begin()
        return form

    def open_record(self, record: FeatureId) -> RecordForm | None:
        """Show all fields of a record; None where it is gone or its gate has to be passed first."""
        found = self.desk.session.document.find(record, CareRecord)
        if found is None:
            return None
        category = self.desk.catalogue.care.get(found.category)
        if category is None or category.is_restricted:
            gate = Gate(self.desk, found)
            gate.passed.connect(lambda: self._show_record(found))
            gate.left.connect(self._leave_form)
            self._show_form(gate)
            return None
        return self._show_record(found)

    def _show_record(self, found: CareRecord) -> RecordForm:
        form = RecordForm(self.desk, found)
        form.left.connect(self._leave_form)
        form.visit_wanted.connect(self.begin_visit)
        form.helper_wanted.connect(lambda: self._pick_helper(form))
        form.link_wanted.connect(lambda is_on: self._show_link(form, is_on))
        self._show_form(form)
        return form

    def _to_visit(self, record: FeatureId | None) -> list[CareRecord]:
        """Return the records that a visit can be for, the one most overdue first."""
        document, today = self.desk.session.document, self.desk.today()
        if record is not None:
            found = document.find(record, CareRecord)
            return [found] if found is not None else []
        chosen, care = self.desk.session.selection, self.desk.catalogue.care
        records = [
            item
            for item in document.all(CareRecord)
            if (item.id in chosen or item.household in chosen)
            and is_active(item, on=today)
            and item.category in care
            and not care[item.category].is_restricted
        ]
        records.sort(key=lambda item: -self._days_late(item))
        return records

    def _days_late(self, record: CareRecord) -> int:
        digest = self.desk.digest
        visits = digest.relations.visits_of.get(record.id, ()) if digest is not None else ()
        return visit_due(record, visits, self.desk.catalogue, on=self.desk.today()).days_late

    def _pick_helper(self, form: RecordForm) -> None:
        """Take the next house that is clicked as the helper's."""
        self._picking = form
        self.said.emit(tr("Click the house of the helper; Escape leaves it."))

    def _picked(self, ids: frozenset[FeatureId]) -> bool:
        """Hand a house that was clicked to the form that waits for one."""
        form, self._picking = self._picking, None
        if form is None or self.form is not form:
            return False
        record = form.record
        home = self.desk.session.document.find(next(iter(ids), None), Household)
        if record is None or home is None:
            return False
        form.use_helper(home.id)
        self.desk.session.select((record.household,))
        return True

    def _show_link(self, form: RecordForm, is_on: bool) -> None:
        record = form.record
        ends = (record.household, record.helper_household) if record is not None else ()
        document = self.desk.session.document
        homes = [document.find(end, Household) for end in ends]
        points = [home.geometry for home in homes if home is not None and home.geometry is not None]
        self.link_wanted.emit(points if is_on and len(points) == 2 else [])

    def _leave_form(self) -> None:
        self.form = self._picking = None
        self.show_selection(self.desk.session.selection)

    def _is_shown_record(self, ids: frozenset[FeatureId]) -> bool:
        """Whether the form that is open is about the household that is selected."""
        record = self.form.record if isinstance(self.form, RecordForm) else None
        return record is not None and ids == frozenset((record.household,))

    def close_dialogs(self) -> None:
        """Close the windows that were opened from here: the project is let go."""
        self._put_today_away()
        for dialog in tuple(self._dialogs):
            dialog.close()

    def _open(self, dialog: QDialog) -> None:
        self._dialogs.append(dialog)
        dialog.finished.connect(lambda _result: self._dialogs.remove(dialog))
        dialog.show()

    def _forget_handover(self, _result: int) -> None:
        self.handover = None

    def _put_today_away(self) -> None:
        if self.today_list is not None:
            self.today_list.let_go()
            self.today_list = None

    def _show_form(self, form: QWidget) -> None:
        self._put_today_away()
        self._show(form)
        self.form = form

    def _show(self, content: QWidget) -> None:
        body = QWidget()
        body.setObjectName("scrollBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        is_list = isinstance(content, Today)
        column.addWidget(content, 1 if is_list else 0)
        if not is_list:
            column.addStretch(1)
        self.change_to(body)

    def _household(self, home: Household) -> QWidget:
        digest = self.desk.digest
        assert digest is not None
        title = "  ".join(part for part in (door_words(home.door), home.head) if part)
        box, column = _titled(title or tr("Household"), home)
        where = QLabel(digest.belonging(home))
        where.setObjectName("secondary")
        column.addWidget(where)
        cards = care_cards(digest, home.id, on=self.desk.today())
        people = CareList(cards, self.desk.theme, is_read_only=self.desk.is_read_only)
        people.add_wanted.connect(lambda: self.begin_tag(home.id))
        people.visit_wanted.connect(self.begin_visit)
        people.open_wanted.connect(self.open_record)
        column.addWidget(people)
        self.people = people
        return box

    def _of_officer(self, officer: Officer) -> QWidget:
        words = "  ".join(part for part in (officer.name, officer.post) if part)
        box, column = _titled(words, officer)
        view = OfficerView(self.desk, officer)
        view.handover_wanted.connect(self.open_handover)
        view.visits_wanted.connect(self.show_today)
        column.addWidget(view)
        return box

    def _area(self, area: Township | Village | VillagerGroup | Grid) -> QWidget:
        box, column = _titled(area.name, area)
        self.posts = Posts(self.desk, area)
        column.addWidget(self.posts)
        return box


def _titled(words: str, feature: Feature) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    row = QHBoxLayout()
    title = QLabel(words)
    title.setObjectName("panelTitle")
    title.setWordWrap(True)
    kind = QLabel(kind_name(feature.kind))
    kind.setObjectName("kindLabel")
    row.addWidget(title, 1)
    row.addWidget(kind, 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(row)
    return box, column
