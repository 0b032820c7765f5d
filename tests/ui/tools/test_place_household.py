"""Placing one by one: buildings, fan-out, skipping and taking back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shapely import Point

from gridmap.actions.households import edit_household
from gridmap.errors import ProjectFileError
from gridmap.model.features import FeatureId, Household
from gridmap.ui.tools.place_household import PlaceHouseholdTool
from tests.helpers.build import Tiny
from tests.helpers.map_window import MapWindow, session_of
from tests.ui.tools.placing_helpers import DAY, Placing, waiting_features

NAMES = [f"h{number:02d}" for number in range(1, 7)]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def placing(qtbot: QtBot, tiny: Tiny, tmp_path: Path) -> Iterator[Placing]:
    session = session_of(waiting_features(tiny.features, 6), tmp_path)
    yield Placing(MapWindow(qtbot, session), PlaceHouseholdTool, NAMES)
    session.close()


def guide_of(placing: Placing) -> str:
    guide = placing.tool.guide()
    assert guide is not None
    return " | ".join((guide.title, *guide.facts, *(word for _, word in guide.keys), guide.error))


def test_a_click_places_the_armed_one_and_arms_the_next(placing: Placing) -> None:
    placing.click(90, 60)
    place = placing.place_of("h01")
    assert place is not None
    metre_a_pixel = placing.canvas.screen_view.m_per_px
    assert place == pytest.approx((90, 60), abs=metre_a_pixel)
    house = placing.session.document.get(FeatureId("h01"), Household)
    assert (house.located_by, house.located_on) == ("drawn", DAY)
    assert placing.armed == "h02"
    assert placing.told == []


def test_a_double_click_places_no_second_household(placing: Placing) -> None:
    placing.window.double_click(placing.at(90, 60))
    assert placing.place_of("h01") is not None
    assert placing.place_of("h02") is None


def test_several_households_in_one_building_stand_beside_each_other(placing: Placing) -> None:
    for _ in range(3):
        placing.click(47, 47)
    assert placing.place_of("h01") == pytest.approx((51, 49))
    places = [placing.place_of(name) for name in ("h01", "h02", "h03")]
    points = [Point(place) for place in places if place is not None]
    assert min(a.distance(b) for a in points for b in points if a is not b) >= 2.0
    assert all(45 <= point.x <= 57 and 45 <= point.y <= 53 for point in points)


def test_the_alt_key_leaves_the_point_where_it_was_clicked(placing: Placing) -> None:
    placing.window.click(placing.at(46, 46), ALT)
    metre_a_pixel = placing.canvas.screen_view.m_per_px
    assert placing.place_of("h01") == pytest.approx((46, 46), abs=metre_a_pixel)


def test_a_click_on_a_household_puts_the_next_one_beside_it(placing: Placing) -> None:
    placing.click(90, 60)
    placing.click(90, 60)
    first, second = placing.place_of("h01"), placing.place_of("h02")
    assert first is not None
    assert second is not None
    assert Point(first).distance(Point(second)) >= 2.0


def test_backspace_takes_back_placings_one_by_one(placing: Placing) -> None:
    placing.click(90, 60)
    placing.click(95, 70)
    placing.window.key(Qt.Key.Key_Backspace)
    assert placing.place_of("h02") is None
    assert placing.armed == "h02"
    placing.window.key(Qt.Key.Key_Backspace)
    assert placing.place_of("h01") is None
    assert placing.armed == "h01"
    placing.window.key(Qt.Key.Key_Backspace)
    assert "not a placing" in guide_of(placing)


def test_backspace_takes_nothing_else_back(placing: Placing) -> None:
    placing.click(90, 60)
    document = placing.session.document
    placing.session.apply(edit_household(document, FeatureId("h09"), head="Li"))
    placing.window.key(Qt.Key.Key_Backspace)
    assert document.get(FeatureId("h09"), Household).head == "Li"
    assert placing.place_of("h01") is not None
    assert "not a placing" in guide_of(placing)
    placing.point_at(60, 60)
    assert "not a placing" not in guide_of(placing)


def test_undo_arms_the_household_that_comes_back(placing: Placing) -> None:
    placing.click(90, 60)
    placing.session.undo()
    assert placing.armed == "h01"
    placing.session.redo()
    assert placing.armed == "h02"


def test_the_right_button_skips_and_the_last_leads_back_to_the_first(placing: Placing) -> None:
    for expected in (*NAMES[1:], NAMES[0]):
        placing.right_click()
        assert placing.armed == expected


def test_the_bar_says_who_is_next_and_which_keys_work(placing: Placing) -> None:
    assert "王小明" in guide_of(placing)
    assert "6 to go" in guide_of(placing)
    assert "take back" not in guide_of(placing)
    placing.click(90, 60)
    assert "take back" in guide_of(placing)
    placing.point_at(50, 50)
    assert "not in the middle" in guide_of(placing)
    for x_m in (30, 70, 75, 100, 110):
        placing.click(x_m, 75)
    assert "Every household has its place" in guide_of(placing)
    placing.click(60, 30)
    assert placing.armed == ""


def test_the_preview_stands_on_the_map_and_warns_outside_the_village(
    placing: Placing, tiny: Tiny
) -> None:
    placing.point_at(90, 60)
    before = placing.window.picture()
    placing.point_at(50, 50)
    assert placing.window.picture() != before
    home = placing.session.document.get(FeatureId("h01"), Household)
    placing.session.apply(edit_household(placing.session.document, home.id, head="Li"))
    assert placing.canvas.tool is placing.tool
    tool = placing.tool
    assert isinstance(tool, PlaceHouseholdTool)
    words = _words_drawn(tool)
    assert "Next" in words[0]
    assert "outside" not in words[0]
    owned = FeatureId("h02")
    from gridmap.actions.belonging import move_to_group

    changeset = move_to_group(placing.session.document, [owned], FeatureId("g21"))
    placing.session.apply(changeset)
    placing.queue.arm(owned)
    assert "outside 石桥村" in _words_drawn(tool)[0]


def _words_drawn(tool: PlaceHouseholdTool) -> list[str]:
    said: list[str] = []

    class Recorder:
        def ring(self, x_m: float, y_m: float) -> None: ...

        def handles(self, points_m: object) -> None: ...

        def words(self, text: str, x_m: float, y_m: float) -> None:
            said.append(text)

    tool.draw_draft(Recorder())  # type: ignore[arg-type]
    return said


def test_a_failed_write_is_said_and_places_nobody(
    placing: Placing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_changeset: object) -> None:
        raise ProjectFileError("The disk is full.")

    monkeypatch.setattr(placing.session, "apply", full)
    placing.click(90, 60)
    assert placing.place_of("h01") is None
    assert "The disk is full." in guide_of(placing)
    assert placing.armed == "h01"


def test_the_other_ways_of_placing_are_offered(placing: Placing) -> None:
    assert [choice.key for choice in placing.tool.choices()] == ["point", "lane", "buildings"]
    placing.window.key(Qt.Key.Key_2)
    assert placing.switched == ["lane"]
    assert placing.canvas.tool.chosen == "point"
    assert placing.tool.hint


def test_escape_puts_the_tool_away(placing: Placing) -> None:
    placing.window.key(Qt.Key.Key_Escape)
    assert placing.canvas.tool is not placing.tool
