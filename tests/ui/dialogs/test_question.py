import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from gridmap.ui.dialogs.question import may_go_on
from tests.helpers.window import when_shown


def asked(qtbot: QtBot, key: Qt.Key | None, words: str = "") -> bool:
    """Answer by a key, or by the button with these words."""

    def answer(box: QMessageBox) -> None:
        if key is not None:
            qtbot.keyClick(box, key)
            return
        button = next(item for item in box.buttons() if item.text() == words)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    when_shown(QMessageBox, answer)
    return may_go_on(None, "Delete it?", "It is gone then.", go="Delete")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_enter_and_escape_leave_all_as_it_is(qtbot: QtBot, key: Qt.Key) -> None:
    assert asked(qtbot, key) is False


def test_only_the_named_button_goes_on(qtbot: QtBot) -> None:
    assert asked(qtbot, None, "Delete") is True
    assert asked(qtbot, None, "Leave it as it is") is False
