from PySide6.QtCore import QPoint, Qt

from gridmap.ui.tools.pan import PanTool
from tests.helpers.map_window import MapWindow


def test_a_drag_that_begins_on_a_house_moves_the_map(window: MapWindow) -> None:
    window.canvas.set_tool(PanTool())
    start = window.pixel_of("h10")
    window.drag(start, start + QPoint(50, 20), modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert window.pixel_of("h10") == start + QPoint(50, 20)


def test_a_click_selects_nothing(window: MapWindow) -> None:
    window.canvas.set_tool(PanTool())
    window.click(window.pixel_of("h10"))
    assert not window.session.selection
    assert "wheel" in window.canvas.tool.hint
