from dataclasses import replace

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from gridmap.model import spatial_index as module
from gridmap.model.features import Area, Feature, FeatureId, Household
from gridmap.model.spatial_index import SpatialIndex
from tests.helpers.build import fid, household

METRES = st.integers(0, 20).map(float)
BOXES = st.tuples(METRES, METRES, METRES, METRES).map(
    lambda s: (min(s[0], s[2]), min(s[1], s[3]), max(s[0], s[2]), max(s[1], s[3]))
)
SHAPES = st.one_of(
    st.none(),
    st.builds(Point, METRES, METRES),
    BOXES.filter(lambda b: b[0] < b[2] and b[1] < b[3]).map(lambda b: shapely.box(*b)),
)
NAMES = st.sampled_from([fid(name) for name in "abcdefghij"])


def thing(name: FeatureId, shape: shapely.Geometry | None) -> Feature:
    return Area(id=name, area_kind="water", geometry=shape)


def meets(shape: shapely.Geometry | None, box: tuple[float, float, float, float]) -> bool:
    if shape is None:
        return False
    low_x, low_y, high_x, high_y = shape.bounds
    return low_x <= box[2] and high_x >= box[0] and low_y <= box[3] and high_y >= box[1]


@given(
    st.dictionaries(NAMES, SHAPES),
    st.lists(st.tuples(NAMES, st.one_of(st.just("gone"), SHAPES))),
    BOXES,
    st.integers(0, 5),
)
def test_a_query_finds_what_looking_at_everything_finds(
    begin: dict[FeatureId, shapely.Geometry | None],
    changes: list[tuple[FeatureId, object]],
    box: tuple[float, float, float, float],
    rebuild_after: int,
) -> None:
    held = dict(begin)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "REBUILD_AFTER", rebuild_after)
        index = SpatialIndex([thing(name, shape) for name, shape in begin.items()])
        for name, shape in changes:
            index.query(box)
            if shape == "gone":
                held.pop(name, None)
                index.update(name, None)
            else:
                held[name] = shape  # type: ignore[assignment]
                index.update(name, thing(name, shape))  # type: ignore[arg-type]
        found = index.query(box)
    assert sorted(found) == sorted(name for name, shape in held.items() if meets(shape, box))


def test_found_features_come_in_the_order_they_were_given() -> None:
    houses = [household(str(i), geometry=Point(9 - i, 0)) for i in range(9)]
    assert SpatialIndex(houses).query((0, 0, 9, 0)) == [house.id for house in houses]


def test_many_changes_cost_one_rebuild(monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[int] = []
    pack = SpatialIndex._pack
    monkeypatch.setattr(
        SpatialIndex, "_pack", lambda self, pairs: (packed.append(len(pairs)), pack(self, pairs))
    )
    index = SpatialIndex()
    houses = [household(str(i), geometry=Point(i, 0)) for i in range(module.REBUILD_AFTER + 1)]
    for house in houses:
        index.update(house.id, house)
    assert len(index.query((0, 0, 5, 5))) == 6
    assert len(index.query((0, 0, 5, 5))) == 6
    assert packed == [0, len(houses)]


def test_an_empty_geometry_is_nowhere() -> None:
    house = household("h")
    object.__setattr__(house, "geometry", Point())
    index = SpatialIndex([house])
    index.update(house.id, house)
    assert index.query((-1e9, -1e9, 1e9, 1e9)) == []
    index.update(house.id, replace(Household(id=house.id), geometry=Point(1, 1)))
    assert index.query((0, 0, 2, 2)) == [house.id]
