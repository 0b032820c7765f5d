"""Random strokes with every tool: nothing crashes, and the partition of each village holds."""

import random

from PySide6.QtCore import QPoint, Qt

from gridmap.model.features import FeatureId
from tests.helpers.drawing import Hand
from tests.helpers.map_window import SIZE_PX, MapWindow

TOOLS = (
    "draw_grid",
    "split_grid",
    "reshape_border",
    "edit_vertices",
    "fill_land",
    "merge_grids",
    "draw_group",
    "draw_line",
    "draw_grid",
)
KEYS = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Return,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Tab,
    Qt.Key.Key_1,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Escape,
)
STROKES = 60


def test_random_strokes_never_break_the_partition(bare_window: MapWindow) -> None:
    chance = random.Random(3)
    view = bare_window.canvas.view.bounds_m
    for name in TOOLS:
        bare_window.canvas.zoom_to(view)
        hand = Hand(bare_window, name)
        for _ in range(STROKES):
            stroke(bare_window, chance)
        assert hand.flaws(FeatureId("v1")) == []
        assert hand.flaws(FeatureId("v2")) == []
    assert bare_window.session.document.revision >= 12
    while bare_window.session.can_undo:
        bare_window.session.undo()
    assert Hand(bare_window, "draw_grid").grids() == []


def stroke(window: MapWindow, chance: random.Random) -> None:
    """Click, drag or press a key somewhere."""
    at = somewhere(chance)
    window.point_to(at)
    window.canvas.grab()
    kind = chance.random()
    if kind < 0.6:
        window.click(at)
    elif kind < 0.75:
        window.double_click(at)
    elif kind < 0.8:
        window.drag(at, somewhere(chance))
    else:
        window.key(chance.choice(KEYS))


def somewhere(chance: random.Random) -> QPoint:
    """Return a pixel of the map."""
    return QPoint(chance.randrange(20, SIZE_PX[0] - 20), chance.randrange(20, SIZE_PX[1] - 20))
