from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gridmap.export.neighbours import Placing, neighbours_of
from gridmap.layers.view import MapView


def placing(key: str, x_m: float, y_m: float, scale: int = 1000, *, inset: bool = False) -> Placing:
    view = MapView(
        center_x_m=x_m, center_y_m=y_m, scale_denominator=scale, width_mm=160.0, height_mm=190.0
    )
    return Placing(key, view, is_inset=inset)


OWN = placing("own", 0.0, 0.0)
AROUND = [
    placing("n", 0, 190), placing("ne", 160, 190), placing("e", 160, 0), placing("se", 160, -190),
    placing("s", 0, -190), placing("sw", -160, -190), placing("w", -160, 0),
    placing("nw", -160, 190),
]  # fmt: skip


def test_each_of_eight_directions_names_its_sheet() -> None:
    found = {item.key: item.angle_deg for item in neighbours_of(OWN, [OWN, *AROUND])}
    assert found == {
        "n": 0, "ne": 45, "e": 90, "se": 135, "s": 180, "sw": 225, "w": 270, "nw": 315,
    }  # fmt: skip


def test_neighbours_straight_on_stand_in_the_middle_of_their_side() -> None:
    found = {item.key: item for item in neighbours_of(OWN, [OWN, *AROUND])}
    sides = {key: found[key].side for key in ("n", "e", "s", "w")}
    assert sides == {"n": "top", "e": "right", "s": "bottom", "w": "left"}
    assert all(abs(found[key].along - 0.5) < 1e-9 for key in sides)


def test_neighbours_see_each_other() -> None:
    east = placing("east", 160, 0)
    assert [item.key for item in neighbours_of(east, [OWN, east])] == ["own"]


def test_a_corner_neighbour_stands_near_that_corner_on_either_side_of_it() -> None:
    (corner,) = neighbours_of(OWN, [placing("ne", 150, 190)])
    assert {corner.side, corner.other_side} == {"top", "right"}
    assert corner.along > 0.8
    assert corner.angle_deg == 45


def test_a_sheet_behind_another_is_reached_through_that() -> None:
    others = [placing(str(n), n * 200.0, 0.0) for n in range(1, 6)]
    assert [item.key for item in neighbours_of(OWN, others)] == ["1"]


def test_two_sheets_beside_each_other_are_both_named() -> None:
    others = [placing("left", -60.0, 190.0, 500), placing("right", 60.0, 190.0, 500)]
    assert {item.key for item in neighbours_of(OWN, others)} == {"left", "right"}


def test_a_hamlet_far_away_is_still_named() -> None:
    assert [item.key for item in neighbours_of(OWN, [placing("far", 0, 1500)])] == ["far"]


def test_a_sheet_with_an_inset_near_by_is_named_once() -> None:
    others = [placing("other", 0, 1500), placing("other", 160, 0, inset=True)]
    (found,) = neighbours_of(OWN, others)
    assert (found.key, found.side) == ("other", "right")


def test_a_sheet_is_not_its_own_neighbour_nor_are_its_insets() -> None:
    assert neighbours_of(OWN, [OWN, placing("own", 500, 0, inset=True)]) == []


@given(
    st.lists(
        st.tuples(st.integers(-900, 900), st.integers(-900, 900), st.sampled_from([500, 1000])),
        max_size=25,
    )
)
def test_no_direction_has_too_many_and_none_is_forgotten(spots: list[tuple[int, int, int]]) -> None:
    others = [placing(str(n), float(x), float(y), scale) for n, (x, y, scale) in enumerate(spots)]
    found = neighbours_of(OWN, others)
    assert len({item.key for item in found}) == len(found)
    angles = [item.angle_deg for item in found]
    assert all(angles.count(angle) <= (1 if angle % 90 else 2) for angle in angles)
    assert bool(found) == bool(others)
