"""Backups and copies through the real window: nothing that is there is ever destroyed."""

import getpass
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from gridmap.model.changes import edited
from gridmap.model.features import Household
from gridmap.session import open_session
from gridmap.store.backup import list_backups, list_states
from gridmap.store.copies import contents
from gridmap.ui.dialogs.backups import BackupsDialog
from gridmap.ui.main_window import MainWindow
from tests.helpers.build import Tiny, fid
from tests.helpers.stores import read_back
from tests.helpers.window import open_project, open_window, settle, tiny_project, when_shown

LEFT = Qt.MouseButton.LeftButton
WAIT_MS = 20_000


@pytest.fixture
def path(tmp_path: Path, tiny: Tiny) -> Path:
    return tiny_project(tmp_path, tiny)


def change_door(path: Path, door: str) -> None:
    session = open_session(path, author="周建国")
    old = session.document.get(fid("h01"), Household)
    session.apply(edited(f"Door {door}", [(old, replace(old, door=door))]))
    session.close()


def door_of(window: MainWindow) -> str:
    assert window.session is not None
    return window.session.document.get(fid("h01"), Household).door


def lines(dialog: BackupsDialog) -> list[list[str]]:
    items = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    return [[item.text(column) for column in range(3)] for item in items]


def filled(qtbot: QtBot, dialog: BackupsDialog) -> BackupsDialog:
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() > 0, timeout=WAIT_MS)
    return dialog


def press(qtbot: QtBot, box: QMessageBox, words: str) -> None:
    qtbot.mouseClick(next(item for item in box.buttons() if item.text() == words), LEFT)


def restore_first(qtbot: QtBot, window: MainWindow, seen: list[list[str]]) -> None:
    """Put the marked backup back through the menu, and wait for the project."""

    def choose(dialog: BackupsDialog) -> None:
        seen.extend(lines(filled(qtbot, dialog)))
        when_shown(QMessageBox, lambda box: press(qtbot, box, "Put it back"))
        qtbot.mouseClick(dialog.restore_button, LEFT)

    when_shown(BackupsDialog, choose)
    with qtbot.waitSignal(window.project_opened, timeout=WAIT_MS):
        window.view.actions_by_name["backups"].trigger()
    settle(qtbot, window)


def test_an_older_state_is_put_back_and_the_present_one_can_be_put_back_again(
    qtbot: QtBot, path: Path
) -> None:
    change_door(path, "7")
    change_door(path, "8")
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        old = window.session.document.get(fid("h01"), Household)
        window.session.apply(edited("Door 9", [(old, replace(old, door="9"))]))
        seen: list[list[str]] = []
        restore_first(qtbot, window, seen)
        assert door_of(window) == "8"
        assert seen[0][0] == "Now"
        assert "20 households" in seen[0][1]
        assert "Door 9" in seen[0][2]
        assert "Door 8  周建国" in seen[1][2]
        assert len(seen) == 4
        seen.clear()
        restore_first(qtbot, window, seen)
        assert "replaced then" in " ".join(line[0] for line in seen)
        assert door_of(window) in {"8", "9"}
        set_aside = [read_back(item.path) for item in list_states(path) if item.is_replaced]
        doors = {item.get(fid("h01"), Household).door for item in set_aside}
        assert {"9", "8"} <= doors | {door_of(window)}


def test_to_leave_it_as_it_is_is_the_default(qtbot: QtBot, path: Path) -> None:
    change_door(path, "7")
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        said: list[str] = []

        def refuse(box: QMessageBox) -> None:
            said.append(box.informativeText())
            qtbot.keyClick(box, Qt.Key.Key_Return)

        def choose(dialog: BackupsDialog) -> None:
            filled(qtbot, dialog)
            when_shown(QMessageBox, refuse)
            qtbot.mouseClick(dialog.restore_button, LEFT)
            assert dialog.isVisible()
            dialog.reject()

        when_shown(BackupsDialog, choose)
        window.show_backups()
        assert "not lost" in said[0]
        assert door_of(window) == "7"
        assert list_states(path) == list_backups(path)


