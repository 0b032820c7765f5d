"""The county in the real window: does anything stop it for over 50 ms? And how soon is one found?

100,000 households. Opening, first pictures, panels, selecting, lasso, an edit, undo; then words
typed into the find box. Needs no screen. `--why` prints what the longest halts were.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import gridmap.session  # noqa: E402, F401, I001  (before Qt's widgets, as cli/opening.py does)
from PySide6.QtCore import QEvent, Qt  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from benchmarks.bench_edit import Hand  # noqa: E402
from benchmarks.big_projects import copy_of  # noqa: E402
from benchmarks.gestures import homes_of, look_at, split  # noqa: E402
from benchmarks.heartbeat import Heartbeat, rest, wait_for  # noqa: E402
from gridmap.model.features import Grid, Household, Officer, Place, Village  # noqa: E402
from gridmap.model.surnames import initials, reading  # noqa: E402
from gridmap.settings import load_settings  # noqa: E402
from gridmap.ui.main_window import MainWindow  # noqa: E402

LIMIT_MS = 50.0
FIND_LIMIT_MS = 100.0
SETTLE_S = 1.5


def report(
    beat: Heartbeat, what: str, act: Callable[[], object], settle_s: float = SETTLE_S
) -> None:
    """Do something, let the window settle, and print the longest halt."""
    beat.tick()
    beat.reset()
    act()
    rest(settle_s)
    tell(beat, what)


def tell(beat: Heartbeat, what: str) -> None:
    """Print the longest halt since the last reset."""
    worst = beat.worst()
    over = sum(halt.wall_ms > LIMIT_MS for halt in beat.halts)
    print(
        f"{what:<44}{worst.wall_ms:>8.0f}{worst.cpu_ms:>8.0f}{LIMIT_MS:>7.0f}{over:>6}", flush=True
    )
    if "--why" in sys.argv:
        for halt in beat.halts:
            if halt.wall_ms > LIMIT_MS:
                print(f"-- {what}: {halt.wall_ms:.0f} ms, CPU {halt.cpu_ms:.0f}\n{halt.where}")


def box_select(hand: Hand, share: float) -> None:
    """Draw a selection box with Shift over a share of the window."""
    canvas = hand.canvas
    width, height = canvas.width() * share / 2, canvas.height() * share / 2
    x, y = canvas.width() / 2, canvas.height() / 2
    start = canvas.screen_view.point_m(x - width, y - height)
    end = canvas.screen_view.point_m(x + width, y + height)
    hand.modifiers = Qt.KeyboardModifier.ShiftModifier
    hand.move(start)
    hand.press(start)
    for part in (0.3, 0.7, 1.0):
        hand.move((start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part))
    hand.release(end)
    hand.modifiers = Qt.KeyboardModifier.NoModifier


def work(hand: Hand, beat: Heartbeat) -> None:
    """Do everything once."""
    villages = list(hand.document.all(Village))
    village = villages[len(villages) // 2]
    report(beat, "show one village", lambda: look_at(hand, village))
    home = next(homes_of(hand, village))
    assert home.geometry is not None
    at = (home.geometry.x, home.geometry.y)
    hand.canvas.center_on(*at)
    report(beat, "show it at 1:2000", lambda: hand.canvas.set_scale(2_000))
    report(beat, "click a house", lambda: hand.click(at))
    report(beat, "choose another in the tree", lambda: hand.workspace.go_to(villages[3].id))
    hand.canvas.zoom_to_features((village.id,))
    rest(SETTLE_S)
    report(beat, "box round the houses of a village", lambda: box_select(hand, 0.9))
    report(beat, "select nothing", lambda: hand.session.select(()))
    report(beat, "cut a grid in two", lambda: split(hand, village))
    report(beat, "undo", hand.workspace.undo)
    report(beat, "redo", hand.workspace.redo)
    report(beat, "grids and officers below the map", lambda: hand.workspace.show_table("grids"))
    report(beat, "hide them", lambda: hand.workspace.toggle_panel("bottom"))
    report(beat, "show the whole county", hand.canvas.zoom_full)
    report(beat, "box round the whole county", lambda: box_select(hand, 0.98), 3.0)
    report(beat, "select nothing", lambda: hand.session.select(()))


def words_to_find(hand: Hand) -> list[tuple[str, str]]:
    """Return what people type, by kind."""
    home = list(hand.document.all(Household))[-5]
    officer = list(hand.document.all(Officer))[-1]
    place = list(hand.document.all(Place))[-1]
    grid = list(hand.document.all(Grid))[-1]
    return [
        ("name", home.head),
        ("pinyin", "".join(reading(home.head))),
        ("initials", initials(home.head)),
        ("door", home.door),
        ("number", home.number),
        ("place", place.name),
        ("grid", grid.name),
        ("officer", officer.name),
        ("two words", f"{home.door} {initials(home.head)}"),
        ("nothing like it", "qqqqzz"),
    ]


def find(window: MainWindow, hand: Hand) -> None:
    """Type into the find box letter by letter and print the slowest key of each word."""
    assert window.view is not None
    box = window.view.find_box
    print(f"{'find box, slowest key of a word':<44}{'ms':>8}{'limit':>15}{'found':>6}")
    for what, text in words_to_find(hand):
        box.begin()
        box.line.clear()
        slowest = 0.0
        for letter in text:
            begin = time.perf_counter()
            box.line.insert(letter)
            QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest.value)
            QApplication.processEvents()
            slowest = max(slowest, (time.perf_counter() - begin) * 1000)
        rows = box.list.count()
        print(f"  {what:<42}{slowest:>8.0f}{FIND_LIMIT_MS:>15.0f}{rows:>6}", flush=True)
    box.line.clear()


def main() -> None:
    """Open the county, work in it, find in it."""
    application = QApplication([])
    application.setStyle("Fusion")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GRIDMAP_CONFIG_DIR"] = folder
        path = copy_of("county", Path(folder))
        window = MainWindow(load_settings())
        window.resize(1366, 768)
        window.show()
        rest(0.5)
        print(f"{'longest halt of the window':<44}{'ms':>8}{'CPU':>8}{'limit':>7}{'over':>6}")
        beat = Heartbeat(limit_ms=LIMIT_MS, looks_inside="--why" in sys.argv)
        window.open_project(path)
        wait_for(lambda: window.view is not None)
        assert window.view is not None
        workspace = window.view.workspace
        wait_for(lambda: workspace.canvas.is_sharp)
        tell(beat, "open: to the finished map")
        beat.reset()
        wait_for(
            lambda: (
                workspace.briefing.digest is not None
                and workspace.canvas.has_hit_index
                and workspace.briefing.has_keys
            )
        )
        rest(2.0)
        tell(beat, "open: panels filled, keys adopted")
        hand = Hand(window, beat)
        work(hand, beat)
        find(window, hand)
        beat.stop()
        window.close()


if __name__ == "__main__":
    main()
