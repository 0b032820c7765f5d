"""Below the tree: the first who wait for a place."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridmap.ui.left_panel import LeftPanel
from gridmap.ui.panels.tray_glance import SHOWN, TrayGlance
from gridmap.ui.theme import LIGHT
from tests.helpers.build import Tiny
from tests.ui.panels.test_tray import WAITING, digest_without, ids


@pytest.fixture
def panel(qtbot: QtBot, tiny: Tiny) -> LeftPanel:
    made = LeftPanel(LIGHT)
    qtbot.addWidget(made)
    made.resize(290, 700)
    made.show_digest(digest_without(tiny, WAITING))
    made.show()
    return made


def glanced(glance: TrayGlance) -> list[str]:
    rows = glance.rows
    return [rows.row(rows.index(number)).household for number in range(rows.rowCount())]


def test_the_first_who_wait_stand_below_the_tree_and_follow_the_tray(panel: LeftPanel) -> None:
    assert panel.glance.isVisible()
    assert glanced(panel.glance) == ["h20", *WAITING[: SHOWN - 1]]
    panel.tray.drop(ids("h20"))
    assert glanced(panel.glance) == WAITING[:SHOWN]


def test_a_filter_on_the_tray_changes_nothing_below_the_tree(panel: LeftPanel) -> None:
    panel.tray.filter_box.setText("nobody is called so")
    assert len(glanced(panel.glance)) == SHOWN


def test_where_nobody_waits_or_room_is_short_nothing_stands_there(panel: LeftPanel) -> None:
    panel.resize(290, 400)
    assert not panel.glance.isVisible()
    panel.resize(290, 700)
    assert panel.glance.isVisible()
    panel.tray.drop(ids("h20", *WAITING))
    assert not panel.glance.isVisible()


def test_a_click_on_one_arms_that_household(qtbot: QtBot, panel: LeftPanel) -> None:
    table = panel.glance.list
    spot = table.visualRect(panel.glance.rows.index(1)).center()
    with qtbot.waitSignal(panel.tray.chosen) as caught:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert caught.args == ["h01"]
