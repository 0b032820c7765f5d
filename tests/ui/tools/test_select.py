from dataclasses import replace

from PySide6.QtCore import QPoint, Qt

from gridmap.layers.style import load_styles
from gridmap.model.changes import added
from gridmap.model.features import CareRecord, FeatureId
from gridmap.ui.canvas.detail import detail_at, screen_styles
from gridmap.ui.tools.select import SelectTool
from tests.helpers.map_window import MapWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier
EMPTY = QPoint(40, 460)


def test_a_click_selects_the_house_under_the_pointer(window: MapWindow) -> None:
    window.click(window.pixel_of("h03"))
    assert window.session.selection == {"h03"}
    window.click(window.pixel_of("h04"))
    assert window.session.selection == {"h04"}


def test_an_unsteady_click_is_still_a_click(window: MapWindow) -> None:
    view = window.canvas.view
    at = window.pixel_of("h03")
    window.drag(at, at + QPoint(2, 3))
    assert window.session.selection == {"h03"}
    assert window.canvas.view == view


def test_a_click_on_empty_ground_clears_the_selection(window: MapWindow) -> None:
    window.click(window.pixel_of("h03"))
    window.click(EMPTY)
    assert not window.session.selection


def test_shift_adds_and_takes_away(window: MapWindow) -> None:
    window.click(window.pixel_of("h03"))
    window.click(window.pixel_of("h04"), SHIFT)
    assert window.session.selection == {"h03", "h04"}
    window.click(window.pixel_of("h03"), SHIFT)
    assert window.session.selection == {"h04"}


def test_control_adds_as_shift_does(window: MapWindow) -> None:
    window.click(window.pixel_of("h03"))
    window.click(window.pixel_of("h04"), Qt.KeyboardModifier.ControlModifier)
    assert window.session.selection == {"h03", "h04"}


def test_shift_and_drag_select_what_the_box_holds(window: MapWindow) -> None:
    start = window.pixel_of("h04") - QPoint(20, 20)
    end = window.pixel_of("h07") + QPoint(20, 20)
    view = window.canvas.view
    window.drag(start, end, modifiers=SHIFT)
    assert window.session.selection == {"h03", "h04", "h07", "h08"}
    assert window.canvas.view == view


def test_a_box_drawn_backwards_selects_the_same_and_adds(window: MapWindow) -> None:
    window.click(window.pixel_of("h18"))
    start = window.pixel_of("h07") + QPoint(20, 20)
    end = window.pixel_of("h04") - QPoint(20, 20)
    window.drag(start, end, modifiers=SHIFT)
    assert window.session.selection == {"h03", "h04", "h07", "h08", "h18"}


def test_escape_drops_the_box_and_leaves_no_trace(window: MapWindow) -> None:
    before = window.picture()
    start = window.pixel_of("h04") - QPoint(20, 20)
    end = window.pixel_of("h07") + QPoint(20, 20)
    window.drag(start, end, modifiers=SHIFT, is_dropped=False)
    assert window.picture() != before
    window.key(Qt.Key.Key_Escape)
    window.qtbot.mouseRelease(window.canvas, Qt.MouseButton.LeftButton, SHIFT, end)
    assert not window.session.selection
    assert window.picture() == before


def test_escape_clears_the_selection(window: MapWindow) -> None:
    window.session.select([FeatureId("h03")])
    window.key(Qt.Key.Key_Escape)
    assert not window.session.selection


def test_a_click_on_a_label_selects_what_it_names(window: MapWindow) -> None:
    window.canvas.set_scale(3000)
    window.settle()
    for name in ("h10", "p1"):
        label = window.canvas.labels[FeatureId(name)]
        x_px, y_px = window.canvas.screen_view.point_px(label.x_m, label.y_m)
        left, top, right, bottom = (
            value * window.canvas.screen_view.px_per_mm for value in label.box_mm
        )
        middle = QPoint(round(x_px + (left + right) / 2), round(y_px + (top + bottom) / 2))
        assert (middle - window.pixel_of(name)).manhattanLength() > 12
        window.click(middle)
        assert window.session.selection == {name}


