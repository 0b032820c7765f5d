"""Problems in the real window: counted from the start, followed after edits, mended and undone."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridmap.checks.run import run_checks
from gridmap.model.changes import edited
from gridmap.model.features import Grid, Household
from gridmap.store.geopackage import create_project
from gridmap.ui.main_window import MainWindow
from tests.helpers.build import Tiny, fid
from tests.helpers.window import WAIT_MS, open_project, open_window, tiny_project


def wait_for(qtbot: QtBot, window: MainWindow, count: int) -> None:
    assert window.view is not None
    problems = window.view.workspace.briefing.problems
    qtbot.waitUntil(lambda: problems.count == count, timeout=WAIT_MS)


def expected(window: MainWindow) -> int:
    assert window.view is not None
    problems = window.view.workspace.briefing.problems
    return len(run_checks(window.view.workspace.session.document, on=problems.day))


def test_the_count_stands_in_the_window_without_being_asked_for(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        workspace = window.view.workspace
        qtbot.waitUntil(workspace.status.problems.isVisible, timeout=WAIT_MS)
        count = expected(window)
        assert workspace.status.problems.text() == f"Problems: {count}"
        home = workspace.session.document.get(fid("h01"), Household)
        workspace.session.apply(edited("出图", [(home, replace(home, geometry=None))]))
        wait_for(qtbot, window, expected(window))
        assert expected(window) > count
        workspace.undo()
        wait_for(qtbot, window, count)


def test_f8_opens_the_list_and_shows_one_problem_after_the_other(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        workspace = window.view.workspace
        qtbot.waitUntil(workspace.status.problems.isVisible, timeout=WAIT_MS)
        qtbot.keyClick(workspace.canvas, Qt.Key.Key_F8)
        page = workspace.bottom.table("problems")
        first = page.current
        assert first is not None
        assert workspace.session.selection == frozenset(first.feature_ids)
        qtbot.keyClick(workspace.canvas, Qt.Key.Key_F8)
        assert page.current is not first
        qtbot.keyClick(workspace.canvas, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
        assert page.current == first


def test_missing_codes_are_given_after_a_yes_and_taken_back_in_one_step(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    path = tmp_path / "codes.gpkg"
    bare = [replace(item, code="") if isinstance(item, Grid) else item for item in tiny.others]
    create_project(path, tiny.project, bare)
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        workspace = window.view.workspace
        workspace.show_table("problems")
        page = workspace.bottom.table("problems")
        qtbot.waitUntil(lambda: page.count > 0, timeout=WAIT_MS)
        before = page.count
        page.list.setCurrentIndex(page.rows.heading_of("grid_code"))
        qtbot.mouseClick(page.fix_all_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(page.mending.accept_button.isVisible, timeout=WAIT_MS)
        assert "第1网格" in page.mending.text
        codes = [grid.code for grid in workspace.session.document.all(Grid)]
        assert codes == ["", "", ""]
        qtbot.mouseClick(page.mending.accept_button, Qt.MouseButton.LeftButton)
        assert all(grid.code for grid in workspace.session.document.all(Grid))
        wait_for(qtbot, window, before - 3)
        workspace.undo()
        wait_for(qtbot, window, before)
        assert not any(grid.code for grid in workspace.session.document.all(Grid))
