"""A program that draws without end until somebody kills it; run as `python -m` with a project.

Every act that is on disk is acknowledged by a line with the number of its log entry. `session`
draws through actions and a session, `window` through the window with mouse and keys.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from gridmap.actions.placing import place_households
from gridmap.model.features import Household
from gridmap.session import Session, open_session
from tests.helpers.build import TODAY
from tests.helpers.session_play import SessionPlay

AT_ONCE = 400


def acknowledge(session: Session) -> None:
    """Tell the number of the newest act, now and after each one."""

    def tell(*_: object) -> None:
        newest = session.store.log(limit=1)
        sys.stdout.write(f"{newest[0].seq if newest else 0}\n")
        sys.stdout.flush()

    tell()
    session.changed.connect(tell)


def draw_in_session(path: Path, seed: int) -> None:
    """Draw at random; now and then a large act, many households at once."""
    session = open_session(path, author="周建国")
    acknowledge(session)
    play = SessionPlay(session, seed)
    while True:
        for _ in range(5):
            play.stroke(is_checked=False)
        houses = list(session.document.all(Household))[:AT_ONCE]
        spots = {house.id: tuple(play.some_spot()) for house in houses}
        session.apply(place_households(session.document, spots, on=TODAY))
        play.begin_anew()


def draw_in_window(path: Path, seed: int) -> None:
    """Split grids and place households with mouse and keys."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from gridmap.settings import Settings
    from gridmap.ui.main_window import MainWindow

    application = QApplication([])
    window = MainWindow(Settings())
    window.resize(1366, 768)
    window.show()
    window.open_project(path)
    while window.view is None:
        application.processEvents()
    assert window.session is not None
    acknowledge(window.session)
    canvas = window.view.workspace.canvas
    canvas.zoom_full()
    dice = random.Random(seed)

    def somewhere() -> QPoint:
        return QPoint(dice.randrange(40, canvas.width() - 40), dice.randrange(90, canvas.height()))

    tools = ("split_grid", "draw_grid", "move_households", "place_household", "new_household")
    while True:
        window.view.workspace.use_tool(dice.choice(tools))
        for _ in range(dice.randrange(2, 6)):
            at = somewhere()
            QTest.mouseMove(canvas, at)
            QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
        QTest.keyClick(canvas, Qt.Key.Key_Return)
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
        if dice.random() < 0.3:
            QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        application.processEvents()


if __name__ == "__main__":
    way, name, seed_text = sys.argv[1:]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    {"session": draw_in_session, "window": draw_in_window}[way](Path(name), int(seed_text))
