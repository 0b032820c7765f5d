"""Outlines of villages and groups are cut to what lies around them."""

from dataclasses import replace

import pytest

from gridmap.actions.grids import draw_grid
from gridmap.actions.outlines import draw_group, draw_village
from gridmap.errors import GeometryError, UsageError
from gridmap.model.document import Document
from gridmap.model.features import FeatureId, Grid, Village, VillagerGroup
from tests.actions.test_grids import done_and_undone, with_features
from tests.helpers.build import Tiny, at, fid, rectangle

VILLAGE = FeatureId("v1")


def test_a_new_village_is_cut_to_its_neighbours_who_gain_corners(tiny: Tiny) -> None:
    document = tiny.document()
    changeset = draw_village(document, rectangle(90, 350, 300, 700), name=" 北山村 ")
    done_and_undone(document, changeset)
    (drawn,) = [change.new for change in changeset if change.old is None]
    assert isinstance(drawn, Village)
    assert (drawn.name, drawn.township) == ("北山村", "t")
    assert drawn.geometry is not None
    assert drawn.geometry.equals(rectangle(90, 400, 300, 700))
    corner = at(90, 400).coords[0]
    for name, kind in (("v1", Village), ("w11", Grid), ("g12", VillagerGroup)):
        assert corner in document.get(fid(name), kind).geometry.exterior.coords  # type: ignore[union-attr]


def test_a_village_without_outline_gets_one_once(tiny: Tiny) -> None:
    bare = Village(id=fid("v3"), name="南沟村")
    document = with_features(tiny, bare)
    done_and_undone(document, draw_village(document, rectangle(0, -300, 99, 50), village=bare.id))
    assert document.get(bare.id, Village).geometry.equals(rectangle(0, -300, 99, 0))  # type: ignore[union-attr]
    with pytest.raises(UsageError, match="南沟村 has an outline already"):
        draw_village(document, rectangle(0, -300, 99, 0), village=bare.id)


def test_the_first_village_of_a_project_is_drawn_as_it_is(tiny: Tiny) -> None:
    document = Document([tiny.project])
    done_and_undone(document, draw_village(document, rectangle(0, 0, 70, 60), name="新村"))
    (village,) = document.all(Village)
    assert village.township is None
    assert village.geometry is not None
    assert village.geometry.equals(rectangle(0, 0, 70, 60))


def test_a_village_needs_a_name_and_land(tiny: Tiny) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        draw_village(tiny.snapshot(), rectangle(0, 500, 9, 900))
    with pytest.raises(GeometryError):
        draw_village(tiny.snapshot(), rectangle(100, 100, 200, 200), name="新村")


def test_a_group_is_cut_to_its_village_and_the_other_groups(tiny: Tiny) -> None:
    document = with_features(tiny, replace(tiny.get("g12", VillagerGroup), geometry=None))
    changeset = draw_group(document, VILLAGE, rectangle(-9, 150, 150, 500), group=fid("g12"))
    done_and_undone(document, changeset)
    assert document.get(fid("g12"), VillagerGroup).geometry.equals(rectangle(0, 200, 150, 400))  # type: ignore[union-attr]
    changeset = draw_group(document, VILLAGE, rectangle(149.8, 150, 500, 500))
    done_and_undone(document, changeset)
    (made,) = [change.new for change in changeset if change.old is None]
    assert isinstance(made, VillagerGroup)
    assert (made.name, made.number) == ("三组", 3)
    assert made.geometry is not None
    assert made.geometry.equals(rectangle(150, 200, 400, 400))


def test_a_village_apart_from_the_others_changes_none_of_them(tiny: Tiny) -> None:
    bent = rectangle(-60, 390, -40, 600).union(rectangle(-60, 590, 900, 600))
    changeset = draw_village(tiny.document(), bent, name="远村")
    assert [change.old for change in changeset] == [None]


def test_the_first_grid_of_a_lone_village_gives_its_outline_a_corner(tiny: Tiny) -> None:
    document = Document([tiny.project, tiny.get("v1", Village)])
    changeset = draw_grid(document, VILLAGE, rectangle(-9, -9, 133, 500))
    assert len(changeset) == 2
    done_and_undone(document, changeset)


def test_without_a_map_there_is_nothing_to_draw_on(tiny: Tiny) -> None:
    document = Document([replace(tiny.project, epsg=None)])
    with pytest.raises(UsageError, match="no map yet"):
        draw_village(document, rectangle(0, 0, 70, 60), name="新村")
