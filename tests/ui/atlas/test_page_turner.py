"""Going to pages, and what stands in sight where a page or a booklet cannot be shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gridmap.errors import ExportError
from gridmap.ui.atlas import page_image
from tests.helpers.atlas_window import WAIT_MS, Atlas
from tests.helpers.build import Tiny
from tests.helpers.window import open_project, open_window, tiny_project


@pytest.fixture
def atlas(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> Iterator[Atlas]:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        yield Atlas(qtbot, window).enter()


def test_what_is_sought_while_pages_are_laid_out_is_found_when_they_are_there(
    atlas: Atlas,
) -> None:
    page = atlas.page
    sheet = next(one for one in atlas.booklet.pages if one.sheet_id)
    page.follower.begin_anew()
    page.follower.forget()
    atlas.qtbot.keyClicks(page.bar.seek, sheet.sheet_id)
    atlas.qtbot.keyClick(page.bar.seek, Qt.Key.Key_Return)
    assert "as soon as all pages are there" in page.bar.said.text()
    page.refresh()
    atlas.wait()
    assert page.page == sheet.name


def test_a_page_that_cannot_be_drawn_leaves_the_others_in_sight(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = atlas.page

    def broken(*_args: object) -> None:
        raise ExportError("The page cannot be shown.")

    monkeypatch.setattr(page_image, "pdf_image", broken)
    titles = page.list.titles
    page.view.setFocus()
    atlas.qtbot.keyClick(page.view, Qt.Key.Key_PageDown)
    atlas.qtbot.waitUntil(lambda: "cannot be shown" in page.bar.said.text(), timeout=WAIT_MS)
    assert page.list.titles == titles
    assert page.view.isVisible()
    monkeypatch.undo()
    atlas.key(Qt.Key.Key_PageUp)
    assert atlas.here == 1
    assert not page.bar.said.text()


def test_without_a_ticked_village_nothing_is_shown_and_it_says_what_to_do(atlas: Atlas) -> None:
    page, choice = atlas.page, atlas.page.panel.village_choice
    none, every = (
        next(button for button in choice.findChildren(QPushButton) if button.text() == words)
        for words in ("None", "All")
    )
    atlas.qtbot.mouseClick(none, Qt.MouseButton.LeftButton)
    atlas.wait()
    assert page.empty.isVisible()
    assert not page.view.isVisible()
    assert "village" in page.empty.hint.text()
    assert not page.panel.make.isEnabled()
    assert not page.booklets.count()
    atlas.qtbot.mouseClick(every, Qt.MouseButton.LeftButton)
    atlas.wait()
    assert page.view.isVisible()
    assert atlas.here == 1
