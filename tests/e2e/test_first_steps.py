"""The guided task through the real window: from the start page to one's own project, by mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from gridmap.actions.land import partition_of_village
from gridmap.geo.partition import unassigned
from gridmap.i18n import CHINESE, set_language
from gridmap.model.features import Area, Grid, Household, Village
from gridmap.model.relations import has_position
from gridmap.settings import Settings, load_settings
from gridmap.ui.dialogs.new_project import NewProjectDialog
from gridmap.ui.guide.steps import HOUSES, PLACE, TAKE_HOUSES, TAKE_PEN, UNDO
from gridmap.ui.main_window import MainWindow
from tests.helpers.window import WAIT_MS, open_window, settle, when_shown


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


LEFT = Qt.MouseButton.LeftButton


class Beginner:
    """Does what the card says, with mouse and keys."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    def begin(self) -> None:
        """Click the guided task on the start page."""
        verbs = self.window.start_page.findChildren(QPushButton, "startVerb")
        with self.qtbot.waitSignal(self.window.project_opened, timeout=WAIT_MS):
            self.qtbot.mouseClick(verbs[2], Qt.MouseButton.LeftButton)
        settle(self.qtbot, self.window)
        self.qtbot.waitUntil(lambda: self.canvas.is_sharp, timeout=WAIT_MS)

    @property
    def canvas(self):
        return self.window.view.workspace.canvas

    @property
    def document(self):
        return self.window.session.document

    @property
    def card(self):
        return self.window.guide.task.card

    def press(self, action: str) -> None:
        """Click a button of the tool bar."""
        wanted = self.window.view.actions_by_name[action]
        buttons = self.window.findChildren(QToolButton)
        button = next(item for item in buttons if item.defaultAction() is wanted)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def click(self, x_m: float, y_m: float) -> None:
        """Point to a place on the map and click; the card must not be in the way."""
        x_px, y_px = self.canvas.screen_view.point_px(x_m, y_m)
        at = QPoint(round(x_px), round(y_px))
        assert self.canvas.childAt(at) is None, at
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            QPointF(at),
            QPointF(self.canvas.mapToGlobal(at)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(self.canvas, event)
        self.qtbot.mouseClick(self.canvas, Qt.MouseButton.LeftButton, pos=at)

    def draw_the_grid(self) -> None:
        """Go roughly round the hatched land."""
        (village,) = self.document.all(Village)
        (land,) = unassigned(partition_of_village(self.document, village.id))
        west, south, east, north = land.shape.bounds
        for x_m, y_m in ((west, south), (east, south), (east, north - 6), (west, north - 20)):
            self.click(x_m, y_m)
        self.qtbot.keyClick(self.canvas, Qt.Key.Key_Return)

    def empty_houses(self) -> list[Area]:
        """Return the buildings in which nobody lives on the map."""
        homes = [item.geometry for item in self.document.all(Household) if has_position(item)]
        return [
            item
            for item in self.document.all(Area)
            if item.area_kind == "building" and not any(map(item.geometry.contains, homes))
        ]

    def place(self, count: int) -> None:
        """Click on so many empty buildings."""
        for house in self.empty_houses()[:count]:
            self.click(house.geometry.centroid.x, house.geometry.centroid.y)


@pytest.mark.parametrize("language", ["en", CHINESE])
def test_the_whole_task_is_done_by_mouse_and_ends_at_ones_own_project(
    qtbot: QtBot, language: str
) -> None:
    set_language(language)
    with open_window(qtbot, Settings(language=language)) as window:
        beginner = Beginner(qtbot, window)
        beginner.begin()
        assert window.guide.task.steps.current == TAKE_PEN
        beginner.press("tool_draw_grid")
        beginner.draw_the_grid()
        assert beginner.document.count(Grid) == 3
        assert window.guide.task.steps.current == TAKE_HOUSES
        beginner.press("tool_place_household")
        assert window.guide.task.steps.current == PLACE
        beginner.place(HOUSES)
        assert window.guide.task.steps.current == UNDO
        beginner.press("undo")
        assert window.guide.task.steps.is_finished
        assert len(beginner.empty_houses()) == 4
        own = beginner.card.findChild(QPushButton, "guideOwn")
        asked: list[NewProjectDialog] = []
        when_shown(NewProjectDialog, lambda dialog: (asked.append(dialog), dialog.reject()))
        qtbot.mouseClick(own, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: bool(asked), timeout=WAIT_MS)
        qtbot.waitUntil(lambda: window.start_page is not None, timeout=WAIT_MS)


def test_a_task_that_is_left_goes_on_and_a_finished_one_begins_afresh(qtbot: QtBot) -> None:
    with open_window(qtbot) as window:
        beginner = Beginner(qtbot, window)
        beginner.begin()
        beginner.press("tool_draw_grid")
        beginner.draw_the_grid()
        qtbot.mouseClick(beginner.card.findChild(QPushButton, "guideLeave"), LEFT)
        qtbot.waitUntil(lambda: window.start_page is not None, timeout=WAIT_MS)
    with open_window(qtbot) as window:
        beginner = Beginner(qtbot, window)
        beginner.begin()
        assert beginner.document.count(Grid) == 3
        assert window.guide.task.steps.current == TAKE_HOUSES
        window.use_language(CHINESE)
        assert window.guide.task.steps.current == TAKE_HOUSES
        assert "按 N 键" in window.guide.task.card.text
        qtbot.mouseClick(beginner.card.findChild(QPushButton, "guideAgain"), LEFT)
        qtbot.waitUntil(
            lambda: window.guide.task is not None and beginner.document.count(Grid) == 2,
            timeout=WAIT_MS,
        )
        assert window.guide.task.steps.current == TAKE_PEN
    assert load_settings().recent == []


def test_the_card_is_reached_with_the_tab_key_and_worked_with_the_space_bar(qtbot: QtBot) -> None:
    with open_window(qtbot) as window:
        beginner = Beginner(qtbot, window)
        beginner.begin()
        leave = beginner.card.findChild(QPushButton, "guideLeave")
        leave.setFocus()
        assert leave.hasFocus()
        qtbot.keyClick(leave, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: window.start_page is not None, timeout=WAIT_MS)
