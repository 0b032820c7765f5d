"""The care mode in the real window: tags, posts, visits, records, with mouse and keys."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridmap.model.care import visit_due
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import CareRecord, Duty, Household, Visit
from gridmap.ui.care.gate import Gate
from gridmap.ui.care.tag_form import TagForm
from gridmap.ui.care.visit_form import VisitForm
from gridmap.ui.main_window import MainWindow
from gridmap.ui.panels.care_list import CareList
from tests.helpers.build import fid
from tests.helpers.care_window import LEFT, page_of, press, records_of, select
from tests.helpers.window import settle


def test_a_person_is_tagged_in_four_clicks_and_a_name(qtbot: QtBot, window: MainWindow) -> None:
    select(qtbot, window, "h05")  # the first click: the house on the map
    people = window.view.workspace.properties.findChild(CareList)
    qtbot.mouseClick(people.add, LEFT)
    form = page_of(window).form
    assert isinstance(form, TagForm)
    qtbot.mouseClick(form.button("C01"), LEFT)
    assert "Visited every 30 days" in form._about.text()
    assert "Purpose" in form._about.text()
    assert "since 2026-01-01" in form._usual.text()
    qtbot.keyClicks(form.person, "Shan Yumei")
    qtbot.mouseClick(form.done, LEFT)
    (record,) = records_of(window, "h05")
    assert (record.person, record.category, record.start) == ("Shan Yumei", "C01", date.today())
    settle(qtbot, window)
    assert page_of(window).form is None
    assert window.session.undo_title == "Tag Shan Yumei"


def test_a_tag_without_category_or_with_a_strange_year_says_so(
    qtbot: QtBot, window: MainWindow
) -> None:
    form = page_of(window).begin_tag(fid("h05"))
    assert form is not None
    qtbot.keyClicks(form.person, "Shan Yumei")
    qtbot.mouseClick(form.done, LEFT)
    assert not records_of(window, "h05")
    form.choose("C01")
    form.birth_year.setText("1.2.40")
    qtbot.mouseClick(form.done, LEFT)
    assert "not a year" in form.rows.said("birth_year")
    form.need.setText("信仰")
    assert "may not be recorded" in form.rows.said("need")
    form.need.setText("送菜")
    assert form.rows.said("need") == ""
    assert not records_of(window, "h05")


def test_the_heads_name_is_one_click_away_and_a_number_is_no_name(
    qtbot: QtBot, window: MainWindow
) -> None:
    form = page_of(window).begin_tag(fid("h05"))
    assert form is not None
    form.choose("C01")
    form.person.setText("12")
    qtbot.mouseClick(form.done, LEFT)
    assert not records_of(window, "h05")
    assert "not a person's name" in form._error.text()
    qtbot.mouseClick(form.head, LEFT)
    qtbot.mouseClick(form.done, LEFT)
    (record,) = records_of(window, "h05")
    assert record.person == window.session.document.get(fid("h05"), Household).head


def test_a_visit_is_recorded_with_the_keyboard_alone(qtbot: QtBot, window: MainWindow) -> None:
    select(qtbot, window, "h01")
    press(qtbot, window, Qt.Key.Key_J)
    form = page_of(window).form
    assert isinstance(form, VisitForm)
    before = window.session.document.count(Visit)
    qtbot.keyClick(form.way, Qt.Key.Key_2)
    qtbot.keyClick(QApplication.focusWidget() or form.result, Qt.Key.Key_1)
    qtbot.keyClicks(form.note, "well")
    qtbot.keyClick(form.note, Qt.Key.Key_Return)
    document = window.session.document
    assert document.count(Visit) == before + 1
    visit = list(document.all(Visit))[-1]
    assert (visit.record, visit.way, visit.result, visit.note) == ("c1", "phone", "ok", "well")
    assert (visit.officer, visit.day) == ("o2", date.today())
    settle(qtbot, window)
    record = document.get(fid("c1"), CareRecord)
    visits = [item for item in document.all(Visit) if item.record == "c1"]
    due = visit_due(record, visits, load_catalogue(), on=date.today())
    assert due.next_day == date.today() + timedelta(days=30)


def test_escape_leaves_a_visit_and_not_met_says_that_the_day_stays(
    qtbot: QtBot, window: MainWindow
) -> None:
    select(qtbot, window, "h01")
    page = page_of(window)
    form = page.begin_visit(fid("c1"))
    assert form is not None
    qtbot.keyClick(form.result, Qt.Key.Key_4)
    assert "stays due on 2026-10-31" in form._next.text()
    before = window.session.document.count(Visit)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert page.form is None
    assert window.session.document.count(Visit) == before


def test_every_field_of_a_record_is_saved_when_it_is_left(qtbot: QtBot, window: MainWindow) -> None:
    select(qtbot, window, "h01")
    form = page_of(window).open_record(fid("c1"))
    assert form is not None
    need = form.rows.widgets["need"]
    need.setFocus()
    need.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(need, "meals")
    qtbot.keyClick(need, Qt.Key.Key_Tab)
    document = window.session.document
    assert document.get(fid("c1"), CareRecord).need == "meals"
    year = form.rows.widgets["birth_year"]
    year.setFocus()
    year.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(year, "1850")
    qtbot.keyClick(year, Qt.Key.Key_Tab)
    assert "not a year" in form.rows.said("birth_year")
    assert document.get(fid("c1"), CareRecord).birth_year == 1944
    form.days["notice_on"].line.setText("2026-3-5")
    assert form.days["notice_on"].commit()
    assert document.get(fid("c1"), CareRecord).notice_on == date(2026, 3, 5)


def test_the_helper_is_pointed_at_on_the_map_and_the_link_is_drawn(
    qtbot: QtBot, window: MainWindow
) -> None:
    select(qtbot, window, "h01")
    page = page_of(window)
    form = page.open_record(fid("c1"))
    assert form is not None
    links: list[Any] = []
    page.link_wanted.connect(links.append)
    qtbot.mouseClick(form.helper.pick, LEFT)
    window.session.select((fid("h02"),))
    settle(qtbot, window)
    document = window.session.document
    assert document.get(fid("c1"), CareRecord).helper_household == "h02"
    assert window.session.selection == {fid("h01")}
    assert page.form is form
    form.helper.link.setChecked(True)
    ends = [document.get(fid(name), Household).geometry for name in ("h01", "h02")]
    assert links[-1] == ends


def test_an_own_officer_is_named_and_the_reason_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    select(qtbot, window, "h01")
    form = page_of(window).open_record(fid("c1"))
    assert form is not None
    assert form.officer.officer is None
    form.officer.choose(fid("o4"))
    form.officer.activated.emit(form.officer.currentIndex())
    settle(qtbot, window)
    duty = next(d for d in window.session.document.all(Duty) if d.scope == "c1")
    assert (duty.officer, duty.valid_from, duty.role) == ("o4", date.today(), "responsible")
    assert form.officer.officer == "o4"


def test_measures_are_added_and_taken_out(qtbot: QtBot, window: MainWindow) -> None:
    form = page_of(window).open_record(fid("c4"))
    assert form is not None
    (empty,) = form.measures.lines
    qtbot.keyClicks(empty.what, "turn")
    qtbot.keyClick(empty.what, Qt.Key.Key_Return)
    settle(qtbot, window)
    document = window.session.document
    assert [item.what for item in document.get(fid("c4"), CareRecord).measures] == ["turn"]
    first = form.measures.lines[0]
    first.when.setText("12.24")
    first.when.editingFinished.emit()
    assert document.get(fid("c4"), CareRecord).measures[0].due is not None
    settle(qtbot, window)
    form.measures.lines[0].drop.click()
    assert document.get(fid("c4"), CareRecord).measures == ()


def test_a_record_ends_with_its_reason_and_is_reopened(qtbot: QtBot, window: MainWindow) -> None:
    form = page_of(window).open_record(fid("c1"))
    assert form is not None
    form.foot.end.click()
    form.foot.confirm.click()
    assert "Say why" in form.foot.rows.said("reason")
    form.foot.reason.setText("迁出")
    form.foot.confirm.click()
    document = window.session.document
    assert document.get(fid("c1"), CareRecord).end == date.today()
    settle(qtbot, window)
    form.foot.reopen.click()
    assert document.get(fid("c1"), CareRecord).end is None


def test_a_restricted_record_asks_who_is_looking(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(window)
    assert page.open_record(fid("c3")) is None
    gate = page.form
    assert isinstance(gate, Gate)
    assert not gate.go.isEnabled()
    gate.who.setCurrentIndex(1)
    gate.go.click()
    assert page.form is not gate
    select(qtbot, window, "h03")
    assert page.begin_visit() is None
