"""Journey 1 of a grid worker's first day, with mouse and keys, from a roster to a booklet and back.

New project, roster, village outlines, three grids, thirty households from the tray, two people
tagged, two places, officers with their posts, the booklet of the village, close, reopen, undo.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gridmap.actions.land import partition_of_village
from gridmap.geo.partition import flaws, unassigned
from gridmap.model.duties import GRID_HEAD, LEADER
from gridmap.model.features import CareRecord, Duty, Grid, Household, Officer, Place, Village
from gridmap.settings import load_settings
from gridmap.ui.care.page import CarePage
from gridmap.ui.care.post_popup import PostPopup
from gridmap.ui.dialogs.import_files import ImportDialog
from gridmap.ui.dialogs.new_project import NewProjectDialog
from gridmap.ui.main_window import MainWindow
from gridmap.ui.workspace import Workspace
from tests.helpers.window import (
    click_item,
    item_named,
    open_window,
    settle,
    take_in,
    when_shown,
)

DATA = Path(__file__).parent.parent.parent / "data"
VILLAGE = "柳溪村"
HOUSES = 30
WAIT_MS = 60_000
LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
PEOPLE = (("周桂兰", "Living alone"), ("韩大山", "Evacuation help"))
PLACES = {"柳溪村村委会": "P01", "柳溪小学": "P02"}
HEADS = ("马建国", "何秀英", "郭大勇")


class Journey:
    """One person at the window. Each step is one method; nothing is called but by mouse and key."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.path = folder / "云岭镇.gpkg"
        self.window: MainWindow

    @property
    def workspace(self) -> Workspace:
        """The open project."""
        assert self.window.view is not None
        return self.window.view.workspace

    @property
    def document(self):
        """What is in the project."""
        assert self.window.session is not None
        return self.window.session.document

    def village(self) -> Village:
        """The village that is worked on."""
        return next(item for item in self.document.all(Village) if item.name == VILLAGE)

    # Steps

    def make_project(self) -> None:
        def fill(dialog: NewProjectDialog) -> None:
            self.qtbot.keyClicks(dialog.code, "990124101")
            self.write(dialog.name, "云岭镇")
            dialog.path.setText(str(self.path))
            self.qtbot.keyClick(dialog, Qt.Key.Key_Return)

        when_shown(NewProjectDialog, fill)
        with self.qtbot.waitSignal(self.window.project_opened, timeout=WAIT_MS):
            self.click(self.window.start_page.findChild(QPushButton, "startVerb"))
        settle(self.qtbot, self.window)

    def import_roster(self) -> None:
        self.take_in("roster-liuxi.xlsx")
        assert self.document.count(Household) > 300
        assert self.workspace.left.tray.rows.rowCount() > 300
        assert self.village().geometry is None
        groups = {item.group for item in self.document.all(Household)}
        assert None not in groups

    def import_outlines(self) -> None:
        self.take_in("villages.geojson")
        assert self.document.count(Village) == 11
        assert self.village().geometry is not None

    def draw_grids(self) -> None:
        self.go_to_village()
        self.key(Qt.Key.Key_G)
        west, south, east, north = self.village().geometry.bounds
        third = (east - west) / 3
        for number in range(3):
            left, right = west + number * third, west + (number + 1) * third
            for corner in ((left, south), (right, south), (right, north), (left, north)):
                self.click_at(*corner)
            self.key(Qt.Key.Key_Return)
        self.key(Qt.Key.Key_Escape)
        settle(self.qtbot, self.window)
        partition = partition_of_village(self.document, self.village().id)
        assert len(partition.grids) == 3
        assert flaws(partition) == []
        assert unassigned(partition) == []

    def place_households(self) -> None:
        self.key(Qt.Key.Key_N)
        land = self.village().geometry
        middle = land.representative_point()
        for number in range(HOUSES):
            column, row = number % 6, number // 6
            self.click_at(middle.x + 45 * (column - 3), middle.y + 45 * (row - 2))
        self.key(Qt.Key.Key_Escape)
        settle(self.qtbot, self.window)
        assert len(self.placed()) == HOUSES

    def tag_people(self) -> None:
        before = set(self.document.table(CareRecord))
        for house, (person, category) in zip(self.placed()[::7], PEOPLE, strict=False):
            self.key(Qt.Key.Key_V)
            self.click_at(house.geometry.x, house.geometry.y, when_sharp=True)
            assert self.window.session.selection == {house.id}
            self.key(Qt.Key.Key_T, CONTROL)
            form = self.care_page().form
            assert form is not None
            button = next(
                item for item in form.findChildren(QToolButton) if item.text() == category
            )
            self.click(button)
            field = QApplication.focusWidget()
            assert field is form.person
            self.write(field, person)
            self.qtbot.keyClick(field, Qt.Key.Key_Return)
            settle(self.qtbot, self.window)
        made = [item for item in self.document.all(CareRecord) if item.id not in before]
        assert [item.person for item in made] == [person for person, _ in PEOPLE]

    def mark_places(self) -> None:
        self.click(self.mode_button("Draw"))
        middle = self.village().geometry.representative_point()
        self.key(Qt.Key.Key_P)
        self.key(Qt.Key.Key_Tab)
        for number, name in enumerate(PLACES):
            self.click_at(middle.x - 150 + 60 * number, middle.y + 190)
            settle(self.qtbot, self.window)
            (place,) = self.window.session.selection
            field = self.workspace.properties.form.field("name")
            self.click(field)
            field.selectAll()
            self.write(field, name)
            self.qtbot.keyClick(field, Qt.Key.Key_Return)
            self.qtbot.waitUntil(lambda p=place, n=name: self.document.get(p, Place).name == n)
            self.workspace.canvas.setFocus()
            self.key(Qt.Key.Key_Tab)
        self.key(Qt.Key.Key_Escape)
        settle(self.qtbot, self.window)
        places = {item.name: item.place_kind for item in self.document.all(Place)}
        assert places == PLACES

    def give_posts(self) -> None:
        duties, officers = self.document.count(Duty), self.document.count(Officer)
        self.click(self.mode_button("Care"))
        tree = self.workspace.left.tree.tree
        self.click(self.tab_button("Contents"))
        click_item(self.qtbot, tree, item_named(tree, VILLAGE))
        self.give(LEADER, "秦书记")
        grids = sorted(self.document.all(Grid), key=lambda grid: grid.code)
        for grid, head in zip(grids, HEADS, strict=True):
            click_item(self.qtbot, tree, item_named(tree, grid.name))
            self.give(GRID_HEAD, head)
        digest = self.workspace.briefing.digest
        assert [digest.head_of(grid.id).name for grid in grids] == list(HEADS)
        assert self.document.count(Duty) == duties + 4
        assert self.document.count(Officer) == officers + 4

    def make_booklet(self) -> str:
        self.go_to_village()
        self.key(Qt.Key.Key_P, CONTROL | SHIFT)
        panel = self.workspace.atlas
        assert panel.spec().edition == "P2"
        assert panel.spec().villages == (self.village().id,)
        panel.one_file.setChecked(True)
        panel.folder.setText(str(self.folder))
        self.click(panel.make)
        self.qtbot.waitUntil(panel.make.isEnabled, timeout=WAIT_MS)
        assert panel.output().exists(), self.workspace.toast.text
        document = pypdfium2.PdfDocument(panel.output())
        words = "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        return words

    def close(self) -> None:
        self.key(Qt.Key.Key_W, CONTROL)
        assert self.window.session is None

    def reopen(self) -> None:
        recent = self.window.start_page.findChild(QPushButton, "recentRow")
        with self.qtbot.waitSignal(self.window.project_opened, timeout=WAIT_MS):
            self.click(recent)
        settle(self.qtbot, self.window)

    def undo_last(self) -> None:
        before = self.document.count(Duty)
        self.key(Qt.Key.Key_H, CONTROL)
        history = self.workspace.bottom.table("history")
        self.qtbot.waitUntil(lambda: history.rows.rowCount() > 0)
        title = history.rows.index(0, 2).data()
        assert HEADS[-1] in title
        assert self.window.view.actions_by_name["undo"].text() == f"Undo “{title}”"
        self.key(Qt.Key.Key_Z, CONTROL)
        settle(self.qtbot, self.window)
        assert self.document.count(Duty) == before - 1

    # Hands

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the cursor is, or in the window, which a dialog may have left."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def write(self, field: QWidget, text: str) -> None:
        """Write Chinese as an input method does: a keyboard has no such keys."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(field, event)

    def click(self, widget: QWidget) -> None:
        """Click the middle of a widget that can be seen and used."""
        assert widget.isVisible()
        assert widget.isEnabled()
        self.qtbot.mouseClick(widget, LEFT)

    def click_at(self, x_m: float, y_m: float, *, when_sharp: bool = False) -> None:
        """Move over the map and click there."""
        canvas = self.workspace.canvas
        if when_sharp:
            self.qtbot.waitUntil(lambda: canvas.is_sharp and canvas.has_hit_index, timeout=WAIT_MS)
        x_px, y_px = canvas.screen_view.point_px(x_m, y_m)
        at = QPoint(round(x_px), round(y_px))
        assert canvas.rect().contains(at), "that place is not on the screen"
        move = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            QPointF(at),
            QPointF(canvas.mapToGlobal(at)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            NONE,
        )
        QApplication.sendEvent(canvas, move)
        self.qtbot.mouseClick(canvas, LEFT, pos=at)

    def go_to_village(self) -> None:
        """Click the village in the list; the map goes there."""
        self.click(self.tab_button("Contents"))
        tree = self.workspace.left.tree.tree
        click_item(self.qtbot, tree, item_named(tree, VILLAGE))
        assert self.window.session.selection == {self.village().id}

    def take_in(self, name: str) -> None:
        """Take a sample file in through Ctrl+I."""
        when_shown(ImportDialog, lambda dialog: take_in(self.qtbot, dialog, DATA / name))
        self.key(Qt.Key.Key_I, CONTROL)
        settle(self.qtbot, self.window)

    def placed(self) -> list[Household]:
        """The households on the map, in the order of the roster."""
        return [item for item in self.document.all(Household) if item.geometry is not None]

    def care_page(self) -> CarePage:
        """The page of the care mode."""
        page = self.workspace.book.page("care")
        assert isinstance(page, CarePage)
        return page

    def give(self, role: str, name: str) -> None:
        """Give a post of what is selected to somebody new."""
        settle(self.qtbot, self.window)
        posts = self.care_page().posts
        assert posts is not None
        self.click(posts.links[role, False])
        popup = posts.popup
        assert isinstance(popup, PostPopup)
        self.click(popup.new_button)
        self.write(popup.new.name, name)
        self.qtbot.keyClick(popup.new.name, Qt.Key.Key_Return)
        settle(self.qtbot, self.window)

    def mode_button(self, words: str) -> QPushButton:
        """The button of a mode at the head."""
        return self._button(self.window.view.modes, words)

    def tab_button(self, words: str) -> QPushButton:
        """The button of a tab on the left."""
        return self._button(self.workspace.left, words)

    def _button(self, owner: QWidget, words: str) -> QPushButton:
        return next(item for item in owner.findChildren(QPushButton) if item.text() == words)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_first_day_from_a_roster_to_a_booklet_and_the_next_day(
    qtbot: QtBot, tmp_path: Path
) -> None:
    journey = Journey(qtbot, tmp_path)
    with open_window(qtbot) as window:
        journey.window = window
        journey.make_project()
        journey.import_roster()
        journey.import_outlines()
        journey.draw_grids()
        journey.place_households()
        journey.tag_people()
        journey.mark_places()
        journey.give_posts()
        words = journey.make_booklet()
        assert VILLAGE in words
        assert all(name in words for name in HEADS)
        assert not any(person in words for person, _ in PEOPLE)
        journey.close()
    with open_window(qtbot, load_settings()) as window:
        journey.window = window
        journey.reopen()
        journey.undo_last()
