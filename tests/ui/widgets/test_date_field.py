"""The field for a day: typed, stepped, picked, restored."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget
from pytestqt.qtbot import QtBot

from gridmap.ui.theme import LIGHT
from gridmap.ui.widgets.date_field import DateField

TODAY = date(2026, 11, 23)


@pytest.fixture
def field(qtbot: QtBot) -> DateField:
    field = DateField(LIGHT, lean="past", today=lambda: TODAY)
    qtbot.addWidget(field)
    field.show()
    return field


def test_a_short_day_is_taken_with_enter_and_shown_in_full(qtbot: QtBot, field: DateField) -> None:
    told: list[object] = []
    field.day_changed.connect(told.append)
    qtbot.keyClicks(field.line, "3.15")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert told == [date(2026, 3, 15)]
    assert field.line.text() == "2026-03-15"


def test_what_is_no_day_is_told_in_words_and_changes_nothing(
    qtbot: QtBot, field: DateField
) -> None:
    field.set_day(TODAY)
    said: list[str] = []
    field.wrong.connect(said.append)
    field.line.selectAll()
    qtbot.keyClicks(field.line, "33.33")
    assert not field.commit()
    assert "33.33" in said[0]
    assert field.day == TODAY
    assert field.restore()
    assert field.line.text() == "2026-11-23"


def test_up_and_down_go_a_day_on_and_back(qtbot: QtBot, field: DateField) -> None:
    field.set_day(date(2026, 2, 28))
    qtbot.keyClick(field.line, Qt.Key.Key_Up)
    assert field.line.text() == "2026-03-01"
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.day == date(2026, 2, 27)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_day_is_picked_from_the_calendar(qtbot: QtBot, field: DateField) -> None:
    qtbot.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    month = popup.findChild(QCalendarWidget)
    assert month.selectedDate() == QDate(2026, 11, 23)
    month.clicked.emit(QDate(2026, 11, 3))
    assert field.day == date(2026, 11, 3)
    assert not popup.isVisible()
