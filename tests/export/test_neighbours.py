from __future__ import annotations

from gridmap.export.neighbours import Placing, neighbours_of
from gridmap.layers.view import MapView


def placing(key: str, x_m: float, y_m: float, scale: int = 1000) -> Placing:
    view = MapView(
        center_x_m=x_m, center_y_m=y_m, scale_denominator=scale, width_mm=160.0, height_mm=190.0
    )
    return Placing(key, view)


OWN = placing("own", 0.0, 0.0)


def test_each_direction_names_its_sheet() -> None:
    others = [
        placing("north", 0, 190), placing("south", 0, -190),
        placing("east", 160, 0), placing("west", -160, 0),
    ]  # fmt: skip
    found = {item.key: item.side for item in neighbours_of(OWN, [OWN, *others])}
    assert found == {"north": "top", "south": "bottom", "east": "right", "west": "left"}


def test_neighbours_see_each_other() -> None:
    east = placing("east", 160, 0)
    assert [item.key for item in neighbours_of(east, [OWN, east])] == ["own"]


def test_a_corner_neighbour_stands_near_that_corner() -> None:
    (corner,) = neighbours_of(OWN, [placing("ne", 150, 190)])
    assert corner.side == "top"
    assert corner.along > 0.8


def test_at_most_two_a_side_and_the_nearest_first() -> None:
    others = [placing(str(n), n * 200.0, 0.0) for n in range(1, 6)]
    assert [item.key for item in neighbours_of(OWN, others)] == ["1", "2"]


def test_a_hamlet_far_away_is_still_named() -> None:
    assert [item.key for item in neighbours_of(OWN, [placing("far", 0, 1500)])] == ["far"]


def test_a_sheet_is_not_its_own_neighbour() -> None:
    assert neighbours_of(OWN, [OWN]) == []
