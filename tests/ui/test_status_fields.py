import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gridmap.ui.coordinates import GCJ02, SYSTEMS, in_sixties, point_words, why_not
from gridmap.ui.status_bar import StatusBar
from gridmap.ui.status_fields import MOST_SCALE, ScaleBox, scale_of
from gridmap.ui.theme import LIGHT
from tests.helpers.build import EPSG

X_M, Y_M = 430_123.4, 3_880_567.8


@pytest.mark.parametrize(
    ("text", "denominator"),
    [
        ("800", 800.0),
        ("1:800", 800.0),
        ("1 : 1\u2009250", 1250.0),
        ("1：2,000", 2000.0),
        ("1/500", 500.0),
        ("999999999", MOST_SCALE),
        ("0", None),
        ("near", None),
        ("", None),
    ],
)
def test_a_typed_scale_is_understood(text: str, denominator: float | None) -> None:
    assert scale_of(text) == denominator


def test_a_scale_is_chosen_from_the_list_and_typed(qtbot: QtBot) -> None:
    box = ScaleBox(LIGHT)
    qtbot.addWidget(box)
    box.show()
    box.show_scale(1234.0)
    assert box.currentText() == "1 : 1\u2009230"
    chosen: list[float] = []
    box.scale_chosen.connect(chosen.append)
    line = box.lineEdit()
    line.selectAll()
    qtbot.keyClicks(line, "1:640")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert chosen == [640.0]
    line.selectAll()
    qtbot.keyClicks(line, "far away")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert chosen == [640.0]
    assert box.currentText() == "1 : 1\u2009230"
    box.setCurrentIndex(box.findText("1 : 5\u2009000"))
    box.activated.emit(box.currentIndex())
    assert chosen == [640.0, 5000.0]


def test_a_point_is_told_in_each_system() -> None:
    words = {system: point_words(system, X_M, Y_M, EPSG) for system in SYSTEMS}
    assert words["plane"] == "N 3\u2009880\u2009567.8  E 430\u2009123.4"
    assert words["degrees"].startswith("N 35.0")
    assert "E 104.2" in words["degrees"]
    assert "′" in words["dms"]
    assert "″" in words["dms"]
    assert words["gcj02"].startswith("GCJ-02")
    assert len(set(words.values())) == len(SYSTEMS)


def test_a_local_plan_knows_metres_only() -> None:
    assert point_words(GCJ02, X_M, Y_M, 0) == point_words("plane", X_M, Y_M, 0)
    assert why_not("degrees", 0) is not None
    assert why_not("plane", None) is None


def test_sixtieths_are_carried_over() -> None:
    assert in_sixties(29.999999) == "30°00′00.0″"
    assert in_sixties(-0.5) == "-0°30′00.0″"


def test_another_system_is_chosen_from_the_menu_and_copied(qtbot: QtBot) -> None:
    bar = StatusBar(LIGHT)
    bar.coordinates.use(lambda: EPSG, "plane")
    qtbot.addWidget(bar)
    bar.show()
    bar.show_position(X_M, Y_M)
    chosen: list[str] = []
    bar.coordinates.system_chosen.connect(chosen.append)
    menu = bar.coordinates.menu_of_systems()
    actions = menu.actions()
    actions[1].trigger()
    assert chosen == ["degrees"]
    assert bar.coordinates.text().startswith("N 35.0")
    actions[-1].trigger()
    assert QGuiApplication.clipboard().text() == bar.coordinates.text()


def test_a_page_in_the_maps_place_speaks_at_the_foot_instead_of_the_map(qtbot: QtBot) -> None:
    bar = StatusBar(LIGHT)
    qtbot.addWidget(bar)
    bar.show()
    bar.show_page(("云岭镇", "P1"))
    bar.show_map(is_shown=False)
    bar.resize(900, 31)
    qtbot.waitUntil(lambda: bar.text.split("|")[0].strip() == "云岭镇")
    assert not bar.scale.isVisible()
    bar.show_map(is_shown=True)
    assert bar.scale.isVisible()
    assert "云岭镇" not in bar.text
