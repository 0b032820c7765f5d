import pytest
import shapely
from shapely import LineString

from gridmap.actions.boundaries import delete_vertex, move_outline_vertex
from gridmap.actions.ground_corners import (
    delete_ground_corner,
    insert_ground_corner,
    move_ground_corner,
)
from gridmap.actions.land import partition_of_village
from gridmap.errors import GeometryError
from gridmap.geo.partition import flaws
from gridmap.model.document import Document
from gridmap.model.features import FeatureId, Grid, Line, Village, VillagerGroup
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, Tiny, at, project

V1 = FeatureId("v1")


def spot(x_m: float, y_m: float) -> tuple[float, float]:
    return ORIGIN_X_M + x_m, ORIGIN_Y_M + y_m


def lanes() -> Document:
    first = Line(id=FeatureId("a"), line_kind="lane", geometry=LineString([at(0, 0), at(50, 0)]))
    second = Line(id=FeatureId("b"), line_kind="lane", geometry=LineString([at(50, 0), at(50, 50)]))
    return Document([project(), first, second])


def test_a_crossing_of_lanes_moves_for_both() -> None:
    document = lanes()
    document.apply(move_ground_corner(document, ["a", "b"], spot(50, 0), spot(60, 5)))
    ends = [document.get(FeatureId(key), Line).geometry.coords for key in ("a", "b")]
    assert ends[0][-1] == ends[1][0] == spot(60, 5)


def test_a_corner_is_added_only_to_the_line_it_is_on() -> None:
    document = lanes()
    document.apply(insert_ground_corner(document, ["a", "b"], *spot(20, 0.5)))
    counts = [len(document.get(FeatureId(key), Line).geometry.coords) for key in ("a", "b")]
    assert counts == [3, 2]


def test_a_lane_keeps_two_ends() -> None:
    document = lanes()
    with pytest.raises(GeometryError, match="Too few"):
        delete_ground_corner(document, ["a"], *spot(0, 0))


def test_a_village_border_moved_inward_cuts_grids_and_groups_and_names_them(tiny: Tiny) -> None:
    document = tiny.document()
    changes = move_outline_vertex(document, V1, spot(0, 0), spot(250, 150))
    assert "第1网格" in changes.title
    before = document.snapshot()
    document.apply(changes)
    for kind in (Grid, VillagerGroup):
        partition = partition_of_village(document, V1, kind)
        assert flaws(partition) == []
    outline = document.get(V1, Village).geometry
    assert outline.area < 160_000
    assert shapely.covers(outline.buffer(0.001), document.get(FeatureId("w11"), Grid).geometry)
    document.apply(changes.inverted())
    assert document.get(V1, Village) == before.get(V1, Village)


def test_a_corner_of_the_outline_goes_only_when_asked_and_then_for_all(tiny: Tiny) -> None:
    document = tiny.document()
    with pytest.raises(GeometryError, match="outline"):
        delete_vertex(document, V1, *spot(0, 0))
    document.apply(delete_vertex(document, V1, *spot(0, 0), with_outline=True))
    assert flaws(partition_of_village(document, V1)) == []
    assert document.get(V1, Village).geometry.area < 160_000
