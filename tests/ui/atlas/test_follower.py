"""The pages of the preview are drawn one after the other, whatever becomes of one of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gridmap.errors import ExportError
from gridmap.session import Session, open_session
from gridmap.ui.atlas import page_image
from gridmap.ui.atlas.follower import PreviewFollower
from gridmap.ui.atlas.requests import PreviewRequest, Wish
from gridmap.ui.jobs import JobRunner
from tests.export.atlas_helpers import spec
from tests.helpers.build import Tiny
from tests.helpers.window import WAIT_MS, tiny_project


@pytest.fixture
def session(tmp_path: Path, tiny: Tiny) -> Iterator[Session]:
    session = open_session(tiny_project(tmp_path, tiny))
    yield session
    session.close()


def test_a_page_that_cannot_be_shown_is_told_and_the_next_one_is_drawn(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = page_image.pdf_image
    calls: list[int] = []

    def first_is_bad(data: bytes, size: QSize) -> QImage:
        calls.append(size.width())
        if len(calls) == 1:
            raise ExportError("The page cannot be shown.")
        return good(data, size)

    monkeypatch.setattr(page_image, "pdf_image", first_is_bad)
    runner = JobRunner()
    follower = PreviewFollower(session, runner)
    told: list[object] = []
    ready: list[str] = []
    follower.page_failed.connect(lambda wish, error: told.append((wish.page, str(error))))
    follower.page_ready.connect(lambda wish, _image: ready.append(wish.page))
    follower.watch(is_watched=True)
    follower.show(PreviewRequest(spec=spec()))
    qtbot.waitUntil(lambda: follower.preview is not None, timeout=WAIT_MS)
    first, second = (page.name for page in follower.preview.booklet.pages[:2])
    follower.want([Wish(page=first, width_px=100), Wish(page=second, width_px=100)])
    qtbot.waitUntil(lambda: ready == [second], timeout=WAIT_MS)
    assert told == [(first, "The page cannot be shown.")]
    follower.stop()
    runner.stop_all()
