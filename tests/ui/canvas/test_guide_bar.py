from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from gridmap.ui.canvas.guide_bar import GuideBar
from gridmap.ui.theme import LIGHT
from gridmap.ui.tools.tool import Choice, Guide, MapEvent, QuietTool
from tests.helpers.map_window import MapWindow


@dataclass
class Talker(QuietTool):
    says: Guide | None = None
    offers: tuple[Choice, ...] = ()
    took: list[str] = field(default_factory=list)
    clicks: list[MapEvent] = field(default_factory=list)
    hint = ""

    def guide(self) -> Guide | None:
        return self.says

    def click(self, event: MapEvent) -> None:
        self.clicks.append(event)

    def choices(self) -> tuple[Choice, ...]:
        return self.offers

    @property
    def chosen(self) -> str:
        return self.took[-1] if self.took else ""

    def choose(self, key: str) -> None:
        self.took.append(key)


@pytest.fixture
def bar(window: MapWindow) -> GuideBar:
    return GuideBar(window.canvas, LIGHT)


def buttons(bar: GuideBar) -> list[QPushButton]:
    return bar.findChildren(QPushButton, "guideChoice")


def test_the_bar_shows_what_the_tool_says_and_hides_with_it(
    window: MapWindow, bar: GuideBar
) -> None:
    window.canvas.set_tool(Talker(Guide(title="Draw", facts=("3 corners",), keys=(("Esc", "x"),))))
    assert bar.isVisible()
    assert bar.text == "Draw 3 corners"
    window.canvas.set_tool(None)
    assert not bar.isVisible()


def test_an_error_takes_the_place_of_the_figures(window: MapWindow, bar: GuideBar) -> None:
    window.canvas.set_tool(Talker(Guide(title="Draw", facts=("3 corners",), error="Too small.")))
    assert bar.text == "Draw Too small."


def test_a_changed_draft_changes_the_words_soon(window: MapWindow, bar: GuideBar) -> None:
    tool = Talker(Guide(title="Draw", facts=("1 corner",)))
    window.canvas.set_tool(tool)
    tool.says = Guide(title="Draw", facts=("2 corners",))
    window.canvas.redraw_draft()
    window.qtbot.waitUntil(lambda: bar.text == "Draw 2 corners")


def test_choices_are_taken_by_mouse_digit_and_tab(window: MapWindow, bar: GuideBar) -> None:
    tool = Talker(Guide(title="Draw"), (Choice("a", "Lane"), Choice("b", "Path")))
    window.canvas.set_tool(tool)
    window.qtbot.mouseClick(buttons(bar)[0], Qt.MouseButton.LeftButton)
    window.key(Qt.Key.Key_2)
    window.key(Qt.Key.Key_Tab)
    window.key(Qt.Key.Key_9)
    assert tool.took == ["a", "b", "a"]
    window.qtbot.waitUntil(lambda: buttons(bar)[0].isChecked())


def test_the_bar_stays_inside_a_narrow_map_and_keeps_its_words(
    window: MapWindow, bar: GuideBar
) -> None:
    window.canvas.resize(420, 400)
    offers = tuple(Choice(f"P{n:02d}", f"A long kind of place {n}", "place-P01") for n in range(18))
    keys = tuple((f"Key{n}", "does something") for n in range(6))
    window.canvas.set_tool(Talker(Guide(title="Place", facts=("x",), keys=keys), offers))
    assert bar.geometry().width() <= 420
    assert window.canvas.rect().contains(bar.geometry().topLeft() + QPoint(1, 1))
    assert bar.height() >= bar.sizeHint().height()
    assert buttons(bar)[3].text() == "A long kind of place 3"


def test_no_word_is_cut_on_a_narrow_map(window: MapWindow, bar: GuideBar) -> None:
    window.canvas.resize(300, 400)
    facts = ("Click where the border should run: begin and end on the old border.", "22 households")
    keys = tuple((f"Key{n}", "does something") for n in range(5))
    window.canvas.set_tool(Talker(Guide(title="Reshape border", facts=facts, keys=keys)))
    window.canvas.resize(260, 400)
    labels = [label for label in bar.findChildren(QLabel) if label.isVisible()]
    assert len(labels) == 3 + 2 * len(keys)
    for label in labels:
        needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
        assert label.height() >= needed
        assert label.wordWrap() or label.width() >= label.sizeHint().width()
        corner = label.mapTo(bar, label.rect().bottomRight())
        assert bar.rect().contains(corner)
    window.canvas.resize(2000, 400)
    rows = {label.mapTo(bar, label.rect().center()).y() for label in bar.findChildren(QLabel)}
    assert len(rows) == 1


def test_a_click_between_the_buttons_does_not_reach_the_map(
    window: MapWindow, bar: GuideBar
) -> None:
    tool = Talker(Guide(title="Draw", facts=("3 corners",)), (Choice("a", "A"), Choice("b", "B")))
    window.canvas.set_tool(tool)
    window.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    window.qtbot.mouseDClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert not tool.clicks
    window.click(QPoint(20, 20))
    assert len(tool.clicks) == 1


def test_the_bar_leaves_the_spot_that_the_pointer_comes_to(
    window: MapWindow, bar: GuideBar
) -> None:
    tool = Talker(Guide(title="Draw", facts=("3 corners",)))
    window.canvas.set_tool(tool)
    for _ in range(2):  # from the foot to the head, and back
        before = bar.geometry()
        window.point_to(before.center())
        assert not bar.geometry().intersects(before)
    tool.offers = (Choice("a", "A"), Choice("b", "B"))
    bar.refresh()
    before = bar.geometry()
    window.point_to(before.topLeft() - QPoint(0, 5))
    assert bar.geometry() == before
