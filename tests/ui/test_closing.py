"""Closing the window: what is being made is asked about, and the project is free at once."""

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gridmap.progress import Progress
from gridmap.session import open_session
from gridmap.ui import main_window
from tests.helpers.build import Tiny
from tests.helpers.window import open_project, open_window, tiny_project


def test_closing_while_something_is_made_asks_and_can_be_taken_back(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_ending = threading.Event()
    cleaned: list[bool] = []

    def job():
        try:
            while not is_ending.wait(0.01):
                yield Progress(0, 0)
        finally:
            cleaned.append(True)

    answers = [False, True]
    asked: list[str] = []

    def answer(_parent, title: str) -> bool:
        asked.append(title)
        return answers.pop(0)

    monkeypatch.setattr(main_window, "ask_stop", answer)
    with open_window(qtbot) as window:
        window.runner.run("Making", job(), lambda _v: None, lambda _e: None, makes_something=True)
        assert not window.close()
        assert window.isVisible()
        assert window.close()
        assert not window.isVisible()
    is_ending.set()
    assert asked == ["Making", "Making"]
    assert cleaned == [True]


def test_a_project_can_be_opened_again_as_soon_as_it_is_closed(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    path = tiny_project(tmp_path, tiny)
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        window.view.workspace.show_table("problems")
        window.close_project()
        open_session(path).close()
        open_project(qtbot, window, path)
    open_session(path).close()
