from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.model.features import Household
from gridmap.review.levels import Level, Node, levels
from gridmap.review.state import make_review
from tests.helpers import cover_oracle as oracle
from tests.helpers.build import Tiny
from tests.review.helpers import review_of


def every(nodes: list[Node] | tuple[Node, ...]) -> list[Node]:
    return [node for top in nodes for node in (top, *every(top.below))]


def test_the_levels_lead_from_the_township_to_a_person(tiny: Tiny) -> None:
    (township,) = levels(review_of(tiny))
    assert (township.level, township.item) == (Level.TOWNSHIP, "t")
    village = township.below[0]
    grid = village.below[0]
    officer = grid.below[0]
    assert [node.item for node in (village, grid, officer)] == ["v1", "w11", "o2"]
    assert [node.item for node in officer.below] == ["c1", "c3"]
    assert (officer.counts.households, officer.counts.records) == (4, 2)


def test_counts_add_up_from_level_to_level(tiny: Tiny) -> None:
    (township,) = levels(review_of(tiny))
    counts = township.counts
    assert (counts.households, counts.unplaced, counts.records) == (20, 1, 4)
    assert counts.uncovered == 8
    for node in every([township]):
        if node.below and node.level is not Level.OFFICER:
            assert node.counts.households == sum(part.counts.households for part in node.below)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_every_household_and_record_is_counted_once(seed: int) -> None:
    township = oracle.random_township(seed)
    review = make_review(township, on=oracle.DAY)
    tops = levels(review)
    assert sum(node.counts.households for node in tops) == len(list(township.all(Household)))
    homes = {home.id for home in township.all(Household)}
    people = [node.item for node in every(tops) if node.level is Level.PERSON]
    expected = {key for key in review.coverage.records if _home(review, key) in homes}
    assert sorted(str(key) for key in people) == sorted(str(key) for key in expected)
    uncovered = sum(node.counts.uncovered for node in tops)
    assert uncovered == len(review.coverage.uncovered_households)


def _home(review: object, key: object) -> object:
    from gridmap.model.features import CareRecord

    return review.snapshot.get(key, CareRecord).household  # type: ignore[attr-defined]
