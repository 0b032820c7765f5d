"""Blocks of cells between the tables and a spreadsheet, through the real window."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gridmap.model.changes import added, edited
from gridmap.model.features import CareRecord, Duty, FeatureId
from gridmap.progress import run_job
from gridmap.ui.tables.helpers import cell_texts
from tests.helpers.build import Tiny
from tests.helpers.table_desk import CONTROL, Desk, put_on_clipboard
from tests.helpers.window import (
    WAIT_MS,
    open_project,
    open_window,
    tiny_project,
)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> Iterator[Desk]:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        yield Desk(qtbot, window)


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
