"""The atlas mode of the real window, and hands to use it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from gridmap.export.preview import LaidOutBooklet
from gridmap.ui.atlas.page import AtlasPage
from gridmap.ui.main_window import MainWindow

WAIT_MS = 30_000
CONTROL = Qt.KeyboardModifier.ControlModifier


class Atlas:
    """The atlas mode of a window, and hands to use it."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        assert window.view is not None
        self.workspace = window.view.workspace

    def enter(self) -> Atlas:
        self.window.view.modes.chosen.emit("atlas")
        self.wait()
        return self

    @property
    def page(self) -> AtlasPage:
        return self.workspace.atlas_page

    @property
    def booklet(self) -> LaidOutBooklet:
        assert self.page.follower.preview is not None
        return self.page.follower.preview.booklet

    def wait(self) -> None:
        """Wait until all that is in sight is drawn."""
        page = self.page

        def is_there() -> bool:
            follower = page.follower
            return (
                not follower.is_busy
                and follower.is_up_to_date
                and (page.view.page_name == page.page or page.empty.isVisible())
            )

        self.qtbot.waitUntil(is_there, timeout=WAIT_MS)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
        self.page.view.setFocus()
        self.qtbot.keyClick(self.page.view, key, modifiers)
        self.wait()

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def choose(self, box: QComboBox, value: object) -> None:
        """Choose in a box with the keyboard, as a person does."""
        box.setFocus()
        steps = box.findData(value) - box.currentIndex()
        for _ in range(abs(steps)):
            self.qtbot.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
        assert box.currentData() == value
        self.wait()

    def write(self, field: QWidget, text: str) -> None:
        field.setFocus()
        self.qtbot.keyClick(field, Qt.Key.Key_A, CONTROL)
        self.qtbot.keyClicks(field, text)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.wait()

    @property
    def here(self) -> int:
        """The number of the page that is looked at."""
        return next(page.number for page in self.booklet.pages if page.name == self.page.page)
