"""The care mode in the real window: tags, posts, visits, records, with mouse and keys."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gridmap.model.care import visit_due
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import CareRecord, Duty, FeatureId, Grid, Household, Officer, Visit
from gridmap.ui.care.gate import Gate
from gridmap.ui.care.officer_view import OfficerView
from gridmap.ui.care.page import CarePage
from gridmap.ui.care.post_popup import NewOfficer
from gridmap.ui.care.tag_form import TagForm
from gridmap.ui.care.visit_form import VisitForm
from gridmap.ui.care_operations import add_care_verbs
from gridmap.ui.main_window import MainWindow
from gridmap.ui.modes import CARE
from gridmap.ui.panels.care_list import CareList
from tests.helpers.build import Tiny, fid
from tests.helpers.window import open_project, open_window, settle, tiny_project

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> Any:
    """Return the window with the tiny project open."""
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        yield window


def page_of(window: MainWindow) -> CarePage:
    """Show the care mode and return its page."""
    window.view.workspace.show_mode(CARE)
    page = window.view.workspace.book.page(CARE)
    assert isinstance(page, CarePage)
    return page


def select(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Select a feature and wait for the panels."""
    window.session.select((fid(name),))
    settle(qtbot, window)


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifiers: Any = CONTROL) -> None:
    """Press a key in the window."""
    qtbot.keyClick(window, key, modifiers)


def records_of(window: MainWindow, household: str) -> list[CareRecord]:
    """Return the care records of a household."""
    return [item for item in window.session.document.all(CareRecord) if item.household == household]


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


def test_restricted_categories_are_not_offered_before_they_are_on(
    qtbot: QtBot, window: MainWindow
) -> None:
    form = page_of(window).begin_tag(fid("h05"))
    assert form is not None
    with pytest.raises(KeyError):
        form.button("C08")


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_grid_head_is_changed_in_two_clicks(qtbot: QtBot, window: MainWindow) -> None:
    select(qtbot, window, "w11")
    posts = page_of(window).posts
    assert posts is not None
    qtbot.mouseClick(posts.links["grid_head", False], LEFT)
    popup = posts.popup
    assert popup is not None
    item = next(
        popup.list.item(row)
        for row in range(popup.list.count())
        if popup.list.item(row).text().startswith("孙丽")
    )
    place = popup.list.visualItemRect(item).center()
    qtbot.mouseClick(popup.list.viewport(), LEFT, pos=QPoint(place))
    held = [duty for duty in window.session.document.all(Duty) if duty.scope == "w11"]
    assert [(duty.officer, duty.valid_to) for duty in held] == [
        ("o2", date.today() - timedelta(days=1)),
        ("o4", None),
    ]
    settle(qtbot, window)
    texts = [
        label.text() for label in page_of(window).findChildren(QWidget) if hasattr(label, "text")
    ]
    assert f"since {date.today()}" in texts


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_new_officer_and_a_deputy_come_from_the_same_popup(
    qtbot: QtBot, window: MainWindow
) -> None:
    select(qtbot, window, "w11")
    posts = page_of(window).posts
    assert posts is not None
    popup = posts.change("grid_head", is_deputy=True)
    qtbot.mouseClick(popup.new_button, LEFT)
    popup.new.name.setText("林丽")
    popup.new.phone.setText("wrong phone")
    qtbot.mouseClick(popup.new.add, LEFT)
    assert "not a phone" in popup.new.rows.said("name")
    popup.new.phone.setText("138-0000-9999")
    qtbot.mouseClick(popup.new.add, LEFT)
    document = window.session.document
    new = next(item for item in document.all(Officer) if item.name == "林丽")
    deputies = [duty.deputy for duty in document.all(Duty) if duty.scope == "w11"]
    assert deputies == ["o3", new.id]


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


def test_the_list_of_due_visits_walks_and_takes_a_tick_sheet(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(window)
    press(qtbot, window, Qt.Key.Key_J, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, window)
    today = page.today_list
    assert today is not None
    assert today.records
    before = list(today.records)
    sheet = page.open_tick_sheet(fid("o2"), before)
    sheet.table.setFocus()
    for _ in before:
        qtbot.keyClick(sheet.table, Qt.Key.Key_1)
    count = window.session.document.count(Visit)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Return, CONTROL)
    assert window.session.document.count(Visit) == count + len(before)
    settle(qtbot, window)
    assert today.records == []


def test_an_empty_tick_sheet_is_not_recorded(qtbot: QtBot, window: MainWindow) -> None:
    sheet = page_of(window).open_tick_sheet(None, [fid("c1")])
    qtbot.mouseClick(sheet.save, LEFT)
    assert "No line" in sheet.error.text()
    sheet.close()


def test_an_own_category_is_proposed_approved_and_switched_on(
    qtbot: QtBot, window: MainWindow
) -> None:
    dialog = page_of(window).open_categories()
    dialog.add.click()
    assert dialog.code == "X01"
    for name, text in (
        ("name", "送药"),
        ("purpose", "按时送药"),
        ("basis", "申请"),
        ("visit_days", "30"),
    ):
        dialog.rows.widgets[name].setText(text)  # type: ignore[attr-defined]
    dialog.owner.choose(fid("o1"))
    dialog.save.click()
    assert dialog.error.text() == ""
    assert not dialog.switch.isEnabled()
    for approver, words in ((fid("o1"), "owner cannot"), (fid("o2"), "")):
        dialog.approver.choose(approver)
        dialog.approve.click()
        assert words in dialog.error.text()
    dialog.switch.click()
    assert window.session.document.project.categories_on == ("X01",)
    dialog.close()


def test_nothing_can_be_tagged_where_the_project_is_read_only(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny), read_only=True)
        select(qtbot, window, "h05")
        people = page_of(window).people
        assert people is not None
        assert not people.add.isEnabled()
        assert not window.view.actions_by_name["tag_person"].isEnabled()
        assert window.session.document.find(FeatureId("w11"), Grid) is not None


def test_a_new_officer_is_added_from_the_menu_and_removed_again(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.view.actions_by_name["new_officer"].trigger()
    page = page_of(window)
    form = page.form
    assert isinstance(form, NewOfficer)
    qtbot.keyClicks(form.name, "Lin Li")
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    document = window.session.document
    new = next(item for item in document.all(Officer) if item.name == "Lin Li")
    settle(qtbot, window)
    assert window.session.selection == {new.id}
    view = page.findChild(OfficerView)
    assert not view.handover.isEnabled()
    view.remove.click()
    assert document.find(new.id, Officer) is None


def test_an_officer_on_whom_something_hangs_is_not_removed_but_handed_over(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(window)
    errors: list[Any] = []
    page.failed.connect(errors.append)
    select(qtbot, window, "o2")
    view = page.findChild(OfficerView)
    view.remove.click()
    assert "1 duties" in str(errors[0])
    view.handover.click()
    assert page.handover is not None
    assert page.handover.leaver.officer == "o2"
    page.handover.close()


def test_a_right_click_on_a_house_offers_tag_and_visit(qtbot: QtBot, window: MainWindow) -> None:
    select(qtbot, window, "h01")
    menu = QMenu()
    add_care_verbs(menu, window.view.workspace)
    titles = [action.text() for action in menu.actions() if action.text()]
    assert titles == ["Tag a person…", "Record a visit…"]
    menu.actions()[-1].trigger()
    assert isinstance(page_of(window).form, VisitForm)
    select(qtbot, window, "w11")
    bare = QMenu()
    add_care_verbs(bare, window.view.workspace)
    assert bare.isEmpty()
