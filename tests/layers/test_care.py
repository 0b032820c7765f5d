from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from gridmap.layers.care import CareLayer, care_size_mm, care_symbol
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from gridmap.model.features import CareRecord
from tests.helpers.build import fid

VIEW = MapView(center_x_m=0, center_y_m=0, scale_denominator=1000, width_mm=100, height_mm=100)
STYLES = load_styles()


def record(name: str, category: str, household: str = "h") -> CareRecord:
    return CareRecord(id=fid(name), household=fid(household), person="某", category=category)


def test_symbols_of_one_house_stand_side_by_side_above_it() -> None:
    surface = RecordingSurface()
    records = [record("1", "C01"), record("2", "C10"), record("3", "C01", "unplaced")]
    CareLayer.of(records, {fid("h"): Point(0, 0)}).draw(surface, VIEW, STYLES)
    at = {call.symbol: call.at[0] for call in surface.marker_calls()}
    assert set(at) == {"care-C01", "care-C10"}
    gap = at["care-C10"][0] - at["care-C01"][0]
    assert gap >= STYLES.size_mm("care") + STYLES.size_mm("symbol-gap") - 1e-9
    assert all(y < 50 - STYLES.size_mm("household") / 2 for _, y in at.values())


def test_a_single_symbol_stands_straight_above_and_never_touches_the_house() -> None:
    layer = CareLayer.of([record("1", "C01")], {fid("h"): Point(0, 0)})
    _, ((x, y),) = layer.places_mm(VIEW, STYLES)
    assert x == 50
    assert 50 - y - STYLES.size_mm("care-triangle") / 2 >= STYLES.size_mm("household") / 2


def test_triangles_are_larger() -> None:
    assert care_size_mm("C04", STYLES) == 4.8
    assert care_size_mm("C01", STYLES) == 4.0


def test_an_unknown_category_is_the_neutral_dot() -> None:
    assert care_symbol("C99") == "care-C08"
    assert care_symbol("C12") == "care-C12"


def test_houses_outside_the_view_and_no_records_draw_nothing() -> None:
    surface = RecordingSurface()
    CareLayer.of([record("1", "C01")], {fid("h"): Point(900, 0)}).draw(surface, VIEW, STYLES)
    CareLayer.of([], {}).draw(surface, VIEW, STYLES)
    assert surface.calls == []


def shown_boxes(layer: CareLayer) -> np.ndarray:
    _, places = layer.places_mm(VIEW, STYLES)
    half = STYLES.size_mm("care") / 2
    return np.concatenate([places - half, places + half], axis=1)


def meet(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((one[:2] < other[2:] - 1e-6).all() and (other[:2] < one[2:] - 1e-6).all())


def test_a_symbol_leaves_the_side_on_which_a_neighbours_house_stands() -> None:
    """The neighbour is 5 m to the north, 5 mm on paper: right where the symbol would stand."""
    houses = np.array([(0.0, 0.0), (0.0, 5.0)])
    layer = CareLayer.of([record("1", "C01")], {fid("h"): Point(0, 0)}, houses)
    (box,) = shown_boxes(layer)
    half = STYLES.size_mm("household") / 2
    for x_m, y_m in houses.tolist():
        at = VIEW.to_mm(np.array([(x_m, y_m)]))[0]
        assert not meet(box, np.concatenate([at - half, at + half]))


def test_symbols_of_neighbours_do_not_hide_each_other() -> None:
    records = [record(str(n), "C01", f"h{n}") for n in range(3)]
    spots = {fid(f"h{n}"): Point(3.5 * n, 0) for n in range(3)}
    houses = np.array([(spot.x, spot.y) for spot in spots.values()])
    boxes = shown_boxes(CareLayer.of(records, spots, houses))
    assert not any(meet(boxes[i], boxes[j]) for i in range(3) for j in range(i))


@given(st.permutations(range(5)))
def test_the_side_does_not_depend_on_the_order_of_the_records(order: list[int]) -> None:
    spots = {fid(f"h{n}"): Point(3.0 * n, 2.0 * (n % 2)) for n in range(5)}
    houses = np.array([(spot.x, spot.y) for spot in spots.values()])
    found = []
    for numbers in (range(5), order):
        layer = CareLayer.of([record(str(n), "C01", f"h{n}") for n in numbers], spots, houses)
        rows, places = layer.places_mm(VIEW, STYLES)
        found.append({layer.ids[row]: tuple(at) for row, at in zip(rows, places, strict=True)})
    assert found[0] == found[1]
