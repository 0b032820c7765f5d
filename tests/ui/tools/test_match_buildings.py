"""Into buildings: what is picked, the walk that is shown, and that just this is done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from gridmap.errors import ProjectFileError
from gridmap.model.features import Area
from gridmap.ui.tools.match_buildings import MatchBuildingsTool
from tests.helpers.build import Tiny, fid, rectangle
from tests.helpers.map_window import MapWindow, session_of
from tests.ui.tools.placing_helpers import Placing, waiting_features

NAMES = [f"h{number:02d}" for number in range(1, 9)]
ROW_M = (30.0, 48.0, 66.0, 84.0)


@pytest.fixture
def placing(qtbot: QtBot, tiny: Tiny, tmp_path: Path) -> Iterator[Placing]:
    row = [
        Area(
            id=fid(f"b{index}"),
            area_kind="building",
            geometry=rectangle(x_m - 4, 60, x_m + 4, 68),
        )
        for index, x_m in enumerate(ROW_M)
    ]
    features = [*waiting_features(tiny.features, 8), *row]
    session = session_of(features, tmp_path)
    yield Placing(MapWindow(qtbot, session), MatchBuildingsTool, NAMES)
    session.close()


def facts(placing: Placing) -> str:
    guide = placing.tool.guide()
    assert guide is not None
    return " | ".join((*guide.facts, guide.error))


def drag(placing: Placing, start: QPoint, end: QPoint) -> None:
    placing.window.drag(start, end)


def test_a_box_from_the_west_fills_the_row_from_the_west(placing: Placing) -> None:
    drag(placing, placing.at(22, 56), placing.at(100, 72))
    assert "4 buildings | 4 of 8" in facts(placing)
    assert placing.place_of("h01") is None
    placing.window.key(Qt.Key.Key_Return)
    for name, x_m in zip(NAMES, ROW_M, strict=False):
        assert placing.place_of(name) == pytest.approx((x_m, 64))
    assert placing.armed == "h05"
    assert len(placing.told) == 1
    placing.session.undo()
    assert placing.place_of("h01") is None


def test_a_box_from_the_east_begins_there_and_tab_turns_the_walk_round(placing: Placing) -> None:
    drag(placing, placing.at(100, 72), placing.at(22, 56))
    placing.window.key(Qt.Key.Key_Tab)
    placing.window.key(Qt.Key.Key_Tab)
    placing.window.key(Qt.Key.Key_Enter)
    assert placing.place_of("h01") == pytest.approx((84, 64))
    placing.session.undo()
    drag(placing, placing.at(100, 72), placing.at(22, 56))
    placing.window.key(Qt.Key.Key_Tab)
    placing.window.key(Qt.Key.Key_Enter)
    assert placing.place_of("h01") == pytest.approx((30, 64))


def test_clicks_take_buildings_in_and_out(placing: Placing) -> None:
    placing.click(48, 64)
    placing.click(66, 64)
    placing.click(84, 64)
    placing.click(66, 64)
    assert "2 buildings" in facts(placing)
    placing.window.key(Qt.Key.Key_Return)
    assert placing.place_of("h01") == pytest.approx((48, 64))
    assert placing.place_of("h02") == pytest.approx((84, 64))
    assert placing.place_of("h03") is None


def test_a_building_in_which_somebody_stands_is_left_out(placing: Placing) -> None:
    placing.click(30, 64)
    placing.window.key(Qt.Key.Key_Return)
    drag(placing, placing.at(22, 56), placing.at(100, 72))
    assert "3 buildings" in facts(placing)


def test_where_there_is_nothing_it_is_said(placing: Placing) -> None:
    placing.click(90, 30)
    assert "no building here" in facts(placing)
    drag(placing, placing.at(90, 25), placing.at(95, 30))
    assert "no empty building" in facts(placing)
    placing.window.key(Qt.Key.Key_Return)
    assert "Drag a box" in facts(placing)
    assert not placing.session.can_undo
    assert placing.tool.hint
    assert not placing.tool.key(Qt.Key.Key_Q, Qt.KeyboardModifier.NoModifier)


def test_escape_drops_the_choice_and_then_the_tool(placing: Placing) -> None:
    drag(placing, placing.at(22, 56), placing.at(100, 72))
    placing.window.key(Qt.Key.Key_Escape)
    assert "0 buildings" in facts(placing)
    assert placing.canvas.tool is placing.tool
    placing.window.key(Qt.Key.Key_Escape)
    assert placing.canvas.tool is not placing.tool


def test_skipping_begins_with_the_next_household(placing: Placing) -> None:
    drag(placing, placing.at(22, 56), placing.at(100, 72))
    before = placing.window.picture()
    placing.right_click()
    assert placing.window.picture() != before
    placing.window.key(Qt.Key.Key_Return)
    assert placing.place_of("h01") is None
    assert placing.place_of("h02") == pytest.approx((30, 64))


def test_a_box_half_drawn_is_shown_and_can_be_dropped(placing: Placing) -> None:
    before = placing.window.picture()
    placing.window.drag(placing.at(22, 56), placing.at(100, 72), is_dropped=False)
    assert placing.window.picture() != before
    placing.window.key(Qt.Key.Key_Escape)
    assert "0 buildings" in facts(placing)


def test_a_failed_write_is_said(placing: Placing, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_changeset: object) -> None:
        raise ProjectFileError("The disk is full.")

    monkeypatch.setattr(placing.session, "apply", full)
    placing.click(48, 64)
    placing.window.key(Qt.Key.Key_Return)
    assert "The disk is full." in facts(placing)
    placing.tool.choose("lane")
    assert placing.switched == ["lane"]
    assert not placing.window.double_click(placing.at(48, 64))
