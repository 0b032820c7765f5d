"""Make the manual's pictures from the real window: `make pictures`.

The window runs without a screen on the invented practice village and is driven by mouse and key
events, once in each language. The pictures go to docs/manual/pictures/zh and en, in few colours.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QToolButton, QWidget

from gridmap.actions.land import partition_of_village
from gridmap.geo.partition import unassigned
from gridmap.i18n import CHINESE, ENGLISH, set_language
from gridmap.model.features import Area, Grid, Household, Village
from gridmap.model.relations import has_position
from gridmap.settings import Settings
from gridmap.ui.main_window import MainWindow
from gridmap.ui.printing.desk import PrintDesk

FOLDERS = {CHINESE: "zh", ENGLISH: "en"}
WIDTH_PX, HEIGHT_PX = 1366, 768
WAIT_S = 30.0
MOST_BYTES = 150_000
Spot = tuple[float, float]


class Photographer:
    """Drives one window and saves what it shows."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window = window
        self.folder = folder

    @property
    def canvas(self):
        """The map."""
        return self.window.view.workspace.canvas

    @property
    def document(self):
        """What is open."""
        return self.window.session.document

    def wait_until(self, is_ready: Callable[[], bool]) -> None:
        """Let the window work until something is so."""
        end_s = time.monotonic() + WAIT_S
        while not is_ready():
            if time.monotonic() > end_s:
                raise TimeoutError("the window did not get there")
            QTest.qWait(20)

    def settle(self) -> None:
        """Wait until panels and map show what is."""
        workspace = self.window.view.workspace

        def is_settled() -> bool:
            digest = workspace.briefing.digest
            is_new = digest is not None and digest.snapshot.revision == self.document.revision
            return is_new and not self.window.runner.is_busy and self.canvas.is_sharp

        self.wait_until(is_settled)
        QTest.qWait(300)

    def press(self, action: str) -> None:
        """Click a button of the tool bar."""
        wanted = self.window.view.actions_by_name[action]
        buttons = self.window.findChildren(QToolButton)
        button = next(item for item in buttons if item.defaultAction() is wanted)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """Return the dialog of a kind as soon as it is on the screen."""

        def shown() -> list[QDialog]:
            found = (item for item in QApplication.topLevelWidgets() if isinstance(item, kind))
            return [item for item in found if item.isVisible()]

        self.wait_until(lambda: bool(shown()))
        return shown()[0]

    def point(self, spot: Spot) -> QPoint:
        """Move the pointer to a place on the ground; return its pixel."""
        x_px, y_px = self.canvas.screen_view.point_px(*spot)
        at = QPoint(round(x_px), round(y_px))
        QTest.mouseMove(self.canvas, at)
        QTest.qWait(60)
        return at

    def click(self, spot: Spot) -> None:
        """Click on a place on the ground."""
        at = self.point(spot)
        QTest.mouseClick(self.canvas, Qt.MouseButton.LeftButton, pos=at)

    def save(self, name: str, part: QWidget | QRect | None = None) -> None:
        """Save the window or a part of it as a small PNG file."""
        self.settle_if_open()
        picture = self.window.grab() if part is None or isinstance(part, QRect) else part.grab()
        if isinstance(part, QRect):
            picture = picture.copy(part)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")
        image = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
        target = self.folder / f"{name}.png"
        image.quantize(224, dither=Image.Dither.NONE).save(target, optimize=True)
        size = target.stat().st_size
        print(f"{target.parent.name}/{target.name}: {image.width} x {image.height}, {size:,} bytes")
        if size > MOST_BYTES:
            raise ValueError(f"{target} is too large: {size:,} bytes")

    def settle_if_open(self) -> None:
        """Wait for the project that is open, if one is."""
        if self.window.view is not None:
            self.settle()
        else:
            QTest.qWait(200)


def photograph(language: str, folder: Path) -> None:
    """Make all pictures of a language."""
    set_language(language)
    window = MainWindow(Settings(language=language, ui={"theme": "light"}))
    window.resize(WIDTH_PX, HEIGHT_PX)
    window.show()
    hand = Photographer(window, folder)
    hand.save("start")
    verbs = window.start_page.findChildren(QPushButton, "startVerb")
    QTest.mouseClick(verbs[2], Qt.MouseButton.LeftButton)
    hand.wait_until(lambda: window.guide.task is not None)
    hand.save("window")
    window.guide.task.card.hide()
    draw_and_place(hand)
    look_after(hand)
    print_it(hand)
    window.close()


