import pytest
from shapely import Point

from gridmap.model.changes import Change, Changeset, removed
from gridmap.model.document import Document
from gridmap.model.features import Household, Place
from gridmap.ui.canvas.hit import MOST_HITS, HitIndex
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, Tiny, at, fid, household


def hits(
    document: Document, index: HitIndex, x_m: float, y_m: float, radius_m: float = 5
) -> list[str]:
    return list(index.at(document, ORIGIN_X_M + x_m, ORIGIN_Y_M + y_m, radius_m=radius_m))


@pytest.fixture
def document(tiny: Tiny) -> Document:
    return tiny.document()


@pytest.fixture
def index(document: Document) -> HitIndex:
    return HitIndex.of(document.snapshot())


def test_points_come_before_lines_and_lines_before_boundaries(
    document: Document, index: HitIndex
) -> None:
    document.apply(Changeset("x", (added := Change(None, household("x", geometry=at(200, 112))),)))
    index.update(Changeset("x", (added,)))
    found = hits(document, index, 200, 110)
    assert found[:2] == ["x", "l1"]
    assert set(found[2:]) == {"w11", "w12"}


def test_the_nearest_point_comes_first(document: Document, index: HitIndex) -> None:
    pair = tuple(
        Change(None, household(name, geometry=at(x_m, 360)))
        for name, x_m in (("a", 100), ("b", 103))
    )
    document.apply(Changeset("x", pair))
    index.update(Changeset("x", pair))
    assert hits(document, index, 102, 360) == ["b", "a"]
    assert hits(document, index, 101, 360) == ["a", "b"]


def test_nothing_beyond_the_radius_is_hit(document: Document, index: HitIndex) -> None:
    assert hits(document, index, 54, 50, 5) == ["h01"]
    assert hits(document, index, 56, 50, 5) == []


def test_the_inside_of_an_area_is_ground(document: Document, index: HitIndex) -> None:
    assert hits(document, index, 110, 280) == []


def test_what_was_removed_is_hit_no_more(document: Document, index: HitIndex) -> None:
    place = document.get(fid("p1"), Place)
    changeset = removed("x", [place])
    document.apply(changeset)
    index.update(changeset)
    assert "p1" not in hits(document, index, 150, 150)


def test_many_hits_are_cut_to_the_nearest() -> None:
    houses = [Household(id=fid(f"h{n:02d}"), geometry=Point(n / 10, 0)) for n in range(40)]
    document = Document(houses)
    index = HitIndex.of(document.snapshot())
    found = index.at(document, 0, 0, radius_m=100)
    assert found == tuple(f"h{n:02d}" for n in range(MOST_HITS))


def test_a_box_gives_the_points_inside_and_no_areas(index: HitIndex) -> None:
    box = (ORIGIN_X_M + 40, ORIGIN_Y_M + 40, ORIGIN_X_M + 160, ORIGIN_Y_M + 160)
    assert set(index.points_in(box)) == {"h01", "h02", "p1"}


def test_open_ground_belongs_to_the_grid_that_holds_it(document: Document, index: HitIndex) -> None:
    assert index.grid_at(document, ORIGIN_X_M + 110, ORIGIN_Y_M + 280) == "w11"
    assert index.grid_at(document, ORIGIN_X_M + 290, ORIGIN_Y_M + 280) == "w12"
    assert index.grid_at(document, ORIGIN_X_M - 50, ORIGIN_Y_M + 280) is None
