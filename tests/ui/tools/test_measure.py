import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from gridmap.i18n import CHINESE, set_language
from gridmap.ui.tools.measure import MeasureTool, measures
from tests.helpers.map_window import MapWindow


class Notebook:
    """A DraftPainter that writes down what is drawn."""

    def __init__(self) -> None:
        self.points: list[list[float]] = []
        self.said: list[str] = []
        self.areas = 0

    def line(self, points_m: np.ndarray, *, is_dashed: bool = False) -> None:
        self.points = points_m.tolist()

    def area(self, points_m: np.ndarray) -> None:
        self.areas += 1

    def handles(self, points_m: np.ndarray) -> None:
        pass

    def words(self, text: str, x_m: float, y_m: float) -> None:
        self.said.append(text)


@pytest.fixture
def measuring(window: MapWindow) -> MapWindow:
    window.canvas.set_tool(MeasureTool(window.canvas))
    return window


def draft(window: MapWindow) -> Notebook:
    notes = Notebook()
    window.canvas.tool.draw_draft(notes)
    return notes


def pixel(window: MapWindow, x_m: float, y_m: float) -> QPoint:
    x_px, y_px = window.canvas.screen_view.point_px(430_000 + x_m, 3_880_000 + y_m)
    return QPoint(round(x_px), round(y_px))


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([(0, 0), (3, 4)], "5.0 m"),
        ([(0, 0), (900, 0), (900, 200)], "1.10 km, encloses 9.00 ha"),
        ([(5, 5), (15, 5), (15, 15), (5, 15)], "30.0 m, encloses 100 m²"),
    ],
)
def test_length_and_area_are_said_in_words(points: list[tuple[float, float]], words: str) -> None:
    assert measures(np.array(points, dtype=np.float64)) == words


def test_measures_are_chinese_in_chinese() -> None:
    set_language(CHINESE)
    assert measures(np.array([(0.0, 0.0), (3.0, 4.0)])) == "5.0 米"


def test_clicks_measure_the_ground_between_them(measuring: MapWindow) -> None:
    measuring.click(pixel(measuring, 100, 300))
    measuring.click(pixel(measuring, 200, 300))
    length_m = float(draft(measuring).said[0].split()[0])
    assert length_m == pytest.approx(100, abs=1.2)
    assert not measuring.session.selection


def test_the_last_piece_follows_the_pointer(measuring: MapWindow) -> None:
    measuring.click(pixel(measuring, 100, 300))
    measuring.qtbot.mouseMove(measuring.canvas, pixel(measuring, 150, 300))
    assert len(draft(measuring).points) == 2


def test_backspace_takes_the_last_point_back(measuring: MapWindow) -> None:
    for x_m in (100, 200, 250):
        measuring.click(pixel(measuring, x_m, 300))
    measuring.key(Qt.Key.Key_Backspace)
    assert len(draft(measuring).points) == 2


def test_a_double_click_ends_and_the_next_click_begins_anew(measuring: MapWindow) -> None:
    measuring.click(pixel(measuring, 100, 300))
    measuring.double_click(pixel(measuring, 200, 300))
    measuring.qtbot.mouseMove(measuring.canvas, pixel(measuring, 300, 300))
    assert len(draft(measuring).points) == 2
    measuring.click(pixel(measuring, 100, 100))
    assert len(draft(measuring).points) == 1


def test_enter_ends_a_line(measuring: MapWindow) -> None:
    measuring.click(pixel(measuring, 100, 300))
    measuring.click(pixel(measuring, 200, 320))
    measuring.key(Qt.Key.Key_Return)
    measuring.qtbot.mouseMove(measuring.canvas, pixel(measuring, 300, 300))
    assert len(draft(measuring).points) == 2


def test_a_drag_still_moves_the_map_while_measuring(measuring: MapWindow) -> None:
    measuring.click(pixel(measuring, 100, 300))
    before = pixel(measuring, 100, 300)
    measuring.drag(QPoint(300, 300), QPoint(350, 320))
    assert pixel(measuring, 100, 300) == before + QPoint(50, 20)
    assert len(draft(measuring).points) == 1


def test_escape_clears_the_line_and_then_ends_the_tool(measuring: MapWindow) -> None:
    before = measuring.picture()
    for x_m in (100, 200, 250):
        measuring.click(pixel(measuring, x_m, 150 + x_m))
    assert draft(measuring).areas == 1
    assert measuring.picture() != before
    measuring.key(Qt.Key.Key_Escape)
    assert isinstance(measuring.canvas.tool, MeasureTool)
    measuring.qtbot.mouseMove(measuring.canvas, QPoint(40, 460))
    assert measuring.picture() == before
    measuring.key(Qt.Key.Key_Escape)
    assert not isinstance(measuring.canvas.tool, MeasureTool)
