"""Jobs in slices: they end with their result, give way to newer ones, and leave nothing behind."""

import gc
import time

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gridmap.progress import Job, Progress
from gridmap.ui.slices import SLICE_S, SlicedJob


def counting(steps: int, seen: list[int], *, step_s: float = 0.0) -> Job[int]:
    for number in range(steps):
        seen.append(number)
        time.sleep(step_s)
        yield Progress(number, steps)
    return steps


def test_a_short_job_is_done_when_start_returns(qtbot: QtBot) -> None:
    parent, results = QObject(), []
    SlicedJob(parent).start(counting(3, []), results.append)
    assert results == [3]


def test_a_long_job_lets_the_window_breathe_and_ends_with_its_result(qtbot: QtBot) -> None:
    parent, results, seen = QObject(), [], []
    job = SlicedJob(parent)
    job.start(counting(20, seen, step_s=SLICE_S / 2), results.append)
    assert job.is_busy
    assert len(seen) < 20
    qtbot.waitUntil(lambda: results == [20])
    assert not job.is_busy
    assert gc.isenabled()


def test_a_newer_job_takes_the_place_of_the_one_before(qtbot: QtBot) -> None:
    parent, results = QObject(), []
    job = SlicedJob(parent)
    job.start(counting(50, [], step_s=SLICE_S), results.append)
    job.start(counting(2, []), results.append)
    qtbot.wait(50)
    assert results == [2]
    assert gc.isenabled()
