"""Borders and corners of grids: both sides follow, neighbours stay joined, all can be undone."""

from dataclasses import replace

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString

from gridmap.actions.boundaries import delete_vertex, insert_vertex, move_vertex, reshape_border
from gridmap.actions.grids import draw_grid, merge_grids, split_grid
from gridmap.actions.land import partition_of_village
from gridmap.errors import GeometryError
from gridmap.geo.partition import flaws
from gridmap.model.document import Document
from gridmap.model.features import Feature, FeatureId, Grid, Village, VillagerGroup
from tests.actions.test_grids import done_and_undone, state, with_features
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, Tiny, at, build_tiny, fid, rectangle

VILLAGE = FeatureId("v1")


def xy(x_m: float, y_m: float) -> tuple[float, float]:
    return ORIGIN_X_M + x_m, ORIGIN_Y_M + y_m


def shape(document: Document, name: str):  # type: ignore[no-untyped-def]
    return document.find_any(fid(name)).geometry  # type: ignore[union-attr]


def test_a_drawn_line_replaces_a_piece_of_a_border_for_both_sides(tiny: Tiny) -> None:
    document = tiny.document()
    line = LineString([at(200.2, 100), at(230, 200), at(199.9, 300)])
    changeset = reshape_border(document, VILLAGE, line, between=(fid("w11"), fid("w12")))
    assert changeset.ids() == {"w11", "w12", "v1", "g11", "g12", "t"}
    done_and_undone(document, changeset)
    assert xy(230, 200) in shape(document, "w11").exterior.coords
    assert xy(230, 200) in shape(document, "w12").exterior.coords
    again = LineString([at(200, 40), at(190, 60), at(200, 80)])
    assert reshape_border(document, VILLAGE, again).ids() == {"w11", "w12"}


def test_a_corner_is_inserted_moved_and_deleted_for_both_sides(tiny: Tiny) -> None:
    document = tiny.document()
    done_and_undone(document, insert_vertex(document, VILLAGE, *xy(200.4, 200), tolerance_m=1.0))
    assert xy(200, 200) in shape(document, "w12").exterior.coords
    done_and_undone(document, move_vertex(document, VILLAGE, xy(200, 200), xy(215, 200)))
    assert shape(document, "w11").area == pytest.approx(80_000 + 15 * 200)
    done_and_undone(document, delete_vertex(document, VILLAGE, *xy(215, 200)))
    assert shape(document, "w11").equals(rectangle(0, 0, 200, 400))
    assert shape(document, "v1") is tiny.get("v1", Village).geometry or shape(
        document, "v1"
    ).equals(rectangle(0, 0, 400, 400))


def test_a_corner_of_the_outline_takes_the_neighbours_along_when_asked(tiny: Tiny) -> None:
    document = tiny.document()
    changeset = move_vertex(document, VILLAGE, xy(400, 0), xy(405, 3), with_outline=True)
    assert changeset.ids() >= {"v1", "v2", "w12", "w21", "g11", "g21"}
    done_and_undone(document, changeset)
    for name in ("v1", "v2", "w12", "w21", "g11", "g21", "t"):
        assert xy(405, 3) in shape(document, name).exterior.coords
    with pytest.raises(GeometryError, match="leave the village"):
        move_vertex(tiny.snapshot(), VILLAGE, xy(400, 0), xy(405, 3))


def test_a_corner_is_not_moved_where_a_neighbours_grids_would_cross(tiny: Tiny) -> None:
    island = replace(tiny.get("w21", Grid), geometry=rectangle(410, 10, 420, 20))
    document = with_features(tiny, island)
    move_vertex(document, VILLAGE, xy(400, 0), xy(405, -1), with_outline=True)
    with pytest.raises(GeometryError, match="grids of 石桥村") as caught:
        move_vertex(document, VILLAGE, xy(400, 0), xy(405, 12), with_outline=True)
    assert caught.value.hint
    with pytest.raises(GeometryError, match="would cross"):
        move_vertex(document, VILLAGE, xy(400, 0), xy(900, 5), with_outline=True)


def test_a_border_of_the_village_gains_a_corner_for_everybody(tiny: Tiny) -> None:
    document = tiny.document()
    done_and_undone(document, insert_vertex(document, VILLAGE, *xy(400, 77), tolerance_m=1.0))
    for name, kind in (("v1", Village), ("v2", Village), ("g21", VillagerGroup), ("w21", Grid)):
        assert xy(400, 77) in document.get(fid(name), kind).geometry.exterior.coords  # type: ignore[union-attr]


ACTS = st.lists(
    st.tuples(st.integers(0, 4), *[st.floats(-20, 420, allow_nan=False) for _ in range(4)]),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(ACTS)
def test_any_drawing_can_be_taken_back_and_leaves_a_partition(
    acts: list[tuple[int, float, float, float, float]],
) -> None:
    document = build_tiny().document()
    start = state(document)
    done = []
    for which, ax, ay, bx, by in acts:
        grids = [grid.id for grid in document.all(Grid) if grid.village == VILLAGE]
        line = LineString([at(ax, ay), at((ax + bx) / 2 + 7, (ay + by) / 2), at(bx, by)])
        try:
            if which == 0:
                outline = rectangle(min(ax, bx), min(ay, by), max(ax, bx) + 5, max(ay, by) + 5)
                changeset = draw_grid(document, VILLAGE, outline, take=True)
            elif which == 1:
                changeset = split_grid(document, grids[int(abs(ax)) % len(grids)], line)
            elif which == 2:
                changeset = merge_grids(document, grids[:2], keep=grids[0])
            elif which == 3:
                changeset = reshape_border(document, VILLAGE, line, tolerance_m=30.0)
            else:
                corner = shape(document, grids[0])
                corner = tuple(shapely.get_coordinates(corner)[int(abs(ay)) % 4].tolist())
                changeset = move_vertex(
                    document, VILLAGE, corner, xy(bx, by), with_outline=by > 200
                )
        except GeometryError:
            continue
        document.apply(changeset)
        done.append(changeset)
        assert flaws(partition_of_village(document, VILLAGE)) == []
    for changeset in reversed(done):
        document.apply(changeset.inverted())
    assert state(document) == start
    assert all(isinstance(item, Feature) for item in start.values())
