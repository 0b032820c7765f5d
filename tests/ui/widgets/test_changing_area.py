from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gridmap.ui.widgets.changing_area import ChangingArea


def test_a_field_and_a_button_may_lead_elsewhere_while_they_are_handled(qtbot: QtBot) -> None:
    area = ChangingArea()
    qtbot.addWidget(area)
    field, button = QLineEdit(), QPushButton("go")
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(field)
    field.returnPressed.connect(lambda: area.change_to(button))
    button.clicked.connect(lambda: area.change_to(QLabel("there")))
    area.change_to(page)
    area.show()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert area.widget() is button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert area.widget().text() == "there"
    qtbot.waitUntil(lambda: not isValid(button))
