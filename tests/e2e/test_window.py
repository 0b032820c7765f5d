"""The window as a person uses it: real clicks and keys, from the start page to undo."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gridmap.i18n import CHINESE, ENGLISH, set_language
from gridmap.model.features import FeatureId, Household
from gridmap.settings import Settings, load_settings
from tests.helpers.build import Tiny
from tests.helpers.window import (
    all_texts,
    click_item,
    id_set,
    item_named,
    open_project,
    open_window,
    settle,
    tiny_project,
)


def test_a_recent_project_opens_from_the_start_page_and_a_tree_click_shows_the_grid(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    path = tiny_project(tmp_path, tiny)
    settings = Settings(recent=[str(path)])
    with open_window(qtbot, settings) as window:
        assert window.start_page is not None
        recent = window.start_page.findChild(QPushButton, "recentRow")
        with qtbot.waitSignal(window.project_opened, timeout=20_000):
            qtbot.mouseClick(recent, Qt.MouseButton.LeftButton)
        settle(qtbot, window)
        workspace = window.view.workspace
        tree = workspace.left.tree.tree
        village = item_named(tree, "柳树湾村")
        village.setExpanded(True)
        scale_before = workspace.canvas.scale_denominator
        click_item(qtbot, tree, item_named(tree, "第1网格"))
        assert workspace.session.selection == id_set("w11")
        assert workspace.canvas.scale_denominator != scale_before
        assert workspace.properties.form.field("name").text() == "第1网格"


def test_an_edit_in_the_form_is_in_the_file_and_ctrl_z_takes_it_back(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        session, workspace = window.session, window.view.workspace
        workspace.go_to(FeatureId("h07"))
        field = workspace.properties.form.field("head")
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, "Zhang")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: session.document.get(FeatureId("h07"), Household).head == "Zhang")
        settle(qtbot, window)
        assert "7号" in window.view.actions_by_name["undo"].text()
        assert workspace.toast.isVisible()
        following = workspace.properties.form.field("registered")
        assert following.hasFocus()
        qtbot.keyClick(following, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, window)
        assert session.document.get(FeatureId("h07"), Household).head == "刘春花"
        assert workspace.properties.form.field("head").text() == "刘春花"
        assert not window.view.actions_by_name["undo"].isEnabled()
        tip = window.view.actions_by_name["undo"].toolTip()
        assert "There is nothing to take back." in tip


def test_a_wrong_number_is_explained_below_its_field_and_changes_nothing(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        workspace = window.view.workspace
        workspace.go_to(FeatureId("h07"))
        form = workspace.properties.form
        field = form.field("living")
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, "many")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert "not a whole number" in form.error_text("living")
        assert not window.session.can_undo
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert field.text() == "2"
        assert form.error_text("living") == ""


def test_typing_in_the_next_field_survives_the_refresh_after_an_edit(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        workspace = window.view.workspace
        workspace.go_to(FeatureId("h07"))
        form = workspace.properties.form
        door, head = form.field("door"), form.field("head")
        door.setFocus()
        door.end(False)
        qtbot.keyClicks(door, "-1")
        qtbot.keyClick(door, Qt.Key.Key_Tab)
        head.selectAll()
        qtbot.keyClicks(head, "Li")
        document = window.session.document
        qtbot.waitUntil(lambda: document.get(FeatureId("h07"), Household).door == "7号-1")
        settle(qtbot, window)
        assert workspace.properties.form is form
        assert head.text() == "Li"
        assert form.field("door").text() == "7号-1"


def test_find_goes_to_a_household_by_the_initials_of_its_head(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        find = window.view.find_box
        qtbot.waitUntil(lambda: find.is_ready, timeout=20_000)
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(find.line, "oyws")
        assert find.list.count() == 1
        qtbot.keyClick(find.line, Qt.Key.Key_Return)
        assert window.session.selection == id_set("h04")


LATIN = re.compile(r"[A-Za-z]{2,}")
ALLOWED = re.compile(
    r"Ctrl|Shift|Del|Home|Alt|English|CGCS2000|gpkg|GNU|UTF|GB18030|A[34]|P[0-3]|\d+K|shan wen bin"
    r"|PDF|Page (?:Up|Down)|qt_\w+|F\d|\bK\b"
)


@pytest.mark.parametrize("page", ["start", "project"])
def test_in_chinese_nothing_is_left_in_english(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, page: str
) -> None:
    set_language(CHINESE)
    with open_window(qtbot, Settings(language=CHINESE)) as window:
        if page == "project":
            open_project(qtbot, window, tiny_project(tmp_path, tiny, "小项目"))
            window.view.workspace.show_table("problems")
            for feature in ("h01", "w11", "v1", "g11", "p1", "o1"):
                window.view.workspace.go_to(FeatureId(feature))
                settle(qtbot, window)
                _assert_chinese(window)
            window.view.workspace.show_mode("atlas")
        _assert_chinese(window)


def _assert_chinese(window) -> None:
    left = [
        (where, text) for where, text in all_texts(window) if LATIN.search(ALLOWED.sub("", text))
    ]
    assert not left


def test_the_language_changes_at_once_and_is_remembered(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        window.view.workspace.go_to(FeatureId("h07"))
        centre = window.view.workspace.canvas.view.center_x_m
        window.use_language(CHINESE)
        settle(qtbot, window)
        assert window.view.actions_by_name["zoom_full"].iconText() == "全图"
        assert window.view.workspace.canvas.view.center_x_m == pytest.approx(centre)
        assert window.session.selection == id_set("h07")
        assert load_settings().language == CHINESE
        window.use_language(ENGLISH)
        assert window.view.actions_by_name["zoom_full"].iconText() == "Overview"


def test_the_window_comes_back_as_it_was_left(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    path = tiny_project(tmp_path, tiny)
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        workspace = window.view.workspace
        workspace.show_table("grids")
        workspace.toggle_panel("right")
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        workspace = window.view.workspace
        assert workspace.is_panel_shown("bottom")
        assert not workspace.is_panel_shown("right")
        assert load_settings().recent == [str(path.resolve())]
        assert window.last_folder == tmp_path


def test_a_project_that_is_open_elsewhere_can_be_read(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gridmap.session import open_session
    from gridmap.ui import main_window

    path = tiny_project(tmp_path, tiny)
    other = open_session(path)
    said: list[str] = []
    monkeypatch.setattr(
        main_window, "ask_read_only", lambda _parent, error: said.append(str(error)) or True
    )
    try:
        with open_window(qtbot) as window:
            with qtbot.waitSignal(window.project_opened, timeout=20_000):
                window.open_project(path)
            settle(qtbot, window)
            assert "tiny.gpkg" in said[0]
            assert window.session.store.is_read_only
            window.view.workspace.go_to(FeatureId("h07"))
            line = window.view.workspace.properties.form.field("head")
            assert isinstance(line, QLineEdit)
            assert line.isReadOnly()
            assert not window.view.actions_by_name["import"].isEnabled()
            reason = window.view.actions_by_name["import"].toolTip()
            assert "open for reading only" in reason
    finally:
        other.close()


def test_a_file_that_is_no_project_is_refused_with_a_sentence(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gridmap.ui import main_window

    path = tmp_path / "letter.gpkg"
    path.write_text("Dear all", "utf-8")
    said: list[str] = []
    monkeypatch.setattr(
        main_window, "show_error", lambda _parent, error: said.append(error.message)
    )
    with open_window(qtbot) as window:
        with qtbot.waitSignal(window.project_failed, timeout=20_000):
            window.open_project(path)
        assert "letter.gpkg" in said[0]
        assert window.start_page is not None


def test_changing_the_language_while_work_is_under_way_loses_nothing(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        with qtbot.waitSignal(window.project_opened, timeout=20_000):
            window.open_project(tiny_project(tmp_path, tiny))
        for code in (CHINESE, ENGLISH, CHINESE, ENGLISH):
            window.view.workspace.show_table("problems")
            window.use_language(code)
            qtbot.wait(5)
        settle(qtbot, window)
        window.view.workspace.show_table("grids")
        assert window.view.workspace.bottom.table("tables").table.model.rowCount() == 3


def test_the_grid_and_its_head_are_named_under_the_pointer(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        workspace = window.view.workspace
        workspace.go_to(FeatureId("w11"))
        workspace.canvas.pointer_moved.emit(430_050.0, 3_880_050.0)
        qtbot.waitUntil(lambda: "第1网格" in workspace.status.text)
        assert "吴秀英" in workspace.status.text
        workspace.canvas.pointer_moved.emit(0.0, 0.0)
        qtbot.waitUntil(lambda: "In no grid" in workspace.status.text)
