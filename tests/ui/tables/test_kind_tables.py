"""The tables below the map, through the real window: keys, clipboard, selection both ways."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gridmap.model.changes import added, edited
from gridmap.model.features import CareRecord, Duty, FeatureId, Household, Officer
from gridmap.progress import run_job
from gridmap.ui.main_window import MainWindow
from gridmap.ui.tables.deck import TablesDeck
from gridmap.ui.tables.helpers import cell_texts
from gridmap.ui.tables.table import KindTable
from tests.helpers.build import Tiny
from tests.helpers.window import (
    WAIT_MS,
    id_set,
    open_project,
    open_window,
    settle,
    tiny_project,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """The window on the tiny project with a table open, and hands for it."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        assert window.view is not None
        assert window.session is not None
        self.workspace = window.view.workspace
        self.session = window.session

    def open(self, name: str) -> KindTable:
        """Open a table and put the cursor into its first cell."""
        self.workspace.show_table(name)
        self.qtbot.waitUntil(lambda: self.table.model.rowCount() > 0, timeout=WAIT_MS)
        self.table.view.setFocus()
        return self.table

    @property
    def table(self) -> KindTable:
        """The table in front."""
        deck = self.workspace.bottom.table("tables")
        assert isinstance(deck, TablesDeck)
        return deck.table

    def column(self, name: str) -> int:
        """Return the number of a column."""
        return [field.name for field in self.table.spec.fields].index(name)

    def go_to(self, feature: str, column: str) -> None:
        """Click a cell."""
        row = self.table.model.row_of(FeatureId(feature))
        assert row is not None
        index = self.table.model.index(row, self.column(column))
        self.table.view.scrollTo(index)
        place = self.table.view.visualRect(index).center()
        self.qtbot.mouseClick(self.table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def select_down(self, count: int) -> None:
        """Make the selected block longer with Shift and Down."""
        for _ in range(count):
            self.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    def type_into(self, feature: str, column: str, text: str) -> QLineEdit:
        """Click a cell and type over it; the editor is still open."""
        self.go_to(feature, column)
        self.key(Qt.Key.Key_F2)
        editor = self.table.view.findChild(QLineEdit, "cellEditor")
        assert editor is not None
        editor.selectAll()
        write(editor, text)
        return editor

    def key(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key in the table."""
        self.qtbot.keyClick(self.table.view, key, modifiers)

    def household(self, name: str) -> Household:
        """Return a household as it is now."""
        return self.session.document.get(FeatureId(name), Household)

    def texts(self, column: str) -> list[str]:
        """Return a column as people read it, from the top down."""
        number = self.column(column)
        return [self.table.model.text(row, number) for row in range(self.table.model.rowCount())]

    def settle(self) -> None:
        """Wait for what the window works out."""
        settle(self.qtbot, self.window)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> Iterator[Desk]:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        yield Desk(qtbot, window)


def write(editor: QLineEdit, text: str) -> None:
    """Write as an input method does: letters that wait, then the characters."""
    QApplication.sendEvent(editor, QInputMethodEvent("pin'yin", []))
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


def put_on_clipboard(text: str) -> None:
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


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


def test_a_block_from_a_spreadsheet_is_one_step(desk: Desk) -> None:
    desk.open("households")
    desk.go_to("h07", "registered")
    rows = [str(item) for item in desk.table.model.ids]
    below = rows[rows.index("h07") + 1]
    put_on_clipboard("4\t2\tVacant\r\n5\t3\tRuin\r\n")
    desk.key(Qt.Key.Key_V, CONTROL)
    first, second = desk.household("h07"), desk.household(below)
    assert (first.registered, first.living, first.status) == (4, 2, "vacant")
    assert (second.registered, second.living, second.status) == (5, 3, "ruin")
    desk.settle()
    desk.workspace.undo()
    assert desk.household("h07").status == "occupied"
    assert not desk.session.can_undo


def test_one_wrong_cell_of_a_block_changes_nothing_and_names_the_row(desk: Desk) -> None:
    failed: list[object] = []
    desk.open("households").failed.connect(failed.append)
    desk.go_to("h07", "registered")
    put_on_clipboard("4\t2\tVacant\n5\tmany\tRuin\n")
    desk.key(Qt.Key.Key_V, CONTROL)
    assert not desk.session.can_undo
    assert "many" in str(failed[0])
    rows = [str(item) for item in desk.table.model.ids]
    below = desk.household(rows[rows.index("h07") + 1])
    assert below.head in str(failed[0])


def test_one_value_fills_the_selected_cells_and_ctrl_d_fills_down(desk: Desk) -> None:
    desk.open("households")
    desk.go_to("h07", "living")
    desk.select_down(2)
    ids = desk.table.selected()
    put_on_clipboard("6")
    desk.key(Qt.Key.Key_V, CONTROL)
    assert [desk.household(key).living for key in ids] == [6, 6, 6]
    desk.settle()
    editor = desk.type_into("h07", "access_note", "屋后")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    desk.go_to("h07", "access_note")
    desk.select_down(2)
    desk.key(Qt.Key.Key_D, CONTROL)
    assert [desk.household(key).access_note for key in ids] == ["屋后"] * 3
    desk.key(Qt.Key.Key_Delete)
    assert [desk.household(key).access_note for key in ids] == [""] * 3


def test_copied_cells_are_lines_with_tabs_and_texts_stay_texts(desk: Desk) -> None:
    desk.open("villages")
    desk.go_to("v1", "name")
    desk.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    desk.select_down(1)
    desk.key(Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines() == [
        "Name\tCode",
        "柳树湾村\t622921105201",
        "石桥村\t622921105202",
    ]
    assert "mso-number-format" in data.html()


def test_phones_and_ways_in_stay_on_the_screen_when_rows_are_copied(desk: Desk) -> None:
    home = desk.household("h07")
    desk.session.apply(
        edited("", [(home, replace(home, phone="13800000007", access_note="后门进"))])
    )
    desk.open("households")
    told: list[str] = []
    desk.table.told.connect(told.append)
    put_on_clipboard("before")
    desk.go_to("h07", "phone")
    desk.table.copy(with_titles=False)
    assert QGuiApplication.clipboard().text() == "before"
    assert "Phone" in told[0]
    desk.table.view.clearSelection()
    desk.session.select([FeatureId("h07")])
    desk.table.copy(with_titles=True)
    desk.qtbot.waitUntil(lambda: len(told) == 2, timeout=WAIT_MS)
    text = QGuiApplication.clipboard().text()
    assert home.head in text
    assert "13800000007" not in text
    assert "后门进" not in text
    assert "Phone" in told[1]


def test_a_copy_of_duties_names_nobody_in_care(desk: Desk) -> None:
    duty = Duty(
        id=FeatureId("own"), role="responsible", scope=FeatureId("c1"), officer=FeatureId("o2")
    )
    desk.session.apply(added("", [duty]))
    desk.settle()
    person = desk.session.document.get(FeatureId("c1"), CareRecord).person
    for name, column in (("duties", "scope"), ("officers", "duties")):
        table = desk.open(name)
        assert any(person in text for text in desk.texts(column))
        number = desk.column(column)
        texts = run_job(cell_texts(table.model, range(table.model.rowCount()), [number]))
        assert any("a care record" in text for (text,) in texts)
        assert not any(person in text for (text,) in texts)


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
