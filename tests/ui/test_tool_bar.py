from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gridmap.ui.theme import LIGHT
from gridmap.ui.tool_bar import ToolBar


def actions(*names: str) -> list[QAction]:
    made = []
    for name in names:
        action = QAction(name)
        action.setIconText(name)
        made.append(action)
    return made


def test_what_does_not_fit_waits_behind_the_last_button(qtbot: QtBot) -> None:
    left, right = actions(*(f"Tool {n}" for n in range(12))), actions("Undo")
    bar = ToolBar([left[:6], left[6:]], right, LIGHT)
    qtbot.addWidget(bar)
    bar.resize(1600, 60)
    bar.show()
    shown = {button.text() for button in bar.findChildren(QToolButton) if button.isVisible()}
    assert shown == {action.text() for action in (*left, *right)}
    bar.resize(400, 60)
    more = next(b for b in bar.findChildren(QToolButton) if b.menu() is not None)
    qtbot.waitUntil(more.isVisible)
    hidden = [action for action in more.menu().actions() if not action.isSeparator()]
    visible = {b.text() for b in bar.findChildren(QToolButton) if b.isVisible()}
    assert hidden == left[-len(hidden) :]
    assert visible == {"Undo", "More"} | {action.text() for action in left[: -len(hidden)]}
    assert bar.minimumSizeHint().width() < 400
