from __future__ import annotations

from shapely import box

from gridmap.layers.areas import AreaLayer
from gridmap.layers.recording import RecordingSurface
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from gridmap.model.features import Area
from tests.helpers.build import fid

VIEW = MapView(center_x_m=0, center_y_m=0, scale_denominator=2000, width_mm=100, height_mm=100)
STYLES = load_styles()


def area(name: str, kind: str, *, size_m: float = 20, x_m: float = 0) -> Area:
    return Area(id=fid(name), area_kind=kind, geometry=box(x_m, 0, x_m + size_m, size_m))


def drawn(*areas: Area) -> list[str | None]:
    surface = RecordingSurface()
    AreaLayer.of(areas).draw(surface, VIEW, STYLES)
    return [call.style.fill for call in surface.path_calls()]


def test_houses_are_drawn_above_water_above_fields() -> None:
    order = drawn(area("a", "building"), area("b", "water"), area("c", "wood"))
    assert order == [STYLES.path(name).fill for name in ("wood", "water", "building")]


def test_fields_take_two_tints_by_their_id_and_keep_them() -> None:
    fields = [area(f"field-{index}", "field") for index in range(12)]
    tints = {STYLES.path("field").fill, STYLES.path("field-2").fill}
    assert set(drawn(*fields)) == tints
    assert drawn(fields[0]) == drawn(fields[0])


def test_areas_too_small_to_see_or_elsewhere_are_left_out() -> None:
    assert drawn(area("a", "building", size_m=0.4), area("b", "building", x_m=500)) == []


def test_an_unknown_kind_is_drawn_as_a_yard_and_no_shape_as_nothing() -> None:
    assert drawn(area("a", "helipad")) == [STYLES.path("yard").fill]
    assert drawn(Area(id=fid("a"), area_kind="field")) == []
