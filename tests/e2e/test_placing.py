"""A village's roster is put on the map through the real window: clicks counted, pixels compared."""

import math
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from gridmap.model.features import Area, Feature, FeatureId, Household
from gridmap.store.geopackage import create_project
from gridmap.ui.main_window import MainWindow
from tests.helpers.build import Tiny, fid, household, project
from tests.helpers.window import open_project, open_window, settle

COUNT = 200
LEFT = Qt.MouseButton.LeftButton


def rostered_project(folder: Path, tiny: Tiny, count: int = COUNT) -> Path:
    """Write the tiny project with so many more households in group g21, none on the map."""
    waiting: list[Feature] = [
        household(
            f"r{number:03d}",
            group=fid("g21"),
            number=f"{number:04d}",
            door=str(number),
            head=f"赵{'一二三四五六七八九十'[number % 10]}",
        )
        for number in range(1, count + 1)
    ]
    placed = [item for item in tiny.others if item.id != "h20"]
    path = folder / "roster.gpkg"
    create_project(path, project(), [*placed, *waiting])
    return path


class Hand:
    """Counts the clicks of one person on the canvas."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        assert window.view is not None
        self.qtbot, self.window = qtbot, window
        self.workspace = window.view.workspace
        self.canvas = self.workspace.canvas
        self.clicks = 0

    def click(
        self, at: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.qtbot.mouseMove(self.canvas, at)
        self.qtbot.mouseClick(self.canvas, LEFT, modifiers, at)
        self.clicks += 1

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.canvas, key)

    def armed(self) -> str:
        household = self.workspace.placing.queue.armed
        return household.id if household is not None else ""

    def house(self, name: str) -> Household:
        return self.canvas_document().get(FeatureId(name), Household)

    def canvas_document(self):
        return self.workspace.session.document

    def pixel_of(self, name: str) -> tuple[float, float]:
        point = self.house(name).geometry
        assert point is not None
        return self.canvas.screen_view.point_px(point.x, point.y)


def begin(qtbot: QtBot, window: MainWindow, path: Path) -> Hand:
    """Open the project and show the empty second village."""
    open_project(qtbot, window, path)
    hand = Hand(qtbot, window)
    hand.canvas.zoom_to((430_560.0, 3_880_210.0, 430_680.0, 3_880_290.0))
    hand.canvas.setFocus()
    return hand


def spots() -> list[QPoint]:
    """Return places in the window, no two near each other."""
    return [QPoint(40 + 30 * (n % 20), 90 + 36 * (n // 20)) for n in range(COUNT)]


def test_two_hundred_households_are_placed_with_one_click_each_and_undone_one_by_one(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    path = rostered_project(tmp_path, tiny)
    with open_window(qtbot) as window:
        hand = begin(qtbot, window, path)
        qtbot.keyClick(window, Qt.Key.Key_N)
        assert hand.workspace.left.tabs.current() == "tray"
        names = [f"r{number:03d}" for number in range(1, COUNT + 1)]
        for name, spot in zip(names, spots(), strict=True):
            assert hand.armed() == name
            hand.click(spot)
        assert hand.clicks <= 1.2 * COUNT
        assert hand.workspace.placing.queue.count == 0
        for name, spot in zip(names, spots(), strict=True):
            assert math.dist(hand.pixel_of(name), (spot.x(), spot.y())) <= 1.0
            assert hand.house(name).located_by == "drawn"
        hand.key(Qt.Key.Key_Backspace)
        assert hand.house("r200").geometry is None
        assert hand.armed() == "r200"
        for name in reversed(names[180:199]):
            window.session.undo()
            assert hand.house(name).geometry is None
            assert hand.armed() == name
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        document = window.session.document
        placed = [n for n in names if document.get(FeatureId(n), Household).geometry]
        assert placed == names[:180]
        assert window.view.workspace.left.tray.rows.rowCount() == 20


def test_buildings_are_indexed_before_the_pointer_first_moves(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, rostered_project(tmp_path, tiny))
        document = window.session.document
        qtbot.waitUntil(lambda: {Area, Household} <= document._index.keys(), timeout=20_000)


def test_a_click_in_the_tray_arms_that_household_and_the_order_goes_on_from_there(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        hand = begin(qtbot, window, rostered_project(tmp_path, tiny))
        window.view.workspace.left.tabs.choose("tray")
        tray = window.view.workspace.left.tray
        place = tray.list.visualRect(tray.rows.index(4)).center()
        qtbot.mouseClick(tray.list.viewport(), LEFT, pos=place)
        assert hand.armed() == "r005"
        assert window.session.selection == {"r005"}
        assert "No. 5" in window.view.workspace.guide.text
        hand.click(QPoint(200, 200))
        assert hand.armed() == "r006"
        assert tray.rows.rowCount() == COUNT - 1
        assert tray.list.currentIndex().data() == tray.rows.index(4).data()
        settle(qtbot, window)
        assert hand.armed() == "r006"
        hand.key(Qt.Key.Key_Escape)
        assert hand.armed() == ""
        assert hand.canvas.tool.name == "select"


def test_typing_initials_and_enter_arms_whom_one_looks_for(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        hand = begin(qtbot, window, rostered_project(tmp_path, tiny))
        left = window.view.workspace.left
        left.tabs.choose("tray")
        qtbot.waitUntil(lambda: window.view.find_box.is_ready, timeout=20_000)
        qtbot.keyClicks(left.tray.filter_box, "0017")
        qtbot.keyClick(left.tray.filter_box, Qt.Key.Key_Return)
        assert hand.armed() == "r017"


def test_the_right_button_passes_over_a_household(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    with open_window(qtbot) as window:
        hand = begin(qtbot, window, rostered_project(tmp_path, tiny))
        qtbot.keyClick(window, Qt.Key.Key_N)
        at = QPoint(200, 200)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, hand.canvas.mapToGlobal(at))
        QApplication.sendEvent(hand.canvas, event)
        assert hand.armed() == "r002"
        assert not window.findChildren(QMenu, "householdMenu")


def test_without_anybody_who_waits_the_command_says_why(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        hand = begin(qtbot, window, rostered_project(tmp_path, tiny, count=1))
        action = window.view.actions_by_name["tool_place_household"]
        assert action.isEnabled()
        qtbot.keyClick(window, Qt.Key.Key_N)
        hand.click(QPoint(200, 200))
        settle(qtbot, window)
        assert not action.isEnabled()
        assert "Every household has its place" in action.toolTip()


def test_a_new_house_is_typed_at_once(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    with open_window(qtbot) as window:
        hand = begin(qtbot, window, rostered_project(tmp_path, tiny))
        qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
        before = set(hand.canvas_document().table(Household))
        hand.click(QPoint(300, 260))
        (made,) = set(hand.canvas_document().table(Household)) - before
        assert hand.house(made).number == "0201"
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        qtbot.keyClicks(field, "Zhao Ming")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: hand.house(made).head == "Zhao Ming")


def test_a_household_is_dragged_to_where_it_stands(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        hand = begin(qtbot, window, rostered_project(tmp_path, tiny))
        qtbot.keyClick(window, Qt.Key.Key_N)
        hand.click(QPoint(200, 200))
        qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
        qtbot.waitUntil(lambda: bool(hand.canvas.hits_at(200, 200)), timeout=20_000)
        qtbot.mousePress(hand.canvas, LEFT, pos=QPoint(200, 200))
        for step in range(1, 6):
            qtbot.mouseMove(hand.canvas, QPoint(200 + 20 * step, 200 + 10 * step))
        qtbot.mouseRelease(hand.canvas, LEFT, pos=QPoint(300, 250))
        assert math.dist(hand.pixel_of("r001"), (300, 250)) <= 1.0
        window.session.undo()
        assert math.dist(hand.pixel_of("r001"), (200, 200)) <= 1.0


def test_the_menu_of_several_households_gives_them_to_a_grid_with_a_reason(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gridmap.ui import household_menu

    monkeypatch.setattr(household_menu, "ask_reason", lambda _parent, grid: f"because of {grid}")
    with open_window(qtbot) as window:
        open_project(qtbot, window, rostered_project(tmp_path, tiny))
        session, workspace = window.session, window.view.workspace
        session.select((FeatureId("h01"), FeatureId("h02")))

        def choose(*words: str) -> None:
            menu = QMenu(window)
            household_menu.add_household_verbs(menu, session, workspace._carry)
            for word in words[:-1]:
                menu = next(action.menu() for action in menu.actions() if action.text() == word)
            next(action for action in menu.actions() if action.text() == words[-1]).trigger()

        find = session.document.get
        choose("Assign to grid", "第2网格")
        assert find(FeatureId("h02"), Household).grid_override == "w12"
        assert find(FeatureId("h02"), Household).grid_override_reason == "because of 第2网格"
        choose("Assign to grid", "By position again")
        assert find(FeatureId("h02"), Household).grid_override is None
        choose("State", "Vacant")
        assert find(FeatureId("h01"), Household).status == "vacant"
        choose("Take off the map")
        assert find(FeatureId("h01"), Household).geometry is None
        assert "2 households" in workspace.toast.text
        session.undo()
        choose("Move to group", "二组")
        assert find(FeatureId("h01"), Household).group is not None
        monkeypatch.setattr(household_menu, "ask_reason", lambda *_: "")
        choose("Assign to grid", "第2网格")
        assert "Say why" in workspace.toast.text


def test_an_offer_to_undo_goes_when_something_else_has_been_done(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        hand = begin(qtbot, window, rostered_project(tmp_path, tiny))
        window.session.select((FeatureId("h01"),))
        qtbot.keyClick(window, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
        assert hand.house("h01").geometry is None
        toast = hand.workspace.toast
        assert toast.isVisible()
        assert "1号 王小明" in toast.text
        hand.workspace.use_tool("new_household")
        hand.click(QPoint(300, 260))
        assert not toast.isVisible()


def test_nothing_can_be_placed_in_a_project_that_is_read_only(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    path = rostered_project(tmp_path, tiny)
    with open_window(qtbot) as window:
        open_project(qtbot, window, path, read_only=True)
        for name in ("tool_place_household", "tool_new_household", "tool_move_households"):
            assert not window.view.actions_by_name[name].isEnabled()
        window.view.workspace.placing.place(FeatureId("r001"))
        assert window.session.selection == {"r001"}
        assert window.view.workspace.canvas.tool.name == "select"
        menu = QMenu(window)
        from gridmap.ui.household_menu import add_household_verbs

        add_household_verbs(menu, window.session, window.view.workspace._carry)
        assert menu.isEmpty()
