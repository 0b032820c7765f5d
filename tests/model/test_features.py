from dataclasses import FrozenInstanceError, replace

import pytest
import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon, box

from gridmap.model.features import (
    KIND_BY_NAME,
    KINDS,
    Area,
    Feature,
    Household,
    Line,
    Note,
    Officer,
    Place,
    geometry_of,
    new_id,
    plain_geometry,
)
from tests.helpers.build import fid, household


def test_ids_are_fresh_and_easy_to_copy() -> None:
    first, second = new_id(), new_id()
    assert first != second
    assert len(first) == 32
    assert int(first, 16) >= 0


def test_features_are_frozen() -> None:
    house = household("h")
    with pytest.raises(FrozenInstanceError):
        house.door = "7"  # type: ignore[misc]


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len(KIND_BY_NAME) == len(KINDS)
    assert all(issubclass(kind, Feature) and kind.kind for kind in KINDS)


def test_a_feature_without_a_place_has_no_geometry() -> None:
    assert geometry_of(Officer(id=fid("o"), name="周建国")) is None
    assert geometry_of(household("h")) is None
    assert geometry_of(household("h", geometry=Point(1, 2))) == Point(1, 2)


@pytest.mark.parametrize("empty", [Point(), Polygon(), MultiPolygon(), LineString()])
def test_an_empty_geometry_is_none(empty: shapely.Geometry) -> None:
    assert plain_geometry(empty) is None
    assert household("h", geometry=empty).geometry is None


def test_heights_are_left_out() -> None:
    assert household("h", geometry=Point(1, 2, 3)).geometry == Point(1, 2)
    assert plain_geometry(shapely.from_wkt("POINT M (1 2 3)")) == Point(1, 2)


def test_a_multi_of_one_part_is_that_part() -> None:
    area = Area(id=fid("a"), area_kind="water", geometry=MultiPolygon([box(0, 0, 1, 1)]))
    line = Line(id=fid("l"), line_kind="lane", geometry=MultiLineString([[(0, 0), (1, 1)]]))
    assert area.geometry == box(0, 0, 1, 1)
    assert line.geometry == LineString([(0, 0), (1, 1)])


def test_several_parts_stay_several() -> None:
    both = MultiPolygon([box(0, 0, 1, 1), box(2, 0, 3, 1)])
    assert Area(id=fid("a"), area_kind="water", geometry=both).geometry is both


def test_a_replaced_geometry_is_made_plain_too() -> None:
    house = replace(household("h"), geometry=Point(1, 2, 3))
    assert house.geometry == Point(1, 2)


@pytest.mark.parametrize("kind", [Household, Note, Place])
def test_what_stands_on_a_spot_is_a_point_whatever_it_is_made_with(kind: type[Feature]) -> None:
    more = {Note: {"text": "x"}, Place: {"place_kind": "P01"}}.get(kind, {})
    made = kind(id=fid("h"), geometry=box(0, 0, 4, 4), **more)  # type: ignore[call-arg]
    shape = geometry_of(made)
    assert isinstance(shape, Point)
    assert box(0, 0, 4, 4).contains(shape)
