"""The tables below the map, through the real window: keys, clipboard, selection both ways."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from gridmap.model.features import FeatureId, Officer
from gridmap.ui.tables.table import KindTable
from tests.helpers.build import Tiny
from tests.helpers.table_desk import CONTROL, Desk, write
from tests.helpers.window import (
    WAIT_MS,
    id_set,
    open_project,
    open_window,
    tiny_project,
)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> Iterator[Desk]:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        yield Desk(qtbot, window)


def test_every_kind_has_a_table_that_opens(desk: Desk) -> None:
    for name in ("households", "grids", "villages", "groups", "places", "officers", "lines"):
        table = desk.open(name)
        assert table.spec.name == name
        assert all(desk.texts(field.name) for field in table.spec.fields)


def test_doors_sort_as_people_read_them_and_a_third_click_gives_the_usual_order(
    desk: Desk,
) -> None:
    desk.open("households")
    usual = desk.texts("head")
    header = desk.table.view.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(desk.column("door")) + 12, header.height() // 2)

    def click() -> list[str]:
        desk.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        return desk.texts("door")

    upwards = click()
    assert upwards.index("2号") < upwards.index("12号")
    assert click() == upwards[::-1]
    click()
    assert desk.texts("head") == usual


def test_rows_are_found_by_the_initials_of_a_name(desk: Desk) -> None:
    desk.open("households")
    desk.qtbot.keyClicks(desk.workspace.bottom.filter_box, "lch")
    assert desk.texts("head") == ["刘春花"]
    desk.workspace.bottom.filter_box.clear()
    assert len(desk.texts("head")) == 20


def test_typing_into_a_cell_and_enter_is_one_step_that_undo_takes_back(desk: Desk) -> None:
    desk.open("households")
    editor = desk.type_into("h07", "head", "何玉兰")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert desk.household("h07").head == "何玉兰"
    row = desk.table.model.row_of(FeatureId("h07"))
    assert row is not None
    assert desk.table.view.currentIndex().row() == row + 1
    desk.settle()
    desk.workspace.undo()
    assert desk.household("h07").head == "刘春花"


def test_what_cannot_be_is_said_at_the_cell_and_escape_leaves_it_as_it_was(desk: Desk) -> None:
    desk.open("households")
    editor = desk.type_into("h07", "phone", "call me")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    bubble = desk.table.delegate.bubble
    assert bubble.isVisible()
    assert "call me" in bubble.text()
    desk.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not bubble.isVisible()
    assert desk.household("h07").phone == "13800000007"


def test_letters_typed_in_a_table_do_not_take_tools(desk: Desk) -> None:
    desk.open("households")
    desk.go_to("h07", "head")
    desk.key(Qt.Key.Key_V)
    assert desk.table.view.state() == desk.table.view.State.EditingState
    assert desk.workspace.canvas.tool.name == "select"
    desk.key(Qt.Key.Key_Escape)


def test_clicking_rows_selects_on_the_map_and_the_map_marks_rows(desk: Desk) -> None:
    desk.open("households")
    desk.go_to("h07", "door")
    assert desk.session.selection == id_set("h07")
    desk.select_down(2)
    assert len(desk.session.selection) == 3
    desk.session.select(id_set("h03"))
    row = desk.table.model.row_of(FeatureId("h03"))
    assert row is not None
    assert desk.table.model.is_marked(row)
    assert desk.table.view.visualRect(desk.table.model.index(row, 0)).isValid()
    assert desk.table.view.block() is None


def test_only_the_selected_rows_stay_while_one_works_in_them(desk: Desk) -> None:
    desk.session.select(id_set("h03", "h05", "h07"))
    table = desk.open("households")
    table.show_only(only=desk.session.selection)
    assert sorted(table.model.ids) == ["h03", "h05", "h07"]
    desk.go_to("h05", "door")
    assert desk.session.selection == id_set("h05")
    assert table.model.rowCount() == 3
    desk.session.select(id_set("h09"))
    assert list(table.model.ids) == ["h09"]
    table.show_only(village=FeatureId("v2"))
    assert set(desk.texts("village")) == {"石桥村"}


def test_a_grid_by_override_asks_why_and_keeps_the_reason(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridmap.ui.tables.table.ask_reason", lambda _parent, _grid: "同一个院子")
    table = desk.open("households")
    row = table.model.row_of(FeatureId("h07"))
    assert row is not None
    table.save_cell(row, desk.column("grid_override"), "w11")
    assert desk.household("h07").grid_override == "w11"
    assert desk.household("h07").grid_override_reason == "同一个院子"
    assert table.model.text(row, desk.column("grid_override")) == "第1网格"


def test_an_officer_is_added_named_and_removed_by_keys(desk: Desk) -> None:
    desk.open("officers")
    before = desk.session.document.count(Officer)
    desk.key(Qt.Key.Key_Insert)
    desk.settle()
    view = desk.table.view
    desk.qtbot.waitUntil(lambda: view.state() == view.State.EditingState, timeout=WAIT_MS)
    editor = view.findChild(QLineEdit, "cellEditor")
    assert editor is not None
    editor.selectAll()
    write(editor, "林小雨")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    names = {officer.name: officer.id for officer in desk.session.document.all(Officer)}
    assert len(names) == before + 1
    desk.settle()
    desk.session.select((names["林小雨"],))
    desk.table.remove()
    assert desk.session.document.count(Officer) == before


def test_an_officer_with_duties_is_not_removed_and_the_reason_is_said(desk: Desk) -> None:
    failed: list[object] = []
    table = desk.open("officers")
    table.failed.connect(failed.append)
    desk.go_to("o2", "name")
    table.remove()
    assert "吴秀英" in str(failed[0])
    assert desk.session.document.find(FeatureId("o2"), Officer) is not None


def test_a_click_on_a_title_sorts_and_selects_no_rows(desk: Desk) -> None:
    """All households selected would be one keystroke in the form away from one edit of all."""
    table = desk.open("households")
    header = table.view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(desk.column("head")) + 9, header.height() // 2)
    desk.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.columns.sort == "head"
    assert not list(table.view.selected_rows())
    assert not desk.session.selection


def test_each_table_keeps_its_own_filter(desk: Desk) -> None:
    desk.open("households")
    bottom = desk.workspace.bottom
    desk.qtbot.keyClicks(bottom.filter_box, "lch")
    bottom.show_table("history")
    assert bottom.filter_box.text() == ""
    bottom.filter_box.setText("moved")
    bottom.show_table("households")
    assert bottom.filter_box.text() == "lch"


def test_columns_widths_and_order_are_remembered(desk: Desk) -> None:
    table = desk.open("households")
    table.view.setColumnWidth(desk.column("head"), 222)
    table.columns.show_column(desk.column("verified_by"), is_shown=True)
    table.columns.show_column(desk.column("phone"), is_shown=False)
    header = table.view.horizontalHeader()
    header.sectionClicked.emit(desk.column("head"))
    kept = desk.window.settings.ui["tables"]["households"]
    again = KindTable(
        desk.session, desk.window.runner, desk.workspace.theme, table.spec, dict(kept)
    )
    desk.qtbot.addWidget(again)
    assert again.view.columnWidth(desk.column("head")) == 222
    assert not again.view.isColumnHidden(desk.column("verified_by"))
    assert again.view.isColumnHidden(desk.column("phone"))
    assert again.wish.sort == "head"


def test_a_post_that_nobody_fills_is_bold_and_red(desk: Desk) -> None:
    table = desk.open("grids")
    row = table.model.row_of(FeatureId("w21"))
    assert row is not None
    cell = table.model.index(row, desk.column("head"))
    assert cell.data(Qt.ItemDataRole.DisplayRole) == "Nobody"
    assert cell.data(Qt.ItemDataRole.FontRole).bold()
    assert cell.data(Qt.ItemDataRole.ForegroundRole).name() == desk.workspace.theme.red.lower()


def test_the_rows_shown_are_saved_as_a_list_without_phones(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "list.csv"
    monkeypatch.setattr("gridmap.ui.tables.table.choose_list_file", lambda _parent, _title: out)
    table = desk.open("households")
    table.show_only(village=FeatureId("v2"))
    count = table.model.rowCount()
    table.save_list()
    desk.qtbot.waitUntil(lambda: out.exists() and not desk.window.runner.is_busy, timeout=WAIT_MS)
    text = out.read_text("utf-8-sig")
    assert len(text.splitlines()) == count + 1
    assert "刘春花" not in text
    assert "13800000" not in text


def test_all_rows_are_selected_on_the_map_and_copied(desk: Desk) -> None:
    desk.open("households")
    desk.key(Qt.Key.Key_A, CONTROL)
    assert len(desk.session.selection) == 20
    desk.key(Qt.Key.Key_C, CONTROL)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 20
