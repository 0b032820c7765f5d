from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gridmap.ui.theme import LIGHT
from gridmap.ui.tool_bar import ToolBar, ToolGroup


def actions(*names: str) -> list[QAction]:
    made = []
    for name in names:
        action = QAction(name)
        action.setIconText(name)
        action.setCheckable(True)
        made.append(action)
    return made


def shown(bar: ToolBar) -> set[str]:
    buttons = bar.findChildren(QToolButton)
    return {b.text() for b in buttons if b.isVisible() and b.menu() is None}


def drop_downs(bar: ToolBar) -> list[QToolButton]:
    return [b for b in bar.findChildren(QToolButton) if b.menu() is not None and b.isVisible()]


def made(qtbot: QtBot) -> tuple[ToolBar, list[QAction]]:
    found = actions(*(f"Tool {n}" for n in range(12)), "Undo")
    groups = [ToolGroup("Look", found[:5]), ToolGroup("Draw", found[5:9], found[9:12])]
    bar = ToolBar(groups, found[12:], LIGHT)
    qtbot.addWidget(bar)
    bar.resize(1600, 60)
    bar.show()
    return bar, found


def test_in_a_wide_window_only_the_rarer_tools_wait_behind_a_drop_down(qtbot: QtBot) -> None:
    bar, found = made(qtbot)
    assert shown(bar) == {action.text() for action in (*found[:9], found[12])}
    (more,) = drop_downs(bar)
    assert more.menu().actions() == found[9:12]
    assert "Draw" in more.accessibleName()


def test_in_a_narrow_window_every_group_keeps_buttons_and_nothing_is_lost(qtbot: QtBot) -> None:
    bar, found = made(qtbot)
    bar.resize(520, 60)
    qtbot.waitUntil(lambda: len(drop_downs(bar)) == 2)
    waiting = [action for more in drop_downs(bar) for action in more.menu().actions()]
    assert {action.text() for action in waiting} | shown(bar) == {a.text() for a in found}
    assert {found[0].text(), found[5].text(), "Undo"} <= shown(bar)
    assert bar.minimumSizeHint().width() < 400

    def right_most() -> int:
        buttons = bar.findChildren(QToolButton)
        return max(button.geometry().right() for button in buttons if button.isVisible())

    qtbot.waitUntil(lambda: right_most() <= bar.width())


def test_a_drop_down_shows_the_tool_in_hand_that_waits_behind_it(qtbot: QtBot) -> None:
    bar, found = made(qtbot)
    (more,) = drop_downs(bar)
    assert more.text() == "More"
    found[10].setChecked(True)
    assert more.text() == "Tool 10"
    assert more.isChecked()
    found[10].setChecked(False)
    assert more.text() == "More"
    assert not more.isChecked()
