"""Posts, officers, lists of visits and categories in the real window."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from gridmap.model.features import Duty, FeatureId, Grid, Officer, Visit
from gridmap.ui.care.officer_view import OfficerView
from gridmap.ui.care.post_popup import NewOfficer
from gridmap.ui.care.visit_form import VisitForm
from gridmap.ui.care_operations import add_care_verbs
from gridmap.ui.main_window import MainWindow
from tests.helpers.build import Tiny, fid
from tests.helpers.care_window import CONTROL, LEFT, page_of, press, select
from tests.helpers.window import open_project, open_window, settle, tiny_project


def test_restricted_categories_are_not_offered_before_they_are_on(
    qtbot: QtBot, window: MainWindow
) -> None:
    form = page_of(window).begin_tag(fid("h05"))
    assert form is not None
    with pytest.raises(KeyError):
        form.button("C08")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_grid_head_is_changed_in_two_clicks(qtbot: QtBot, window: MainWindow) -> None:
    select(qtbot, window, "w11")
    posts = page_of(window).posts
    assert posts is not None
    assert posts.links["grid_head", False].text() == "Change"
    empty = {link.text() for key, link in posts.links.items() if key[0] == "grid_worker"}
    assert empty == {"Appoint"}
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


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
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
