"""The program around the window: its language, and what happens when we have made a mistake."""

import sys

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gridmap.i18n import CHINESE, ENGLISH, language, set_language
from gridmap.settings import Settings
from gridmap.ui import qt_words
from gridmap.ui.app import report_bug, use_language_of


def test_the_remembered_language_wins_over_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    use_language_of(Settings())
    assert language() == CHINESE
    use_language_of(Settings(language=ENGLISH))
    assert language() == ENGLISH
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    use_language_of(Settings(language="xx"))
    assert language() == ENGLISH


def test_qt_speaks_the_language_of_the_window(qapp: QApplication) -> None:
    set_language(CHINESE)
    qt_words.speak(qapp)
    assert qapp.translate("QPlatformTheme", "Cancel") == "取消"
    assert qapp.translate("QFileDialog", "&Look in:") == "查找范围(&I)："
    assert qapp.translate("QFileSystemModel", "Size") == "大小"
    set_language(ENGLISH)
    qt_words.speak(qapp)
    assert qapp.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert qapp.translate("QFileDialog", "&Look in:") == "&Look in:"


def test_a_bug_of_ours_is_shown_once_with_its_details(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    for _ in range(3):
        try:
            raise ZeroDivisionError("nothing to divide by")
        except ZeroDivisionError:
            report_bug(*sys.exc_info())
    boxes = [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QMessageBox) and widget.isVisible()
    ]
    assert len(boxes) == 1
    assert "test_app.py" in boxes[0].detailedText()
    assert "nothing to divide by" in capsys.readouterr().err
    boxes[0].close()
