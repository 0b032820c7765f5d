"""Jobs run beside the window, report on its thread, stop when asked and never swallow an error."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from gridmap.errors import ExportError
from gridmap.progress import Job, Progress
from gridmap.ui.jobs import JobRunner


def count_to(number: int, closed: list[bool] | None = None) -> Job[int]:
    try:
        for done in range(number):
            yield Progress(done, number)
        return number
    finally:
        if closed is not None:
            closed.append(True)


def test_the_result_arrives_on_the_gui_thread(qtbot: QtBot) -> None:
    runner = JobRunner()
    seen: list[tuple[int, threading.Thread]] = []
    runner.run("", count_to(3), lambda n: seen.append((n, threading.current_thread())), pytest.fail)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(3, threading.main_thread())]
    qtbot.waitUntil(lambda: not runner.is_busy)


def test_progress_is_reported_in_order(qtbot: QtBot) -> None:
    runner = JobRunner()
    seen: list[int] = []
    running = runner.run("", count_to(5), lambda _n: None, pytest.fail)
    running.on_progress.append(lambda progress: seen.append(progress.done))
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert seen == sorted(seen)


def test_cancelling_closes_the_job_and_calls_nobody(qtbot: QtBot) -> None:
    runner = JobRunner()
    closed: list[bool] = []
    running = runner.run("", count_to(10**9, closed), pytest.fail, pytest.fail)
    qtbot.wait(20)
    running.cancel()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert closed == [True]


def test_an_error_is_handed_over_whole(qtbot: QtBot) -> None:
    def fail() -> Job[None]:
        yield Progress(0, 1)
        raise ExportError("No room on the page.")

    runner = JobRunner()
    seen: list[BaseException] = []
    runner.run("", fail(), pytest.fail, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ExportError)


def test_stopping_everything_leaves_no_thread_behind(qtbot: QtBot) -> None:
    runner = JobRunner()
    closed: list[bool] = []
    for _ in range(3):
        runner.run("", count_to(10**9, closed), pytest.fail, pytest.fail)
    qtbot.wait(50)
    runner.stop_all()
    assert not runner.is_busy
    assert len(closed) == 3
