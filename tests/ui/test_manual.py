"""The manual opens from Help, in the language in use, with its pictures."""

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QTextDocument
from pytestqt.qtbot import QtBot

from gridmap.i18n import CHINESE, ENGLISH, set_language
from gridmap.settings import Settings
from gridmap.ui.manual import ManualWindow, manual_folder, manual_text
from tests.helpers.window import open_window

MOST_BYTES, MOST_TOGETHER = 150_000, 3_000_000


@pytest.mark.parametrize(("language", "folder"), [(CHINESE, "zh"), (ENGLISH, "en")])
def test_every_picture_of_the_manual_is_there_small_and_used(language: str, folder: str) -> None:
    set_language(language)
    named = set(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", manual_text()))
    pictures = {f"pictures/{folder}/{path.name}" for path in _pictures(folder)}
    assert named == pictures
    assert max(path.stat().st_size for path in _pictures(folder)) <= MOST_BYTES


def _pictures(folder: str):
    return sorted((manual_folder() / "pictures" / folder).glob("*.png"))


def test_both_languages_have_the_same_pictures_and_take_little_room() -> None:
    assert [path.name for path in _pictures("zh")] == [path.name for path in _pictures("en")]
    total = sum(path.stat().st_size for name in ("zh", "en") for path in _pictures(name))
    assert total <= MOST_TOGETHER


@pytest.mark.parametrize(("language", "word"), [(CHINESE, "落户"), (ENGLISH, "Backspace")])
def test_help_opens_the_manual_with_chapters_pictures_and_search(
    qtbot: QtBot, language: str, word: str
) -> None:
    set_language(language)
    with open_window(qtbot, Settings(language=language)) as window:
        window.findChild(QAction, "manual").trigger()
        manual = window.findChild(ManualWindow)
        assert manual.isVisible()
        assert manual.chapters.count() > 6
        first = QUrl(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", manual_text())[0])
        kind = QTextDocument.ResourceType.ImageResource
        assert manual.page.document().resource(kind, first) is not None
        manual.chapters.setCurrentRow(manual.chapters.count() - 1)
        assert manual.page.verticalScrollBar().value() > 0
        manual.line.setText(word)
        assert manual.page.textCursor().selectedText() == word
        place = manual.page.textCursor().position()
        qtbot.keyClick(manual.line, Qt.Key.Key_Return)
        assert manual.page.textCursor().position() > place
        assert manual.page.horizontalScrollBar().maximum() == 0
        window.show_manual()
        assert len(window.findChildren(ManualWindow)) == 1
        manual.close()
