"""Drawing, splitting, merging, removing, filling and repairing grids; their names and codes."""

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

import pytest
from shapely import LineString, Point, Polygon

from gridmap.actions.grid_names import free_names, numeral
from gridmap.actions.grids import (
    draw_grid,
    edit_grid,
    fill_gap,
    merge_grids,
    outline_grid,
    remove_grid,
    repair_grids,
    split_grid,
)
from gridmap.errors import GeometryError, UsageError
from gridmap.model.changes import Changeset
from gridmap.model.document import Document
from gridmap.model.features import KINDS, Duty, Feature, FeatureId, Grid, Household, Village
from gridmap.model.sorting import chinese_number
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, Tiny, at, fid, household, rectangle

GRID = FeatureId("w11")
VILLAGE = FeatureId("v1")
ACROSS = LineString([at(-5, 100.3), at(205, 130)])


def state(document: Document) -> dict[FeatureId, Feature]:
    return {item.id: item for kind in KINDS for item in document.all(kind)}


def done_and_undone(document: Document, changeset: Changeset) -> Document:
    """Apply a changeset after checking that its inverse gives the same state."""
    before = state(document)
    document.apply(changeset)
    document.apply(changeset.inverted())
    assert state(document) == before
    document.apply(changeset)
    return document


def with_features(tiny: Tiny, *features: Feature) -> Document:
    kept = {item.id: item for item in tiny.features} | {item.id: item for item in features}
    return Document(kept.values())


def without_grid(tiny: Tiny, name: str) -> Document:
    return Document(item for item in tiny.features if item.id != name)


def test_a_grid_gets_another_name_and_back(tiny: Tiny) -> None:
    document = tiny.document()
    changeset = edit_grid(document, GRID, name="河东网格")
    document.apply(changeset)
    assert document.get(GRID, Grid).name == "河东网格"
    document.apply(changeset.inverted())
    assert document.get(GRID, Grid) == tiny.get("w11", Grid)


def test_a_grid_without_a_name_is_refused(tiny: Tiny) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        edit_grid(tiny.snapshot(), GRID, name="  ")


def test_two_grids_cannot_have_one_code(tiny: Tiny) -> None:
    other = tiny.get("w12", Grid)
    with pytest.raises(UsageError, match=other.name):
        edit_grid(tiny.snapshot(), GRID, code=other.code)
    assert not edit_grid(tiny.snapshot(), GRID, code=tiny.get("w11", Grid).code)


def test_a_drawn_grid_is_cut_and_gets_the_next_name_and_code(tiny: Tiny) -> None:
    document = without_grid(tiny, "w12")
    changeset = draw_grid(document, VILLAGE, rectangle(190, -20, 300, 500))
    done_and_undone(document, changeset)
    (drawn,) = [change.new for change in changeset if change.old is None]
    assert isinstance(drawn, Grid)
    assert drawn.geometry is not None
    assert drawn.geometry.equals(rectangle(200, 0, 300, 400))
    assert (drawn.name, drawn.code) == ("第2网格", "622921105201001")
    assert changeset.title == "Draw grid 第2网格"


def test_a_name_given_to_a_new_grid_is_kept(tiny: Tiny) -> None:
    document = without_grid(tiny, "w12")
    changeset = draw_grid(document, VILLAGE, rectangle(190, 0, 300, 500), name=" 河东网格 ")
    assert [change.new.name for change in changeset if isinstance(change.new, Grid)] == ["河东网格"]


def test_the_corner_of_a_new_border_is_given_to_all_who_share_the_outline(tiny: Tiny) -> None:
    document = without_grid(tiny, "w12")
    done_and_undone(document, draw_grid(document, VILLAGE, rectangle(190, 0, 400, 123)))
    corner = at(400, 123).coords[0]
    for name in ("v1", "v2", "w21", "g11", "g21"):
        shape = document.find_any(fid(name)).geometry  # type: ignore[union-attr]
        assert corner in shape.exterior.coords, name
        assert shape.equals(tiny.get(name, Feature).geometry)  # type: ignore[attr-defined]


def test_a_grid_without_outline_is_drawn_and_an_outline_drawn_anew(tiny: Tiny) -> None:
    bare = replace(tiny.get("w12", Grid), geometry=None)
    document = with_features(tiny, bare)
    done_and_undone(document, outline_grid(document, bare.id, rectangle(250, 0, 400, 400)))
    done_and_undone(document, outline_grid(document, bare.id, rectangle(190, 0, 300, 400)))
    shape = document.get(bare.id, Grid).geometry
    assert shape is not None
    assert shape.equals(rectangle(200, 0, 300, 400))
    with pytest.raises(UsageError, match="no outline on the map"):
        split_grid(with_features(tiny, bare), bare.id, ACROSS)
    with pytest.raises(UsageError, match="no outline on the map"):
        merge_grids(with_features(tiny, bare), [GRID, bare.id], keep=GRID)


def test_a_village_without_outline_is_named(tiny: Tiny) -> None:
    document = with_features(tiny, replace(tiny.get("v1", Village), geometry=None))
    with pytest.raises(UsageError, match="柳树湾村 has no outline") as caught:
        draw_grid(document, VILLAGE, rectangle(0, 0, 9, 9))
    assert caught.value.hint


