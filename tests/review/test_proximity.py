from dataclasses import replace

import pytest

from gridmap.errors import PrivacyError
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import Household, Place
from gridmap.review.proximity import (
    EVERYBODY,
    NEVER,
    PAIRS,
    check_pair,
    nearest_place,
    proximity,
)
from tests.helpers.build import Tiny, at, fid
from tests.review.helpers import review_of

CLINIC = Place(id=fid("pc"), place_kind="P04", name="卫生室", geometry=at(50, 50))


def test_people_are_counted_within_each_distance(tiny: Tiny) -> None:
    found = proximity(review_of(tiny, CLINIC).coverage, ["P04", "P05"], "C01")
    assert (found.total, found.unplaced) == (1, 0)
    assert found.within == (1, 1, 1, 1)
    assert found.rows[0].metres == pytest.approx(0.0)
    assert found.shares == (1.0, 1.0, 1.0, 1.0)


def test_counts_under_five_are_masked_when_they_leave(tiny: Tiny) -> None:
    found = proximity(review_of(tiny, CLINIC).coverage, ["P04"], "C01")
    assert found.masked == ("<5",) * 4


def test_all_households_near_a_hazard_may_be_asked_for(tiny: Tiny) -> None:
    flood = replace(CLINIC, place_kind="P14")
    found = proximity(review_of(tiny, flood).coverage, ["P13", "P14"], EVERYBODY)
    assert (found.total, found.unplaced) == (19, 1)
    assert found.rows[0].metres > found.rows[-1].metres
    assert found.within[0] < found.within[-1] == 19


def test_a_village_can_be_asked_for_alone(tiny: Tiny) -> None:
    flood = replace(CLINIC, place_kind="P14")
    only = [fid("h01"), fid("h02")]
    coverage = review_of(tiny, flood).coverage
    assert proximity(coverage, ["P14"], EVERYBODY, households=only).total == 2


def test_without_such_a_place_nobody_is_near(tiny: Tiny) -> None:
    found = proximity(review_of(tiny).coverage, ["P04"], "C01")
    assert (found.total, found.within) == (1, (0, 0, 0, 0))


def test_children_near_a_school_are_counted_and_never_listed(tiny: Tiny) -> None:
    assert proximity(review_of(tiny).coverage, ["P02"], "C04").rows == ()


@pytest.mark.parametrize("kind", sorted(load_catalogue().places))
@pytest.mark.parametrize("category", [*sorted(load_catalogue().care), EVERYBODY, "X01"])
def test_only_the_allowed_pairs_are_answered(kind: str, category: str) -> None:
    if category in PAIRS.get(kind, frozenset()):
        check_pair([kind], category)
        return
    with pytest.raises(PrivacyError) as caught:
        check_pair([kind], category)
    assert caught.value.hint


def test_restricted_categories_are_in_no_pair() -> None:
    restricted = {item.code for item in load_catalogue().care.values() if item.is_restricted}
    assert restricted == NEVER
    assert not restricted.intersection(*[frozenset().union(*PAIRS.values())])


def test_one_allowed_kind_does_not_let_another_pass() -> None:
    with pytest.raises(PrivacyError):
        check_pair(["P04", "P02"], "C01")


def test_the_nearest_place_of_a_house_has_its_minutes(tiny: Tiny) -> None:
    coverage = review_of(tiny, CLINIC).coverage
    near = nearest_place(coverage, tiny.get("h02", Household), ["P04"])
    assert near is not None
    assert near.metres == pytest.approx(100.0)
    assert near.minutes == pytest.approx(100 / 60)
    assert nearest_place(coverage, tiny.get("h20", Household), ["P04"]) is None
