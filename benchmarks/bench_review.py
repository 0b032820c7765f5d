"""The review map: size of the file, time to make it, and until a browser engine has it ready.

Ready is what the page itself says, two frames after everything was drawn, counted from the request.
`--county` adds the county (100,000 households).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from gridmap.export.review_html import ReviewSpec, make_review
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.progress import run_job
from gridmap.synth.plan import AS_OF
from gridmap.synth.township import synthesize
from gridmap.ui.review_map.window import ReviewMapWindow
from gridmap.ui.theme import LIGHT

LIMITS = {"township": (4.0, 1.0), "county": (10.0, 3.0)}
TIMES = 3
MOST_S = 30.0
_ASK = "document.documentElement ? document.documentElement.dataset.ready || '' : ''"


def main() -> None:
    """Make the maps, then print one line for each edition with its limits."""
    application = QApplication([])
    print(
        f"{'':16}{'MB':>8}{'limit':>8}{'made':>9}{'ready':>9}{'limit':>8}{'refused':>9}{'errors':>8}"
    )
    for preset in ("township", "county") if "--county" in sys.argv else ("township",):
        snapshot = Snapshot.of(run_job(synthesize(preset, 1)))
        for edition in (Edition.PUBLIC, Edition.SUMMARY, Edition.HOUSEHOLD):
            _line(preset, edition, snapshot)
    application.quit()


def _line(preset: str, edition: Edition, snapshot: Snapshot) -> None:
    begin = time.perf_counter()
    text = run_job(make_review(snapshot, ReviewSpec(on=AS_OF, edition=edition)))
    made_s = time.perf_counter() - begin
    size_mb = len(text.encode("utf-8")) / 1e6
    window = ReviewMapWindow(None, LIGHT)
    window.show()
    ready_s = min(_ready_s(window, text) for _ in range(TIMES))
    assert window.page is not None
    most_mb, most_s = LIMITS[preset]
    print(
        f"{preset + ' ' + edition.value:16}{size_mb:8.2f}{most_mb:8.1f}{made_s:7.2f} s"
        f"{ready_s:7.2f} s{most_s:6.1f} s{len(window.page.gatekeeper.refused):9}"
        f"{len(window.page.said):8}",
        flush=True,
    )
    window.release()
    window.close()


def _ready_s(window: ReviewMapWindow, text: str) -> float:
    """Return the seconds from asking for the page until it says that it is ready."""
    answers: list[str] = []
    begin = time.perf_counter()
    window.show_page(text)
    page = window.page
    assert page is not None
    page.loadFinished.connect(lambda _good: answers.append(""))
    _wait(lambda: bool(answers))
    answers.clear()
    while not any(answers) and time.perf_counter() - begin < MOST_S:
        page.runJavaScript(_ASK, answers.append)
        _wait(lambda: bool(answers))
        if not answers[-1]:
            answers.clear()
    return time.perf_counter() - begin


def _wait(is_over: Callable[[], bool]) -> None:
    begin = time.perf_counter()
    while not is_over() and time.perf_counter() - begin < MOST_S:
        loop = QEventLoop()
        QTimer.singleShot(5, loop.quit)
        loop.exec()


if __name__ == "__main__":
    main()
