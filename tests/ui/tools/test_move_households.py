"""Dragging households: one, several, none; and leaving them where they were."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from gridmap.errors import ProjectFileError
from gridmap.model.features import FeatureId, Household
from gridmap.ui.tools.move_households import MoveHouseholdsTool
from tests.helpers.map_window import MapWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier
DAY = date(2026, 12, 1)


@pytest.fixture
def tool(window: MapWindow) -> MoveHouseholdsTool:
    made = MoveHouseholdsTool(window.session, window.canvas, today=lambda: DAY)
    window.canvas.set_tool(made)
    return made


def house(window: MapWindow, name: str) -> Household:
    return window.session.document.get(FeatureId(name), Household)


def facts(tool: MoveHouseholdsTool) -> str:
    return " | ".join((*tool.guide().facts, tool.guide().error))


def test_a_drag_moves_the_household_under_it_as_one_act(
    window: MapWindow, tool: MoveHouseholdsTool
) -> None:
    start = window.pixel_of("h06")
    window.drag(start, start + QPoint(40, 20))
    assert (window.pixel_of("h06") - start - QPoint(40, 20)).manhattanLength() <= 2
    assert house(window, "h06").located_on == DAY
    assert window.session.selection == {"h06"}
    window.session.undo()
    assert window.pixel_of("h06") == start
    assert not window.session.can_undo


def test_all_that_are_selected_move_together(window: MapWindow, tool: MoveHouseholdsTool) -> None:
    window.click(window.pixel_of("h06"))
    window.click(window.pixel_of("h07"), SHIFT)
    assert "2 selected" in facts(tool)
    start = window.pixel_of("h06")
    before = [house(window, name).geometry for name in ("h06", "h07", "h08")]
    window.drag(start, start + QPoint(30, 0))
    after = [house(window, name).geometry for name in ("h06", "h07", "h08")]
    shifts = [b.x - a.x for a, b in zip(before, after, strict=True)]
    assert shifts[0] == pytest.approx(shifts[1])
    assert shifts[0] > 0
    assert shifts[2] == 0


def test_a_drag_of_another_one_leaves_the_selected_where_they_are(
    window: MapWindow, tool: MoveHouseholdsTool
) -> None:
    window.click(window.pixel_of("h06"))
    start = window.pixel_of("h07")
    window.drag(start, start + QPoint(30, 0))
    assert window.session.selection == {"h07"}
    assert window.session.undo_title.startswith("Move household 7")


def test_a_drag_on_empty_ground_moves_the_map(window: MapWindow, tool: MoveHouseholdsTool) -> None:
    x_m = window.canvas.view.center_x_m
    window.drag(QPoint(400, 20), QPoint(450, 40))
    assert window.canvas.view.center_x_m != x_m
    assert not window.session.can_undo


def test_escape_in_the_middle_of_a_drag_leaves_no_trace(
    window: MapWindow, tool: MoveHouseholdsTool
) -> None:
    start = window.pixel_of("h06")
    still = window.picture()
    window.drag(start, start + QPoint(40, 20), is_dropped=False)
    assert window.picture() != still
    assert " m" in facts(tool)
    window.key(Qt.Key.Key_Escape)
    window.qtbot.mouseRelease(window.canvas, Qt.MouseButton.LeftButton, pos=start)
    assert window.pixel_of("h06") == start
    assert not window.session.can_undo
    assert window.canvas.tool is tool
    window.key(Qt.Key.Key_Escape)
    assert window.canvas.tool is not tool


def test_a_click_beside_everything_selects_nothing(
    window: MapWindow, tool: MoveHouseholdsTool
) -> None:
    window.click(window.pixel_of("h06"))
    window.click(QPoint(400, 20))
    assert not window.session.selection
    assert tool.hint in facts(tool)


def test_a_failed_write_is_said(
    window: MapWindow, tool: MoveHouseholdsTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_changeset: object) -> None:
        raise ProjectFileError("The disk is full.")

    monkeypatch.setattr(window.session, "apply", full)
    start = window.pixel_of("h06")
    window.drag(start, start + QPoint(40, 20))
    assert window.pixel_of("h06") == start
    assert "The disk is full." in facts(tool)
