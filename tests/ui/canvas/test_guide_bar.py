from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from gridmap.i18n import set_language
from gridmap.ui.canvas.guide_bar import GuideBar
from gridmap.ui.theme import LIGHT, interface_font, stylesheet
from gridmap.ui.tools.tool import Choice, Guide, MapEvent, QuietTool
from tests.helpers.drawing import Hand
from tests.helpers.map_window import MapWindow

WORDS = ("Well", "School", "Clinic", "Shop", "Mill", "Store", "Inn", "Shrine", "Pump", "Bridge")
WORDS += ("Court", "Shelter")


SCALE_BAR_BOTTOM_PX = 12 + 60
"""Where the plates of scale bar and north arrow end."""


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
    assert not bar.choices.isVisible()
    assert not bar.choices.drop_down.isVisible()
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
    assert window.canvas.rect().contains(bar.geometry())
    lines = bar.choices.drop_down.list
    assert [lines.item(row).text() for row in range(lines.count())] == [o.words for o in offers]
    assert not lines.item(3).icon().isNull()


@pytest.fixture
def own_font(qapp: QApplication) -> Iterator[Callable[[QFont], None]]:
    """Set the font of the application for one test."""
    before = qapp.font()
    yield qapp.setFont
    qapp.setFont(before)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("tool_name", ["place_place", "draw_line"])
def test_the_bar_lies_wholly_inside_a_small_map_with_all_its_parts(
    window: MapWindow,
    own_font: Callable[[QFont], None],
    language: str,
    scale: float,
    tool_name: str,
) -> None:
    set_language(language)
    theme = replace(LIGHT, scale=scale)
    own_font(interface_font(theme))
    window.canvas.setStyleSheet(stylesheet(theme))
    bar = GuideBar(window.canvas, theme)
    window.canvas.resize(420, 400)
    hand = Hand(window, tool_name)
    for choice in hand.tool.choices():
        window.canvas.choose(choice.key)
        window.canvas.told("done")
        bar.refresh()
        assert window.canvas.rect().contains(bar.geometry())
        assert bar.height() >= bar.sizeHint().height()
        for button in (bar.choices.drop_down, *buttons(bar)):
            assert button.width() >= button.sizeHint().width()
            assert bar.rect().contains(button.geometry().translated(bar.choices.pos()))


def many(count: int = 12) -> tuple[Choice, ...]:
    return tuple(Choice(f"k{n}", word) for n, word in enumerate(WORDS[:count]))


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_many_choices_stand_in_a_list_that_keys_open_and_search(
    window: MapWindow, bar: GuideBar
) -> None:
    tool = Talker(Guide(title="Place", ask="Choose the kind…"), many())
    window.canvas.set_tool(tool)
    drop_down = bar.choices.drop_down
    assert drop_down.text().startswith("Choose the kind…")
    assert not buttons(bar)
    window.qtbot.keyClick(window.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert drop_down.list.isVisible()
    window.qtbot.keyClicks(drop_down.list, "shr")
    window.qtbot.keyClick(drop_down.list, Qt.Key.Key_Return)
    assert not drop_down.list.isVisible()
    assert tool.took == [f"k{WORDS.index('Shrine')}"]
    window.qtbot.waitUntil(lambda: drop_down.text().startswith("Shrine"))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Space):
        window.qtbot.keyClick(drop_down, key)
        assert drop_down.list.isVisible()
        assert drop_down.list.currentItem().text() == "Shrine"
        window.qtbot.keyClick(drop_down.list, Qt.Key.Key_Escape)
        assert not drop_down.list.isVisible()
    drop_down.click()
    window.qtbot.keyClick(drop_down.list, Qt.Key.Key_Up)
    window.qtbot.keyClick(drop_down.list, Qt.Key.Key_Space)
    assert tool.took[-1] == f"k{WORDS.index('Shrine') - 1}"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_place_in_chinese_is_found_in_the_list_by_its_pinyin_initials(
    window: MapWindow, bar: GuideBar
) -> None:
    offers = (*many(8), Choice("well", "水井"), Choice("clinic", "卫生室"))
    tool = Talker(Guide(title="Place"), offers)
    window.canvas.set_tool(tool)
    window.qtbot.mouseClick(bar.choices.drop_down, Qt.MouseButton.LeftButton)
    window.qtbot.keyClicks(bar.choices.drop_down.list, "ws")
    window.qtbot.keyClick(bar.choices.drop_down.list, Qt.Key.Key_Enter)
    assert tool.took == ["clinic"]


def test_what_was_used_last_stands_beside_the_list(window: MapWindow, bar: GuideBar) -> None:
    tool = Talker(Guide(title="Place"), many())
    window.canvas.set_tool(tool)
    for number in (3, 1, 5, 7, 2):
        window.canvas.choose(f"k{number}")
        window.canvas.told("done")
    window.canvas.choose("k9")
    bar.refresh()
    assert [button.text() for button in buttons(bar)] == [WORDS[n] for n in (2, 7, 5, 1)]
    assert bar.choices.drop_down.text().startswith(WORDS[9])
    window.qtbot.mouseClick(buttons(bar)[1], Qt.MouseButton.LeftButton)
    assert tool.took[-1] == "k7"
    window.qtbot.waitUntil(lambda: bar.choices.drop_down.text().startswith(WORDS[7]))
    assert [button.text() for button in buttons(bar)] == [WORDS[n] for n in (2, 5, 1, 3)]


def test_eight_choices_are_buttons_and_nine_are_a_list(window: MapWindow, bar: GuideBar) -> None:
    tool = Talker(Guide(title="Place"), many(8))
    window.canvas.set_tool(tool)
    assert len(buttons(bar)) == 8
    tool.offers = many(9)
    bar.refresh()
    assert not buttons(bar)
    assert bar.choices.is_listed


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
        assert bar.geometry().top() > SCALE_BAR_BOTTOM_PX
    tool.offers = (Choice("a", "A"), Choice("b", "B"))
    bar.refresh()
    before = bar.geometry()
    window.point_to(before.topLeft() - QPoint(0, 5))
    assert bar.geometry() == before
