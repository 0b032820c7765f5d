"""The window: milliseconds from the start of the process to the window, the project and the map.

Each run is a fresh process. CPU ms is what the process itself has computed by then, which is
steadier where other programs are busy. QGIS needs 2.1 s to the same point.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
PEER_MS = 2_100
LIMIT_MS = 1_000
STEPS = ("window shown", "project shown", "map drawn", "map sharp")
CHILD = "--child"
END_AFTER_MS = 20_000


def main() -> None:
    """Print the median of each step over the runs, and the ratio to QGIS."""
    from gridmap.progress import run_job
    from gridmap.ui.projects import practice_job

    with tempfile.TemporaryDirectory() as folder:
        path = run_job(practice_job(Path(folder) / "township.gpkg"))
        _run_once(path, folder)
        runs = [_run_once(path, folder) for _ in range(RUNS)]
    head = f"{'step':<16}{'median ms':>10}{'CPU ms':>8}{'limit':>8}{'QGIS 3.22':>11}{'ratio':>7}"
    print(head)
    for step in STEPS:
        median_ms = statistics.median(run[step][0] for run in runs)
        cpu_ms = statistics.median(run[step][1] for run in runs)
        ratio = f"{PEER_MS / median_ms:6.1f}x"
        print(f"{step:<16}{median_ms:>10.0f}{cpu_ms:>8.0f}{LIMIT_MS:>8}{PEER_MS:>11}{ratio:>7}")


def _run_once(path: Path, folder: str) -> dict[str, tuple[float, float]]:
    # A program that is installed has its modules compiled: so has this one after the first run.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment = {
        **kept,
        "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled"),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "GRIDMAP_CONFIG_DIR": folder,
    }
    command = [sys.executable, __file__, CHILD, str(path)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    lines = (line.split("\t") for line in done.stdout.splitlines())
    return {step: (float(ms), float(cpu_ms)) for step, ms, cpu_ms in lines}


def child(path: Path) -> None:
    """Open the window on a project, print the steps, and close it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    import gridmap.session  # noqa: F401  (before Qt, as gridmap/cli/opening.py does)
    from gridmap.settings import load_settings
    from gridmap.ui.main_window import MainWindow

    application = QApplication([])
    application.setStyle("Fusion")
    window = MainWindow(load_settings())
    window.show()
    application.processEvents()
    said: set[str] = set()

    def say(step: str) -> None:
        if step not in said:
            said.add(step)
            cpu_ms = time.process_time() * 1000
            print(f"{step}\t{_since_start_ms():.0f}\t{cpu_ms:.0f}", flush=True)

    say("window shown")

    def after_frame() -> None:
        say("map drawn")
        if window.view is not None and window.view.workspace.canvas.is_sharp:
            say("map sharp")
            QTimer.singleShot(0, window.close)

    def opened() -> None:
        say("project shown")
        if window.view is not None:
            window.view.workspace.canvas.frame_shown.connect(after_frame)

    window.project_opened.connect(opened)
    QTimer.singleShot(0, lambda: window.open_project(path))
    QTimer.singleShot(END_AFTER_MS, window.close)
    application.exec()


def _since_start_ms() -> float:
    """Return the milliseconds since this process was started (Linux), to 10 ms."""
    fields = Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()
    started_s = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return (time.clock_gettime(time.CLOCK_BOOTTIME) - started_s) * 1000


if __name__ == "__main__":
    if CHILD in sys.argv:
        child(Path(sys.argv[-1]))
    else:
        main()
