"""The guided task on a map of its own: what ticks a step off, and what does not."""

from datetime import date
from pathlib import Path

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gridmap.actions.land import partition_of_village
from gridmap.actions.placing import place_household
from gridmap.geo.partition import unassigned
from gridmap.i18n import CHINESE, set_language
from gridmap.model.features import Grid, Household, Village
from gridmap.settings import Settings
from gridmap.synth.practice_village import practice_village
from gridmap.ui.guide.guided_task import GuidedTask
from gridmap.ui.guide.steps import DRAW, PLACE, STEPS, TAKE_HOUSES, TAKE_PEN
from gridmap.ui.theme import LIGHT, theme_of
from gridmap.ui.tools.toolbox import make_tool
from tests.helpers.map_window import MapWindow, session_of


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MapWindow:
    """A map of the practice village."""
    return MapWindow(qtbot, session_of(practice_village(), tmp_path))


def draw_the_missing_grid(window: MapWindow) -> None:
    """Click round the land that is in no grid, and press Enter."""
    document = window.session.document
    (village,) = document.all(Village)
    (land,) = unassigned(partition_of_village(document, village.id))
    west, south, east, north = land.shape.bounds
    for x_m, y_m in ((west, south), (east, south), (east, north), (west, north)):
        at = window.pixel_at(x_m, y_m)
        window.point_to(at)
        window.click(at)
    window.qtbot.keyClick(window.canvas, Qt.Key.Key_Return)


def test_the_pen_and_the_stroke_tick_the_first_two_steps_off(window: MapWindow) -> None:
    task = GuidedTask(window.session, window.canvas, LIGHT)
    assert task.steps.current == TAKE_PEN
    assert "press G" in task.card.text
    window.canvas.set_tool(make_tool("draw_grid", window.session, window.canvas))
    assert task.steps.current == DRAW
    draw_the_missing_grid(window)
    assert window.session.document.count(Grid) == 3
    assert task.steps.current == TAKE_HOUSES
    assert "press N" in task.card.text
    task.release()


def test_other_tools_and_other_edits_tick_nothing_off(window: MapWindow) -> None:
    task = GuidedTask(window.session, window.canvas, LIGHT)
    window.canvas.set_tool(make_tool("measure", window.session, window.canvas))
    window.session.undo()
    assert task.steps.done == set()
    task.release()


def place_one(window: MapWindow) -> None:
    """Put the next waiting household somewhere."""
    document = window.session.document
    waiting = next(item for item in document.all(Household) if item.geometry is None)
    (village,) = document.all(Village)
    spot = shapely.Point(village.geometry.centroid.x, village.geometry.centroid.y)
    window.session.apply(place_household(document, waiting.id, spot, on=date(2026, 11, 23)))


def test_a_task_that_was_left_goes_on_where_it_was(window: MapWindow) -> None:
    first = GuidedTask(window.session, window.canvas, LIGHT)
    window.canvas.set_tool(make_tool("draw_grid", window.session, window.canvas))
    draw_the_missing_grid(window)
    place_one(window)
    first.release()
    again = GuidedTask(window.session, window.canvas, LIGHT)
    assert again.steps.done == {TAKE_PEN, DRAW}
    again.steps.tool_taken("place_household")
    assert again.steps.current == PLACE
    assert again.steps.placed == 1
    again.release()


def test_undo_after_three_houses_ends_the_task(window: MapWindow, qtbot: QtBot) -> None:
    window.canvas.set_tool(make_tool("draw_grid", window.session, window.canvas))
    draw_the_missing_grid(window)
    task = GuidedTask(window.session, window.canvas, LIGHT)
    for _ in range(3):
        place_one(window)
    with qtbot.waitSignal(task.finished):
        window.session.undo()
    assert task.steps.done == set(STEPS)
    own = next(
        button
        for button in task.card.findChildren(QPushButton)
        if button.text() == "Begin my own project"
    )
    assert own.isVisible()
    with qtbot.waitSignal(task.card.project_wanted):
        qtbot.mouseClick(own, Qt.MouseButton.LeftButton)
    task.release()


@pytest.mark.parametrize("percent", [100, 125, 150])
@pytest.mark.parametrize("language", ["en", CHINESE])
def test_the_card_cuts_no_words_and_leaves_the_open_land_free(
    window: MapWindow, percent: int, language: str
) -> None:
    set_language(language)
    theme = theme_of(Settings(text_scale=percent, ui={"theme": "light"}))
    task = GuidedTask(window.session, window.canvas, theme)
    for step in STEPS:
        task.steps.done = set(STEPS[: STEPS.index(step)])
        task.card.show_steps(task.steps)
        assert task.card.height() >= task.card.heightForWidth(task.card.width())
    task.show_land()
    document = window.session.document
    (village,) = document.all(Village)
    (land,) = unassigned(partition_of_village(document, village.id))
    for x_m, y_m in land.shape.exterior.coords:
        assert not task.card.geometry().contains(QPoint(window.pixel_at(x_m, y_m)))
    task.release()
