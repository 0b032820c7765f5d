"""A long list is chosen from by typing: a name, its pinyin or its initials."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridmap.ui.widgets.search_box import SearchBox, is_found

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PEOPLE = (("Everyone", ""), ("曹永贵　村支书", "a"), ("郭成贵　网格员", "b"), ("单小雨", "c"))


def box(qtbot: QtBot) -> SearchBox:
    made = SearchBox()
    made.list_anew(PEOPLE)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def type_in(qtbot: QtBot, made: SearchBox, text: str) -> None:
    made.line.selectAll()
    if text.isascii():
        qtbot.keyClicks(made.line, text)
    else:
        written = QInputMethodEvent()
        written.setCommitString(text)
        QApplication.sendEvent(made.line, written)


@pytest.mark.parametrize(
    ("text", "value"),
    [("gcg", "b"), ("cao", "a"), ("成贵", "b"), ("wgy", "b"), ("sxy", "c"), ("Shan", "c")],
)
def test_what_is_typed_is_chosen_with_enter(qtbot: QtBot, text: str, value: str) -> None:
    made = box(qtbot)
    with qtbot.waitSignal(made.currentIndexChanged):
        type_in(qtbot, made, text)
        qtbot.keyClick(made.finder.popup(), Qt.Key.Key_Return)
    assert made.currentData() == value
    assert made.currentText() == {value: words for words, value in PEOPLE}[value]


def test_only_what_is_found_is_shown_and_an_arrow_chooses_of_it(qtbot: QtBot) -> None:
    made = box(qtbot)
    type_in(qtbot, made, "gui")
    popup = made.finder.popup()
    assert popup.isVisible()
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == [
        PEOPLE[1][0], PEOPLE[2][0],
    ]  # fmt: skip
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert made.currentData() == "b"


@pytest.mark.parametrize("downs", [1, 2, 3])
def test_each_of_those_found_can_be_chosen(qtbot: QtBot, downs: int) -> None:
    made = box(qtbot)
    told: list[int] = []
    made.list_anew((PEOPLE[0], *((f"王芳　{post}", post) for post in "甲乙丙")))
    made.currentIndexChanged.connect(told.append)
    type_in(qtbot, made, "wf")
    for _ in range(downs):
        qtbot.keyClick(made.finder.popup(), Qt.Key.Key_Down)
    qtbot.keyClick(made.finder.popup(), Qt.Key.Key_Return)
    assert made.currentData() == "甲乙丙"[downs - 1]
    assert told[-1] == downs


def test_nonsense_goes_back_to_what_was_chosen(qtbot: QtBot) -> None:
    made = box(qtbot)
    made.setCurrentIndex(2)
    type_in(qtbot, made, "zzz")
    assert not made.finder.popup().isVisible()
    qtbot.keyClick(made.line, Qt.Key.Key_Return)
    assert made.currentData() == "b"
    assert made.currentText() == PEOPLE[2][0]
    assert made.count() == len(PEOPLE)


def go_on(made: SearchBox) -> None:
    """Leave the field as the Tab key does."""
    made.finder.popup().hide()
    leaving = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason)
    QApplication.sendEvent(made.line, leaving)


def test_a_part_of_several_names_chooses_nobody_for_who_goes_on(qtbot: QtBot) -> None:
    made = box(qtbot)
    made.setCurrentIndex(3)
    type_in(qtbot, made, "gui")
    go_on(made)
    assert made.currentData() == "c"
    assert made.currentText() == PEOPLE[3][0]
    type_in(qtbot, made, "guo")
    go_on(made)
    assert made.currentData() == "b"


def test_the_list_made_anew_keeps_what_was_chosen(qtbot: QtBot) -> None:
    made = box(qtbot)
    made.setCurrentIndex(2)
    told: list[int] = []
    made.currentIndexChanged.connect(told.append)
    made.list_anew(PEOPLE[::-1])
    assert made.currentData() == "b"
    made.list_anew(PEOPLE[:2])
    assert made.currentData() == ""
    assert not told
    assert QApplication.focusWidget() is not None


def test_a_name_typed_whole_is_taken_before_a_longer_one_that_holds_it(qtbot: QtBot) -> None:
    made = box(qtbot)
    made.list_anew((("Everyone", ""), ("王芳芳　网格员", "a"), ("王芳　网格员", "b")))
    type_in(qtbot, made, "王芳")
    made.finder.popup().hide()
    qtbot.keyClick(made.line, Qt.Key.Key_Return)
    assert made.currentData() == "b"


def test_entries_that_come_while_typing_give_nobody_elses_place_to_the_one_found(
    qtbot: QtBot,
) -> None:
    made = box(qtbot)
    type_in(qtbot, made, "gcg")
    made.list_anew((PEOPLE[0], ("陈小明", "d"), *PEOPLE[1:]))
    assert made.line.text() == "gcg"
    qtbot.keyClick(made.finder.popup(), Qt.Key.Key_Down)
    qtbot.keyClick(made.finder.popup(), Qt.Key.Key_Return)
    assert made.currentData() == "b"


def test_words_are_found_as_they_stand_by_pinyin_and_by_initials() -> None:
    assert is_found("", "柳溪村")
    assert is_found("lxc", "柳溪村 340001")
    assert is_found("0001", "柳溪村 340001")
    assert is_found("LIUXI", "柳溪村")
    assert not is_found("xlc", "柳溪村")


def test_words_that_are_too_long_are_seen_from_their_first_letter(qtbot: QtBot) -> None:
    made = SearchBox()
    qtbot.addWidget(made)
    made.list_anew((("Not only for one officer: everything", ""), ("A long name" * 9, "a")))
    assert made.line.cursorPosition() == 0
    made.setCurrentIndex(1)
    assert made.line.cursorPosition() == 0
