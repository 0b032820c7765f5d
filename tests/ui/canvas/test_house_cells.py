"""Cells hold the same houses as a layer made in one go, whatever was done to them."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from gridmap.layers.households import HouseholdLayer
from gridmap.layers.view import MapView
from gridmap.model.changes import Change, Changeset
from gridmap.model.features import STATUSES, Household
from gridmap.ui.canvas.house_cells import HouseCells, layer_of
from tests.helpers.build import fid

EVERYTHING = MapView(
    center_x_m=0, center_y_m=0, scale_denominator=1e6, width_mm=1000, height_mm=1000
)

PLACE = st.one_of(
    st.none(), st.just(Point()), st.builds(Point, st.floats(-9000, 9000), st.floats(-9000, 9000))
)
HOUSES = st.dictionaries(
    st.integers(0, 12), st.tuples(PLACE, st.sampled_from(STATUSES)), max_size=9
)


def houses(drawn: dict[int, tuple[Point | None, str]]) -> dict[int, Household]:
    return {
        number: Household(id=fid(f"h{number}"), geometry=place, status=status)
        for number, (place, status) in drawn.items()
    }


def content(layer: HouseholdLayer) -> dict[str, tuple[float, float, int]]:
    return {
        key: (x, y, status)
        for key, (x, y), status in zip(
            layer.ids, layer.xy_m.tolist(), layer.status.tolist(), strict=True
        )
    }


@given(before=HOUSES, after=HOUSES)
def test_updating_gives_what_building_anew_gives(
    before: dict[int, tuple[Point | None, str]], after: dict[int, tuple[Point | None, str]]
) -> None:
    old, new = houses(before), houses(after)
    cells = HouseCells(old.values())
    assert content(cells.within(EVERYTHING)) == content(layer_of(old.values()))
    changes = [
        Change(old.get(number), new.get(number))
        for number in sorted(old.keys() | new.keys())
        if old.get(number) != new.get(number)
    ]
    cells.update(Changeset("edit", tuple(changes)))
    assert content(cells.within(EVERYTHING)) == content(layer_of(new.values()))


def test_a_view_is_given_the_cells_it_shows_and_no_distant_ones() -> None:
    near = Household(id=fid("near"), geometry=Point(120, 80))
    far = Household(id=fid("far"), geometry=Point(50_000, 80))
    view = MapView(center_x_m=0, center_y_m=0, scale_denominator=1000, width_mm=200, height_mm=200)
    cells = HouseCells([near, far])
    assert cells.within(view).ids == ("near",)
    moved = replace(far, geometry=Point(10, 10))
    cells.update(Changeset("move", (Change(far, moved),)))
    assert set(cells.within(view).ids) == {"near", "far"}


def test_an_unknown_status_is_drawn_as_occupied() -> None:
    layer = layer_of([Household(id=fid("h"), status="odd", geometry=Point(1, 2))])
    assert layer.status.tolist() == [0]
    np.testing.assert_array_equal(layer.xy_m, [[1, 2]])
