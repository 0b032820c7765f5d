from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridmap.model.features import FeatureId, Village, VillagerGroup
from tests.helpers.build import Tiny
from tests.helpers.drawing import Hand, shape_of
from tests.helpers.map_window import MapWindow, session_of


@pytest.fixture
def unmapped(qtbot: QtBot, tiny: Tiny, tmp_path: Path) -> Iterator[MapWindow]:
    """The tiny project whose second village and its groups have no outline."""
    features = [
        replace(item, geometry=None) if item.id in {"v2", "g21", "g22"} else item
        for item in tiny.features
        if item.id not in {"w21", "d5"}
    ]
    session = session_of(features, tmp_path)
    yield MapWindow(qtbot, session)
    session.close()


def test_the_village_that_waits_is_drawn_and_fits_its_neighbour(unmapped: MapWindow) -> None:
    hand = Hand(unmapped, "draw_village")
    assert hand.tool.chosen == "v2"
    hand.draw((396, 404), (404, -2), (700, 10), (720, 380))
    first, second = (hand.session.document.get(FeatureId(key), Village) for key in ("v1", "v2"))
    assert shape_of(first).area == 160_000
    assert shape_of(first).intersection(shape_of(second)).area == 0
    assert 100_000 < shape_of(second).area < 125_000
    assert hand.session.selection == {"v2"}


def test_with_no_village_waiting_a_new_one_is_made(window: MapWindow) -> None:
    hand = Hand(window, "draw_village")
    assert hand.tool.choices() == ()
    hand.draw((805, 100), (805, 300), (840, 200))
    village = hand.all(Village)[-1]
    assert village.name == "New village 1"


def test_the_groups_that_wait_are_drawn_one_after_the_other(unmapped: MapWindow) -> None:
    hand = Hand(unmapped, "draw_village")
    hand.draw((400, 400), (400, 0), (700, 10), (720, 380))
    hand = Hand(unmapped, "draw_group")
    hand.point_to((550, 100))
    assert [choice.key for choice in hand.tool.choices()] == ["g21", "g22", ""]
    hand.draw((400, 200), (402, 2), (700, 10), (710, 200))
    assert hand.error == ""
    groups = {group.id: group for group in hand.all(VillagerGroup)}
    assert groups[FeatureId("g21")].geometry is not None
    assert hand.tool.chosen == "g22"
    hand.draw((402, 205), (400, 400), (722, 385), (708, 195))
    groups = {group.id: group for group in hand.all(VillagerGroup)}
    shapes = [shape_of(groups[FeatureId(key)]) for key in ("g21", "g22")]
    assert shapes[0].intersection(shapes[1]).area < 1e-6


def test_a_village_needs_three_corners(window: MapWindow) -> None:
    hand = Hand(window, "draw_village")
    hand.draw((805, 100), (805, 300))
    assert "at least 3 corners" in hand.error
    hand.key(Qt.Key.Key_Backspace)
    assert hand.error == ""
