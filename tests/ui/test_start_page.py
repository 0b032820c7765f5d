"""The start page: recent projects with what is known of them, and the ways to begin."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gridmap.i18n import CHINESE
from gridmap.settings import Settings, load_settings
from gridmap.store.geopackage import create_project
from gridmap.ui import projects
from gridmap.ui.recent_projects import recent_projects
from gridmap.ui.start_page import StartPage
from tests.helpers.build import Tiny
from tests.helpers.window import open_project, open_window, tiny_project


def test_a_project_is_listed_with_its_name_and_villages_after_it_was_open(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    path = tiny_project(tmp_path, tiny)
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        window.view.actions_by_name["close"].trigger()
        assert window.session is None
        row = window.start_page.findChild(QPushButton, "recentRow")
        words = " ".join(label.text() for label in row.findChildren(QLabel))
        assert "青石乡" in words
        assert "Villages: 2" in words
    (recent,) = recent_projects(load_settings())
    assert recent.path == path


def test_a_project_that_is_gone_says_so_and_can_be_taken_off_the_list(
    qtbot: QtBot, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.gpkg"
    with open_window(qtbot, Settings(recent=[str(gone)])) as window:
        assert recent_projects(window.settings)[0].is_gone
        assert window.start_page.findChild(QPushButton, "recentRow") is None
        row = window.start_page.findChild(QFrame, "goneRow")
        assert any("Not found" in label.text() for label in row.findChildren(QLabel))
        qtbot.mouseClick(row.findChild(QPushButton, "forget"), Qt.MouseButton.LeftButton)
        assert window.start_page.findChild(QFrame, "goneRow") is None
    assert load_settings().recent == []


def test_the_language_switch_on_the_start_page_works_at_once(qtbot: QtBot) -> None:
    with open_window(qtbot) as window:
        button = window.start_page.findChild(QPushButton, f"language_{CHINESE}")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        titles = [label.text() for label in window.start_page.findChildren(QLabel)]
        assert "最近的项目" in titles


def test_practice_opens_the_demo_township_and_keeps_it(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    made: list[Path] = []

    def small_practice(path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            create_project(path, tiny.project, tiny.others)
            made.append(path)
        yield projects.Progress(0, 1)
        return path

    monkeypatch.setattr("gridmap.ui.main_window.practice_job", small_practice)
    with open_window(qtbot) as window:
        for _ in range(2):
            verbs = window.start_page.findChildren(QPushButton, "startVerb")
            practice = next(item for item in verbs if "demo township" in item.accessibleName())
            with qtbot.waitSignal(window.project_opened, timeout=20_000):
                qtbot.mouseClick(practice, Qt.MouseButton.LeftButton)
            window.close_project()
    assert len(made) == 1


def test_nothing_is_cut_off_at_the_smallest_screen_and_the_largest_text(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    path = tiny_project(tmp_path, tiny)
    for scale in (100, 125, 150):
        with open_window(qtbot, Settings(text_scale=scale)) as window:
            assert window.minimumSizeHint().width() <= 1366
            open_project(qtbot, window, path)
            window.view.workspace.show_table("grids")
            window.view.workspace.show_mode("atlas")
            assert window.minimumSizeHint().width() <= 1366, scale
            assert window.minimumSizeHint().height() <= 768, scale


def test_saying_what_is_being_opened_does_not_make_the_window_higher(qtbot: QtBot) -> None:
    """At the largest text it would not fit the smallest screen, and would stay so."""
    with open_window(qtbot, Settings(language="en", text_scale=150)) as window:
        page = window.findChild(StartPage)
        assert page is not None
        window.resize(1366, 768)
        before = page.minimumSizeHint()
        page.show_busy("Opening a project with quite a long name of its own…", lambda: None)
        qtbot.wait(20)
        assert page.minimumSizeHint().height() <= before.height()
        assert (window.width(), window.height()) == (1366, 768)
