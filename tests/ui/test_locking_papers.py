"""Papers with records of people can be locked from where they are made; the others are not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gridmap.actions.handover import PassedOn
from gridmap.model.changes import added
from gridmap.ui.care.printing import print_handover
from gridmap.ui.extras.dialog import KEPT, ExtraDialog
from gridmap.ui.incident.joining import show_incident
from gridmap.ui.incident.page import IncidentPage
from gridmap.ui.locking import PasswordDialog
from gridmap.ui.main_window import MainWindow
from gridmap.ui.modes import INCIDENT
from tests.helpers.build import Tiny, fid
from tests.helpers.care_window import page_of
from tests.helpers.storm import flood, storm_people
from tests.helpers.window import open_project, open_window, settle, tiny_project

LEFT = Qt.MouseButton.LeftButton
PASSWORD = "Xq7-kenhuo-42"
WAIT_MS = 20_000


def lock(qtbot: QtBot, window: MainWindow) -> None:
    """Type the password that is asked for."""
    dialog = next(item for item in window.findChildren(PasswordDialog) if item.isVisible())
    qtbot.keyClicks(dialog.first.line, PASSWORD)
    qtbot.keyClicks(dialog.again.line, PASSWORD)
    qtbot.mouseClick(dialog.lock, LEFT)


def assert_locked(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    qtbot.waitUntil(path.exists, timeout=WAIT_MS)
    settle(qtbot, window)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pikepdf.open(path, password=PASSWORD) as pdf:
        assert len(pdf.pages)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that is chosen whenever a name is asked for."""
    path = tmp_path / "paper.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


@pytest.fixture
def in_window(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> Iterator[MainWindow]:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        yield window


def test_the_list_of_visits_is_locked_from_its_menu(
    qtbot: QtBot, in_window: MainWindow, out: Path
) -> None:
    today = page_of(in_window).show_today(fid("o2"))
    entries = today.print.menu().actions()
    next(item for item in entries if item.text().startswith("A4, locked")).trigger()
    lock(qtbot, in_window)
    assert_locked(qtbot, in_window, out)


def test_the_day_sheet_is_locked_from_its_dialog_and_nothing_of_it_is_kept(
    qtbot: QtBot, in_window: MainWindow, out: Path
) -> None:
    in_window.view.actions_by_name["day_sheet"].trigger()
    dialog = in_window.findChild(ExtraDialog)
    dialog.lock.click()
    qtbot.mouseClick(dialog.make, LEFT)
    lock(qtbot, in_window)
    assert_locked(qtbot, in_window, out)
    assert set(in_window.settings.ui[KEPT]["day_sheet"]) == {"paper", "days"}
    dialog.accept()


@pytest.mark.parametrize("name", ["poster", "wall_map", "safety_cards"])
def test_what_is_hung_up_or_handed_out_has_no_lock(
    qtbot: QtBot, in_window: MainWindow, name: str
) -> None:
    in_window.view.actions_by_name[name].trigger()
    dialog = in_window.findChild(ExtraDialog)
    assert not dialog.lock.isVisible()
    dialog.accept()


@pytest.mark.parametrize("button", ["sheets", "booklet"])
def test_the_papers_of_an_incident_are_locked(
    qtbot: QtBot, in_window: MainWindow, out: Path, button: str
) -> None:
    storm = flood(start=date.today(), valid_until=date.today() + timedelta(days=3))
    in_window.session.apply(added("", [*storm_people(), storm]))
    settle(qtbot, in_window)
    show_incident(in_window.view.workspace)
    page = in_window.view.workspace.book.page(INCIDENT)
    assert isinstance(page, IncidentPage)
    qtbot.waitUntil(lambda: page.work is not None, timeout=WAIT_MS)
    settle(qtbot, in_window)
    page.work.lock.click()
    qtbot.mouseClick(getattr(page.work, button), LEFT)
    lock(qtbot, in_window)
    assert_locked(qtbot, in_window, out)


def passed_on() -> PassedOn:
    return PassedOn(leaver=fid("o3"), takers=(fid("o2"),), last_day=date.today(), lines=())


def test_the_lists_of_a_handover_are_locked_and_the_paper_to_sign_is_not(
    qtbot: QtBot, in_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    print_handover(in_window.view.workspace, passed_on())
    lock(qtbot, in_window)
    qtbot.waitUntil(lambda: len(list(folder.rglob("*.pdf"))) == 2, timeout=WAIT_MS)
    settle(qtbot, in_window)
    visits = next(folder.rglob("Visits*.pdf"))
    assert_locked(qtbot, in_window, visits)
    with pikepdf.open(next(folder.rglob("Sign-off*.pdf"))) as pdf:
        assert len(pdf.pages)


def test_a_handover_can_do_without_a_password(
    qtbot: QtBot, in_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    print_handover(in_window.view.workspace, passed_on())
    qtbot.mouseClick(in_window.findChild(PasswordDialog).skip, LEFT)
    qtbot.waitUntil(lambda: len(list(folder.rglob("*.pdf"))) == 2, timeout=WAIT_MS)
    settle(qtbot, in_window)
    for path in folder.rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages)
