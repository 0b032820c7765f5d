"""Erasing deleted care records through the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from gridmap.actions.care import hanging_on
from gridmap.model.changes import removed
from gridmap.model.features import CareRecord
from gridmap.session import open_session
from gridmap.store.erasing import count_deleted
from tests.helpers.build import Tiny, fid
from tests.helpers.window import open_project, open_window, settle, tiny_project, when_shown

WAIT_MS = 20_000


@pytest.fixture
def path(tmp_path: Path, tiny: Tiny) -> Path:
    """A project one of whose care records was deleted."""
    found = tiny_project(tmp_path, tiny)
    session = open_session(found)
    record = session.document.get(fid("c1"), CareRecord)
    session.apply(removed("", [*hanging_on(session.document, [record]), record]))
    session.close()
    return found


def answer(qtbot: QtBot, words: str) -> None:
    def press(box: QMessageBox) -> None:
        assert box.text() == "Erase 1 deleted care records for good?"
        button = next(item for item in box.buttons() if item.text() == words)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    when_shown(QMessageBox, press)


def test_what_was_deleted_is_erased_and_the_project_comes_back(qtbot: QtBot, path: Path) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        kept = len(list(window.session.document.all(CareRecord)))
        answer(qtbot, "Erase")
        with qtbot.waitSignal(window.project_opened, timeout=WAIT_MS):
            window.view.actions_by_name["erase_deleted"].trigger()
        settle(qtbot, window)
        assert window.path == path
        assert len(list(window.session.document.all(CareRecord))) == kept
        assert not window.session.can_undo
        assert "1 deleted care records are erased" in window.view.workspace.toast.text
        assert window.session.store.log(limit=1)[0].title == "Erase 1 deleted care records"
    assert count_deleted(path) == 0


def test_whoever_says_no_loses_nothing(qtbot: QtBot, path: Path) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        answer(qtbot, "Keep")
        window.view.actions_by_name["erase_deleted"].trigger()
        settle(qtbot, window)
        assert window.path == path
        assert window.session.can_undo
    assert count_deleted(path) == 1


def test_where_nothing_was_deleted_it_says_so(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        window.view.actions_by_name["erase_deleted"].trigger()
        qtbot.waitUntil(
            lambda: "no deleted care record" in window.view.workspace.toast.text,
            timeout=WAIT_MS,
        )
