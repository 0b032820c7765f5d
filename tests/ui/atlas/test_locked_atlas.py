"""An atlas locked from the window: only the password opens it, and nothing keeps the password."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from gridmap.settings import config_dir
from gridmap.ui.atlas.runs_list import RunsDialog
from gridmap.ui.locking import PasswordDialog
from tests.helpers.atlas_window import WAIT_MS, Atlas
from tests.helpers.build import Tiny
from tests.helpers.window import open_project, open_window, settle, tiny_project
from tests.ui.atlas.test_runs_list import printed

PASSWORD = "Xq7-kenhuo-42"


@pytest.fixture
def atlas(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> Iterator[Atlas]:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        yield Atlas(qtbot, window).enter()


def asked(atlas: Atlas) -> PasswordDialog:
    """Press the button that makes the atlas, with the tick on; return what asks."""
    if not atlas.page.panel.lock.isChecked():
        atlas.page.panel.lock.click()
    atlas.click(atlas.page.panel.make)
    return next(item for item in atlas.window.findChildren(PasswordDialog) if item.isVisible())


def type_it(qtbot: QtBot, dialog: PasswordDialog, password: str = PASSWORD) -> None:
    qtbot.keyClicks(dialog.first.line, password)
    qtbot.keyClicks(dialog.again.line, password)
    qtbot.keyClick(dialog.again.line, Qt.Key.Key_Return)


def written(atlas: Atlas, folder: Path) -> list[Path]:
    """Wait for the atlas and return its files."""
    panel = atlas.page.panel
    atlas.qtbot.waitUntil(lambda: panel.report is not None, timeout=WAIT_MS)
    settle(atlas.qtbot, atlas.window)
    return sorted(folder.rglob("*.pdf"))


def assert_locked(path: Path, password: str = PASSWORD) -> None:
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pikepdf.open(path, password=password) as pdf:
        assert len(pdf.pages) > 1
        assert pdf.encryption.R == 6


def assert_no_trace(*folders: Path) -> None:
    """No file tells the password, in whatever way its characters are written."""
    forms = [PASSWORD.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        data = path.read_bytes()
        assert not any(form in data for form in forms), path


@pytest.mark.parametrize("is_volume", [True, False])
def test_every_file_opens_only_with_the_password_and_nothing_keeps_it(
    atlas: Atlas, tmp_path: Path, caplog: pytest.LogCaptureFixture, is_volume: bool
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    panel = atlas.page.panel
    panel.folder.setText(str(out))
    panel.one_file.setChecked(is_volume)
    type_it(atlas.qtbot, asked(atlas))
    files = written(atlas, out)
    assert len(files) == (1 if is_volume else 2)
    for path in files:
        assert_locked(path)
    session = atlas.window.session
    assert len(session.store.runs()) == 1
    assert PASSWORD not in repr(session.run())
    atlas.window.settings.save()
    assert PASSWORD not in repr(atlas.window.settings)
    assert PASSWORD not in caplog.text
    assert_no_trace(tmp_path, config_dir())


def test_without_the_tick_nobody_is_asked_and_the_file_is_open(
    atlas: Atlas, tmp_path: Path
) -> None:
    panel = atlas.page.panel
    panel.folder.setText(str(tmp_path / "out"))
    panel.one_file.setChecked(True)
    (tmp_path / "out").mkdir()
    atlas.click(panel.make)
    assert not atlas.window.findChildren(PasswordDialog)
    (path,) = written(atlas, tmp_path / "out")
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) > 1


def test_who_thinks_better_of_it_gets_no_file(atlas: Atlas, tmp_path: Path) -> None:
    atlas.page.panel.folder.setText(str(tmp_path / "out"))
    with atlas.qtbot.assertNotEmitted(atlas.page.panel.wanted):
        asked(atlas).reject()
    assert atlas.window.view.atlas_job is None
    assert not (tmp_path / "out").exists()


def test_that_a_password_is_wanted_is_not_kept_for_the_next_window(
    atlas: Atlas, tmp_path: Path
) -> None:
    panel = atlas.page.panel
    panel.lock.click()
    panel.one_file.click()
    assert "lock" not in panel._chosen


def test_a_slip_is_said_beside_the_lines_and_asked_for_anew(atlas: Atlas) -> None:
    dialog = asked(atlas)
    type_it(atlas.qtbot, dialog, "short")
    assert "at least 8" in dialog.error.text()
    dialog.first.line.clear()
    dialog.again.line.clear()
    assert dialog.first.line.height() >= dialog.first.line.sizeHint().height()
    atlas.qtbot.keyClicks(dialog.first.line, PASSWORD)
    assert dialog.error.isHidden()
    atlas.qtbot.keyClick(dialog.first.line, Qt.Key.Key_Return)
    assert "once more" in dialog.error.text()
    assert dialog.again.line.hasFocus() or dialog.focusWidget() is dialog.again.line
    atlas.qtbot.keyClicks(dialog.again.line, PASSWORD[:-1])
    atlas.qtbot.keyClick(dialog.again.line, Qt.Key.Key_Return)
    assert "not the same" in dialog.error.text()
    assert dialog.isVisible()
    dialog.reject()


def test_the_eye_shows_both_lines_and_input_methods_learn_nothing(atlas: Atlas) -> None:
    dialog = asked(atlas)
    lines = (dialog.first.line, dialog.again.line)
    assert [line.echoMode() for line in lines] == [QLineEdit.EchoMode.Password] * 2
    atlas.click(dialog.again.eye)
    assert [line.echoMode() for line in lines] == [QLineEdit.EchoMode.Normal] * 2
    assert dialog.first.eye.accessibleName() == "Hide the password"
    for line in lines:
        assert line.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    atlas.click(dialog.first.eye)
    assert [line.echoMode() for line in lines] == [QLineEdit.EchoMode.Password] * 2
    dialog.reject()
    assert [line.text() for line in lines] == ["", ""]


def test_only_the_changed_sheets_are_locked_too(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed(tmp_path, tiny).close()
    with open_window(qtbot) as window:
        open_project(qtbot, window, tmp_path / "qingshi.gpkg")
        window.view.actions_by_name["print_runs"].trigger()
        dialog = window.findChild(RunsDialog)
        runs, out = dialog.runs, tmp_path / "changed.pdf"
        runs.compare()
        qtbot.waitUntil(runs.print_button.isEnabled, timeout=WAIT_MS)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
        runs.lock.click()
        qtbot.mouseClick(runs.print_button, Qt.MouseButton.LeftButton)
        type_it(qtbot, dialog.findChild(PasswordDialog))
        qtbot.waitUntil(lambda: runs.made.file is not None, timeout=WAIT_MS)
        assert_locked(out)
        dialog.close()
        settle(qtbot, window)
    assert_no_trace(tmp_path)
