"""The dialogs of poster, wall map, cards and day sheet, driven in the real window."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gridmap.ui.extras.dialog import KEPT, ExtraDialog
from gridmap.ui.extras.emergency_dialog import EmergencyDialog
from gridmap.ui.main_window import MainWindow
from gridmap.ui.widgets import made_file
from tests.export.atlas_helpers import page_texts
from tests.helpers.build import Tiny, fid
from tests.helpers.window import open_project, open_window, settle, tiny_project

LEFT = Qt.MouseButton.LeftButton
WAIT_MS = 20_000


def shown(window: MainWindow, name: str) -> ExtraDialog:
    """Choose a command of the Print menu and return its dialog."""
    window.view.actions_by_name[name].trigger()
    found = [item for item in window.findChildren(ExtraDialog) if item.isVisible()]
    return found[-1]


def made(
    qtbot: QtBot, dialog: ExtraDialog, out: Path, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[float, float]]:
    """Press “Make it…” and return the sizes of the file's pages."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    qtbot.mouseClick(dialog.make, LEFT)
    qtbot.waitUntil(lambda: dialog.made.file is not None, timeout=WAIT_MS)
    with pypdfium2.PdfDocument(out) as pdf:
        return [page.get_size() for page in pdf]


@pytest.mark.parametrize(
    ("name", "least"), [("poster", 1), ("wall_map", 4), ("safety_cards", 4), ("day_sheet", 1)]
)
def test_each_paper_is_made_from_its_menu_entry(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tiny: Tiny,
    name: str,
    least: int,
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(made_file, "open_outside", opened.append)
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        window.session.select({fid("v1"), fid("o2")})
        dialog = shown(window, name)
        chosen = dialog.values()
        assert chosen.get("village", fid("v1")) == "v1"
        assert chosen.get("officer", fid("o2")) == "o2"
        out = tmp_path / "paper.pdf"
        assert len(made(qtbot, dialog, out, monkeypatch)) >= least
        assert "paper.pdf" in dialog.made.words.text()
        qtbot.mouseClick(dialog.made.folder_button, LEFT)
        assert opened[-1] == tmp_path
        dialog.accept()
        settle(qtbot, window)


def test_the_last_choices_are_offered_again_but_not_the_village(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        dialog = shown(window, "safety_cards")
        dialog.choose("paper", "A5")
        dialog.choose("village", "v2")
        dialog.ticks["surname_only"].setChecked(True)
        sizes = made(qtbot, dialog, tmp_path / "cards.pdf", monkeypatch)
        assert round(sizes[0][0] * 25.4 / 72) == 148
        dialog.accept()
        again = shown(window, "safety_cards")
        assert again.values()["paper"] == "A5"
        assert again.values()["surname_only"] is True
        assert again.values()["village"] == "v1"
        assert set(window.settings.ui[KEPT]["safety_cards"]) == {"paper", "surname_only"}
        again.accept()


def test_the_grids_offered_are_those_of_the_village(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        dialog = shown(window, "safety_cards")
        box = dialog.boxes["grid"]
        assert [box.itemData(at) for at in range(box.count())] == ["", "w11", "w12"]
        dialog.choose("village", "v2")
        assert [box.itemData(at) for at in range(box.count())] == ["", "w21"]
        dialog.accept()


def test_what_goes_wrong_is_said_in_the_dialog(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        dialog = shown(window, "poster")
        dialog.write(tmp_path / "missing" / "a.pdf")
        qtbot.waitUntil(lambda: bool(dialog.words.text()), timeout=WAIT_MS)
        assert dialog.made.file is None
        assert dialog.make.isEnabled()
        dialog.accept()


def test_leaving_the_dialog_stops_what_is_being_made(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        dialog = shown(window, "safety_cards")
        dialog.write(tmp_path / "cards.pdf")
        dialog.reject()
        qtbot.waitUntil(lambda: not window.runner.is_busy, timeout=WAIT_MS)


def test_without_a_village_the_reason_stands_in_the_dialog(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    empty = Tiny((tiny.project,))
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, empty))
        dialog = shown(window, "poster")
        assert not dialog.make.isEnabled()
        assert "village" in dialog.words.text()
        dialog.accept()


def test_the_office_lays_down_its_own_emergency_numbers(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        window.view.actions_by_name["emergency_numbers"].trigger()
        (dialog,) = window.findChildren(EmergencyDialog)
        assert dialog.numbers()[0][0] == "110"
        dialog.table.item(0, 0).setText("wrong")
        qtbot.mouseClick(dialog.save, LEFT)
        assert "not a phone number" in dialog.error.text()
        dialog.table.item(0, 0).setText("0930-7654321")
        dialog.table.item(0, 1).setText("乡值班室")
        qtbot.mouseClick(dialog.save, LEFT)
        assert window.session.document.project.emergency[0] == ("0930-7654321", "乡值班室")
        cards = shown(window, "safety_cards")
        out = tmp_path / "cards.pdf"
        made(qtbot, cards, out, monkeypatch)
        assert "0930-7654321" in page_texts(out)[0]
        cards.accept()
        settle(qtbot, window)
