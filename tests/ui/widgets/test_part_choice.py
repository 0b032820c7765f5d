from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from gridmap.export.parts.choice import DEFAULT_PARTS, Part, part_title
from gridmap.ui.widgets.part_choice import PartChoice


def test_the_usual_parts_are_ticked_and_each_can_be_changed(qtbot: QtBot) -> None:
    choice = PartChoice()
    qtbot.addWidget(choice)
    assert choice.parts == DEFAULT_PARTS
    box = next(
        box for box in choice.findChildren(QCheckBox) if box.text() == part_title(Part.UPDATE)
    )
    with qtbot.waitSignal(choice.changed):
        box.click()
    assert choice.parts == frozenset(Part)


def test_remembered_parts_are_ticked_again_and_unknown_ones_passed_over(qtbot: QtBot) -> None:
    choice = PartChoice()
    qtbot.addWidget(choice)
    choice.choose(["tree", "places", "horoscope"])
    assert choice.parts == {Part.TREE, Part.PLACES}
