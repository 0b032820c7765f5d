"""A village is drawn through the real window: twelve grids by mouse and Enter, clicks counted."""

import math
import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QToolButton
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
Corner = tuple[float, float]

SLOPPY_PX = 5
MOST_CLICKS = 150
WIDTH_M, HEIGHT_M = 1200.0, 900.0
COLUMNS = ((300.0, 600.0, 900.0), (200.0, 500.0, 850.0), (350.0, 650.0, 950.0))
ROW_LINES_M = (600.0, 300.0)
LAST_ROW = 2
BENDS = ((1, 0.25), (-1, 0.5), (1, 0.75))


def village() -> Village:
    """Return a village with a wavy outline of 160 corners on the raster."""
    ring = LineString([(0, 0), (WIDTH_M, 0), (WIDTH_M, HEIGHT_M), (0, HEIGHT_M), (0, 0)])
    points = [ring.interpolate(share, normalized=True) for share in np.arange(160) / 160]
    wave = [6 * np.sin(number * 1.3) for number in range(160)]
    corners = [
        (round(ORIGIN_X_M + p.x + w, 3), round(ORIGIN_Y_M + p.y - w, 3))
        for p, w in zip(points, wave, strict=True)
    ]
    return Village(id=VILLAGE, name="柳溪村", code="622921105201", geometry=Polygon(corners))


def test_twelve_grids_are_drawn_with_few_clicks_and_leave_no_gap(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "village.gpkg"
    create_project(path, Project(id=FeatureId("project"), name="云岭镇", epsg=EPSG), [village()])
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        pencil = Pencil(qtbot, window)
        pencil.take_tool("tool_draw_grid")
        for corners, rest in outlines():
            pencil.draw(corners, rest)
        document = window.session.document
        grids = list(document.all(Grid))
        partition = partition_of_village(document, VILLAGE)
        assert len(grids) == 12
        assert flaws(partition) == []
        assert unassigned(partition) == []
        assert boundary_pieces(grids) >= 60
        assert pencil.clicks <= MOST_CLICKS
        assert sorted(grid.code for grid in grids)[-1] == "622921105201012"
        for _ in range(12):
            qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, window)
        assert not list(document.all(Grid))
        assert document.get(VILLAGE, Village) == village()


class Pencil:
    """A hand that misses what it points at by a few pixels, and counts its clicks."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self._window = window
        self._canvas = window.view.workspace.canvas
        self._canvas.zoom_full()
        self._random = random.Random(7)
        self.clicks = 0

    def take_tool(self, name: str) -> None:
        """Click a button of the tool bar."""
        action = self._window.view.actions_by_name[name]
        button = next(
            item
            for item in self._window.findChildren(QToolButton)
            if item.defaultAction() is action
        )
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.clicks += 1

    def draw(self, corners: list[Corner], rest: Corner | None) -> None:
        """Click the corners of a line from border to border and press Enter.

        Before that the pointer may rest on the side that the grid is to have.
        """
        for corner in corners:
            at = self._near(corner)
            self._move(at)
            self._qtbot.mouseClick(self._canvas, Qt.MouseButton.LeftButton, pos=at)
            self.clicks += 1
        if rest is not None:
            self._move(self._near(rest))
        self._qtbot.keyClick(self._canvas, Qt.Key.Key_Return)
        assert self._canvas.tool.guide().error == ""

    def _near(self, corner: Corner) -> QPoint:
        x_px, y_px = self._canvas.screen_view.point_px(
            ORIGIN_X_M + corner[0], ORIGIN_Y_M + corner[1]
        )
        miss = [self._random.randint(-SLOPPY_PX, SLOPPY_PX) for _ in range(2)]
        return QPoint(round(x_px) + miss[0], round(y_px) + miss[1])

    def _move(self, at: QPoint) -> None:
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            QPointF(at),
            QPointF(self._canvas.mapToGlobal(at)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(self._canvas, event)


def outlines() -> Iterator[tuple[list[Corner], Corner | None]]:
    """Yield for each grid the corners to click, only what is new, and where the pointer rests.

    Rows of four from the north, with winding borders. What the village and the grids before have
    already is left to the program.
    """
    for row, columns in enumerate(COLUMNS):
        for left, right in pairwise((0.0, *columns, WIDTH_M)):
            side, foot = border_down(right, row), border_west(right, left, row)
            rest = (right - 90, line_m(row, right) - 90)
            if right == WIDTH_M and row == LAST_ROW:
                yield [(950.0, 300.0), (1195.0, 300.0), (1195.0, 5.0), (950.0, 5.0)], None
            elif right == WIDTH_M:
                yield foot, None
            elif row == LAST_ROW:
                yield side, rest
            else:
                yield [*side, *foot[1:]], None


def line_m(row: int, x_m: float) -> float:
    """Return how far north the upper border of a row runs."""
    if row in (0, LAST_ROW + 1):
        return HEIGHT_M if row == 0 else 0.0
    return ROW_LINES_M[row - 1] + 14 * np.sin(x_m / 47)


def border_down(x_m: float, row: int) -> list[Corner]:
    """Return the corners of a winding border from the top of a row to its foot."""
    top, foot = line_m(row, x_m), line_m(row + 1, x_m)
    bends = [(x_m + side * 18, top + (foot - top) * share) for side, share in BENDS]
    return [(x_m, top), *bends, (x_m, foot)]


def border_west(right_m: float, left_m: float, row: int) -> list[Corner]:
    """Return the corners of the foot of a row from one border to the next."""
    shares = (0.0, 0.25, 0.5, 0.75, 1.0)
    ways = [right_m + (left_m - right_m) * share for share in shares]
    return [(x_m, line_m(row + 1, x_m)) for x_m in ways]


def boundary_pieces(grids: list[Grid]) -> int:
    """Return how many straight pieces of border two grids share, each counted once."""
    edges = Counter(
        frozenset(pair)
        for grid in grids
        for pair in pairwise(map(tuple, grid.geometry.exterior.coords))
    )
    long = [edge for edge, count in edges.items() if count == 2 and math.dist(*edge) > 5]
    return len(long)