def test_a_road_is_selected_by_its_name(window: MapWindow) -> None:
    window.canvas.set_scale(2000)
    window.settle()
    label = window.canvas.labels[FeatureId("l1")]
    left, top, right, bottom = label.box_mm
    assert right - left > 5 > bottom - top


def test_a_grid_is_selected_at_its_line_and_on_its_open_ground(window: MapWindow) -> None:
    x_px, y_px = window.canvas.screen_view.point_px(430_200, 3_880_300)
    window.click(QPoint(round(x_px), round(y_px)))
    assert window.session.selection <= {"w11", "w12"}
    assert window.session.selection
    x_px, y_px = window.canvas.screen_view.point_px(430_120, 3_880_290)
    inside = QPoint(round(x_px), round(y_px))
    window.click(inside)
    assert window.session.selection == {"w11"}
    window.key(Qt.Key.Key_Escape)
    assert not window.session.selection
    window.drag(inside, inside + QPoint(60, 40))
    assert not window.session.selection


def test_a_house_on_a_road_wins_over_the_road(window: MapWindow) -> None:
    hits = window.canvas.hits_at(*window.canvas.screen_view.point_px(430_150, 3_880_107.5))
    assert hits[0] == "l1"
    house = window.session.document.find_any(FeatureId("h06"))
    assert house is not None
    window.canvas.zoom_by(0.05)
    place = window.pixel_of("h06")
    hits = window.canvas.hits_at(place.x(), place.y())
    assert hits.index(FeatureId("h06")) < hits.index(FeatureId("l1"))


def test_the_tool_says_what_to_do(window: MapWindow) -> None:
    assert isinstance(window.canvas.tool, SelectTool)
    assert "Shift" in window.canvas.tool.hint


def test_ctrl_and_drag_select_what_the_line_goes_round(window: MapWindow) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    a, b, c = (window.pixel_of(name) for name in ("h04", "h07", "h08"))
    view = window.canvas.view
    window.qtbot.mousePress(window.canvas, Qt.MouseButton.LeftButton, control, a - QPoint(20, 20))
    corners = (c + QPoint(20, -20), b + QPoint(20, 20), b + QPoint(-20, 20), c + QPoint(-15, 15))
    for corner in (*corners, a + QPoint(-20, 15)):
        window.point_to(corner, control)
    window.qtbot.mouseRelease(
        window.canvas, Qt.MouseButton.LeftButton, control, a + QPoint(-20, 15)
    )
    assert window.session.selection == {"h04", "h07", "h08"}
    assert window.canvas.view == view


def test_each_care_symbol_of_a_house_selects_the_house(window: MapWindow) -> None:
    record = next(iter(window.session.document.all(CareRecord)))
    twin = replace(record, id=FeatureId("c-twin"), category="C04")
    window.session.apply(added("two", [twin]))
    house = window.pixel_of(record.household)
    point = window.canvas.screen_view.point_m(house.x(), house.y())
    window.canvas.set_scale(1000)
    window.canvas.center_on(*point)
    window.settle()
    house = window.pixel_of(record.household)
    px_per_mm = window.canvas.screen_view.px_per_mm
    styles = screen_styles(
        load_styles(), detail_at(window.canvas.view.scale_denominator, m_per_px=1)
    )
    up_mm = (styles.size_mm("household") + styles.size_mm("care-triangle")) / 2
    aside_mm = styles.size_mm("care") / 2
    for x_mm, y_mm in ((-aside_mm, -up_mm), (aside_mm, -up_mm)):
        window.session.select(())
        window.click(house + QPoint(round(x_mm * px_per_mm), round(y_mm * px_per_mm)))
        assert window.session.selection == {record.household}


def test_a_pond_is_selected_at_its_edge_and_a_building_is_not(window: MapWindow) -> None:
    hits = window.canvas.hits_at(*window.canvas.screen_view.point_px(430_320, 3_880_300))
    assert hits[0] == "a2"
    wall = window.canvas.hits_at(*window.canvas.screen_view.point_px(430_057, 3_880_049))
    assert "a1" not in wall
