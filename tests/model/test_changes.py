import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from gridmap.model.changes import Change, Changeset, added, edited, removed
from gridmap.model.document import Document
from gridmap.model.features import Household, Officer
from tests.helpers.build import fid, household
from tests.helpers.strategies import World, after, changesets, worlds


def held(document: Document) -> World:
    return {item.id: item for table in document._tables.values() for item in table.values()}


@given(st.data(), worlds())
def test_apply_then_inverse_gives_the_same_features(data: st.DataObject, world: World) -> None:
    changeset = data.draw(changesets(world))
    document = Document(world.values())
    document.apply(changeset)
    assert held(document) == after(world, [changeset])
    document.apply(changeset.inverted())
    assert held(document) == world


@given(st.data(), worlds())
def test_a_merged_changeset_equals_one_after_the_other(data: st.DataObject, world: World) -> None:
    first = data.draw(changesets(world))
    second = data.draw(changesets(after(world, [first])))
    merged = first.merged_with(second)
    document = Document(world.values())
    document.apply(merged)
    assert held(document) == after(world, [first, second])
    assert merged.title == first.title
    assert all(change.old != change.new for change in merged if change.id in second.ids())


@given(st.data(), worlds())
def test_what_is_taken_back_cancels_out(data: st.DataObject, world: World) -> None:
    changeset = data.draw(changesets(world))
    assert not changeset.merged_with(changeset.inverted())


@given(st.data(), worlds())
def test_the_inverse_of_the_inverse_is_the_changeset(data: st.DataObject, world: World) -> None:
    changeset = data.draw(changesets(world))
    assert changeset.inverted().inverted() == changeset


def test_a_change_needs_a_side() -> None:
    with pytest.raises(ValueError, match="old or a new"):
        Change(None, None)


@pytest.mark.parametrize("other", [household("b"), Officer(id=fid("a"), name="周")])
def test_a_change_has_one_feature(other: Household) -> None:
    with pytest.raises(ValueError, match="same feature"):
        Change(household("a"), other)


def test_the_feature_of_a_change_is_its_newest_side() -> None:
    old, new = household("a"), household("a", door="7")
    assert Change(old, new).feature is new
    assert Change(old, None).feature is old
    assert Change(old, None).id == "a"


def test_a_changeset_without_changes_is_false() -> None:
    assert not Changeset("空")
    assert added("加", [household("a")])
    assert len(added("加", [household("a"), household("b")])) == 2


def test_equal_pairs_are_no_edit() -> None:
    same, old, new = household("a"), household("b"), household("b", door="7")
    changeset = edited("改", [(same, same), (old, new)])
    assert list(changeset) == [Change(old, new)]


def test_kinds_and_ids_are_those_of_all_changes() -> None:
    changeset = added("", [household("a")]).merged_with(
        removed("", [Officer(id=fid("o"), name="周")])
    )
    assert changeset.kinds() == {Household, Officer}
    assert changeset.ids() == {"a", "o"}


def test_bounds_hold_both_sides() -> None:
    changeset = edited(
        "", [(household("a", geometry=Point(1, 9)), household("a", geometry=Point(5, 2)))]
    )
    assert changeset.bounds() == (1, 2, 5, 9)


def test_changes_without_places_have_no_bounds() -> None:
    assert added("", [household("a"), Officer(id=fid("o"), name="周")]).bounds() is None
