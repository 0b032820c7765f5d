"""Placing along a lane: the order, the spacing, the side, and one act for all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridmap.errors import ProjectFileError
from gridmap.ui.tools.place_along_lane import PlaceAlongLaneTool
from tests.helpers.build import Tiny
from tests.helpers.map_window import MapWindow, session_of
from tests.ui.tools.placing_helpers import Placing, waiting_features

NAMES = [f"h{number:02d}" for number in range(1, 9)]


@pytest.fixture
def placing(qtbot: QtBot, tiny: Tiny, tmp_path: Path) -> Iterator[Placing]:
    session = session_of(waiting_features(tiny.features, 8), tmp_path)
    yield Placing(MapWindow(qtbot, session), PlaceAlongLaneTool, NAMES)
    session.close()


def facts(placing: Placing) -> str:
    guide = placing.tool.guide()
    assert guide is not None
    return " | ".join((*guide.facts, guide.error))


def placed(placing: Placing) -> list[str]:
    return [name for name in NAMES if placing.place_of(name) is not None]


def test_enter_drops_the_next_households_on_both_sides_as_one_act(placing: Placing) -> None:
    placing.click(30, 60)
    placing.click(55, 60)
    assert "6 of 8" in facts(placing)
    placing.window.key(Qt.Key.Key_Return)
    assert placed(placing) == NAMES[:6]
    places = [placing.place_of(name) for name in NAMES[:6]]
    expected = [(30, 66), (30, 54), (42, 66), (42, 54), (54, 66), (54, 54)]
    for place, want in zip(places, expected, strict=True):
        assert place == pytest.approx(want, abs=0.5)
    assert placing.armed == "h07"
    assert "6" in placing.told[0]
    placing.session.undo()
    assert placed(placing) == []
    assert placing.armed == "h01"


def test_brackets_change_the_spacing_and_tab_the_side(placing: Placing) -> None:
    placing.click(30, 60)
    placing.click(60, 60)
    for _ in range(3):
        placing.window.key(Qt.Key.Key_BracketRight)
    assert "every 15 m" in facts(placing)
    placing.window.key(Qt.Key.Key_Tab)
    assert "on the left" in facts(placing)
    assert "3 of 8" in facts(placing) or "2 of 8" in facts(placing)
    for _ in range(99):
        placing.window.key(Qt.Key.Key_BracketLeft)
    assert "every 3 m" in facts(placing)
    placing.window.key(Qt.Key.Key_Tab)
    placing.window.key(Qt.Key.Key_Tab)
    assert "on the line" in facts(placing)
    placing.window.key(Qt.Key.Key_Tab)
    assert "on both sides" in facts(placing)


def test_a_double_click_ends_the_lane_and_places(placing: Placing) -> None:
    placing.click(30, 60)
    placing.window.double_click(placing.at(55, 60))
    assert placed(placing) == NAMES[:6]


def test_backspace_takes_a_corner_back_and_escape_the_lane(placing: Placing) -> None:
    placing.click(30, 60)
    placing.click(55, 60)
    placing.window.key(Qt.Key.Key_Backspace)
    placing.point_at(43, 60)
    assert "4 of 8" in facts(placing)
    placing.window.key(Qt.Key.Key_Escape)
    assert "0 of 8" in facts(placing)
    assert placing.canvas.tool is placing.tool
    placing.window.key(Qt.Key.Key_Escape)
    assert placing.canvas.tool is not placing.tool
    assert placed(placing) == []


def test_without_a_lane_enter_says_what_to_do(placing: Placing) -> None:
    placing.window.key(Qt.Key.Key_Return)
    assert "Draw the lane first" in facts(placing)
    assert not placing.session.can_undo
    assert placing.tool.hint
    assert not placing.tool.key(Qt.Key.Key_Q, Qt.KeyboardModifier.NoModifier)


def test_the_right_button_begins_with_the_next_household(placing: Placing) -> None:
    placing.right_click()
    placing.click(30, 60)
    placing.click(43, 60)
    placing.window.key(Qt.Key.Key_Return)
    assert placed(placing) == NAMES[1:5]


def test_what_will_be_is_drawn_before_it_is_done(placing: Placing) -> None:
    placing.point_at(30, 60)
    empty = placing.window.picture()
    placing.click(30, 60)
    placing.point_at(80, 70)
    assert placing.window.picture() != empty


def test_a_failed_write_is_said(placing: Placing, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_changeset: object) -> None:
        raise ProjectFileError("The disk is full.")

    monkeypatch.setattr(placing.session, "apply", full)
    placing.click(30, 60)
    placing.click(55, 60)
    placing.window.key(Qt.Key.Key_Return)
    assert "The disk is full." in facts(placing)
    assert placed(placing) == []
    placing.tool.choose("point")
    assert placing.switched == ["point"]
