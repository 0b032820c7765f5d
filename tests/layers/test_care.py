from __future__ import annotations

import numpy as np
from shapely import Point

from gridmap.layers.care import CareLayer, care_size_mm, care_symbol, side_by_side
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
    ((x, y),) = side_by_side(1, STYLES).tolist()
    assert x == 0
    assert -y - STYLES.size_mm("care-triangle") / 2 >= STYLES.size_mm("household") / 2


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
    assert np.allclose(side_by_side(3, STYLES)[:, 0].sum(), 0)
