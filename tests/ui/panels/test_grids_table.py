"""The list of grids: empty posts stand out, numbers sort as numbers, a click chooses."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridmap.progress import run_job
from gridmap.ui.digest import Digest, make_digest
from gridmap.ui.panels.grids_table import GridsTable
from gridmap.ui.theme import LIGHT
from tests.helpers.build import TODAY, Tiny
from tests.helpers.window import id_set


@pytest.fixture
def digest(tiny: Tiny) -> Digest:
    return run_job(make_digest(tiny.snapshot(), on=TODAY))


@pytest.fixture
def table(qtbot: QtBot, digest: Digest) -> GridsTable:
    table = GridsTable(LIGHT)
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show_digest(digest)
    table.show()
    return table


def cell(table: GridsTable, row: int, column: int, role: Qt.ItemDataRole):
    model = table.view.model()
    return model.data(model.index(row, column), role)


def row_of(table: GridsTable, name: str) -> int:
    names = [cell(table, row, 1, Qt.ItemDataRole.DisplayRole) for row in range(table.count)]
    return names.index(name)


def test_a_post_that_nobody_fills_is_bold_and_red(table: GridsTable) -> None:
    row = row_of(table, "第3网格")
    assert cell(table, row, 5, Qt.ItemDataRole.DisplayRole) == "Nobody"
    assert cell(table, row, 5, Qt.ItemDataRole.FontRole).bold()
    assert cell(table, row, 5, Qt.ItemDataRole.ForegroundRole).name() == LIGHT.red.lower()
    filled = row_of(table, "第1网格")
    assert cell(table, filled, 5, Qt.ItemDataRole.DisplayRole) == "吴秀英"
    assert cell(table, filled, 5, Qt.ItemDataRole.FontRole) is None


def test_the_leader_of_the_village_wins_over_that_of_the_township(table: GridsTable) -> None:
    leaders = {
        cell(table, row, 1, Qt.ItemDataRole.DisplayRole): cell(
            table, row, 4, Qt.ItemDataRole.DisplayRole
        )
        for row in range(table.count)
    }
    assert leaders == {"第1网格": "周建国", "第2网格": "周建国", "第3网格": "孙丽"}


def test_household_counts_sort_as_numbers(table: GridsTable) -> None:
    table.view.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    counts = [int(cell(table, row, 3, Qt.ItemDataRole.DisplayRole)) for row in range(table.count)]
    assert counts == sorted(counts)


def test_filtering_keeps_rows_that_hold_the_text_anywhere(table: GridsTable) -> None:
    table.filter("吴秀英")
    assert table.view.model().rowCount() == 1


def test_a_click_chooses_the_grid_and_marking_does_not(qtbot: QtBot, table: GridsTable) -> None:
    chosen: list[str] = []
    table.chosen.connect(chosen.append)
    table.mark(id_set("w21"))
    assert chosen == []
    row = row_of(table, "第2网格")
    place = table.view.visualRect(table.view.model().index(row, 1)).center()
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == ["w12"]


def test_a_duty_that_has_ended_leaves_the_post_empty(tiny: Tiny) -> None:
    before = run_job(make_digest(tiny.snapshot(), on=date(2025, 1, 1)))
    assert all(row.empty_posts == 3 for row in before.grids)
