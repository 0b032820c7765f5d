"""The painting thread: the newest request wins, updates are never skipped, the end is clean."""

import threading
from collections.abc import Iterable

import pytest
from PySide6.QtCore import QThread
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gridmap.layers.view import MapView
from gridmap.ui.canvas.frame import Frame, FrameRequest
from gridmap.ui.canvas.painting_thread import IsStale, PaintingThread
from gridmap.ui.canvas.screen_view import ScreenView


def request(revision: int) -> FrameRequest:
    view = MapView(center_x_m=0, center_y_m=0, scale_denominator=1000, width_mm=10, height_mm=10)
    return FrameRequest(screen=ScreenView(view), device_pixel_ratio=1.0, revision=revision)


class SlowPainter:
    """Waits for `go` before its first picture; notes what it painted, and what was overtaken."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.go = threading.Event()
        self.painted: list[int] = []
        self.overtaken: list[bool] = []

    def frames(self, request: FrameRequest, is_stale: IsStale) -> Iterable[Frame]:
        self.begun.set()
        assert self.go.wait(10)
        self.painted.append(request.revision)
        self.overtaken.append(is_stale())
        yield Frame(
            image=QImage(),
            screen=request.screen,
            device_pixel_ratio=1.0,
            revision=request.revision,
            labels={},
        )


@pytest.fixture
def painter() -> SlowPainter:
    return SlowPainter()


def test_requests_that_were_overtaken_are_not_painted(qtbot: QtBot, painter: SlowPainter) -> None:
    thread = PaintingThread(painter)
    frames: list[int] = []
    thread.painted.connect(lambda frame: frames.append(frame.revision))
    thread.request(request(1))
    assert painter.begun.wait(10)
    for revision in (2, 3, 4):
        thread.request(request(revision))
    painter.go.set()
    qtbot.waitUntil(lambda: frames == [1, 4])
    thread.stop()
    assert painter.painted == [1, 4]
    assert painter.overtaken == [True, False]


def test_updates_run_in_order_before_the_next_picture(qtbot: QtBot, painter: SlowPainter) -> None:
    thread = PaintingThread(painter)
    order: list[str] = []
    thread.request(request(1))
    assert painter.begun.wait(10)
    thread.update(lambda: order.append("a"))
    thread.request(request(2))
    thread.update(lambda: order.append(f"b after {painter.painted}"))
    painter.go.set()
    qtbot.waitUntil(lambda: painter.painted == [1, 2])
    thread.stop()
    assert order == ["a", "b after [1]"]


def test_frames_and_results_arrive_in_the_windows_thread(
    qtbot: QtBot, painter: SlowPainter
) -> None:
    painter.go.set()
    thread = PaintingThread(painter)
    here = QThread.currentThread()
    places: list[bool] = []
    thread.painted.connect(lambda _: places.append(QThread.currentThread() is here))
    thread.updated.connect(lambda result: places.append(result == 7))
    thread.update(lambda: 7)
    thread.request(request(1))
    qtbot.waitUntil(lambda: len(places) == 2)
    thread.stop()
    assert places == [True, True]


def test_what_goes_wrong_is_told_and_the_thread_goes_on(qtbot: QtBot, painter: SlowPainter) -> None:
    painter.go.set()
    thread = PaintingThread(painter)
    with qtbot.waitSignal(thread.failed) as heard:
        thread.update(lambda: 1 // 0)
    assert heard.args is not None
    assert isinstance(heard.args[0], ZeroDivisionError)
    thread.request(request(1))
    qtbot.waitUntil(lambda: painter.painted == [1])
    thread.stop()


def test_stopping_twice_does_no_harm_and_ends_the_thread(
    qtbot: QtBot, painter: SlowPainter
) -> None:
    painter.go.set()
    thread = PaintingThread(painter)
    thread.stop()
    thread.stop()
    thread.request(request(1))
    assert not thread.is_running
    assert painter.painted == []
