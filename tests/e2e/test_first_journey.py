"""From a roster and map files to a booklet, and back again the next day: the sample village."""

from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gridmap.model.features import FeatureId, Household, Village
from gridmap.settings import load_settings
from gridmap.ui.dialogs.import_files import ImportDialog
from gridmap.ui.dialogs.new_project import NewProjectDialog
from gridmap.ui.main_window import MainWindow
from tests.helpers.window import open_window, settle, take_in, when_shown

DATA = Path(__file__).parent.parent.parent / "data"
VILLAGE = "柳溪村"
NEW_HEAD = "Ouyang"
CONTROL = Qt.KeyboardModifier.ControlModifier
WAIT_MS = 60_000


def test_files_become_a_booklet_and_the_last_act_can_be_undone_after_opening_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "云岭镇.gpkg"
    with open_window(qtbot) as window:
        _make_project(qtbot, window, path)
        _import_roster(qtbot, window)
        household, old_head = _rename_a_head(qtbot, window)
        words = _booklet_words(qtbot, window, tmp_path)
        assert NEW_HEAD in words
        _press(qtbot, window, Qt.Key.Key_W, CONTROL)
        assert window.session is None
    with open_window(qtbot, load_settings()) as window:
        recent = window.start_page.findChild(QPushButton, "recentRow")
        with qtbot.waitSignal(window.project_opened, timeout=WAIT_MS):
            qtbot.mouseClick(recent, Qt.MouseButton.LeftButton)
        settle(qtbot, window)
        assert _head(window, household) == NEW_HEAD
        _press(qtbot, window, Qt.Key.Key_Z, CONTROL)
        assert _head(window, household) == old_head


def _make_project(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    def fill(dialog: NewProjectDialog) -> None:
        qtbot.keyClicks(dialog.code, "990124101")
        dialog.name.setText("云岭镇")
        dialog.path.setText(str(path))
        dialog.use_files((DATA / "villages.geojson", DATA / "liuxi.gpkg"))
        when_shown(ImportDialog, lambda other: take_in(qtbot, other, None))
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    when_shown(NewProjectDialog, fill)
    with qtbot.waitSignal(window.project_opened, timeout=WAIT_MS):
        new = window.start_page.findChild(QPushButton, "startVerb")
        qtbot.mouseClick(new, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert window.session.document.count(Village) == 11


def _import_roster(qtbot: QtBot, window: MainWindow) -> None:
    when_shown(ImportDialog, lambda dialog: take_in(qtbot, dialog, DATA / "roster-liuxi.xlsx"))
    _press(qtbot, window, Qt.Key.Key_I, CONTROL)
    settle(qtbot, window)
    assert any(item.head for item in window.session.document.all(Household))


def _rename_a_head(qtbot: QtBot, window: MainWindow) -> tuple[FeatureId, str]:
    """Find a household by its head, give it another head; return its id and the old head."""
    document = window.session.document
    find = window.view.find_box
    mapped = [item for item in document.all(Household) if item.geometry is not None and item.head]
    qtbot.waitUntil(lambda: find.is_ready, timeout=WAIT_MS)
    _press(qtbot, window, Qt.Key.Key_K, CONTROL)
    find.line.setText(mapped[0].head)
    qtbot.waitUntil(lambda: find.list.currentItem() is not None)
    qtbot.keyClick(find.line, Qt.Key.Key_Return)
    (chosen,) = window.session.selection
    field = window.view.workspace.properties.form.field("head")
    old_head = field.text()
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, NEW_HEAD)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _head(window, chosen) == NEW_HEAD)
    settle(qtbot, window)
    return chosen, old_head


def _booklet_words(qtbot: QtBot, window: MainWindow, folder: Path) -> str:
    """Make the household edition of the village and return all words of its pages."""
    workspace = window.view.workspace
    village = next(item for item in window.session.document.all(Village) if item.name == VILLAGE)
    workspace.go_to(village.id)
    _press(qtbot, window, Qt.Key.Key_P, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    panel = workspace.atlas
    assert panel.spec().villages == (village.id,)
    panel.one_file.setChecked(True)
    panel.folder.setText(str(folder))
    qtbot.mouseClick(panel.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.make.isEnabled, timeout=WAIT_MS)
    assert panel.output().exists(), workspace.toast.text
    assert "Every house on the map has its label." in panel.result_text
    document = pypdfium2.PdfDocument(panel.output())
    words = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return words


def _head(window: MainWindow, household: FeatureId) -> str:
    return window.session.document.get(household, Household).head


def _press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """Press a key of the window, which a dialog may have left in the background."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, key, modifiers)