def test_split_keeps_each_household_in_its_half(tiny: Tiny) -> None:
    follower = household("x1", grid_override=GRID, grid_override_reason="同组", geometry=at(20, 20))
    stayer = household("x2", grid_override=GRID, grid_override_reason="同组", geometry=at(20, 380))
    away = household("x3", grid_override=GRID, grid_override_reason="同组", geometry=at(500, 20))
    unplaced = household("x4", grid_override=GRID, grid_override_reason="同组")
    document = with_features(tiny, follower, stayer, away, unplaced)
    changeset = split_grid(document, GRID, ACROSS)
    done_and_undone(document, changeset)
    (made,) = [change.new for change in changeset if change.old is None]
    overrides = [document.get(fid(f"x{n}"), Household).grid_override for n in (1, 2, 3, 4)]
    assert overrides == [made.id if made else None, GRID, GRID, GRID]
    areas = [document.get(key, Grid).geometry.area for key in (GRID, made.id)]  # type: ignore[union-attr]
    assert areas[0] > areas[1]
    assert sum(areas) == pytest.approx(80_000, abs=0.2)


def test_merging_keeps_the_officers_of_the_chosen_grid(tiny: Tiny) -> None:
    moved = household("x1", grid_override=fid("w12"), grid_override_reason="同组")
    document = with_features(tiny, moved)
    changeset = merge_grids(document, [GRID, fid("w12")], keep=GRID)
    done_and_undone(document, changeset)
    assert document.find(fid("w12"), Grid) is None
    assert document.find(fid("d3"), Duty) is None
    assert document.get(fid("d2"), Duty) == tiny.get("d2", Duty)
    assert document.get(fid("x1"), Household).grid_override == GRID
    shape = document.get(GRID, Grid).geometry
    assert shape is not None
    assert shape.equals(rectangle(0, 0, 400, 400))
    assert changeset.title == "Merge 2 grids into 第1网格"


def test_grids_of_two_villages_or_the_keeper_left_out_are_not_merged(tiny: Tiny) -> None:
    for members, keep in ((["w11", "w21"], "w11"), (["w11"], "w12")):
        with pytest.raises(UsageError, match="one village"):
            merge_grids(tiny.snapshot(), [fid(name) for name in members], keep=fid(keep))


def test_removing_a_grid_takes_what_hangs_on_it(tiny: Tiny) -> None:
    moved = household("x1", grid_override=GRID, grid_override_reason="同组")
    document = with_features(tiny, moved)
    done_and_undone(document, remove_grid(document, GRID))
    assert document.find(GRID, Grid) is None
    assert document.find(fid("d2"), Duty) is None
    left = document.get(fid("x1"), Household)
    assert (left.grid_override, left.grid_override_reason) == (None, "")


def test_a_gap_is_filled_into_the_named_or_best_neighbour(tiny: Tiny) -> None:
    document = without_grid(tiny, "w12")
    spot = at(300, 200)
    changeset = fill_gap(document, VILLAGE, spot.x, spot.y)
    assert changeset.title == "Fill a gap with 第1网格"
    done_and_undone(document, changeset)
    assert document.get(GRID, Grid).geometry.equals(rectangle(0, 0, 400, 400))  # type: ignore[union-attr]
    with pytest.raises(GeometryError):
        fill_gap(document, VILLAGE, spot.x, spot.y)


def test_sloppy_grids_are_refused_until_they_are_repaired(tiny: Tiny) -> None:
    ragged = Polygon([at(199, 0), at(201.5, 200), at(198.6, 400), at(401, 400), at(399, 0)])
    document = with_features(tiny, replace(tiny.get("w12", Grid), geometry=ragged))
    with pytest.raises(GeometryError, match="overlap") as caught:
        split_grid(document, GRID, ACROSS)
    assert "Repair" in caught.value.hint
    changeset, found = repair_grids(document, VILLAGE, tolerance_m=2.0)
    assert found.moved
    assert 0 < found.furthest_m <= 2.0
    done_and_undone(document, changeset)
    done_and_undone(document, split_grid(document, GRID, ACROSS))
    assert not repair_grids(document, VILLAGE)[0]


def test_names_and_codes_go_on_where_they_are_free(tiny: Tiny) -> None:
    words = Grid(id=fid("x"), name="第十二网格", village=fid("v9"), code="622921105209001")
    village = Village(id=fid("v9"), name="新村", code="622921105209")
    other = Grid(id=fid("y"), name="第一网格", village=fid("v9"))
    document = with_features(tiny, village, words, other)
    assert list(islice(free_names(document, fid("v9")), 2)) == [
        ("第二网格", "622921105209002"),
        ("第三网格", "622921105209003"),
    ]
    nameless = with_features(tiny, replace(village, code=""))
    assert next(free_names(nameless, fid("v9"))) == ("第一网格", "")
    assert next(free_names(nameless, fid("nowhere"))) == ("第一网格", "")


@pytest.mark.parametrize("number", [1, 9, 10, 11, 19, 20, 21, 99])
def test_numerals_read_back_as_the_same_number(number: int) -> None:
    assert chinese_number(numeral(number)) == number
    assert numeral(100) == "100"


@pytest.mark.parametrize(
    "act",
    [
        lambda document: draw_grid(document, fid("nowhere"), rectangle(0, 0, 9, 9)),
        lambda document: split_grid(document, fid("nowhere"), ACROSS),
        lambda document: remove_grid(document, fid("nowhere")),
        lambda document: merge_grids(document, [GRID, fid("nowhere")], keep=GRID),
    ],
)
def test_what_is_gone_is_said_to_be_gone(tiny: Tiny, act: Callable[[Document], object]) -> None:
    with pytest.raises(UsageError, match="no longer there"):
        act(tiny.document())


def test_the_tiny_project_lies_where_the_tests_think() -> None:
    assert Point(ORIGIN_X_M, ORIGIN_Y_M).equals(at(0, 0))
