"""The preview of the atlas: from a choice in the real window to the page that shows it.

Each line is one act of a person; ms is until the page that is looked at is there, CPU ms is what
the process computed in that time, final ms is until all of the booklet is laid out. Halts are the
longest time that the window's own thread did not answer. `--county` adds 50,000 households.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

import gridmap.session  # noqa: F401  (before Qt's own, as gridmap/cli/opening.py does)

if __package__ in {None, ""}:
    sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.big_projects import copy_of
from benchmarks.heartbeat import Heartbeat
from gridmap.actions.households import edit_household
from gridmap.model.editions import Edition
from gridmap.model.features import Household
from gridmap.progress import run_job
from gridmap.settings import Settings
from gridmap.ui.atlas.page import AtlasPage
from gridmap.ui.main_window import MainWindow
from gridmap.ui.preloading import ATLAS_PIECES
from gridmap.ui.projects import practice_job

LIMIT_MS = 2_000
CANCEL_MS = 500
MOST_S = 90.0


def main() -> None:
    """Print the times for the demo township, with `--county` also for 50,000 households."""
    application = QApplication([])
    application.setStyle("Fusion")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GRIDMAP_CONFIG_DIR"] = folder
        paths = {"demo": run_job(practice_job(Path(folder) / "demo.gpkg"))}
        if "--county" in sys.argv:
            paths["50,000"] = copy_of("half", Path(folder))
        print(f"{'':34}{'page ms':>9}{'limit':>7}{'CPU ms':>8}{'final ms':>10}{'halt ms':>9}")
        for name, path in paths.items():
            _measure(name, path)


def _measure(name: str, path: Path) -> None:
    window = MainWindow(Settings(language="en"))
    window.resize(1366, 768)
    window.show()
    window.open_project(path)
    _wait(lambda: window.view is not None and not window.runner.is_busy)
    assert window.view is not None
    workspace = window.view.workspace
    _wait(lambda: workspace.briefing.digest is not None and not window.runner.is_busy)
    _wait(lambda: ATLAS_PIECES[-1] in sys.modules)  # what the window loads while it rests
    beat = Heartbeat()
    page: list[AtlasPage] = []

    def enter() -> None:
        workspace.show_mode("atlas")
        page.append(workspace.atlas_page)

    _line(f"{name}: enter", enter, page, beat)
    form = workspace.atlas
    acts: tuple[tuple[str, Callable[[], object]], ...] = (
        ("paper A3", lambda: form.paper.setCurrentIndex(1)),
        ("binding 35 mm", lambda: form.choices.binding.setCurrentIndex(1)),
        ("recipient", lambda: _write(page[0])),
        ("by grid", lambda: form.choices.by.setCurrentIndex(1)),
        ("page down", lambda: page[0].go_to(page[0].follower.preview.booklet.pages[6].name)),
        ("another village", lambda: _other(page[0])),
        ("summary P1", lambda: _edition(page[0], Edition.SUMMARY)),
        ("officers P3", lambda: _edition(page[0], Edition.OFFICER)),
        ("household P2", lambda: _edition(page[0], Edition.HOUSEHOLD)),
        ("a head edited", lambda: _edit(window)),
        ("one volume", lambda: form.one_file.setChecked(True)),
    )
    for words, act in acts:
        _line(f"{name}: {words}", act, page, beat)
    form.one_file.setChecked(False)
    for after_s in (0.2, 1.0, 3.0):
        _cancel(f"{name}: cancel after {after_s:g} s", page[0], path.parent, after_s)
    window.close()


def _cancel(words: str, page: AtlasPage, folder: Path, after_s: float) -> None:
    """Begin to make all booklets, stop it, and print how long the stop took."""
    foot = page.panel.foot
    page.panel.folder.setText(str(folder))
    foot.make.click()
    begin = time.perf_counter()
    _wait(lambda: time.perf_counter() - begin > after_s)
    begin = time.perf_counter()
    foot.cancel.click()
    _wait(lambda: not foot.is_running)
    cancel_ms = (time.perf_counter() - begin) * 1000
    left = sum(1 for _ in folder.rglob("*.pdf"))
    print(f"{words:34}{cancel_ms:9.0f}{CANCEL_MS:7}   files left: {left}", flush=True)


def _line(words: str, act: Callable[[], object], page: list[AtlasPage], beat: Heartbeat) -> None:
    shown_s: list[float] = []
    beat.halts.clear()
    beat.during = words
    begin, cpu = time.perf_counter(), time.process_time()
    note = lambda: shown_s.append(time.perf_counter())  # noqa: E731
    if page:
        page[0].page_shown.connect(note)
    act()
    if len(shown_s) == 0:
        page[0].page_shown.connect(note)
    _wait(lambda: bool(shown_s))
    cpu_ms = (time.process_time() - cpu) * 1000
    _wait(lambda: not page[0].follower.is_busy)
    final_ms = (time.perf_counter() - begin) * 1000
    page[0].page_shown.disconnect()
    halt_ms = max((halt.wall_ms for halt in beat.halts), default=0.0)
    page_ms = (shown_s[0] - begin) * 1000 if shown_s else float("nan")
    print(
        f"{words:34}{page_ms:9.0f}{LIMIT_MS:7}{cpu_ms:8.0f}{final_ms:10.0f}{halt_ms:9.0f}",
        flush=True,
    )


def _write(page: AtlasPage) -> None:
    field = page.panel.choices.recipient
    field.setText("Office")
    field.setModified(True)
    field.editingFinished.emit()


def _other(page: AtlasPage) -> None:
    page.booklets.setCurrentIndex(page.booklets.count() // 2)
    page.booklets.activated.emit(page.booklets.currentIndex())


def _edition(page: AtlasPage, edition: Edition) -> None:
    field = page.panel.edition
    field.setCurrentIndex(field.findData(edition.value))


def _edit(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    home = next(item for item in session.document.all(Household) if item.head)
    session.apply(edit_household(session.document, home.id, head="Other"))


def _wait(is_over: Callable[[], bool]) -> None:
    begin = time.perf_counter()
    while not is_over() and time.perf_counter() - begin < MOST_S:
        loop = QEventLoop()
        QTimer.singleShot(5, loop.quit)
        loop.exec()


if __name__ == "__main__":
    main()