def draw_and_place(hand: Photographer) -> None:
    """Draw the missing grid and place three houses."""
    hand.canvas.zoom_full()
    (village,) = hand.document.all(Village)
    (land,) = unassigned(partition_of_village(hand.document, village.id))
    west, south, east, north = land.shape.bounds
    hand.press("tool_draw_grid")
    corners = ((west - 8, south - 8), (east + 8, south - 8), (east + 8, north + 10))
    for corner in corners:
        hand.click(corner)
    hand.point((west + 0.1 * (east - west), north + 2))
    hand.save("draw-grid", hand.canvas)
    hand.click((west - 8, north - 12))
    QTest.keyClick(hand.canvas, Qt.Key.Key_Return)
    hand.save("grid-drawn", hand.canvas)
    hand.press("tool_place_household")
    houses = empty_houses(hand)
    for house in houses[:3]:
        hand.click(house)
    hand.point(houses[3])
    workspace = hand.window.view.workspace
    corner = workspace.mapTo(hand.window, QPoint(0, 0))
    width = workspace.left.width() + hand.canvas.width()
    hand.save("place", QRect(corner.x(), corner.y(), width, hand.canvas.height()))
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)


def empty_houses(hand: Photographer) -> list[Spot]:
    """Return the middles of buildings in which nobody is drawn."""
    homes = [item.geometry for item in hand.document.all(Household) if has_position(item)]
    shapes = [item.geometry for item in hand.document.all(Area) if item.area_kind == "building"]
    free = [shape for shape in shapes if not any(map(shape.contains, homes))]
    return sorted((shape.centroid.x, shape.centroid.y) for shape in free)


def look_after(hand: Photographer) -> None:
    """Split a grid, look at a household and the list of problems."""
    workspace = hand.window.view.workspace
    west = max(hand.document.all(Grid), key=lambda grid: grid.geometry.area)
    min_x, min_y, max_x, max_y = west.geometry.bounds
    hand.press("tool_split_grid")
    middle_y = min_y + 0.52 * (max_y - min_y)
    hand.click((min_x - 8, middle_y))
    hand.click(((min_x + max_x) / 2, middle_y + 14))
    hand.point((max_x + 4, middle_y))
    hand.save("split", hand.canvas)
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    household = next(item for item in hand.document.all(Household) if has_position(item))
    workspace.go_to(household.id)
    hand.save("form", workspace.properties)
    workspace.show_table("problems")
    hand.wait_until(lambda: not hand.window.runner.is_busy)
    hand.save("problems")
    workspace.toggle_panel("bottom")


def print_it(hand: Photographer) -> None:
    """Look at a detail sheet in the atlas window, then open the print desk and the print runs."""
    workspace = hand.window.view.workspace
    workspace.show_mode("atlas")
    page = workspace.atlas_page
    hand.wait_until(lambda: page.follower.preview is not None and page.view.page_name != "")
    booklet = page.follower.preview.booklet
    sheet = next(item.name for item in booklet.pages if item.sheet_id)
    page.go_to(sheet)
    hand.wait_until(lambda: page.view.page_name == sheet)
    QTest.qWait(1500)
    hand.save("atlas")
    hand.press("print_booklet")
    hand.save("print-desk", hand.dialog(PrintDesk))
    hand.dialog(PrintDesk).reject()
    hand.wait_until(lambda: not hand.window.runner.is_busy)


def main() -> None:
    """Make the pictures of both languages below docs/manual/pictures."""
    root = Path(__file__).parents[1] / "docs" / "manual" / "pictures"
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    for language, name in FOLDERS.items():
        with tempfile.TemporaryDirectory() as scratch:
            os.environ["GRIDMAP_CONFIG_DIR"] = f"{scratch}/config"
            os.environ["XDG_DATA_HOME"] = scratch
            folder = root / name
            folder.mkdir(parents=True, exist_ok=True)
            photograph(language, folder)


if __name__ == "__main__":
    main()
