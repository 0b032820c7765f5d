"""The parts of the workspace: shown, hidden, and of the size that they had."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gridmap.ui.bottom_panel import BottomPage, BottomPanel
from gridmap.ui.panel_splitter import PanelSplitter
from gridmap.ui.theme import LIGHT


def a_splitter(qtbot: QtBot, state: dict[str, Any]) -> PanelSplitter:
    bottom = BottomPanel(LIGHT)
    bottom.add("grids", "Grids", BottomPage)
    panels = PanelSplitter(LIGHT, state, left=QWidget(), canvas=QWidget(), bottom=bottom)
    qtbot.addWidget(panels)
    panels.resize(1200, 700)
    panels.show()
    panels.recall()
    return panels


def test_at_first_only_the_tables_are_hidden(qtbot: QtBot) -> None:
    panels = a_splitter(qtbot, {})
    assert [panels.is_shown(name) for name in ("left", "right", "bottom")] == [True, True, False]


def test_hidden_parts_stay_hidden_at_the_next_start(qtbot: QtBot) -> None:
    state: dict[str, Any] = {}
    before = a_splitter(qtbot, state)
    before.toggle("left")
    before.toggle("bottom")
    before.remember()
    after = a_splitter(qtbot, state)
    assert [after.is_shown(name) for name in ("left", "right", "bottom")] == [False, True, True]


def test_parts_come_back_as_wide_as_they_were(qtbot: QtBot) -> None:
    state: dict[str, Any] = {}
    before = a_splitter(qtbot, state)
    before.setSizes([300, 500, 400])
    wanted = before.sizes()
    before.remember()
    assert a_splitter(qtbot, state).sizes() == wanted


def test_tables_open_with_the_height_that_they_had(qtbot: QtBot) -> None:
    state: dict[str, Any] = {"rows": [400, 299]}
    panels = a_splitter(qtbot, state)
    panels.toggle("bottom")
    panels.remember()
    assert abs(state["rows"][1] - 299) <= 2
