"""A new grid follows the borders of three neighbours through the real window."""

from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shapely import LineString, Polygon

from gridmap.actions.land import partition_of_village
from gridmap.geo.partition import flaws, unassigned
from gridmap.model.features import FeatureId, Grid, Project, Village
from gridmap.store.geopackage import create_project
from gridmap.ui.main_window import MainWindow
from tests.helpers.build import EPSG, ORIGIN_X_M, ORIGIN_Y_M
from tests.helpers.window import open_project, open_window, settle

VILLAGE = FeatureId("v")
Offset = tuple[float, float]
TOPS = ([(0, 400), (300, 430)], [(300, 430), (450, 520), (600, 410)], [(600, 410), (900, 460)])


def area(*corners: Offset) -> Polygon:
    return Polygon([(ORIGIN_X_M + x, ORIGIN_Y_M + y) for x, y in corners])


def features() -> list[Village | Grid]:
    village = Village(
        id=VILLAGE,
        name="柳溪村",
        code="622921105201",
        geometry=area((0, 0), (900, 0), (900, 900), (0, 900)),
    )
    grids = [
        Grid(
            id=FeatureId(f"n{number}"),
            name=f"第{number}网格",
            village=VILLAGE,
            code=f"62292110520100{number}",
            geometry=area(*top, (top[-1][0], 0), (top[0][0], 0)),
        )
        for number, top in enumerate(TOPS, start=1)
    ]
    return [village, *grids]


class Pen:
    """Moves the pointer over the real canvas and clicks, a few pixels off the mark."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        self.canvas = window.view.workspace.canvas
        self.canvas.zoom_full()

    def pixel(self, at: Offset) -> QPoint:
        x_px, y_px = self.canvas.screen_view.point_px(ORIGIN_X_M + at[0], ORIGIN_Y_M + at[1])
        return QPoint(round(x_px) + 2, round(y_px) - 3)

    def to(
        self, at: Offset, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        pixel = self.pixel(at)
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            QPointF(pixel),
            QPointF(self.canvas.mapToGlobal(pixel)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            modifiers,
        )
        QApplication.sendEvent(self.canvas, event)

    def click(
        self, at: Offset, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.to(at, modifiers)
        self.qtbot.mouseClick(self.canvas, Qt.MouseButton.LeftButton, modifiers, self.pixel(at))


def draw(pen: Pen, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Click left, then right end of the three neighbours, then over the top and back."""
    pen.click((0, 400), modifiers)
    for at in ((150, 415), (300, 430), (450, 520), (600, 410), (750, 435)):
        pen.to(at, modifiers)
    pen.click((900, 460), modifiers)
    pen.click((900, 700), modifiers)
    pen.click((0, 690), modifiers)
    pen.qtbot.keyClick(pen.canvas, Qt.Key.Key_Return)


def test_from_border_to_border_the_way_between_follows_three_neighbours(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "village.gpkg"
    create_project(path, Project(id=FeatureId("project"), name="云岭镇", epsg=EPSG), features())
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        pen = Pen(qtbot, window)
        window.view.actions_by_name["tool_draw_grid"].trigger()
        draw(pen)
        document = window.session.document
        (made,) = [grid for grid in document.all(Grid) if grid.id not in {"n1", "n2", "n3"}]
        partition = partition_of_village(document, VILLAGE)
        assert flaws(partition) == []
        for number, top in enumerate(TOPS, start=1):
            neighbour = document.get(FeatureId(f"n{number}"), Grid).geometry
            shared = made.geometry.boundary.intersection(neighbour.boundary).length
            assert shared > 0.99 * LineString(top).length
        assert len(unassigned(partition)) == 1
        settle(qtbot, window)


def test_with_alt_or_s_nothing_is_followed_and_the_grid_is_cut_to_its_neighbours_all_the_same(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "village.gpkg"
    create_project(path, Project(id=FeatureId("project"), name="云岭镇", epsg=EPSG), features())
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        pen = Pen(qtbot, window)
        window.view.actions_by_name["tool_draw_grid"].trigger()
        pen.click((0, 400), Qt.KeyboardModifier.AltModifier)
        assert not pen.canvas.tool.draft.last.on_border
        qtbot.keyClick(pen.canvas, Qt.Key.Key_Escape)
        qtbot.keyClick(pen.canvas, Qt.Key.Key_S)
        assert "Snapping: off" in window.view.workspace.status.text
        draw(pen)
        document = window.session.document
        (made,) = [grid for grid in document.all(Grid) if grid.id not in {"n1", "n2", "n3"}]
        partition = partition_of_village(document, VILLAGE)
        assert flaws(partition) == []
        assert made.geometry.area > 0
        settle(qtbot, window)
