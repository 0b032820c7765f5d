import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from gridmap.errors import StaleChangeError
from gridmap.model.changes import Change, Changeset, added, edited, removed
from gridmap.model.document import Document, Snapshot
from gridmap.model.features import Household, Note, Officer, Project, Village
from gridmap.model.spatial_index import SpatialIndex
from tests.helpers.build import Tiny, fid, household
from tests.helpers.strategies import World, changesets, worlds


@given(st.data(), worlds())
def test_a_snapshot_never_changes(data: st.DataObject, world: World) -> None:
    document = Document(world.values())
    snapshot = document.snapshot()
    for _ in range(3):
        present = {i.id: i for t in document._tables.values() for i in t.values()}
        document.apply(data.draw(changesets(present)))
    assert {i.id: i for t in snapshot._tables.values() for i in t.values()} == world
    assert (snapshot.revision, document.revision) == (0, 3)


@given(st.data(), worlds())
def test_the_index_follows_every_change(data: st.DataObject, world: World) -> None:
    document = Document(world.values())
    everywhere = (-1.0, -1.0, 10.0, 10.0)
    document.in_box(Household, everywhere)
    document.apply(data.draw(changesets(world)))
    located = {item.id for item in document.all(Household) if item.geometry is not None}
    assert {item.id for item in document.in_box(Household, everywhere)} == located
    assert document.in_box(Officer, everywhere) == []


def test_only_the_kinds_that_change_are_copied() -> None:
    document = Document([household("a"), Officer(id=fid("o"), name="周")])
    snapshot = document.snapshot()
    document.apply(added("", [household("b")]))
    document.apply(added("", [household("c")]))
    assert document.table(Officer) is snapshot.table(Officer)
    assert (snapshot.count(Household), document.count(Household)) == (1, 3)


@pytest.mark.parametrize(
    "changeset",
    [
        added("加", [household("a")]),
        removed("删", [household("gone")]),
        removed("删", [household("a", door="other")]),
        edited("改", [(household("a", door="other"), household("a", door="7"))]),
        Changeset("两次", (Change(None, household("b")), Change(None, household("b")))),
    ],
)
def test_a_change_that_no_longer_fits_is_refused_whole(changeset: Changeset) -> None:
    document = Document([household("a")])
    first = Change(None, household("x"))
    with pytest.raises(StaleChangeError) as caught:
        document.apply(Changeset(changeset.title, (first, *changeset)))
    assert list(document.all(Household)) == [household("a")]
    assert document.revision == 0
    assert caught.value.hint


def test_the_refused_change_is_named() -> None:
    with pytest.raises(StaleChangeError, match="“删一户” no longer fits"):
        Document().check(removed("删一户", [household("a")]))


def test_features_are_found_by_id_and_kind(tiny: Tiny) -> None:
    snapshot = tiny.snapshot()
    assert snapshot.find(fid("v1"), Village) == tiny.get("v1", Village)
    assert snapshot.find(fid("v1"), Household) is None
    assert snapshot.find(None, Village) is None
    assert snapshot.find_any(fid("n1")) == tiny.get("n1", Note)
    assert snapshot.find_any(fid("nothing")) is None
    assert snapshot.get(fid("v1"), Village).name == "柳树湾村"
    with pytest.raises(KeyError):
        snapshot.get(fid("nothing"), Village)


def test_a_reader_knows_its_project_and_size(tiny: Tiny) -> None:
    snapshot = tiny.snapshot()
    assert snapshot.project == tiny.project
    assert len(snapshot) == len(tiny.features)
    with pytest.raises(KeyError):
        _ = Snapshot.of([]).project
    assert Document([tiny.project]).count(Project) == 1


def test_features_stay_in_the_order_they_were_added() -> None:
    document = Document([household("b"), household("a")])
    document.apply(added("", [household("0")]))
    document.apply(edited("", [(household("b"), household("b", geometry=Point(0, 0)))]))
    assert [item.id for item in document.all(Household)] == ["b", "a", "0"]


def test_an_index_made_elsewhere_is_used_and_kept_up_to_date(tiny: Tiny) -> None:
    document = tiny.document()
    index = SpatialIndex(document.all(Household))
    document.adopt_index(Household, index, revision=document.revision)
    assert document.index(Household) is index
    document.apply(added("one", [household("new", geometry=Point(1, 2))]))
    assert [item.id for item in document.in_box(Household, (0, 0, 5, 5))] == ["new"]


def test_an_index_that_comes_too_late_is_left_aside(tiny: Tiny) -> None:
    document = tiny.document()
    early = document.index(Note)
    document.adopt_index(Note, SpatialIndex(), revision=document.revision)
    assert document.index(Note) is early
    late = SpatialIndex(document.all(Household))
    document.apply(added("one", [household("new", geometry=Point(1, 2))]))
    document.adopt_index(Household, late, revision=0)
    assert [item.id for item in document.in_box(Household, (0, 0, 5, 5))] == ["new"]


def test_all_of_some_ids_are_found_whatever_their_kind(tiny: Tiny) -> None:
    document = tiny.document()
    found = document.find_all([fid("h01"), fid("w11"), fid("gone"), fid("v1")])
    assert {item.id for item in found} == {"h01", "w11", "v1"}
    assert document.find_all(frozenset()) == []
