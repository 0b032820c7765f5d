"""A click makes a household that is on no roster."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from gridmap.errors import ProjectFileError
from gridmap.model.features import FeatureId, Household
from gridmap.ui.tools.new_household import NewHouseholdTool
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M
from tests.helpers.map_window import MapWindow

DAY = date(2026, 12, 1)


@pytest.fixture
def made() -> list[FeatureId]:
    return []


@pytest.fixture
def tool(window: MapWindow, made: list[FeatureId]) -> NewHouseholdTool:
    found = NewHouseholdTool(window.session, window.canvas, made=made.append, today=lambda: DAY)
    window.canvas.zoom_to((ORIGIN_X_M + 20, ORIGIN_Y_M + 20, ORIGIN_X_M + 120, ORIGIN_Y_M + 80))
    window.canvas.set_tool(found)
    return found


def pixel(window: MapWindow, x_m: float, y_m: float) -> QPoint:
    x_px, y_px = window.canvas.screen_view.point_px(ORIGIN_X_M + x_m, ORIGIN_Y_M + y_m)
    return QPoint(round(x_px), round(y_px))


def test_each_click_makes_a_household_with_the_next_number(
    window: MapWindow, tool: NewHouseholdTool, made: list[FeatureId]
) -> None:
    window.click(pixel(window, 90, 60))
    window.click(pixel(window, 100, 70))
    houses = [window.session.document.get(key, Household) for key in made]
    assert [item.number for item in houses] == ["0013", "0014"]
    assert {item.group for item in houses} == {"g11"}
    assert window.pixel_of(made[0]) == pixel(window, 90, 60)
    window.session.undo()
    assert window.session.document.find(made[1], Household) is None


def test_in_a_building_it_stands_in_the_middle_unless_alt_is_down(
    window: MapWindow, tool: NewHouseholdTool, made: list[FeatureId]
) -> None:
    at = pixel(window, 55, 52)
    window.qtbot.mouseMove(window.canvas, at)
    window.click(at, Qt.KeyboardModifier.AltModifier)
    assert window.pixel_of(made[0]) == at
    window.session.undo()
    window.click(at)
    place = window.session.document.get(made[1], Household).geometry
    assert (place.x - ORIGIN_X_M, place.y - ORIGIN_Y_M) != pytest.approx((55, 52), abs=1)


def test_the_house_to_be_is_shown_under_the_pointer(
    window: MapWindow, tool: NewHouseholdTool
) -> None:
    before = window.picture()
    window.qtbot.mouseMove(window.canvas, pixel(window, 90, 60))
    assert window.picture() != before
    window.qtbot.mouseMove(window.canvas, pixel(window, 50, 50))
    assert window.picture() != before
    assert tool.guide().facts
    assert tool.hint


def test_a_double_click_makes_one(
    window: MapWindow, tool: NewHouseholdTool, made: list[FeatureId]
) -> None:
    window.double_click(pixel(window, 90, 60))
    assert len(made) == 1


def test_a_failed_write_is_said(
    window: MapWindow,
    tool: NewHouseholdTool,
    made: list[FeatureId],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_changeset: object) -> None:
        raise ProjectFileError("The disk is full.")

    monkeypatch.setattr(window.session, "apply", full)
    window.click(pixel(window, 90, 60))
    assert not made
    assert "The disk is full." in tool.guide().error
    window.key(Qt.Key.Key_Escape)
    assert window.canvas.tool is not tool


def test_a_house_between_two_gets_a_branch_of_the_lower_door_and_nobody_is_renumbered(
    window: MapWindow, tool: NewHouseholdTool, made: list[FeatureId]
) -> None:
    before = {item.id: (item.door, item.number) for item in window.session.document.all(Household)}
    window.point_to(pixel(window, 50, 75))
    assert [choice.words for choice in tool.choices()] == [
        "No door yet",
        "1-1号",
        "1号之一",
        "1号附1",
    ]
    window.key(Qt.Key.Key_2)
    window.click(pixel(window, 50, 75))
    window.click(pixel(window, 53, 77))
    document = window.session.document
    assert [document.get(key, Household).door for key in made] == ["1-1号", "1-2号"]
    for key, doors in before.items():
        house = document.get(key, Household)
        assert (house.door, house.number) == doors
