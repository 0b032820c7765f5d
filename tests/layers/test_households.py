from __future__ import annotations

import numpy as np
from shapely import Point

from gridmap.layers.households import HouseholdLayer, household_symbol
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from tests.helpers.build import household

VIEW = MapView(center_x_m=0, center_y_m=0, scale_denominator=1000, width_mm=100, height_mm=100)
HOUSES = [
    household("a", status="occupied", geometry=Point(0, 0)),
    household("b", status="vacant", geometry=Point(10, 0)),
    household("c", status="vacant", geometry=Point(0, 10)),
    household("far", status="vacant", geometry=Point(500, 0)),
    household("nowhere", status="seasonal"),
]


def test_each_status_is_drawn_in_one_call_and_only_what_the_view_shows() -> None:
    surface = RecordingSurface()
    HouseholdLayer.of(HOUSES).draw(surface, VIEW, load_styles())
    assert [(call.symbol, len(call.at), call.size_mm) for call in surface.marker_calls()] == [
        ("household-occupied", 1, 2.2),
        ("household-vacant", 2, 2.2),
    ]
    assert surface.marker_calls()[1].at.tolist() == [[60, 50], [50, 40]]


def test_neighbours_are_grey_whatever_their_status() -> None:
    surface = RecordingSurface()
    HouseholdLayer.of(HOUSES, foreign=True).draw(surface, VIEW, load_styles())
    assert [(call.symbol, len(call.at)) for call in surface.marker_calls()] == [
        ("household-other", 3)
    ]


def test_houses_can_be_drawn_at_positions_moved_apart() -> None:
    surface = RecordingSurface()
    layer = HouseholdLayer.of(HOUSES)
    layer.draw_at(surface, np.array([(1.0, 1.0), (2.0, 2.0)]), [1, 0], load_styles())
    assert {call.symbol: call.at.tolist() for call in surface.marker_calls()} == {
        "household-occupied": [[2, 2]],
        "household-vacant": [[1, 1]],
    }


def test_an_unknown_status_is_drawn_as_occupied() -> None:
    assert household_symbol("sold") == "household-occupied"
    assert household_symbol("ruin") == "household-ruin"
    assert household_symbol("ruin", foreign=True) == "household-other"


def test_no_houses_draw_nothing() -> None:
    surface = RecordingSurface()
    HouseholdLayer.of([]).draw(surface, VIEW, load_styles())
    HouseholdLayer.of([], foreign=True).draw(surface, VIEW, load_styles())
    assert surface.calls == []