def test_a_backup_is_opened_as_a_copy_and_the_project_stays(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_door(path, "7")
    copy = path.with_name("look")
    asked: list[str] = []

    def name_copy(_parent: object, _title: str, suggestion: str, _kinds: str) -> tuple[str, str]:
        asked.append(suggestion)
        return str(copy), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name_copy)
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)

        def choose(dialog: BackupsDialog) -> None:
            filled(qtbot, dialog)
            dialog.list.setCurrentItem(dialog.list.topLevelItem(2))
            qtbot.mouseClick(dialog.copy_button, LEFT)

        when_shown(BackupsDialog, choose)
        with qtbot.waitSignal(window.project_opened, timeout=WAIT_MS):
            window.show_backups()
        settle(qtbot, window)
        assert window.path == copy.with_name("look.gpkg")
        assert Path(asked[0]).parent == path.parent
        assert door_of(window) == "1号"
    assert read_back(path).get(fid("h01"), Household).door == "7"


def test_a_copy_for_a_stick_is_made_while_work_goes_on_and_checked(
    qtbot: QtBot, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    target = stick / "copy.gpkg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(window, Qt.Key.Key_S, modifiers)
        toast = window.view.workspace.toast
        qtbot.waitUntil(lambda: "is whole" in toast.text, timeout=WAIT_MS)
        assert "20 households" in toast.text
        assert contents(target).counts["household"] == 20
        assert window.settings.ui["copy_folder"] == str(stick)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
        window.save_copy()
        qtbot.waitUntil(lambda: "project itself" in toast.text, timeout=WAIT_MS)


def test_a_damaged_project_leads_to_its_backups(qtbot: QtBot, path: Path) -> None:
    change_door(path, "7")
    change_door(path, "8")
    content = bytearray(path.read_bytes())
    content[8192:20480] = b"\xa5" * 12288
    path.write_bytes(content)
    assert len(list_backups(path)) == 2

    def choose(dialog: BackupsDialog) -> None:
        assert "cannot be read" in lines(filled(qtbot, dialog))[0][1]
        when_shown(QMessageBox, lambda box: press(qtbot, box, "Put it back"))
        qtbot.mouseClick(dialog.restore_button, LEFT)

    def look(box: QMessageBox) -> None:
        when_shown(BackupsDialog, choose)
        press(qtbot, box, "Look at the backups…")

    with open_window(qtbot) as window:
        when_shown(QMessageBox, look)
        with qtbot.waitSignal(window.project_opened, timeout=WAIT_MS):
            window.open_project(path)
        settle(qtbot, window)
        assert door_of(window) == "7"


def test_the_name_in_the_history_is_asked_for_and_remembered(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gridmap.ui import main_window

    answers = ["李梅", None, ""]
    monkeypatch.setattr(main_window, "ask_name", lambda *_: answers.pop(0))
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        for expected in ("李梅", "李梅", getpass.getuser()):
            window.view.actions_by_name["author"].trigger()
            old = window.session.document.get(fid("h01"), Household)
            window.session.apply(edited("Door", [(old, replace(old, door=f"{old.door}+"))]))
            assert window.session.store.log()[0].author == expected
        assert window.settings.author == ""


def test_the_name_is_offered_to_be_given_after_the_first_edit_and_once(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gridmap.ui import main_window

    monkeypatch.setattr(main_window, "ask_name", lambda *_: "李梅")
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        offer = window.view.workspace.status.author
        assert not offer.isVisible()
        old = window.session.document.get(fid("h01"), Household)
        window.session.apply(edited("Door", [(old, replace(old, door="77"))]))
        assert offer.isVisible()
        offer.click()
        assert window.settings.author == "李梅"
        assert not offer.isVisible()
        window.session.undo()
        assert not offer.isVisible()
